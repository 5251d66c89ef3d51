/* Where the hits of a batch go while it is searched. */
#ifndef MIM_SEARCH_COLLECT_H
#define MIM_SEARCH_COLLECT_H

#include <stdatomic.h>
#include <string.h>

#include "base/error.h"
#include "index/changes.h"
#include "search/filter.h"
#include "search/find/pattern.h"
#include "search/packing.h"
#include "search/plan/split.h"
#include "search/search.h"

/* One distinct peptide of a batch. */
struct mim_job {
    struct mim_goal final;      /* with the threshold that was asked for */
    struct mim_goal goal;       /* with that of this round, when only the best are wanted */
    struct mim_profile profile; /* of query */
    struct mim_split split;     /* of profile, for the plans down the suffix array */
    int32_t plan;
    bool active;       /* searched in this round */
    bool is_final;     /* query is final */
    uint32_t item;     /* the first window of the batch that it is */
    bool slides;       /* cheaper together with its neighbours (plan/neighbours.h), */
    double sliding_ns; /* which would take so long for it; NAN: not asked */
    const struct mim_score_steps *opt_steps; /* by which windows are counted; or NULL */
    size_t first_count;                      /* in the batch's counts */
    uint64_t number;         /* of its peptide, where equal ones are searched apart; else 0 */
    double least;            /* that was asked for this peptide; else -INFINITY */
    uint32_t span;           /* residues of a window, but for what indels add */
    const uint64_t *offsets; /* of an epitope's residues from its first; else NULL */
    uint64_t first;          /* where an epitope's first residue stands in its own protein */
    size_t first_hit;        /* in the batch's hits, */
    size_t n_hits;           /* in final order */
    size_t too_few;          /* hits of the last round, which were not enough */
};

/* Whether a job scans the text in this round; the others that are active look up. */
static inline bool mim_job_scans(const struct mim_job *job)
{
    return job->active && (job->plan == MIMICRY_PLAN_PLANES || job->plan == MIMICRY_PLAN_LANES ||
                           job->plan == MIMICRY_PLAN_SLIDING);
}

/* The window that was looked at last. In a run of one residue, or of a short repeat, all windows of
 * a long peptide are alike, and each takes a microsecond to test. */
struct mim_last_window {
    const uint8_t *codes; /* in the text, or NULL */
    uint32_t job;
};

enum { MIM_LONG_WINDOW = 64 }; /* residues from which on comparing pays */

/* Whether a window has the residues of the last one of that job. */
static inline bool mim_is_again(const struct mim_last_window *last, uint32_t job,
                                const uint8_t *window, uint32_t length)
{
    return length >= MIM_LONG_WINDOW && last->codes != NULL && last->job == job &&
           memcmp(last->codes, window, length) == 0;
}

/* A worker's hits. Only that worker touches it while the batch runs. */
struct mim_collector {
    struct mim_found *hits; /* or, packed, */
    uint64_t *words;
    size_t count, capacity;
    const struct mim_packing *opt_packing; /* NULL: hits are not packed */
    uint64_t *counts; /* not NULL: hits are only counted, by job, then by step or mismatches, */
    uint32_t count_columns; /* those with fewer mismatches than this */
    struct mim_last_window last;
    bool last_is_hit; /* and then with what its test found */
    struct mim_found last_found;
    const struct mim_filter *filter; /* what counts, or NULL: all */
    const struct mimicry_index *index;
};

/* What the workers of a batch share. */
struct mim_collection {
    struct mim_collector *collectors; /* one a worker */
    unsigned workers;
    _Atomic uint64_t total;
    uint64_t most; /* hits that the batch may have, or UINT64_MAX */
};

/* No public status: the batch has too many hits and has to be cut. */
enum { MIM_TOO_MANY = 1 };

/* Adds the window at text position `at`, which is within the limit of the job's profile, if it is a
 * hit. */
static inline mimicry_status mim_collect(struct mim_collector *collector, const struct mim_job *job,
                                         uint32_t job_number, const uint8_t *text, uint64_t at,
                                         mimicry_error *error);

/* Makes room for one more hit. */
mimicry_status mim_collector_grow(struct mim_collector *collector, mimicry_error *error);

/* To be called now and then: counts `added` hits and says whether there are too many. */
mimicry_status mim_collection_add(struct mim_collection *collection, size_t added);

/* Of an index that variants have added records to: whether a hit is none of another record. */
static inline bool mim_collector_is_new(const struct mim_collector *collector,
                                        const struct mim_job *job, uint64_t at, uint32_t length)
{
    const uint64_t record = mim_index_record_at(collector->index, at);
    const uint64_t start = at - collector->index->starts[record];
    if (job->offsets == NULL || !mim_is_added(collector->index, record))
        return mim_window_counts(collector->index, record, start, length);
    return mim_changes_take_some(collector->index, record, start, job->offsets, job->final.length);
}

/* Whether a hit counts: by the filter, if there is one, too. */
static inline bool mim_collector_takes(const struct mim_collector *collector,
                                       const struct mim_job *job, uint64_t at, uint32_t length)
{
    if (collector->index->added != NULL && !mim_collector_is_new(collector, job, at, length))
        return false;
    return collector->filter == NULL ||
           mim_filter_takes(collector->filter, collector->index, job->number, at, length);
}

