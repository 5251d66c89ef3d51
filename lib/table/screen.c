/* Gives the rows and the hits of a screen out in step: whichever table is asked for more does the
 * work for both, and what the other has not given out yet is kept. */
#include "table/screen.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "query/queries.h"
#include "table/orders.h"
#include "table/screen_hits.h"
#include "table/screen_rows.h"

enum side { ROWS, HITS, SIDES };

/* A block that some table has not given out yet. */
struct kept {
    struct mim_screen_block *block;
    uint64_t first;   /* how many queries came before it */
    unsigned waiting; /* tables that have not given it out */
    struct kept *next;
};

/* What the two tables share. */
struct shared {
    pthread_mutex_t lock; /* the tables may be read by two threads */
    unsigned users;       /* open tables, and the function that makes them; the last one frees it */
    struct mim_screen *screen;
    struct mim_presentation *presentation; /* or NULL */
    struct mim_annotated annotated;
    struct mim_model_list models;
    struct mim_screen_rows rows;
    struct mim_screen_hits hits;
    mimicry_note_fn note; /* or NULL */
    void *note_data;
    bool open[SIDES];
    struct kept *at[SIDES]; /* the next block of a table; NULL: it is still to be screened */
    struct kept *last;      /* the latest block that is kept */
    uint64_t screened;      /* queries */
    bool ended;
    mimicry_error error; /* that ended it */
};

/* ---- Blocks that are kept ---- */

/* The table has no more use for its next block. */
static void pass(struct shared *s, enum side side)
{
    struct kept *kept = s->at[side];
    s->at[side] = kept->next;
    if (--kept->waiting > 0)
        return;
    if (s->last == kept)
        s->last = NULL;
    mim_screen_block_free(kept->block);
    free(kept);
}

static mimicry_status keep(struct shared *s, struct mim_screen_block *block)
{
    struct kept *kept = mim_alloc_array(1, sizeof *kept);
    if (kept == NULL)
        return mim_fail_memory(&s->error);
    *kept = (struct kept){.block = block, .first = s->screened};
    for (enum side side = ROWS; side < SIDES; side++) {
        kept->waiting += s->open[side];
        if (s->open[side] && s->at[side] == NULL)
            s->at[side] = kept;
    }
    if (s->last != NULL)
        s->last->next = kept;
    s->last = kept;
    s->screened += mim_screen_block_queries(block);
    return MIMICRY_OK;
}

static mimicry_status screen_block(struct shared *s)
{
    struct mim_screen_block *block;
    mimicry_status status = mim_screen_next(s->screen, &block, &s->error);
    if (status == MIMICRY_OK && block != NULL) {
        status = keep(s, block);
        if (status != MIMICRY_OK)
            mim_screen_block_free(block);
    }
    s->ended = status != MIMICRY_OK || block == NULL;
    s->error.status = status;
    return status;
}

/* ---- The two tables ---- */

static mimicry_status put_rows(struct shared *s, const struct kept *kept, struct mim_table *table,
                               mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    const size_t n = mim_screen_block_queries(kept->block);
    for (size_t q = 0; q < n && status == MIMICRY_OK; q++) {
        struct mim_screen_row row;
        status = mim_screen_row(s->screen, kept->block, q, &row, error);
        if (status == MIMICRY_OK)
            status = mim_screen_rows_put(&s->rows, table, &row, error);
    }
    return status;
}

static mimicry_status put_hits(struct shared *s, const struct kept *kept, struct mim_table *table,
                               mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    const size_t n = mim_screen_block_queries(kept->block);
    for (size_t q = 0; q < n && status == MIMICRY_OK; q++)
        status = mim_screen_hits_put(&s->hits, table, kept->block, q, kept->first + q, error);
    return status;
}

/* The next block of a table, as a batch. An error comes where the block would. */
static mimicry_status next(struct shared *s, enum side side, struct mim_table *table, bool *more,
                           mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    pthread_mutex_lock(&s->lock);
    if (s->at[side] == NULL && !s->ended)
        screen_block(s);
    *more = s->at[side] != NULL;
    if (*more) {
        status = side == ROWS ? put_rows(s, s->at[side], table, error)
                              : put_hits(s, s->at[side], table, error);
        pass(s, side);
    } else if (s->error.status != MIMICRY_OK) {
        status = s->error.status;
        *error = s->error;
    } else if (side == ROWS) {
        mim_given_columns_tell(&s->rows.given, s->note, s->note_data);
    }
    pthread_mutex_unlock(&s->lock);
    return status;
}

static mimicry_status next_rows(void *data, struct mim_table *table, bool *more,
                                mimicry_error *error)
{
    return next(data, ROWS, table, more, error);
}

static mimicry_status next_hits(void *data, struct mim_table *table, bool *more,
                                mimicry_error *error)
{
    return next(data, HITS, table, more, error);
}

