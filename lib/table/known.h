/* What annotations know of names, as a table. */
#ifndef MIM_TABLE_KNOWN_H
#define MIM_TABLE_KNOWN_H

#include "annotate/annotations.h"

/* As mimicry_annotations_table; the kind is one that was added. */
mimicry_status mim_known_table(const struct mimicry_annotations *annotations, int32_t kind,
                               const char *const *names, size_t n_names,
                               struct ArrowArrayStream *out, mimicry_error *error);

#endif
