/* The genes of an index by number. */
#ifndef MIM_SCREEN_RECORD_GENES_H
#define MIM_SCREEN_RECORD_GENES_H

#include "base/names.h"
#include "index/index.h"

/* ASCII case does not count in names. */
struct mim_record_genes {
    struct mim_names names;
    size_t *of; /* by record: its gene's number, or MIM_NO_NAME */
};

mimicry_status mim_record_genes_set(struct mim_record_genes *genes,
                                    const struct mimicry_index *index, mimicry_error *error);
void mim_record_genes_free(struct mim_record_genes *genes);

#endif
