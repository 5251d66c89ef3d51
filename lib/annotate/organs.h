/* Tissues by the organ system that they belong to. */
#ifndef MIM_ANNOTATE_ORGANS_H
#define MIM_ANNOTATE_ORGANS_H

#include <stdbool.h>

#include "base/error.h"

struct mim_organs;

/* NULL: the table that is built in. */
mimicry_status mim_organs_read(const char *opt_path, struct mim_organs **out, mimicry_error *error);
void mim_organs_free(struct mim_organs *organs);

/* NULL if the table has not this tissue. One system has one address. */
const char *mim_organs_system(const struct mim_organs *organs, const char *tissue);
bool mim_organs_is_vital(const struct mim_organs *organs, const char *tissue);
/* The same, or unknown: the table has not this tissue. */
bool mim_organs_may_be_vital(const struct mim_organs *organs, const char *tissue);

#endif
