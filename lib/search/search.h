/* A whole search: many peptides against an index, hits in final order to a sink. */
#ifndef MIM_SEARCH_SEARCH_H
#define MIM_SEARCH_SEARCH_H

#include "index/index.h"
#include "search/around.h"
#include "search/filter.h"
#include "search/presentation.h"
#include "search/window_list.h"
#include "model/model.h"

/* Scores of a peptide, the highest first, no two of them equal; one or more. */
struct mim_score_steps {
    const double *at;
    size_t count;
    uint64_t *counts; /* how many windows score more than this step, and not more than the one
                         before it; zeros to begin with */
};

/* What is searched for, as the public options say it, checked. With max_indels or positions: under
 * MAX_MISMATCHES, without top and counts, with a model that is a matrix. */
struct mim_search {
    const struct mimicry_index *index;
    const struct mimicry_model *model;
    const struct mim_kernels *kernels;
    int32_t threshold_kind;
    int32_t plan; /* MIMICRY_PLAN_AUTO, or the one for all */
    double threshold;
    uint64_t top;              /* 0: all */
    uint32_t fewer_mismatches; /* by score: hits have fewer than this, too; 0: any number */
    const double *least; /* by score: what the hits of each peptide score at least, too; or NULL */
    bool similar_first;  /* under MAX_MISMATCHES too hits come, and are the best, by their score */
    uint32_t window_min; /* 0: the peptides themselves */
    uint32_t window_max;
    /* Windows of the peptides' length, of which alone hits are taken, by LANES or, if they
     * can, PLANES; or NULL: all. */
    const struct mim_window_list *opt_list;
    const struct mim_around *opt_around; /* by which look-ups are told apart; or NULL */
    uint32_t max_indels;                 /* above 0: windows of other lengths too (find/edits.h) */
    int32_t positions;                   /* MIMICRY_POSITIONS_...: of discontinuous epitopes */
    unsigned threads;
    const struct mim_filter *filter; /* what counts, or NULL: all */
    /* With a filter of what is presented, in the place of `filter.takes`; or NULL. Peptides have
     * alleles of their own, or `alleles` is NULL. */
    struct mim_presentation *presentation;
    const char *const *alleles;
    uint64_t *counts;       /* not NULL: instead of hits, how many a peptide has by mismatches, */
    uint32_t count_columns; /* with fewer than this */
    /* By peptide, or NULL: instead of hits, how many windows score more than its steps. Without a
     * threshold, top, max_indels, positions and windows of peptides. */
    const struct mim_score_steps *opt_steps;
    mimicry_progress_fn progress;
    void *progress_data;
};

/* Whether hits are counted and not given out. */
static inline bool mim_search_counts(const struct mim_search *search)
{
    return search->counts != NULL || search->opt_steps != NULL;
}

/* Searches all peptides; `each` takes the hits, block by block. NULL when they are only counted. */
mimicry_status mim_search_run(const struct mim_search *search, const char *const *peptides,
                              size_t n_peptides, mimicry_hits_fn each, void *each_data,
                              mimicry_error *error);

/* How a window of a query would be searched. Costs are estimates in nanoseconds; NaN for what
 * needed no estimate. */
struct mim_explanation {
    uint64_t query, query_start;
    uint32_t length;
    int32_t plan;
    double look_ups_ns, planes_ns, lanes_ns, sliding_ns;
};

typedef mimicry_status (*mim_explain_fn)(void *data, const struct mim_explanation *explanation,
                                         mimicry_error *error);

/* Tells `each`, for all windows in order, which plan would be taken; ends with the first failure.
 * Not with indels and positions, which have no choice to explain. */
mimicry_status mim_search_explain(const struct mim_search *search, const char *const *peptides,
                                  size_t n_peptides, mim_explain_fn each, void *data,
                                  mimicry_error *error);

#endif
