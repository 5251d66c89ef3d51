/* The two forms of files of variants. */
#ifndef MIM_VARIANT_READERS_H
#define MIM_VARIANT_READERS_H

#include "io/source.h"
#include "variant/variants.h"

/* Both take the source over, and close it. */
mimicry_status mim_variants_read_vcf(struct mim_source *source, struct mim_variants *out,
                                     mimicry_error *error);
mimicry_status mim_variants_read_table(struct mim_source *source, struct mim_variants *out,
                                       mimicry_error *error);

#endif
