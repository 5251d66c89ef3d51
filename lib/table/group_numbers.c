/* Numbers the distinct residues of hits, by hashing. */
#include "table/group_numbers.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

bool mim_hits_agree(const mimicry_hit *a, const mimicry_hit *b, bool edits)
{
    return a->query == b->query && a->query_start == b->query_start &&
           a->query_length == b->query_length && a->mismatches == b->mismatches &&
           a->indels == b->indels && (edits || !(a->score < b->score || a->score > b->score));
}

void mim_group_numbers_close(struct mim_group_numbers *g)
{
    free(g->peptides);
    free(g->slots);
    *g = (struct mim_group_numbers){0};
}

static uint64_t hash_of(const uint8_t *codes, uint32_t length)
{
    uint64_t hash = length;
    for (uint32_t i = 0; i < length; i++)
        hash = (hash ^ codes[i]) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

static size_t *slot_of(const struct mim_group_numbers *g, uint64_t at, uint32_t length)
{
    const uint8_t *codes = g->index->text + at;
    size_t slot = (size_t)hash_of(codes, length) & (g->n_slots - 1);
    for (; g->slots[slot] != 0; slot = (slot + 1) & (g->n_slots - 1)) {
        const struct mim_group_peptide *p = &g->peptides[g->slots[slot] - 1];
        if (p->length == length && memcmp(g->index->text + p->at, codes, length) == 0)
            break;
    }
    return &g->slots[slot];
}

/* Room for one more: at most half of the slots are taken. */
static bool make_room(struct mim_group_numbers *g)
{
    size_t n_slots = g->n_slots == 0 ? 64 : g->n_slots;
    struct mim_group_peptide *peptides =
        mim_grow(g->peptides, &g->peptides_room, g->n_peptides + 1, sizeof *peptides);
    if (peptides == NULL)
        return false;
    g->peptides = peptides;
    if (g->n_slots > 0 && g->n_peptides < n_slots / 2)
        return true;
    if (g->n_slots > 0 && __builtin_mul_overflow(n_slots, 2, &n_slots))
        return false;
    size_t *slots = mim_alloc_zeroed(n_slots, sizeof *slots);
    if (slots == NULL)
        return false;
    free(g->slots);
    g->slots = slots;
    g->n_slots = n_slots;
    for (size_t i = 0; i < g->n_peptides; i++)
        *slot_of(g, peptides[i].at, peptides[i].length) = i + 1;
    return true;
}

/* Many hits may agree with each other, and most with few: a large table is not cleared whole. */
static void clear(struct mim_group_numbers *g)
{
    enum { SMALL = 256 };
    if (g->n_slots <= SMALL || g->n_peptides > g->n_slots / SMALL) {
        memset(g->slots, 0, g->n_slots * sizeof *g->slots);
    } else {
        /* The last first: those that were put in later never stand in the way of earlier ones. */
        for (size_t i = g->n_peptides; i > 0; i--)
            *slot_of(g, g->peptides[i - 1].at, g->peptides[i - 1].length) = 0;
    }
    g->n_peptides = 0;
}

mimicry_status mim_group_numbers_find(struct mim_group_numbers *g, uint64_t query,
                                      const mimicry_hit *hit, uint64_t *out, mimicry_error *error)
{
    const uint64_t at = g->index->starts[hit->record] + hit->start;
    if (g->begun && (g->query != query || !mim_hits_agree(&g->last, hit, g->edits)))
        clear(g);
    g->begun = true;
    g->query = query;
    g->last = *hit;
    if (!make_room(g))
        return mim_fail_memory(error);
    size_t *slot = slot_of(g, at, hit->length);
    if (*slot == 0) {
        g->peptides[g->n_peptides] = (struct mim_group_peptide){at, hit->length, ++g->count};
        *slot = ++g->n_peptides;
    }
    *out = g->peptides[*slot - 1].number;
    return MIMICRY_OK;
}
