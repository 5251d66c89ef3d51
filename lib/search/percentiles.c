/* Counts how often each score occurs. Scores are whole numbers, so that the counts, and with them
 * every percentile, are exact. */
#include "search/percentiles.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "index/changes.h"

enum {
    CHUNK = 1 << 20, /* windows of a task */
    TILE = 1 << 12,  /* windows that are summed before they are counted */
    BANKS = 4        /* counts side by side: neighbours with one score do not wait for each other */
};

/* One motif, as it is counted. */
struct counted {
    const struct mim_allele_motif *motif;
    int16_t scores[MIM_MOTIF_MOST][MIM_CODES]; /* above the position's least */
    int32_t lowest, highest;
    _Atomic uint64_t *totals; /* by score from `lowest` on */
};

struct counting {
    struct counted *motifs;
    uint64_t chunks; /* of the text */
    const struct mimicry_index *index;
    const struct mim_kernels *kernels;
};

static size_t span(const struct counted *c)
{
    return (size_t)(c->highest - c->lowest) + 1;
}

/* ---- One chunk ---- */

uint64_t mim_next_other(const uint8_t *text, uint64_t at)
{
    static const uint64_t ADDED = UINT64_C(0x0101010101010101) * (0x80 - MIM_AMINO_ACIDS);
    static const uint64_t TOPS = UINT64_C(0x8080808080808080);
    for (;; at += 8) {
        uint64_t word;
        memcpy(&word, text + at, sizeof word);
        if ((((word & ~TOPS) + ADDED) & TOPS) != 0 || (word & TOPS) != 0) /* of a damaged index */
            break;
    }
    while (mim_is_amino_acid(text[at]))
        at++;
    return at;
}

/* Sums are taken as 16 bits without a sign. */
static void count_sums(const int16_t *sums, size_t n, uint32_t *const banks[BANKS])
{
    size_t i = 0;
    for (; i + BANKS <= n; i += BANKS) {
        for (int b = 0; b < BANKS; b++)
            banks[b][(uint16_t)sums[i + (size_t)b]]++;
    }
    for (; i < n; i++)
        banks[0][(uint16_t)sums[i]]++;
}

/* All windows that begin in [from, to) of the text. */
static void count_windows(const struct counting *c, const struct counted *motif, uint64_t from,
                          uint64_t to, uint32_t *const banks[BANKS])
{
    const uint8_t *text = c->index->text;
    const uint32_t length = motif->motif->length;
    int16_t sums[TILE + MIM_SUM_LANES];
    uint64_t other = mim_next_other(text, from); /* at or after the next window */
    for (uint64_t tile = from; tile < to; tile += TILE) {
        const uint64_t end = to - tile < TILE ? to : tile + TILE;
        c->kernels->sum_motif(text + tile, (uint32_t)(end - tile), motif->scores, length, sums);
        for (uint64_t at = tile; at < end;) {
            if (other < at)
                other = mim_next_other(text, at);
            const uint64_t last = other >= length ? other - length + 1 : 0; /* behind the last */
            const uint64_t stop = last < end ? last : end;
            if (stop > at)
                count_sums(sums + (at - tile), (size_t)(stop - at), banks);
            at = other < end ? other + 1 : end;
        }
    }
}

/* Those that count of a record that variants have added. */
static void count_added(const struct counting *c, const struct counted *motif, uint64_t record,
                        uint64_t from, uint64_t to, uint32_t *const banks[BANKS])
{
    const uint64_t start = c->index->starts[record];
    const uint32_t length = motif->motif->length;
    for (uint64_t at = from - start; at < to - start;) {
        const struct mim_places next = mim_changes_next(c->index, record, length, at, to - start);
        if (next.from < next.to)
            count_windows(c, motif, start + next.from, start + next.to, banks);
        at = next.to;
    }
}

/* Windows that begin in [from, to) of the text, as hits count them. */
static void count_chunk(const struct counting *c, const struct counted *motif, uint64_t from,
                        uint64_t to, uint32_t *const banks[BANKS])
{
    const struct mimicry_index *index = c->index;
    if (index->added == NULL) {
        count_windows(c, motif, from, to, banks);
        return;
    }
    for (uint64_t record = mim_index_record_at(index, from), at = from, end; at < to; at = end) {
        const bool is_added = mim_is_added(index, record);
        do {
            record++;
        } while (!is_added && record < index->records && !mim_is_added(index, record));
        end = index->starts[record] < to ? index->starts[record] : to;
        if (is_added)
            count_added(c, motif, record - 1, at, end, banks);
        else
            count_windows(c, motif, at, end, banks);
    }
}

static void add_totals(struct counted *motif, uint32_t *const banks[BANKS])
{
    for (size_t i = 0; i < span(motif); i++) {
        uint64_t sum = 0;
        for (int b = 0; b < BANKS; b++)
            sum += banks[b][i];
        if (sum > 0)
            atomic_fetch_add_explicit(&motif->totals[i], sum, memory_order_relaxed);
    }
}

