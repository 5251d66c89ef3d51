/* What a window must reach, as options of searches and of screens have it. */
#ifndef MIM_API_THRESHOLD_H
#define MIM_API_THRESHOLD_H

#include "base/error.h"

/* ARGUMENT for a kind that there is not, or a value that the kind does not have; NO_THRESHOLD has
 * none but 0. */
mimicry_status mim_check_threshold(int32_t kind, double threshold, const mimicry_model *opt_model,
                                   mimicry_error *error);

#endif
