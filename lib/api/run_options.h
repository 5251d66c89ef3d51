/* What all calls that work have in their options: mimicry_run. */
#ifndef MIM_API_RUN_OPTIONS_H
#define MIM_API_RUN_OPTIONS_H

#include "base/error.h"

/* ARGUMENT for a number of threads, a plan or instructions that there are not, or instructions that
 * this machine lacks. Whether a plan can do the search is for others to check. */
mimicry_status mim_check_run(const mimicry_run *run, mimicry_error *error);

/* The same where there is but one way: any plan but AUTO is ARGUMENT. `what` is the caller's in the
 * message, such as "mimicry_shared". */
mimicry_status mim_check_run_without_plan(const mimicry_run *run, const char *what,
                                          mimicry_error *error);

/* ARGUMENT for a number of threads that cannot be. */
mimicry_status mim_check_threads(int32_t threads, mimicry_error *error);

/* How many that asks for: at least 1. */
unsigned mim_threads(int32_t threads);

#endif
