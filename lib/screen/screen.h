/* A screen: for each query, what of the proteome is like it once its own source is left out. It is
 * done block by block, when the next block is asked for. */
#ifndef MIM_SCREEN_SCREEN_H
#define MIM_SCREEN_SCREEN_H

#include "model/model_list.h"
#include "screen/row.h"

/* Which windows are within reach: those within a threshold of this kind, of these the best `top`
 * (0: all). */
struct mim_reach {
    int32_t kind; /* not MIMICRY_NO_THRESHOLD */
    double threshold;
    uint64_t top;
};

/* What is asked for, checked. What it points at outlives the screen. */
struct mim_screen_request {
    const struct mimicry_index *index;
    mimicry_queries *queries;
    const struct mimicry_model *opt_model; /* NULL: BLOSUM62 */
    struct mim_reach reach;
    int32_t order;                   /* MIMICRY_ORDER_..., not AUTO */
    uint32_t window_min, window_max; /* of queries that are sequences */
    bool exclude_wildtype, exclude_own_gene;
    double exclude_paralogs; /* a share of the flanks; 0: not asked for */
    const struct mimicry_genes *only_genes;
    const struct mimicry_genes *exclude_genes;
    bool dissimilarity;
    bool hits;                               /* keep them with the block, */
    const struct mim_model_list *opt_models; /* with their ranks by these models */
    bool annotate; /* rows have the cells of the queries, which are a table of a file */
    struct mimicry_annotations annotations;
    double min_expression;
    struct mim_presentation *presentation; /* or NULL */
    double max_rank;                       /* percent: self-peptides up to this rank bind */
    const struct mim_kernels *kernels;
    unsigned threads;
    int32_t plan;
    mimicry_progress_fn progress; /* of a block; or NULL */
    mimicry_note_fn note;         /* or NULL */
    void *data;                   /* of both */
};

struct mim_screen;
struct mim_screen_block;

/* Errors: MEMORY, CORRUPT. */
mimicry_status mim_screen_create(const struct mim_screen_request *request,
                                 struct mim_screen **out_screen, mimicry_error *error);
void mim_screen_free(struct mim_screen *screen);

/* How many numbers `self` of a row has: one for each number of mismatches within reach, or 1 where
 * the reach is none of mismatches. */
size_t mim_screen_counts(const struct mim_reach *reach);

/* Whether numbers of `self` are by mismatches. */
bool mim_reach_by_mismatches(const struct mim_reach *reach);

/* Whether what is found depends on what is presented. */
bool mim_screen_asks_presentation(const struct mim_screen_request *request);

/* Screens the next queries: some, or NULL at their end. The caller frees the block. Errors:
 * ARGUMENT, MEMORY, CORRUPT, CANCELLED, and those of the queries. */
mimicry_status mim_screen_next(struct mim_screen *screen, struct mim_screen_block **out_block,
                               mimicry_error *error);
void mim_screen_block_free(struct mim_screen_block *block);

/* How many queries a block has, and one of them. */
size_t mim_screen_block_queries(const struct mim_screen_block *block);
const mimicry_query *mim_screen_query(const struct mim_screen_block *block, size_t query);

/* Sets the row of a query of a block. It lives until the next one is set, and as long as the block
 * and the screen. */
mimicry_status mim_screen_row(struct mim_screen *screen, const struct mim_screen_block *block,
                              size_t query, struct mim_screen_row *out_row, mimicry_error *error);

/* The hits of a query of a block, if they were asked for; their `query` says nothing. By similarity
 * and without `top` they come window by window, as by mimicry_search, and the ranks are NULL; else
 * in the order asked for, of all windows together, with their ranks. Those by models, if there are
 * some, come one each by hit. */
const mimicry_hit *mim_screen_hits(const struct mim_screen_block *block, size_t query,
                                   size_t *out_count, const uint64_t **out_ranks,
                                   const uint64_t **out_by_model);

#endif
