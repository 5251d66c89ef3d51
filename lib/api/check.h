/* What the public functions share: options and records that grow with the versions. */
#ifndef MIM_API_CHECK_H
#define MIM_API_CHECK_H

#include <stdbool.h>

#include "base/error.h"

/* Copies the caller's options over `defaults`, of `size` bytes, both beginning with their size.
 * Options of an older header are shorter: the rest keeps its default. Those of a newer one are
 * longer: the rest must be zero, since this library would ignore it. NULL keeps all defaults. */
mimicry_status mim_take_options(const void *opt_options, void *defaults, size_t size,
                                mimicry_error *error);

/* Copies a filled record, of `size` bytes, to the caller's, as far as that goes. */
mimicry_status mim_give_record(void *record, size_t size, void *out, mimicry_error *error);

/* ARGUMENT if any of the pointers is NULL. */
mimicry_status mim_require(bool good, const char *what, mimicry_error *error);

/* ARGUMENT unless the model is a plain matrix. */
mimicry_status mim_require_matrix(const mimicry_model *model, mimicry_error *error);

#endif
