/* Sorts hits by the bytes of their keys, the least significant first: one pass for each byte in
 * which they differ, and those are few. */
#include "search/found_sort.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 64 }; /* hits that are sorted by comparing them */

/* The larger, the lower the score: the bits of doubles are in order, but for their sign. Counted up
 * and down from the middle, scores of few digits agree in all bytes but the first ones. */
static uint64_t falling(double score)
{
    const uint64_t middle = UINT64_C(1) << 63;
    uint64_t bits;
    const double unsigned_zero = score + 0.0; /* -0 and 0 are the same score */
    memcpy(&bits, &unsigned_zero, sizeof bits);
    return bits >= middle ? bits : middle - bits;
}

static uint64_t place_key(const struct mim_found *hit)
{
    return hit->at;
}

static uint64_t score_key(const struct mim_found *hit)
{
    return falling(hit->score);
}

static uint64_t mismatches_key(const struct mim_found *hit)
{
    return hit->mismatches;
}

static uint64_t edits_key(const struct mim_found *hit)
{
    return (uint64_t)hit->indels + hit->mismatches;
}

static uint64_t indels_key(const struct mim_found *hit)
{
    return hit->indels;
}

static uint64_t length_key(const struct mim_found *hit)
{
    return (uint64_t)(hit->longer + MIMICRY_MAX_INDELS);
}

typedef uint64_t (*key_fn)(const struct mim_found *hit);

/* One pass of a sort by counting: stable, so that what earlier passes ordered stays in order. */
static inline void sort_by_byte(const struct mim_found *from, size_t count, key_fn key,
                                unsigned shift, struct mim_found *to)
{
    size_t starts[257] = {0};
    for (size_t i = 0; i < count; i++)
        starts[(key(&from[i]) >> shift & 0xff) + 1]++;
    for (unsigned value = 0; value < 256; value++)
        starts[value + 1] += starts[value];
    for (size_t i = 0; i < count; i++)
        to[starts[key(&from[i]) >> shift & 0xff]++] = from[i];
}

struct two_arrays {
    struct mim_found *now, *other;
};

static inline void sort_by_key(struct two_arrays *hits, size_t count, key_fn key)
{
    const uint64_t first = key(&hits->now[0]);
    uint64_t differ = 0;
    for (size_t i = 1; i < count; i++)
        differ |= key(&hits->now[i]) ^ first;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differ >> shift & 0xff) == 0)
            continue;
        sort_by_byte(hits->now, count, key, shift, hits->other);
        struct mim_found *sorted = hits->other;
        hits->other = hits->now;
        hits->now = sorted;
    }
}

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int fewest_mismatches_first(const void *x, const void *y)
{
    const struct mim_found *a = x, *b = y;
    int order = compare(a->mismatches, b->mismatches);
    if (order == 0)
        order = compare(falling(a->score), falling(b->score));
    return order != 0 ? order : compare(a->at, b->at);
}

static int highest_score_first(const void *x, const void *y)
{
    const struct mim_found *a = x, *b = y;
    int order = compare(falling(a->score), falling(b->score));
    if (order == 0)
        order = compare(a->mismatches, b->mismatches);
    return order != 0 ? order : compare(a->at, b->at);
}

static int fewest_edits_first(const void *x, const void *y)
{
    const struct mim_found *a = x, *b = y;
    int order = compare(edits_key(a), edits_key(b));
    if (order == 0)
        order = compare(a->indels, b->indels);
    if (order == 0)
        order = compare(a->at, b->at);
    return order != 0 ? order : compare(length_key(a), length_key(b));
}

static void sort_few(struct mim_found *hits, size_t count, enum mim_order order)
{
    static int (*const comparisons[])(const void *, const void *) = {
        [MIM_FEWEST_MISMATCHES] = fewest_mismatches_first,
        [MIM_HIGHEST_SCORE] = highest_score_first,
        [MIM_FEWEST_EDITS] = fewest_edits_first,
    };
    qsort(hits, count, sizeof *hits, comparisons[order]);
}

