/* Looks at the scores of all windows under the motifs of a set, and lists those that reach what a
 * band asks of some allele. */
#include "search/presented_bands.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "search/find/pattern.h"

enum {
    CHUNK = 1 << 20, /* windows of a task */
    TILE = 1 << 12,  /* windows whose scores are looked at together */
    LISTS = MIM_PRESENTED_BANDS + 1
};

/* Up to these percentiles, as long as the alleles together have no more windows than this share: a
 * band of more would cost more than it saves. */
static const double EDGES[MIM_PRESENTED_BANDS] = {0.1, 1, 3, 10};
static const double MOST_PERCENT = 10;

/* A motif, and the lowest score of each band. */
struct band_motif {
    int16_t scores[MIM_MOTIF_MOST][MIM_CODES];
    int32_t lowest[MIM_PRESENTED_BANDS];
};

/* Where windows begin. */
struct band_places {
    uint64_t *at;
    size_t count, room;
};

struct band_making {
    const struct mimicry_index *index;
    const struct mim_kernels *kernels;
    uint32_t length, bands;
    struct band_motif *motifs;
    size_t n_motifs;
    uint64_t chunks;
    struct band_places (*found)[LISTS]; /* by chunk: those of the bands, then the unknown ones */
};

/* ---- One chunk ---- */

