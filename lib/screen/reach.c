/* Takes the hits within reach of a block's queries, in order: leaves out what does not count,
 * counts the others, and notes each peptide and gene once a query. */
#include "screen/reach.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "screen/first.h"
#include "screen/nearest.h"
#include "screen/ranked.h"

enum { FIRST_SLOTS = 1024 };

/* No public status: the block has as many hits as it may. */
enum { FULL = 1 };

struct reached {
    const struct mim_part_setting *setting;
    const struct mim_record_genes *genes;
    struct mim_noted *noted;
    struct mim_screen_block *block;
    bool by_mismatches;
    bool cut;                 /* only the first hits of a query count */
    bool ordered;             /* the hits of a query are put in order before they are kept, */
    struct mim_ranked ranked; /* here */
    bool begun;               /* a query is in hand, */
    uint32_t query;           /* this one */
    uint64_t hits;            /* of all queries */
};

mimicry_status mim_noted_create(struct mim_noted *noted, const struct mimicry_index *index,
                                const struct mim_record_genes *genes, mimicry_error *error)
{
    *noted = (struct mim_noted){
        .slots = mim_alloc_zeroed(FIRST_SLOTS, sizeof *noted->slots),
        .n_slots = FIRST_SLOTS,
        .last_gene = mim_alloc_zeroed(genes->names.count, sizeof *noted->last_gene),
        .last_unnamed = mim_alloc_zeroed(index->records, sizeof *noted->last_unnamed),
    };
    return noted->slots != NULL && noted->last_gene != NULL && noted->last_unnamed != NULL
               ? MIMICRY_OK
               : mim_fail_memory(error);
}

void mim_noted_free(struct mim_noted *noted)
{
    free(noted->slots);
    free(noted->last_gene);
    free(noted->last_unnamed);
    *noted = (struct mim_noted){0};
}

