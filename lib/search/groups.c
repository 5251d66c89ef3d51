/* Groups hits by their residues, by hashing. */
#include "search/groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A slot of the table holds the number of a hit plus 1, the first of its group; 0 is an empty one.
 */
struct group_table {
    const struct mimicry_index *index;
    const char *hits;
    size_t stride;
    size_t *slots;
    size_t mask; /* slots less 1: they are a power of two */
};

static mimicry_hit hit_at(const struct group_table *t, size_t i)
{
    mimicry_hit hit;
    memcpy(&hit, t->hits + i * t->stride, sizeof hit);
    return hit;
}

static const uint8_t *window_of(const struct group_table *t, const mimicry_hit *hit)
{
    return t->index->text + t->index->starts[hit->record] + hit->start;
}

static bool is_within(const struct group_table *t, const mimicry_hit *hit)
{
    const struct mimicry_index *index = t->index;
    if (hit->record >= index->records)
        return false;
    const uint64_t residues = index->starts[hit->record + 1] - 1 - index->starts[hit->record];
    return hit->length <= residues && hit->start <= residues - hit->length;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

static uint64_t hash_of(const struct group_table *t, const mimicry_hit *hit)
{
    const uint8_t *window = window_of(t, hit);
    uint64_t hash = mix(mix(hit->query, hit->query_start), hit->query_length);
    uint32_t at = 0;
    for (; hit->length - at >= sizeof(uint64_t); at += (uint32_t)sizeof(uint64_t)) {
        uint64_t codes;
        memcpy(&codes, window + at, sizeof codes);
        hash = mix(hash, codes);
    }
    for (; at < hit->length; at++)
        hash = mix(hash, window[at]);
    return hash;
}

static bool is_same(const struct group_table *t, const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start &&
           a->query_length == b->query_length && a->length == b->length &&
           memcmp(window_of(t, a), window_of(t, b), a->length) == 0;
}

/* The first hit of the group, which is `i` if it is a new one. */
static size_t find_first(const struct group_table *t, size_t i, const mimicry_hit *hit)
{
    for (size_t slot = hash_of(t, hit) & t->mask;; slot = (slot + 1) & t->mask) {
        if (t->slots[slot] == 0) {
            t->slots[slot] = i + 1;
            return i;
        }
        const mimicry_hit other = hit_at(t, t->slots[slot] - 1);
        if (is_same(t, hit, &other))
            return t->slots[slot] - 1;
    }
}

mimicry_status mim_hits_group(const struct mimicry_index *index, const mimicry_hit *hits,
                              size_t count, size_t stride, uint64_t *out, uint64_t *out_count,
                              mimicry_error *error)
{
    struct group_table t = {.index = index, .hits = (const char *)hits, .stride = stride};
    uint64_t groups = 0;
    size_t slots = 16;
    while (slots / 2 < count) {
        if (__builtin_mul_overflow(slots, 2, &slots))
            return mim_fail_memory(error);
    }
    t.mask = slots - 1;
    t.slots = mim_alloc_zeroed(slots, sizeof *t.slots);
    if (t.slots == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const mimicry_hit hit = hit_at(&t, i);
        if (!is_within(&t, &hit)) {
            free(t.slots);
            return mim_fail(error, MIMICRY_E_ARGUMENT, "hit %zu is none of this index", i);
        }
        const size_t first = find_first(&t, i, &hit);
        out[i] = first == i ? groups++ : out[first];
    }
    free(t.slots);
    *out_count = groups;
    return MIMICRY_OK;
}