static void free_shared(struct shared *s)
{
    mim_screen_rows_close(&s->rows);
    mim_screen_hits_close(&s->hits);
    mim_annotated_close(&s->annotated);
    mim_screen_free(s->screen);
    mim_presentation_free(s->presentation);
    mim_model_list_free(&s->models);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static void leave(struct shared *s)
{
    pthread_mutex_lock(&s->lock);
    const bool unused = --s->users == 0;
    pthread_mutex_unlock(&s->lock);
    if (unused)
        free_shared(s);
}

static void close_side(struct shared *s, enum side side)
{
    pthread_mutex_lock(&s->lock);
    while (s->at[side] != NULL)
        pass(s, side);
    s->open[side] = false;
    pthread_mutex_unlock(&s->lock);
    leave(s);
}

static void close_rows(void *data)
{
    close_side(data, ROWS);
}

static void close_hits(void *data)
{
    close_side(data, HITS);
}

/* ---- */

static const double USUAL_RANK = 2; /* percent */

static mimicry_status open_presentation(struct shared *s, struct mim_screen_request *r,
                                        const struct mim_screen_style *style, mimicry_error *error)
{
    const struct mim_presentation_request request = {
        .index = r->index,
        .kernels = r->kernels,
        .threads = r->threads,
        .opt_annotations = style->opt_annotations,
        .opt_alleles = style->opt_alleles,
        .has_own = mim_queries_have_alleles(r->queries),
        .max_presented = style->max_presented,
    };
    const mimicry_status status = mim_presentation_create(&request, &s->presentation, error);
    if (status == MIMICRY_OK && s->presentation == NULL && style->max_rank != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "max_rank without binders or alleles: nothing has a rank");
    r->presentation = s->presentation;
    r->max_rank = style->max_rank == 0 ? USUAL_RANK : style->max_rank;
    return status;
}

static mimicry_status set_order(struct mim_screen_request *r, const struct mim_screen_style *style,
                                mimicry_error *error)
{
    const struct mim_order_use use = {
        .presentation = r->presentation != NULL,
        .opt_annotations = style->opt_annotations,
        .columns = style->columns,
        .threshold_kind = r->reach.kind,
        .threshold = r->reach.threshold,
        .top = r->reach.top,
    };
    r->order = mim_order_of(style->order, use.presentation);
    return mim_order_check(style->order, &use, error);
}

static mimicry_status open_given(const struct mim_screen_request *r,
                                 const struct mim_screen_style *style,
                                 struct mim_given_columns *out, mimicry_error *error)
{
    struct mim_reference *reference;
    mimicry_status status = mim_given_columns_of(r->queries, out, error);
    if (status != MIMICRY_OK || style->opt_mutated == NULL)
        return status;
    status = mim_reference_create(r->index, style->opt_mutated, &reference, error);
    return status == MIMICRY_OK ? mim_given_columns_add_matches(out, reference, error) : status;
}

static mimicry_status open_shared(struct shared *s, const struct mim_screen_request *request,
                                  const struct mim_screen_style *style, bool hits,
                                  const mimicry_run *run, mimicry_error *error)
{
    const bool vital = (style->columns & MIMICRY_COLUMN_VITAL) != 0;
    struct mim_screen_request r = *request;
    s->note = run->note;
    s->note_data = run->data;
    mimicry_status status = open_presentation(s, &r, style, error);
    if (status == MIMICRY_OK)
        status = set_order(&r, style, error);
    if (status == MIMICRY_OK)
        status = mim_annotated_open(&s->annotated, style->opt_annotations, s->presentation, vital,
                                    style->min_expression, style->opt_levels, run, error);
    if (status == MIMICRY_OK && style->opt_models != NULL)
        status = mim_model_list_set(&s->models, style->opt_models, error);
    if (status != MIMICRY_OK)
        return status;
    if (style->opt_annotations != NULL)
        r.annotations = *style->opt_annotations;
    const bool organs = r.annotations.organs != NULL;
    r.annotations.organs = (struct mim_organs *)(uintptr_t)s->annotated.organs;
    r.min_expression = s->annotated.floor;
    r.hits = hits;
    r.opt_models = s->models.count > 0 ? &s->models : NULL;
    struct mim_given_columns given = {.names = NULL};
    if (r.annotate)
        status = open_given(&r, style, &given, error);
    mim_screen_rows_open(&s->rows, &r, &s->annotated, &given, style->columns, organs);
    if (status == MIMICRY_OK && hits)
        status = mim_screen_hits_open(&s->hits, &r, style, error);
    return status == MIMICRY_OK ? mim_screen_create(&r, &s->screen, error) : status;
}

static mimicry_status open_side(struct shared *s, enum side side, const mimicry_run *run,
                                struct ArrowArrayStream *out, mimicry_error *error)
{
    const struct mim_producer producer = {.next = side == ROWS ? next_rows : next_hits,
                                          .free = side == ROWS ? close_rows : close_hits,
                                          .data = s,
                                          .lockstep = true};
    struct mim_table *table;
    const mimicry_status status = side == ROWS ? mim_screen_rows_table(&s->rows, run, &table, error)
                                               : mim_screen_hits_table(&s->hits, &table, error);
    if (status != MIMICRY_OK)
        return status;
    s->open[side] = true;
    s->users++;
    return mim_stream_create(table, &producer, out, error); /* closes the side if it fails */
}

static mimicry_status open_sides(struct shared *s, const mimicry_run *run,
                                 struct ArrowArrayStream *out_rows,
                                 struct ArrowArrayStream *opt_out_hits, mimicry_error *error)
{
    mimicry_status status = open_side(s, ROWS, run, out_rows, error);
    if (status != MIMICRY_OK || opt_out_hits == NULL)
        return status;
    status = open_side(s, HITS, run, opt_out_hits, error);
    if (status != MIMICRY_OK)
        out_rows->release(out_rows);
    return status;
}

mimicry_status mim_screen_tables(const struct mim_screen_request *request,
                                 const struct mim_screen_style *style, const mimicry_run *run,
                                 struct ArrowArrayStream *out_rows,
                                 struct ArrowArrayStream *opt_out_hits, mimicry_error *error)
{
    struct shared *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(error);
    if (pthread_mutex_init(&s->lock, NULL) != 0) {
        free(s);
        return mim_fail_memory(error);
    }
    s->users = 1;
    mimicry_status status = open_shared(s, request, style, opt_out_hits != NULL, run, error);
    if (status == MIMICRY_OK)
        status = open_sides(s, run, out_rows, opt_out_hits, error);
    leave(s);
    return status;
}
