/* P-values of many tests at once. */
#ifndef MIM_SCORE_ADJUST_H
#define MIM_SCORE_ADJUST_H

#include "base/error.h"

/* Benjamini and Hochberg's adjusted values, as the public header defines them. */
mimicry_status mim_adjust_p_values(const double *p_values, size_t count, double *out,
                                   mimicry_error *error);

#endif
