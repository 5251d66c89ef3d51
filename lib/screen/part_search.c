/* Runs the searches of a screen. */
#include "screen/part_search.h"

#include <stdlib.h>

#include "base/memory.h"
#include "search/plan/plan.h"
#include "search/run.h"

static uint32_t shortest(const struct mim_part_search *s)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < s->count; i++) {
        const uint32_t length = s->block->parts[s->parts[i]].length;
        least = length < least ? length : least;
    }
    return least;
}

/* Whether the plan that was asked for can do this search. */
static bool is_able(const struct mim_part_search *s, int32_t plan)
{
    if (!mim_reach_by_mismatches(&s->reach))
        return mim_plan_takes_scores(plan, s->setting->model);
    switch (plan) {
    case MIMICRY_PLAN_LANES:
    case MIMICRY_PLAN_BRANCH:
    case MIMICRY_PLAN_PLANES:
    case MIMICRY_PLAN_SLIDING:
        return true;
    case MIMICRY_PLAN_SEEDS:
        return s->reach.threshold < shortest(s);
    case MIMICRY_PLAN_SUFFIX:
        return s->reach.threshold < 1;
    default:
        return false;
    }
}

static bool counts(const void *data, uint64_t query, uint64_t record, uint64_t start,
                   uint32_t length)
{
    const struct mim_part_search *s = data;
    (void)length; /* the part's */
    return mim_scope_reason(&s->setting->scopes[s->parts[query]], record, start) == MIM_SCOPE_KEPT;
}

static mimicry_status pull(const struct mim_part_search *s, struct mim_run *run,
                           mim_part_hit_fn take, void *data, mimicry_error *error)
{
    const mimicry_hit *hits;
    size_t count;
    mimicry_status status;
    do {
        status = mim_run_next(run, &hits, &count, error);
        for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
            status = take(data, s->parts[hits[i].query], &hits[i], error);
    } while (status == MIMICRY_OK && count > 0);
    return status;
}

void mim_part_search_set(const struct mim_part_search *s, struct mim_filter *filter,
                         struct mim_search *out)
{
    const struct mim_part_setting *setting = s->setting;
    const struct mim_screen_request *request = setting->request;
    const struct mim_scope_rules *rules = setting->rules;
    const bool apart =
        rules->wildtype || rules->own_gene || rules->paralogs > 0 || rules->presented != NULL;
    *filter = (struct mim_filter){.records = rules->records,
                                  .kept = setting->kept,
                                  .takes = apart ? counts : NULL,
                                  .data = s,
                                  .share = mim_presentation_share(rules->presented)};
    *out = (struct mim_search){
        .index = request->index,
        .model = setting->model,
        .kernels = request->kernels,
        .threshold_kind = s->reach.kind,
        .threshold = s->reach.threshold,
        .top = s->reach.top,
        .least = s->least,
        .similar_first = s->similar_first,
        .opt_list = s->opt_list,
        .opt_around = setting->opt_around,
        .plan = s->opt_list != NULL         ? MIMICRY_PLAN_LANES
                : is_able(s, request->plan) ? request->plan
                                            : MIMICRY_PLAN_AUTO,
        .threads = request->threads,
        .filter = s->filtered && (apart || rules->records != NULL) ? filter : NULL,
        .progress = setting->watch,
        .progress_data = setting->watch_data,
    };
}

static mimicry_status search(const struct mim_part_search *s, const char *const *letters,
                             mim_part_hit_fn take, void *data, mimicry_error *error)
{
    struct mim_filter filter;
    struct mim_search search;
    struct mim_run *run;
    mim_part_search_set(s, &filter, &search);
    mimicry_status status = mim_run_create(&search, letters, s->count, &run, error);
    if (status == MIMICRY_OK)
        status = pull(s, run, take, data, error);
    mim_run_free(run);
    return status;
}

mimicry_status mim_part_search_run(const struct mim_part_search *s, mim_part_hit_fn take,
                                   void *data, mimicry_error *error)
{
    const char **letters = mim_alloc_array(s->count, sizeof *letters);
    if (letters == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < s->count; i++)
        letters[i] = s->block->parts[s->parts[i]].letters;
    const mimicry_status status = search(s, letters, take, data, error);
    free(letters);
    return status;
}
