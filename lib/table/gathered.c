/* Gathers the hits of as many windows as are worth a search by each model. */
#include "table/gathered.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/model_ranks.h"

enum { ENOUGH = 1 << 16 }; /* hits, from which on no other window is begun */

void mim_gathered_open(struct mim_gathered *g, struct mim_hit_source *source,
                       const struct mim_model_list *models)
{
    *g = (struct mim_gathered){.source = source, .models = models};
}

void mim_gathered_close(struct mim_gathered *g)
{
    free(g->hits);
    free(g->ranks);
    free(g->by_model);
    *g = (struct mim_gathered){.source = NULL};
}

/* ---- Gathering ---- */

static bool is_same_window(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start &&
           a->query_length == b->query_length;
}

static mimicry_status keep(struct mim_gathered *g, mimicry_error *error)
{
    const size_t n = g->count + 1;
    mimicry_hit *hits = mim_grow(g->hits, &g->hits_room, n, sizeof *hits);
    g->hits = hits != NULL ? hits : g->hits;
    uint64_t *ranks = mim_grow(g->ranks, &g->ranks_room, n, sizeof *ranks);
    g->ranks = ranks != NULL ? ranks : g->ranks;
    if (hits == NULL || ranks == NULL)
        return mim_fail_memory(error);
    hits[g->count] = g->taken.at[g->at];
    ranks[g->count] = g->taken.ranks != NULL ? g->taken.ranks[g->at] : 0;
    g->count = n;
    g->at++;
    return MIMICRY_OK;
}

/* Keeps what was taken, up to a window that is one too many; whether that came. */
static mimicry_status keep_taken(struct mim_gathered *g, bool *out_full, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *out_full = false;
    while (g->at < g->taken.count && status == MIMICRY_OK) {
        *out_full =
            g->count >= ENOUGH && !is_same_window(&g->hits[g->count - 1], &g->taken.at[g->at]);
        if (*out_full)
            break;
        status = keep(g, error);
    }
    return status;
}

/* Hits of one block alone: the queries live no longer than that. */
static mimicry_status gather(struct mim_gathered *g, mimicry_error *error)
{
    bool full;
    mimicry_status status = keep_taken(g, &full, error);
    while (status == MIMICRY_OK && !full) {
        g->at = 0;
        status = g->count == 0 ? mim_hit_source_next(g->source, &g->taken, error)
                               : mim_hit_source_here(g->source, &g->taken, error);
        if (status != MIMICRY_OK || g->taken.count == 0)
            break;
        status = keep_taken(g, &full, error);
    }
    return status;
}

/* ---- Ranking ---- */

/* The windows that the hits are of. */
struct windows {
    uint32_t *of; /* by hit */
    const char **peptides, **alleles;
    char *letters;
    size_t count;
};

/* How many there are, and how many bytes their letters take. */
static void measure(const struct mim_gathered *g, size_t *out_count, size_t *out_bytes)
{
    *out_count = *out_bytes = 0;
    for (size_t i = 0; i < g->count; i++) {
        if (i > 0 && is_same_window(&g->hits[i - 1], &g->hits[i]))
            continue;
        *out_bytes += g->hits[i].query_length + (size_t)1;
        ++*out_count;
    }
}

static void set_windows(const struct mim_gathered *g, struct windows *w)
{
    const struct mim_peptide_block *block = &g->source->reader.block;
    char *to = w->letters;
    for (size_t i = 0; i < g->count; i++) {
        const mimicry_hit *hit = &g->hits[i];
        if (i == 0 || !is_same_window(&g->hits[i - 1], hit)) {
            memcpy(to, block->peptides[hit->query] + hit->query_start, hit->query_length);
            to[hit->query_length] = '\0';
            w->alleles[w->count] = block->alleles[hit->query];
            w->peptides[w->count++] = to;
            to += hit->query_length + 1;
        }
        w->of[i] = (uint32_t)(w->count - 1);
    }
}

static mimicry_status make_windows(const struct mim_gathered *g, struct windows *w,
                                   mimicry_error *error)
{
    size_t count, bytes;
    measure(g, &count, &bytes);
    *w = (struct windows){
        .of = mim_alloc_array(g->count, sizeof *w->of),
        .peptides = mim_alloc_array(count, sizeof *w->peptides),
        .alleles = mim_alloc_array(count, sizeof *w->alleles),
        .letters = mim_alloc_array(bytes, 1),
    };
    if (w->of == NULL || w->peptides == NULL || w->alleles == NULL || w->letters == NULL)
        return mim_fail_memory(error);
    set_windows(g, w);
    return MIMICRY_OK;
}

static void free_windows(struct windows *w)
{
    free(w->of);
    free(w->peptides);
    free(w->alleles);
    free(w->letters);
}

static mimicry_status rank_windows(struct mim_gathered *g, const struct windows *w,
                                   mimicry_error *error)
{
    const struct mim_to_rank hits = {w->peptides, w->count, g->hits, w->of, g->count};
    struct mim_hit_reader *reader = &g->source->reader;
    struct mim_search search = reader->search;
    mimicry_status status = MIMICRY_OK;
    search.alleles = w->alleles;
    for (size_t m = 0; m < g->models->count && status == MIMICRY_OK; m++) {
        search.model = g->models->at[m];
        mim_progress_go_on(&reader->progress);
        status = mim_model_ranks(&search, &hits, g->by_model + m, g->models->count, error);
    }
    mim_progress_go_on(&reader->progress);
    return status;
}

static mimicry_status rank(struct mim_gathered *g, mimicry_error *error)
{
    struct windows windows;
    uint64_t *by_model =
        mim_grow(g->by_model, &g->by_model_room, g->count, g->models->count * sizeof *by_model);
    if (by_model == NULL)
        return mim_fail_memory(error);
    g->by_model = by_model;
    mimicry_status status = make_windows(g, &windows, error);
    if (status == MIMICRY_OK)
        status = rank_windows(g, &windows, error);
    free_windows(&windows);
    return status;
}

mimicry_status mim_gathered_next(struct mim_gathered *g, struct mim_hits *out, mimicry_error *error)
{
    *out = (struct mim_hits){.at = NULL};
    g->count = 0;
    mimicry_status status = gather(g, error);
    if (status != MIMICRY_OK || g->count == 0)
        return status;
    status = rank(g, error);
    if (status == MIMICRY_OK)
        *out = (struct mim_hits){.at = g->hits,
                                 .count = g->count,
                                 .ranks = g->source->sorter.reader != NULL ? g->ranks : NULL,
                                 .by_model = g->by_model};
    return status;
}
