/* Makes a job ready to be searched: its threshold for this round, its profile, its plan. */
#ifndef MIM_SEARCH_PLAN_PREPARE_H
#define MIM_SEARCH_PLAN_PREPARE_H

#include "search/find/finder.h"

/* Compiles a job and chooses its plan; `*out_costs` is what each plan was expected to take. The job
 * is active no more if none of its windows can be a hit. ARGUMENT if the plan that was asked for
 * cannot search it. */
mimicry_status mim_job_prepare(const struct mim_round *round, struct mim_splitter *splitter,
                               struct mim_job *job, struct mim_costs *out_costs,
                               mimicry_error *error);

/* The first round of a batch: its other jobs are left as they are. */
struct mim_round mim_round_first(struct mim_batch *batch, const struct mim_search *search);

/* The one after it, with a looser threshold for the jobs that are still active. */
void mim_round_loosen(struct mim_round *round);

#endif