static bool add_note(struct mim_notes *notes, struct mim_range *range, uint64_t id,
                     const mimicry_hit *hit)
{
    struct mim_note *grown = mim_grow(notes->at, &notes->room, notes->count + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    notes->at = grown;
    grown[notes->count++] = (struct mim_note){id, hit->length, hit->mismatches};
    range->count++;
    return true;
}

static void note_again(struct mim_note *note, const mimicry_hit *hit)
{
    if (hit->mismatches < note->mismatches)
        note->mismatches = hit->mismatches;
}

/* ---- Peptides ---- */

static uint64_t hash(const uint8_t *codes, uint32_t length)
{
    uint64_t h = length;
    for (uint32_t j = 0; j < length; j++)
        h = (h ^ codes[j]) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

/* The slot of the same peptide of the query, or the one where it belongs. Slots of the block's
 * earlier queries count as free. */
static size_t slot_of(const struct reached *r, const struct mim_range *own, uint64_t at,
                      uint32_t length)
{
    const uint8_t *text = r->setting->request->index->text;
    const size_t mask = r->noted->n_slots - 1;
    size_t slot = (size_t)hash(text + at, length) & mask;
    for (; r->noted->slots[slot] > own->first; slot = (slot + 1) & mask) {
        const struct mim_note *note = &r->block->peptides.at[r->noted->slots[slot] - 1];
        if (note->length == length && memcmp(text + note->id, text + at, length) == 0)
            break;
    }
    return slot;
}

/* Twice the slots, for the peptides of this query. */
static bool grow_slots(struct reached *r, const struct mim_range *own)
{
    struct mim_noted *noted = r->noted;
    size_t *slots =
        noted->n_slots > SIZE_MAX / 2 ? NULL : mim_alloc_zeroed(noted->n_slots * 2, sizeof *slots);
    if (slots == NULL)
        return false;
    free(noted->slots);
    noted->slots = slots;
    noted->n_slots *= 2;
    for (size_t i = own->first; i < own->first + own->count; i++) {
        const struct mim_note *note = &r->block->peptides.at[i];
        slots[slot_of(r, own, note->id, note->length)] = i + 1;
    }
    return true;
}

static bool note_peptide(struct reached *r, struct mim_screened *query, const mimicry_hit *hit)
{
    struct mim_notes *notes = &r->block->peptides;
    struct mim_range *own = &query->peptides;
    const uint64_t at = r->setting->request->index->starts[hit->record] + hit->start;
    size_t *slot = &r->noted->slots[slot_of(r, own, at, hit->length)];
    if (*slot > own->first) {
        note_again(&notes->at[*slot - 1], hit);
        return true;
    }
    *slot = notes->count + 1;
    return add_note(notes, own, at, hit) &&
           (own->count <= r->noted->n_slots / 2 || grow_slots(r, own));
}

/* ---- Genes ---- */

static bool note_gene(struct reached *r, struct mim_screened *query, const mimicry_hit *hit)
{
    struct mim_notes *notes = &r->block->genes;
    struct mim_range *own = &query->genes;
    const size_t gene = r->genes->of[hit->record];
    if (gene == MIM_NO_NAME) {
        query->unnamed += r->noted->last_unnamed[hit->record] != r->noted->serial;
        r->noted->last_unnamed[hit->record] = r->noted->serial;
        return true;
    }
    /* The number may be that of a note of another block. */
    const size_t last = r->noted->last_gene[gene];
    if (last > own->first && last <= notes->count && notes->at[last - 1].id == gene) {
        note_again(&notes->at[last - 1], hit);
        return true;
    }
    r->noted->last_gene[gene] = notes->count + 1;
    return add_note(notes, own, gene, hit);
}

/* ---- Hits ---- */

static bool keep_hit(struct mim_screen_block *block, const mimicry_hit *hit, uint64_t rank)
{
    const size_t n = block->hits_count + 1;
    mimicry_hit *hits = mim_grow(block->hits, &block->hits_room, n, sizeof *hits);
    block->hits = hits != NULL ? hits : block->hits;
    uint64_t *ranks = mim_grow(block->ranks, &block->ranks_room, n, sizeof *ranks);
    block->ranks = ranks != NULL ? ranks : block->ranks;
    if (hits == NULL || ranks == NULL)
        return false;
    hits[n - 1] = *hit;
    ranks[n - 1] = rank;
    block->hits_count = n;
    return true;
}

/* Counts a hit of the query in hand. */
static mimicry_status count_hit(struct reached *r, const mimicry_hit *hit, mimicry_error *error)
{
    struct mim_screen_block *block = r->block;
    struct mim_screened *query = &block->queries[r->query];
    query->n_hits++;
    block->self[r->query * block->n_self + (r->by_mismatches ? hit->mismatches : 0)]++;
    return note_peptide(r, query, hit) && note_gene(r, query, hit) ? MIMICRY_OK
                                                                   : mim_fail_memory(error);
}

/* ---- Queries ---- */

static mimicry_status take_ranked(struct reached *r, const struct mim_ranked_hit *hit,
                                  mimicry_error *error)
{
    if (r->setting->request->hits && !keep_hit(r->block, &hit->hit, hit->rank))
        return mim_fail_memory(error);
    return r->cut ? count_hit(r, &hit->hit, error) : MIMICRY_OK;
}

/* Takes the hits of the query in hand, in order: of all its parts the first that are wanted. */
static mimicry_status end_query(struct reached *r, mimicry_error *error)
{
    const struct mim_screen_request *request = r->setting->request;
    struct mim_ranked *ranked = &r->ranked;
    const size_t found = ranked->count;
    mimicry_status status = MIMICRY_OK;
    mim_ranked_sort(ranked, request->reach.top);
    r->hits -= found - ranked->count;
    for (size_t i = 0; i < ranked->count && status == MIMICRY_OK; i++)
        status = take_ranked(r, &ranked->at[i], error);
    ranked->count = 0;
    return status;
}

static mimicry_status enter_query(struct reached *r, uint32_t number, mimicry_error *error)
{
    if (r->begun && r->query == number)
        return MIMICRY_OK;
    const mimicry_status status = end_query(r, error);
    struct mim_screened *query = &r->block->queries[number];
    r->begun = true;
    r->query = number;
    r->noted->serial++;
    query->peptides.first = r->block->peptides.count;
    query->genes.first = r->block->genes.count;
    query->first_hit = r->block->hits_count;
    return status;
}

/* Hits of a part come best first, by score. Of all within a number of mismatches one is the
 * nearest; among the best of these it may not be. */
static void set_first(const struct reached *r, struct mim_part *part, const mimicry_hit *hit)
{
    const bool has_nearest = r->by_mismatches && r->setting->request->reach.top == 0;
    if (part->best.length == 0)
        part->best = *hit;
    if (has_nearest && (part->nearest.length == 0 || mim_hit_is_nearer(hit, &part->nearest)))
        part->nearest = *hit;
}

/* Takes a hit of the query in hand, whose `value` counts where hits are ordered. */
static mimicry_status take(struct reached *r, size_t number, const mimicry_hit *hit, double value,
                           mimicry_error *error)
{
    struct mim_part *part = &r->block->parts[number];
    const enum mim_scope_reason reason =
        mim_scope_reason(&r->setting->scopes[number], hit->record, hit->start);
    if (reason != MIM_SCOPE_KEPT) {
        r->block->queries[part->query].left_out[reason]++;
        return MIMICRY_OK;
    }
    if (++r->hits > MIM_BLOCK_HITS && part->query > 0)
        return FULL;
    mimicry_hit placed = *hit;
    placed.query_start = part->start;
    set_first(r, part, &placed);
    if (r->setting->request->order != MIMICRY_ORDER_SIMILARITY)
        mim_first_take(&r->block->queries[part->query], &placed, value);
    const mimicry_status status = r->cut ? MIMICRY_OK : count_hit(r, &placed, error);
    if (status == MIMICRY_OK && r->ordered)
        return mim_ranked_add(&r->ranked, &placed, value, error);
    const bool kept = !r->setting->request->hits || keep_hit(r->block, &placed, 0);
    return kept ? status : mim_fail_memory(error);
}

static mimicry_status take_hit(void *data, size_t number, const mimicry_hit *hit,
                               mimicry_error *error)
{
    struct reached *r = data;
    const mimicry_status status = enter_query(r, r->block->parts[number].query, error);
    return status == MIMICRY_OK ? take(r, number, hit, 0, error) : status;
}

static mimicry_status take_part(void *data, size_t number, const mimicry_hit *hits,
                                const double *values, size_t count, mimicry_error *error)
{
    struct reached *r = data;
    mimicry_status status = enter_query(r, r->block->parts[number].query, error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
        status = take(r, number, &hits[i], values[i], error);
    return status;
}

/* How many queries have no more hits than may be together, and their hits: a query that is the same
 * as an earlier one has them again when they are given out. */
static uint32_t count_fitting(const struct mim_screen_block *block, uint32_t done,
                              uint64_t *out_hits)
{
    *out_hits = 0;
    for (uint32_t q = 0; q < done; q++) {
        const uint64_t more = mim_block_original(block, q)->n_hits;
        if (*out_hits + more > MIM_BLOCK_HITS && q > 0)
            return q;
        *out_hits += more;
    }
    return done;
}

mimicry_status mim_reach_find(struct mim_screen_block *block,
                              const struct mim_part_setting *setting,
                              struct mim_screen_order *order, const struct mim_record_genes *genes,
                              struct mim_noted *noted, uint32_t *out_queries, uint64_t *out_hits,
                              mimicry_error *error)
{
    const struct mim_reach *reach = &setting->request->reach;
    const bool is_valued = setting->request->order != MIMICRY_ORDER_SIMILARITY;
    struct reached r = {
        .setting = setting,
        .genes = genes,
        .noted = noted,
        .block = block,
        .by_mismatches = mim_reach_by_mismatches(reach),
        .cut = reach->top > 0,
        .ordered = reach->top > 0 || (setting->request->hits && is_valued),
    };
    size_t *parts = mim_alloc_array(block->n_parts, sizeof *parts);
    if (parts == NULL)
        return mim_fail_memory(error);
    for (size_t p = 0; p < block->n_parts; p++)
        parts[p] = p;
    const struct mim_part_search search = {.setting = setting,
                                           .block = block,
                                           .parts = parts,
                                           .count = block->n_parts,
                                           .reach = *reach,
                                           .filtered = reach->top > 0,
                                           .similar_first = true};
    memset(noted->slots, 0, noted->n_slots * sizeof *noted->slots);
    mimicry_status status = r.ordered || is_valued
                                ? mim_valued_run(&search, order, !r.ordered, take_part, &r, error)
                                : mim_part_search_run(&search, take_hit, &r, error);
    if (status == MIMICRY_OK)
        status = end_query(&r, error);
    *out_queries = count_fitting(block, status == FULL ? r.query : block->n_queries, out_hits);
    mim_ranked_free(&r.ranked);
    free(parts);
    return status == FULL ? MIMICRY_OK : status;
}
