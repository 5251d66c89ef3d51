/* Prepares the jobs of a round. When only the best hits are wanted, rounds with looser and looser
 * thresholds look for them. */
#include "search/plan/prepare.h"

#include <math.h>

#include "search/compile/best.h"

/* Each round's threshold is one that random windows would reach so often a job. The first one of
 * few hits is for windows that are no accident: they are quickly looked up, and save the scan where
 * there are some. Where each peptide has its least score they were found before. The next has some
 * to spare, so that there rarely has to be another: one as much looser as hits were missing, twice
 * over, since a hundred thousand too many have to be sorted. */
static const double NO_ACCIDENT = 1e-3, LOOSEST = 64, TWICE = 2;

/* So many are expected that there are `top` of them but for one search in thousands. */
static double with_spare(uint64_t top)
{
    return (double)top + 3 * sqrt((double)top) + 10;
}

static double first_wanted(const struct mim_search *search)
{
    enum { FEW = 4 };
    /* The best by score may have as many mismatches as are allowed. */
    const bool any = search->threshold_kind == MIMICRY_MAX_MISMATCHES && search->similar_first;
    if (search->top == 0 || any)
        return 0; /* all */
    const bool is_scan = search->opt_list != NULL;
    return search->top <= FEW && search->least == NULL && !is_scan ? NO_ACCIDENT
                                                                   : with_spare(search->top);
}

struct mim_round mim_round_first(struct mim_batch *batch, const struct mim_search *search)
{
    return (struct mim_round){
        .batch = batch,
        .search = search,
        .wanted = first_wanted(search),
        .active = batch->n_jobs,
    };
}

/* How much looser a job has to be searched that had too few hits. */
static double looser(const struct mim_job *job, uint64_t top)
{
    const double missing = TWICE * (double)top / (double)job->too_few;
    return job->too_few == 0 ? LOOSEST : fmin(fmax(missing, TWICE), LOOSEST);
}

void mim_round_loosen(struct mim_round *round)
{
    const uint64_t top = round->search->top;
    double factor = TWICE;
    round->active = 0;
    for (uint32_t k = 0; k < round->batch->n_jobs; k++) {
        const struct mim_job *job = &round->batch->jobs[k];
        round->active += job->active;
        factor = job->active ? fmax(factor, looser(job, top)) : factor;
    }
    round->wanted = round->wanted < 1 ? with_spare(top) : round->wanted * factor;
}

/* How many windows count, about. */
static double count_windows(const struct mim_search *search)
{
    const struct mim_filter *filter = search->filter;
    if (search->opt_list != NULL)
        return (double)search->opt_list->count;
    const double kept = filter != NULL && filter->records != NULL
                            ? (double)filter->kept
                            : (double)search->index->text_length;
    return filter != NULL && filter->takes != NULL ? filter->share * kept : kept;
}

static void compile(const struct mim_round *round, struct mim_job *job)
{
    job->goal = job->final;
    job->is_final = true;
    mim_profile_compile(&job->goal, &job->profile);
    if (round->wanted > 0 && !job->profile.impossible)
        mim_best_guess(&job->goal, &job->profile, &round->batch->frequencies,
                       count_windows(round->search), round->wanted, &job->is_final);
    if (!job->is_final)
        mim_profile_compile(&job->goal, &job->profile);
}

static bool nothing_counts(const struct mim_filter *filter)
{
    return filter != NULL && filter->records != NULL && filter->kept == 0;
}

/* Lists are not looked up. */
static int32_t asked_plan(const struct mim_search *search, const struct mim_goal *goal)
{
    if (search->opt_list == NULL)
        return search->plan;
    return mim_plan_applies(MIMICRY_PLAN_PLANES, goal) ? MIMICRY_PLAN_PLANES : MIMICRY_PLAN_LANES;
}

mimicry_status mim_job_prepare(const struct mim_round *round, struct mim_splitter *splitter,
                               struct mim_job *job, struct mim_costs *out_costs,
                               mimicry_error *error)
{
    const struct mim_search *search = round->search;
    const struct mim_plan_setting setting = {search->kernels->bit_lanes, round->active,
                                             asked_plan(search, &job->final), job->slides};
    compile(round, job);
    if (setting.forced != MIMICRY_PLAN_AUTO && !mim_plan_applies(setting.forced, &job->goal))
        return mim_plan_fail(error);
    job->plan =
        mim_plan_choose(&setting, splitter, &job->goal, &job->profile, &job->split, out_costs);
    job->active = !job->profile.impossible && !nothing_counts(search->filter);
    return MIMICRY_OK;
}
