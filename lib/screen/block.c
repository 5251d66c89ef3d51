/* Fills blocks of queries: cuts sequences into windows, and finds queries that are the same as an
 * earlier one, so that they are not searched again. */
#include "screen/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "screen/windows.h"

enum {
    SLOTS = 2 * MIM_SCREEN_QUERIES, /* a power of two */
    MOST_PARTS = 4096               /* more only if they are of one query */
};

void mim_screen_block_free(struct mim_screen_block *block)
{
    if (block == NULL)
        return;
    for (uint32_t q = 0; q < block->n_queries; q++)
        free(block->queries[q].kept);
    free(block->queries);
    free(block->parts);
    free(block->letters);
    free(block->self);
    free(block->peptides.at);
    free(block->genes.at);
    free(block->hits);
    free(block->ranks);
    free(block->by_model);
    free(block);
}

/* ---- Queries that are the same ---- */

static bool is_same(const mimicry_query *a, const mimicry_query *b, bool by_alleles)
{
    return a->is_sequence == b->is_sequence && a->junction == b->junction &&
           a->change_start == b->change_start && a->change_end == b->change_end &&
           strcmp(a->peptide, b->peptide) == 0 && strcmp(a->wildtype, b->wildtype) == 0 &&
           strcmp(a->gene, b->gene) == 0 && strcmp(a->accession, b->accession) == 0 &&
           (!by_alleles || strcmp(a->allele, b->allele) == 0);
}