static mimicry_status add(struct band_places *places, uint64_t at, mimicry_error *error)
{
    uint64_t *grown = mim_grow(places->at, &places->room, places->count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    places->at = grown;
    grown[places->count++] = at;
    return MIMICRY_OK;
}

/* A tile of the text, and the scores of its windows by motif. */
struct tile {
    uint64_t from;
    uint32_t windows;
    int16_t (*sums)[TILE + MIM_SUM_LANES];
    uint16_t picked[TILE + 1];
};

/* The windows of which some score is in a band; how many. Nothing branches on which these are. */
static uint32_t pick(const struct band_making *m, struct tile *t)
{
    int16_t reached[TILE] = {0};
    uint32_t n = 0;
    for (size_t a = 0; a < m->n_motifs; a++) {
        const int16_t *sums = t->sums[a];
        const int16_t least = (int16_t)m->motifs[a].lowest[m->bands - 1];
        for (uint32_t i = 0; i < TILE; i++)
            reached[i] = (int16_t)(reached[i] | (sums[i] >= least));
    }
    for (uint32_t i = 0; i < t->windows; i++) {
        t->picked[n] = (uint16_t)i;
        n += reached[i] != 0;
    }
    return n;
}

static uint32_t band_of(const struct band_making *m, const struct tile *t, uint32_t i)
{
    uint32_t band = m->bands;
    for (size_t a = 0; a < m->n_motifs; a++) {
        while (band > 0 && t->sums[a][i] >= m->motifs[a].lowest[band - 1])
            band--;
    }
    return band;
}

static mimicry_status list_tile(const struct band_making *m, struct tile *t,
                                struct band_places *found, mimicry_error *error)
{
    const uint8_t *text = m->index->text;
    uint64_t other = mim_next_other(text, t->from); /* at or after the next window */
    mimicry_status status = MIMICRY_OK;
    for (size_t a = 0; a < m->n_motifs; a++) {
        const struct band_motif *motif = &m->motifs[a];
        m->kernels->sum_motif(text + t->from, t->windows, motif->scores, m->length, t->sums[a]);
    }
    const uint32_t n = pick(m, t);
    for (uint32_t i = 0; i < n && status == MIMICRY_OK; i++) {
        const uint64_t at = t->from + t->picked[i];
        if (other < at)
            other = mim_next_other(text, at);
        if (other - at >= m->length)
            status = add(&found[band_of(m, t, t->picked[i])], at, error);
    }
    return status;
}

/* Windows that begin in [from, to) and have a residue that is no amino acid. */
static mimicry_status list_unknown(const struct band_making *m, uint64_t from, uint64_t to,
                                   struct band_places *found, mimicry_error *error)
{
    const uint8_t *text = m->index->text;
    mimicry_status status = MIMICRY_OK;
    uint64_t next = from; /* windows before have been looked at */
    for (uint64_t other = mim_next_other(text, from); other < to + m->length - 1;
         other = mim_next_other(text, other + 1)) {
        if (text[other] >= MIM_RESIDUES)
            continue;
        if (other + 1 > next + m->length)
            next = other + 1 - m->length;
        for (; next <= other && next < to && status == MIMICRY_OK; next++) {
            if (mim_is_window(text + next, m->length))
                status = add(found, next, error);
        }
        if (status != MIMICRY_OK)
            return status;
    }
    return MIMICRY_OK;
}

static mimicry_status run_task(void *data, unsigned worker, uint64_t number, mimicry_error *error)
{
    const struct band_making *m = data;
    const uint64_t from = number * CHUNK, left = m->index->text_length - from;
    const uint64_t to = from + (left < CHUNK ? left : CHUNK);
    struct band_places *found = m->found[number];
    struct tile tile = {.sums = mim_alloc_array(m->n_motifs, sizeof *tile.sums)};
    (void)worker;
    if (tile.sums == NULL)
        return mim_fail_memory(error);
    memset(tile.sums, 0, m->n_motifs * sizeof *tile.sums);
    mimicry_status status = list_unknown(m, from, to, &found[MIM_PRESENTED_BANDS], error);
    for (tile.from = from; tile.from < to && status == MIMICRY_OK; tile.from += TILE) {
        tile.windows = to - tile.from < TILE ? (uint32_t)(to - tile.from) : TILE;
        status = list_tile(m, &tile, found, error);
    }
    free(tile.sums);
    return status;
}

/* ---- All ---- */

/* How many bands have at most `most` windows. */
static uint32_t count_bands(const struct mimicry_index *index, size_t alleles, uint64_t most)
{
    uint32_t count = 0;
    while (count < MIM_PRESENTED_BANDS && EDGES[count] * (double)alleles <= MOST_PERCENT &&
           EDGES[count] / 100 * (double)alleles * (double)index->text_length <= (double)most)
        count++;
    return alleles > 0 ? count : 0;
}

/* The places of one list together. */
static mimicry_status join(const struct band_making *m, uint32_t number,
                           struct mim_window_list *out, mimicry_error *error)
{
    uint64_t count = 0, *at;
    for (uint64_t c = 0; c < m->chunks; c++)
        count += m->found[c][number].count;
    at = mim_alloc_array((size_t)count, sizeof *at);
    if (at == NULL)
        return mim_fail_memory(error);
    count = 0;
    for (uint64_t c = 0; c < m->chunks; c++) {
        const struct band_places *places = &m->found[c][number];
        if (places->count > 0)
            memcpy(at + count, places->at, places->count * sizeof *at);
        count += places->count;
    }
    return mim_window_list_make(out, m->index, m->kernels, m->length, at, count, error);
}

static mimicry_status make(struct band_making *m, struct mim_presented_bands *out, unsigned threads,
                           mimicry_error *error)
{
    const struct mim_loop loop = {
        .threads = threads, .tasks = m->chunks, .run = run_task, .data = m};
    mimicry_status status = mim_parallel(&loop, error);
    for (uint32_t b = 0; b < m->bands && status == MIMICRY_OK; b++)
        status = join(m, b, &out->lists[b], error);
    return status == MIMICRY_OK ? join(m, MIM_PRESENTED_BANDS, &out->unknown, error) : status;
}

static void free_found(struct band_making *m)
{
    for (uint64_t c = 0; m->found != NULL && c < m->chunks; c++) {
        for (size_t i = 0; i < LISTS; i++)
            free(m->found[c][i].at);
    }
    free(m->found);
    free(m->motifs);
}

static mimicry_status set_motifs(struct band_making *m, const struct mim_allele_set *set,
                                 mimicry_error *error)
{
    const struct mim_percentiles **of =
        mim_alloc_array(m->n_motifs, sizeof(const struct mim_percentiles *));
    m->motifs = mim_alloc_array(m->n_motifs, sizeof *m->motifs);
    m->found = mim_alloc_zeroed((size_t)m->chunks, sizeof *m->found);
    if (of == NULL || m->motifs == NULL || m->found == NULL) {
        free(of);
        return mim_fail_memory(error);
    }
    mim_allele_set_distributions(set, m->length, of, m->n_motifs);
    for (size_t a = 0; a < m->n_motifs; a++) {
        mim_motif_scores(of[a]->motif, m->motifs[a].scores);
        for (uint32_t b = 0; b < MIM_PRESENTED_BANDS; b++)
            m->motifs[a].lowest[b] = mim_percentiles_lowest(of[a], EDGES[b] + MIM_FORGIVEN);
    }
    free(of);
    return MIMICRY_OK;
}

mimicry_status mim_presented_bands_make(struct mim_presented_bands *out,
                                        const struct mimicry_index *index,
                                        const struct mim_kernels *kernels,
                                        const struct mim_allele_set *set, uint32_t length,
                                        uint64_t most, unsigned threads, mimicry_error *error)
{
    struct band_making m = {.index = index,
                            .kernels = kernels,
                            .length = length,
                            .n_motifs = mim_allele_set_distributions(set, length, NULL, 0),
                            .chunks = (index->text_length + CHUNK - 1) / CHUNK};
    m.bands = count_bands(index, m.n_motifs, most);
    *out = (struct mim_presented_bands){.count = m.bands};
    if (m.bands == 0)
        return MIMICRY_OK;
    memcpy(out->edges, EDGES, sizeof EDGES);
    mimicry_status status = set_motifs(&m, set, error);
    if (status == MIMICRY_OK)
        status = make(&m, out, threads, error);
    free_found(&m);
    if (status != MIMICRY_OK)
        mim_presented_bands_free(out);
    return status;
}

void mim_presented_bands_free(struct mim_presented_bands *bands)
{
    for (uint32_t b = 0; b < MIM_PRESENTED_BANDS; b++)
        mim_window_list_free(&bands->lists[b]);
    mim_window_list_free(&bands->unknown);
    *bands = (struct mim_presented_bands){.count = 0};
}
