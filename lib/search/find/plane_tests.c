/* Tests windows of short peptides by words of eight residues, and adds up scores as whole numbers.
 */
#include "search/find/plane_tests.h"

#include "base/inline.h"
#include "base/memory.h"

enum { AHEAD = 8 }; /* proposals that are asked for before they are tested */

_Static_assert(sizeof(struct mim_plane_test) == 64, "a test is a cache line");

static bool is_quick(const struct mim_job *job, const struct mim_packing *opt_packing)
{
    return mim_is_by_pattern(job) && job->goal.length <= MIM_SHORT_PATTERN &&
           job->opt_steps == NULL && job->first_count <= UINT32_MAX &&
           (opt_packing == NULL || (opt_packing->used && opt_packing->has_below));
}

static struct mim_plane_test test_of(const struct mim_job *job)
{
    struct mim_plane_test test = {.pattern = mim_short_pattern_of(&job->profile),
                                  .length = job->goal.length,
                                  .first_count = (uint32_t)job->first_count};
    memcpy(test.codes, job->goal.codes, job->goal.length);
    return test;
}

struct mim_plane_test *mim_plane_tests_create(const struct mim_job *jobs, uint32_t n_jobs,
                                              const struct mim_packing *opt_packing)
{
    struct mim_plane_test *tests = mim_alloc_aligned(n_jobs, sizeof *tests);
    for (uint32_t k = 0; k < n_jobs && tests != NULL; k++)
        tests[k] = is_quick(&jobs[k], opt_packing) ? test_of(&jobs[k])
                                                   : (struct mim_plane_test){.length = 0};
    return tests;
}

/* Windows of a job are anywhere in the tile, and jobs anywhere in memory. */
static MIM_ALWAYS_INLINE void ask_ahead(const struct mim_plane_tests *t,
                                        const struct mim_proposal *soon)
{
    __builtin_prefetch(t->text + t->from + soon->offset);
    __builtin_prefetch(&t->of[soon->job]);
}

/* How far the score of a window is below the highest that any has. */
static inline uint64_t below(const struct mim_packing *packing, const struct mim_plane_test *test,
                             const uint8_t *window)
{
    uint32_t sum = 0;
    for (uint32_t j = 0; j < test->length; j++)
        sum += packing->below[test->codes[j]][window[j]];
    return sum;
}

static inline bool is_window(const struct mim_plane_test *test, const uint8_t *window)
{
    const struct mim_short_pattern *p = &test->pattern;
    return mim_are_residues(window, p->first_flags) &&
           mim_are_residues(window + p->last_at, p->last_flags);
}

static inline mimicry_status take(const struct mim_plane_tests *t,
                                  const struct mim_plane_test *test,
                                  const struct mim_proposal *proposal, struct mim_collector *c,
                                  mimicry_error *error)
{
    const uint64_t at = t->from + proposal->offset;
    const uint8_t *window = t->text + at;
    if (!is_window(test, window))
        return MIMICRY_OK;
    const uint32_t mismatches = mim_short_pattern_mismatches(&test->pattern, window);
    if (!mim_collector_takes(c, &t->jobs[proposal->job], at, test->length))
        return MIMICRY_OK;
    if (c->counts != NULL) {
        if (mismatches < c->count_columns)
            c->counts[test->first_count + mismatches]++;
        return MIMICRY_OK;
    }
    if (c->count == c->capacity && mim_collector_grow(c, error) != MIMICRY_OK)
        return MIMICRY_E_MEMORY;
    c->words[c->count++] = mim_pack_below(c->opt_packing, proposal->job,
                                          below(c->opt_packing, test, window), mismatches, at);
    return MIMICRY_OK;
}

mimicry_status mim_plane_tests_take(const struct mim_plane_tests *t,
                                    const struct mim_proposal *proposals, size_t count,
                                    struct mim_collector *collector, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        const struct mim_proposal *proposal = &proposals[i];
        const struct mim_plane_test *test = &t->of[proposal->job];
        if (i + AHEAD < count)
            ask_ahead(t, proposal + AHEAD);
        if (proposal->offset >= t->windows)
            continue;
        status = test->length > 0 ? take(t, test, proposal, collector, error)
                                  : mim_collect(collector, &t->jobs[proposal->job], proposal->job,
                                                t->text, t->from + proposal->offset, error);
    }
    return status;
}