static uint64_t hash(uint64_t h, const char *text)
{
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

/* The first query of the block that is the same as this one, or `number`. A slot holds the number
 * of a query plus 1, or 0. */
static uint32_t find_original(const struct mim_screen_block *block, uint32_t *slots,
                              uint32_t number, bool by_alleles)
{
    const mimicry_query *query = &block->queries[number].kept->query;
    uint64_t at =
        hash(hash(hash(hash(1, query->peptide), query->wildtype), query->gene), query->accession);
    for (;; at++) {
        uint32_t *slot = &slots[at % SLOTS];
        if (*slot == 0) {
            *slot = number + 1;
            return number;
        }
        if (is_same(&block->queries[*slot - 1].kept->query, query, by_alleles))
            return *slot - 1;
    }
}

/* ---- Parts ---- */

/* What the parts of a query take. */
struct measure {
    size_t parts, bytes;
};

static struct measure measure(struct mim_cutter cutter)
{
    struct measure m = {0, 0};
    uint64_t start;
    uint32_t length;
    while (mim_cutter_next(&cutter, &start, &length)) {
        m.parts++;
        m.bytes += length + (size_t)1;
    }
    return m;
}

static mimicry_status make_room(struct mim_screen_block *block, const struct measure *m,
                                mimicry_error *error)
{
    void *grown =
        mim_grow(block->parts, &block->parts_room, block->n_parts + m->parts, sizeof *block->parts);
    if (grown == NULL)
        return mim_fail_memory(error);
    block->parts = grown;
    grown = mim_grow(block->letters, &block->letters_room, block->letters_used + m->bytes, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    block->letters = grown;
    return MIMICRY_OK;
}

/* Adds the parts of a query. Their letters are set when all are there and no longer move. */
static void add_parts(struct mim_screen_block *block, struct mim_cutter cutter, uint32_t number)
{
    uint64_t start;
    uint32_t length;
    while (mim_cutter_next(&cutter, &start, &length)) {
        char *letters = block->letters + block->letters_used;
        memcpy(letters, cutter.query->peptide + start, length);
        letters[length] = '\0';
        block->letters_used += length + (size_t)1;
        block->parts[block->n_parts++] = (struct mim_part){
            .start = start, .length = length, .query = number, .evalue = NAN, .dissimilarity = NAN};
    }
}

static void set_letters(struct mim_screen_block *block)
{
    const char *letters = block->letters;
    for (size_t p = 0; p < block->n_parts; p++) {
        block->parts[p].letters = letters;
        letters += block->parts[p].length + 1;
    }
}

/* ---- Filling ---- */

/* Adds a query, which is the block's from now on, unless it does not fit. */
static mimicry_status add_query(struct mim_screen_block *block,
                                const struct mim_screen_request *request,
                                const struct mimicry_model *model, uint32_t *slots,
                                struct mim_kept_query *kept, bool *fits, mimicry_error *error)
{
    const struct mim_cutter cutter = mim_cutter_begin(request, &kept->query);
    mimicry_status status = mim_cutter_check(&cutter, model, error);
    if (status != MIMICRY_OK)
        return status;
    const struct measure m = measure(cutter);
    *fits = block->n_queries == 0 || block->n_parts + m.parts <= MOST_PARTS;
    if (!*fits)
        return MIMICRY_OK;
    status = make_room(block, &m, error);
    if (status != MIMICRY_OK)
        return status;
    const uint32_t number = block->n_queries;
    const bool by_alleles =
        mim_screen_asks_presentation(request) && mim_presentation_is_own(request->presentation);
    struct mim_screened *query = &block->queries[number];
    *query = (struct mim_screened){.kept = kept, .parts.first = block->n_parts};
    query->original = find_original(block, slots, number, by_alleles);
    if (query->original == number)
        add_parts(block, cutter, number);
    query->parts.count = block->n_parts - query->parts.first;
    block->n_queries++;
    return MIMICRY_OK;
}

static mimicry_status add_queries(struct mim_screen_block *block,
                                  const struct mim_screen_request *request,
                                  const struct mimicry_model *model, uint32_t *slots,
                                  struct mim_intake *intake, size_t most, mimicry_error *error)
{
    bool fits = true;
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && fits && block->n_queries < most) {
        struct mim_kept_query *kept;
        status = mim_intake_next(intake, &kept, error);
        if (status != MIMICRY_OK || kept == NULL)
            break;
        status = add_query(block, request, model, slots, kept, &fits, error);
        if (status != MIMICRY_OK)
            free(kept);
        else if (!fits)
            mim_intake_return(intake, kept);
    }
    return status;
}

mimicry_status mim_block_fill(struct mim_screen_block *block,
                              const struct mim_screen_request *request,
                              const struct mimicry_model *model, struct mim_intake *intake,
                              size_t most, mimicry_error *error)
{
    uint32_t *slots = mim_alloc_zeroed(SLOTS, sizeof *slots);
    block->queries = mim_alloc_array(most, sizeof *block->queries);
    mimicry_status status =
        slots != NULL && block->queries != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK)
        status = add_queries(block, request, model, slots, intake, most, error);
    free(slots);
    if (status != MIMICRY_OK)
        return status;
    set_letters(block);
    block->n_self = mim_screen_counts(&request->reach);
    block->self = mim_alloc_zeroed(block->n_queries, block->n_self * sizeof *block->self);
    return block->self != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

void mim_block_cut(struct mim_screen_block *block, struct mim_intake *intake, uint32_t from)
{
    if (from >= block->n_queries)
        return;
    block->n_parts = block->queries[from].parts.first;
    while (block->n_queries > from)
        mim_intake_return(intake, block->queries[--block->n_queries].kept);
}

/* ---- */

size_t mim_screen_block_queries(const struct mim_screen_block *block)
{
    return block->n_queries;
}

const mimicry_query *mim_screen_query(const struct mim_screen_block *block, size_t query)
{
    return &block->queries[query].kept->query;
}

const mimicry_hit *mim_screen_hits(const struct mim_screen_block *block, size_t query,
                                   size_t *out_count, const uint64_t **out_ranks,
                                   const uint64_t **out_by_model)
{
    const struct mim_screened *original = mim_block_original(block, query);
    *out_count = block->hits == NULL ? 0 : (size_t)original->n_hits;
    *out_ranks = *out_count == 0 || block->ranks[original->first_hit] == 0
                     ? NULL
                     : block->ranks + original->first_hit;
    *out_by_model = *out_count == 0 || block->by_model == NULL
                        ? NULL
                        : block->by_model + original->first_hit * block->n_models;
    return *out_count == 0 ? NULL : block->hits + original->first_hit;
}