static mimicry_status run_task(void *data, unsigned worker, uint64_t number, mimicry_error *error)
{
    const struct counting *c = data;
    struct counted *motif = &c->motifs[number / c->chunks];
    const uint64_t from = number % c->chunks * CHUNK, left = c->index->text_length - from;
    uint32_t *counts = mim_alloc_zeroed(span(motif) * BANKS, sizeof *counts);
    uint32_t *banks[BANKS];
    (void)worker;
    if (counts == NULL)
        return mim_fail_memory(error);
    for (size_t b = 0; b < BANKS; b++)
        banks[b] = counts + b * span(motif);
    count_chunk(c, motif, from, from + (left < CHUNK ? left : CHUNK), banks);
    add_totals(motif, banks);
    free(counts);
    return MIMICRY_OK;
}

/* ---- All ---- */

void mim_motif_scores(const struct mim_allele_motif *motif, int16_t out[MIM_MOTIF_MOST][MIM_CODES])
{
    memset(out, 0, MIM_MOTIF_MOST * sizeof *out);
    for (uint32_t j = 0; j < motif->length; j++)
        memcpy(out[j], motif->scores[j], sizeof motif->scores[j]);
}

/* Scores by code, and the range of sums. */
static void set_scores(struct counted *c, const struct mim_allele_motif *motif)
{
    *c = (struct counted){.motif = motif};
    for (uint32_t j = 0; j < motif->length; j++) {
        int32_t least = motif->scores[j][0], most = least;
        for (size_t a = 0; a < MIM_AMINO_ACIDS; a++) {
            const int16_t score = motif->scores[j][a];
            least = score < least ? score : least;
            most = score > most ? score : most;
        }
        for (size_t a = 0; a < MIM_AMINO_ACIDS; a++)
            c->scores[j][a] = (int16_t)(motif->scores[j][a] - least);
        c->lowest += least;
        c->highest += most;
    }
}

/* Turns the counts of a motif into those of so much or more. */
static mimicry_status finish(const struct counted *c, struct mim_percentiles *out,
                             mimicry_error *error)
{
    uint64_t *at_least = mim_alloc_array(span(c), sizeof *at_least), sum = 0;
    if (at_least == NULL)
        return mim_fail_memory(error);
    for (size_t i = span(c); i > 0; i--) {
        sum += atomic_load(&c->totals[i - 1]);
        at_least[i - 1] = sum;
    }
    *out = (struct mim_percentiles){c->motif, c->lowest, c->highest, sum, at_least};
    return MIMICRY_OK;
}

static mimicry_status make_totals(struct counted *c, mimicry_error *error)
{
    c->totals = mim_alloc_zeroed(span(c), sizeof *c->totals);
    return c->totals != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

mimicry_status mim_percentiles_count(struct mim_percentiles *const *distributions,
                                     const struct mim_allele_motif *const *motifs, size_t count,
                                     const struct mimicry_index *index,
                                     const struct mim_kernels *kernels, unsigned threads,
                                     mimicry_error *error)
{
    struct counting c = {.motifs = mim_alloc_zeroed(count, sizeof *c.motifs),
                         .chunks = (index->text_length + CHUNK - 1) / CHUNK,
                         .index = index,
                         .kernels = kernels};
    mimicry_status status = c.motifs != NULL ? MIMICRY_OK : mim_fail_memory(error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        set_scores(&c.motifs[i], motifs[i]);
        status = make_totals(&c.motifs[i], error);
    }
    const struct mim_loop loop = {
        .threads = threads, .tasks = c.chunks * count, .run = run_task, .data = &c};
    if (status == MIMICRY_OK)
        status = mim_parallel(&loop, error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
        status = finish(&c.motifs[i], distributions[i], error);
    for (size_t i = 0; c.motifs != NULL && i < count; i++)
        free((void *)c.motifs[i].totals);
    free(c.motifs);
    return status;
}

void mim_percentiles_free(struct mim_percentiles *distribution)
{
    free(distribution->at_least);
    *distribution = (struct mim_percentiles){.motif = NULL};
}

static double percent_of(const struct mim_percentiles *d, int32_t score)
{
    return 100.0 * (double)d->at_least[score - d->lowest] / (double)d->windows;
}

double mim_percentiles_of(const struct mim_percentiles *d, const uint8_t *codes)
{
    int32_t score = 0;
    for (uint32_t j = 0; j < d->motif->length; j++) {
        if (!mim_is_amino_acid(codes[j]))
            return (double)NAN;
        score += d->motif->scores[j][codes[j]];
    }
    return percent_of(d, score);
}

int32_t mim_percentiles_lowest(const struct mim_percentiles *d, double percent)
{
    int32_t low = d->lowest, high = d->highest + 1; /* percentiles fall as scores rise */
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (percent_of(d, middle) <= percent)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