void mim_found_sort(struct mim_found *hits, size_t count, enum mim_order order,
                    struct mim_found *spare)
{
    struct two_arrays arrays = {hits, spare};
    if (count <= FEW) {
        sort_few(hits, count, order);
        return;
    }
    if (order == MIM_FEWEST_EDITS)
        sort_by_key(&arrays, count, length_key);
    sort_by_key(&arrays, count, place_key);
    if (order == MIM_HIGHEST_SCORE)
        sort_by_key(&arrays, count, mismatches_key);
    if (order == MIM_FEWEST_EDITS) {
        sort_by_key(&arrays, count, indels_key);
        sort_by_key(&arrays, count, edits_key);
    } else {
        sort_by_key(&arrays, count, score_key);
    }
    if (order == MIM_FEWEST_MISMATCHES)
        sort_by_key(&arrays, count, mismatches_key);
    if (arrays.now != hits)
        memcpy(hits, arrays.now, count * sizeof *hits);
}

/* ---- Packed ---- */

enum { CLASSES = 2048, MOVES = 16 };

/* Sorts words by insertion unless that takes too many moves, `most`; how many were sorted. */
static size_t insert(uint64_t *words, size_t count, size_t most)
{
    size_t moves = 0, i = 1;
    for (; i < count && moves <= most; i++) {
        const uint64_t word = words[i];
        size_t k = i;
        for (; k > 0 && words[k - 1] > word; k--)
            words[k] = words[k - 1];
        words[k] = word;
        moves += i - k;
    }
    return i;
}

/* Byte by byte, from the lowest on. */
static void sort_words_by_bytes(uint64_t *words, size_t count, uint64_t *spare)
{
    uint64_t *from = words, *to = spare, differ = 0;
    for (size_t i = 1; i < count; i++)
        differ |= words[i] ^ words[0];
    for (unsigned shift = 0; shift < 64; shift += 8) {
        size_t starts[257] = {0};
        if ((differ >> shift & 0xff) == 0)
            continue;
        for (size_t i = 0; i < count; i++)
            starts[(from[i] >> shift & 0xff) + 1]++;
        for (unsigned value = 0; value < 256; value++)
            starts[value + 1] += starts[value];
        for (size_t i = 0; i < count; i++)
            to[starts[from[i] >> shift & 0xff]++] = from[i];
        uint64_t *const sorted = to;
        to = from;
        from = sorted;
    }
    if (from != words)
        memcpy(words, from, count * sizeof *words);
}

/* By what is above the place, in one pass; false if that is of too many classes. */
static bool sort_by_class(const uint64_t *words, size_t count, unsigned place_bits, uint64_t *to)
{
    uint64_t least = UINT64_MAX, most = 0;
    for (size_t i = 0; i < count; i++) {
        least = words[i] < least ? words[i] : least;
        most = words[i] > most ? words[i] : most;
    }
    least >>= place_bits;
    const uint64_t classes = (most >> place_bits) - least + 1;
    size_t starts[CLASSES + 1];
    if (classes > CLASSES)
        return false;
    memset(starts, 0, (classes + 1) * sizeof *starts);
    for (size_t i = 0; i < count; i++)
        starts[(words[i] >> place_bits) - least + 1]++;
    for (size_t k = 0; k < classes; k++)
        starts[k + 1] += starts[k];
    for (size_t i = 0; i < count; i++)
        to[starts[(words[i] >> place_bits) - least]++] = words[i];
    return true;
}

/* The text is scanned in order, so that hits of a class mostly are: a few of the same tile are
 * not, and those of other threads. */
void mim_words_sort(uint64_t *words, size_t count, unsigned place_bits, uint64_t *spare)
{
    if (count <= FEW) {
        insert(words, count, SIZE_MAX);
        return;
    }
    if (sort_by_class(words, count, place_bits, spare))
        memcpy(words, spare, count * sizeof *words);
    if (insert(words, count, MOVES * count) < count)
        sort_words_by_bytes(words, count, spare);
}