/* Where the next hit goes while it is looked at, or NULL without memory: in place, unless it is
 * packed, as one that is written field by field and then copied waits for its own bytes. */
static inline struct mim_found *mim_collector_slot(struct mim_collector *collector,
                                                   struct mim_found *one, mimicry_error *error)
{
    if (collector->count == collector->capacity &&
        mim_collector_grow(collector, error) != MIMICRY_OK)
        return NULL;
    return collector->opt_packing != NULL ? one : &collector->hits[collector->count];
}

/* Adds what is in the slot. */
static inline void mim_collector_keep(struct mim_collector *collector, const struct mim_job *job,
                                      const struct mim_found *slot)
{
    if (collector->opt_packing != NULL)
        collector->words[collector->count] =
            mim_pack(collector->opt_packing, slot, job->final.length);
    collector->count++;
}

/* Adds a hit that the filter takes. */
static inline mimicry_status mim_collector_add(struct mim_collector *collector,
                                               const struct mim_job *job,
                                               const struct mim_found *hit, mimicry_error *error)
{
    struct mim_found one, *slot = mim_collector_slot(collector, &one, error);
    if (slot == NULL)
        return MIMICRY_E_MEMORY;
    *slot = *hit;
    mim_collector_keep(collector, job, slot);
    return MIMICRY_OK;
}

/* Whether what is within the profile's limit is a hit, if it is a window at all, whose mismatches
 * the pattern tells. */
static inline bool mim_is_by_pattern(const struct mim_job *job)
{
    return job->profile.has_pattern && job->profile.is_exact && !job->goal.by_score &&
           job->goal.length < MIM_LONG_WINDOW;
}

/* mim_goal_test, of what is within the profile's limit. Windows that come again are not looked at
 * twice. */
static inline bool mim_collector_test(struct mim_collector *collector, const struct mim_job *job,
                                      uint32_t job_number, const uint8_t *window,
                                      struct mim_found *out)
{
    const uint32_t length = job->goal.length;
    if (mim_is_by_pattern(job)) {
        if (!mim_is_window(window, length)) /* before its codes are looked up */
            return false;
        out->mismatches = (uint16_t)mim_pattern_mismatches(&job->profile, window);
        out->score = mim_goal_score(&job->goal, window);
        return true;
    }
    if (length < MIM_LONG_WINDOW)
        return mim_goal_test(&job->goal, window, out);
    if (!mim_is_again(&collector->last, job_number, window, length)) {
        collector->last = (struct mim_last_window){window, job_number};
        collector->last_is_hit = mim_goal_test(&job->goal, window, &collector->last_found);
    }
    out->score = collector->last_found.score;
    out->mismatches = collector->last_found.mismatches;
    return collector->last_is_hit;
}

static inline void mim_count(struct mim_collector *collector, const struct mim_job *job,
                             uint32_t job_number, const uint8_t *text, uint64_t at)
{
    const uint8_t *window = text + at;
    uint32_t mismatches;
    if (mim_is_by_pattern(job)) {
        mismatches = mim_pattern_mismatches(&job->profile, window);
        if (!mim_is_window(window, job->goal.length))
            return;
    } else {
        struct mim_found hit;
        if (!mim_collector_test(collector, job, job_number, window, &hit))
            return;
        mismatches = hit.mismatches;
    }
    if (mismatches < collector->count_columns && mim_collector_takes(collector, job, at, job->span))
        collector->counts[job->first_count + mismatches]++;
}

/* The first step that a score is above; it is above the last. */
static inline size_t mim_step_of(const struct mim_score_steps *steps, double score)
{
    size_t from = 0, last = steps->count - 1;
    while (from < last) {
        const size_t middle = from + (last - from) / 2;
        if (score > steps->at[middle])
            last = middle;
        else
            from = middle + 1;
    }
    return from;
}

static inline void mim_count_step(struct mim_collector *collector, const struct mim_job *job,
                                  uint32_t job_number, const uint8_t *text, uint64_t at)
{
    struct mim_found hit;
    if (mim_collector_test(collector, job, job_number, text + at, &hit) &&
        mim_collector_takes(collector, job, at, job->span))
        collector->counts[job->first_count + mim_step_of(job->opt_steps, hit.score)]++;
}

static inline mimicry_status mim_collect(struct mim_collector *collector, const struct mim_job *job,
                                         uint32_t job_number, const uint8_t *text, uint64_t at,
                                         mimicry_error *error)
{
    if (job->opt_steps != NULL) {
        mim_count_step(collector, job, job_number, text, at);
        return MIMICRY_OK;
    }
    if (collector->counts != NULL) {
        mim_count(collector, job, job_number, text, at);
        return MIMICRY_OK;
    }
    struct mim_found one, *hit = mim_collector_slot(collector, &one, error);
    if (hit == NULL)
        return MIMICRY_E_MEMORY;
    if (!mim_collector_test(collector, job, job_number, text + at, hit) ||
        !mim_collector_takes(collector, job, at, job->span))
        return MIMICRY_OK;
    hit->at = at;
    hit->job = (uint16_t)job_number;
    hit->indels = 0;
    hit->longer = 0;
    mim_collector_keep(collector, job, hit);
    return MIMICRY_OK;
}

#endif
