/* Fills blocks of candidates: cuts sequences into windows, and finds candidates that are the same
 * as an earlier one, so that they are not searched twice. */
#include "screen/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/change.h"

enum {
    SLOTS = 2 * MIM_SCREEN_CANDIDATES, /* a power of two */
    MOST_ITEMS = 4096                  /* more only if they are of one candidate */
};

/* What is kept of a block's hits is for so many of them, if they are as many as they are in random
 * proteomes: some 200 MiB. */
static const double MOST_HITS = 1 << 22;

mimicry_status mim_screen_block_create(struct mim_screen_block *block, mimicry_error *error)
{
    *block = (struct mim_screen_block){
        .candidates = mim_alloc_zeroed(MIM_SCREEN_CANDIDATES, sizeof *block->candidates),
        .slots = mim_alloc_array(SLOTS, sizeof *block->slots),
    };
    return block->candidates != NULL && block->slots != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

void mim_screen_block_free(struct mim_screen_block *block)
{
    for (size_t i = 0; block->candidates != NULL && i < MIM_SCREEN_CANDIDATES; i++)
        mim_own_free(&block->candidates[i].own);
    for (size_t i = 0; i < block->scopes_room; i++)
        mim_scope_free(&block->scopes[i]);
    free(block->candidates);
    free(block->slots);
    free(block->items);
    free(block->queries);
    free(block->scopes);
    free(block->letters);
    *block = (struct mim_screen_block){0};
}

/* ---- Candidates ---- */

static const char *text_or_none(const char *text)
{
    return text == NULL ? "" : text;
}

mimicry0_candidate mim_screen_candidate(const char *candidates, size_t stride, size_t number)
{
    mimicry0_candidate c;
    memcpy(&c, candidates + number * stride, sizeof c);
    c.wildtype = text_or_none(c.wildtype);
    c.gene = text_or_none(c.gene);
    c.accession = text_or_none(c.accession);
    return c;
}

static mimicry_status check_letters(const char *letters, bool stops, const char *what,
                                    uint64_t number, mimicry_error *error)
{
    for (size_t i = 0; letters[i] != '\0'; i++) {
        const uint8_t code = mim_code_of[(unsigned char)letters[i]];
        char byte[24];
        if (code < MIM_RESIDUES || (code == MIM_STOP && stops))
            continue;
        mim_describe_byte((uint8_t)letters[i], byte);
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "candidate %llu: %s, column %zu: %s is no residue",
                        (unsigned long long)number + 1, what, i + 1, byte);
    }
    return MIMICRY_OK;
}

static mimicry_status check_length(const struct mim_screen *screen, const mimicry0_candidate *c,
                                   uint64_t number, mimicry_error *error)
{
    const size_t length = strlen(c->peptide);
    uint32_t least = 1, most = UINT32_MAX;
    if (!c->is_sequence)
        mim_model_lengths(screen->options.model, &least, &most);
    if (length < least || length > most)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "candidate %llu: it has %zu residues, %u to %u were expected",
                        (unsigned long long)number + 1, length, (unsigned)least, (unsigned)most);
    if (c->change_start > c->change_end || c->change_end > length)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "candidate %llu: residues %u to %u are not a part of its %zu",
                        (unsigned long long)number + 1, (unsigned)c->change_start,
                        (unsigned)c->change_end, length);
    return MIMICRY_OK;
}

mimicry_status mim_screen_check(const struct mim_screen *screen, const mimicry0_candidate *c,
                                uint64_t number, mimicry_error *error)
{
    if (c->peptide == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "candidate %llu: the peptide is missing",
                        (unsigned long long)number + 1);
    mimicry_status status = check_length(screen, c, number, error);
    if (status == MIMICRY_OK)
        status = check_letters(c->peptide, c->is_sequence != 0, "peptide", number, error);
    return status == MIMICRY_OK ? check_letters(c->wildtype, true, "wild type", number, error)
                                : status;
}

/* ---- Windows ---- */

/* Goes along the windows of a candidate that are searched, by start and then by length. */
struct cutter {
    const mimicry0_candidate *candidate;
    uint64_t total; /* residues of the candidate */
    uint32_t min, max;
    uint64_t start; /* of the next */
    uint32_t length;
};

static struct cutter cutter_of(const struct mim_screen *screen, const mimicry0_candidate *c)
{
    struct cutter cutter = {.candidate = c, .total = strlen(c->peptide)};
    /* One that is shorter than the windows is taken as it is: it would be passed over in silence.
     */
    const bool whole = !c->is_sequence || cutter.total < screen->options.window_min;
    cutter.min = whole ? (uint32_t)cutter.total : screen->options.window_min;
    cutter.max = whole ? (uint32_t)cutter.total : screen->options.window_max;
    cutter.length = cutter.min;
    return cutter;
}

static bool is_searched(const struct cutter *cutter, uint64_t start, uint32_t length)
{
    const mimicry0_candidate *c = cutter->candidate;
    const struct mim_change change = {c->change_start, c->change_end};
    if (!c->is_sequence)
        return true;
    return mim_change_touches(&change, (size_t)start, (size_t)start + length) &&
           memchr(c->peptide + start, '*', length) == NULL;
}

static bool next_window(struct cutter *cutter, uint64_t *start, uint32_t *length)
{
    while (cutter->start + cutter->min <= cutter->total) {
        *start = cutter->start;
        *length = cutter->length;
        if (cutter->length < cutter->max && *start + cutter->length < cutter->total) {
            cutter->length++;
        } else {
            cutter->length = cutter->min;
            cutter->start++;
        }
        if (is_searched(cutter, *start, *length))
            return true;
    }
    return false;
}

/* How many windows of random proteins are within three mismatches, when two residues are equal in
 * six of a hundred cases. */
static double expected_hits(const struct mimicry_index *index, uint32_t length)
{
    static const double same = 0.06;
    double sum = 0, ways = 1;
    for (uint32_t k = 0; k < MIM_SCREEN_SELVES && k <= length; k++) {
        sum += ways * pow(same, length - k) * pow(1 - same, k);
        ways = ways * (length - k) / (k + 1);
    }
    return sum * (double)index->text_length;
}

struct measure {
    size_t items, bytes;
    double hits;
};

static struct measure measure(const struct mim_screen *screen, const mimicry0_candidate *c)
{
    struct cutter cutter = cutter_of(screen, c);
    struct measure m = {0};
    uint64_t start;
    uint32_t length;
    while (next_window(&cutter, &start, &length)) {
        m.items++;
        m.bytes += length + (size_t)1;
        m.hits += expected_hits(screen->index, length);
    }
    return m;
}

/* ---- Filling ---- */

static bool same_candidate(const mimicry0_candidate *a, const mimicry0_candidate *b)
{
    return a->is_sequence == b->is_sequence && a->change_start == b->change_start &&
           a->change_end == b->change_end && strcmp(a->peptide, b->peptide) == 0 &&
           strcmp(a->wildtype, b->wildtype) == 0 && strcmp(a->gene, b->gene) == 0 &&
           strcmp(a->accession, b->accession) == 0;
}

static uint64_t hash(uint64_t h, const char *text)
{
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

/* The first candidate of the block that is the same as this one, which is one of the block's. */
static uint32_t find_original(struct mim_screen_block *block, uint32_t number)
{
    const mimicry0_candidate *c = &block->candidates[number].given;
    uint64_t at = hash(hash(hash(hash(1, c->peptide), c->wildtype), c->gene), c->accession);
    for (;; at++) {
        uint32_t *slot = &block->slots[at % SLOTS];
        if (*slot == 0)
            *slot = number + 1;
        if (*slot - 1 == number || same_candidate(&block->candidates[*slot - 1].given, c))
            return *slot - 1;
    }
}

/* How many of the candidates there is room for. */
static void choose(struct mim_screen_block *block, const struct mim_screen *screen,
                   const char *candidates, size_t n_candidates, size_t stride, struct measure *sum)
{
    *sum = (struct measure){0};
    block->n_candidates = 0;
    while (block->n_candidates < MIM_SCREEN_CANDIDATES &&
           block->before + block->n_candidates < n_candidates) {
        const mimicry0_candidate c =
            mim_screen_candidate(candidates, stride, (size_t)block->before + block->n_candidates);
        const struct measure m = measure(screen, &c);
        if (block->n_candidates > 0 &&
            (sum->items + m.items > MOST_ITEMS || sum->hits + m.hits > MOST_HITS))
            return;
        sum->items += m.items;
        sum->bytes += m.bytes;
        sum->hits += m.hits;
        block->candidates[block->n_candidates++].given = c;
    }
}

static mimicry_status make_room(struct mim_screen_block *block, const struct measure *sum,
                                mimicry_error *error)
{
    const size_t room = block->scopes_room;
    void *grown = mim_grow(block->items, &block->items_room, sum->items, sizeof *block->items);
    if (grown == NULL)
        return mim_fail_memory(error);
    block->items = grown;
    grown = mim_grow(block->queries, &block->queries_room, sum->items, sizeof *block->queries);
    if (grown == NULL)
        return mim_fail_memory(error);
    block->queries = grown;
    grown = mim_grow(block->letters, &block->letters_room, sum->bytes, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    block->letters = grown;
    grown = mim_grow(block->scopes, &block->scopes_room, sum->items, sizeof *block->scopes);
    if (grown == NULL)
        return mim_fail_memory(error);
    block->scopes = grown;
    memset(block->scopes + room, 0, (block->scopes_room - room) * sizeof *block->scopes);
    return MIMICRY_OK;
}

/* Adds the items of a candidate; `*letters` is where the next goes. */
static void cut(struct mim_screen_block *block, const struct mim_screen *screen, uint32_t number,
                char **letters)
{
    struct mim_screened *c = &block->candidates[number];
    struct cutter cutter = cutter_of(screen, &c->given);
    uint64_t start;
    uint32_t length;
    c->first_item = block->n_items;
    while (next_window(&cutter, &start, &length)) {
        memcpy(*letters, c->given.peptide + start, length);
        (*letters)[length] = '\0';
        block->queries[block->n_items] = *letters;
        block->items[block->n_items++] = (struct mim_screen_item){.letters = *letters,
                                                                  .start = start,
                                                                  .length = length,
                                                                  .candidate = number,
                                                                  .evalue = NAN,
                                                                  .dissimilarity = NAN};
        *letters += length + 1;
    }
    c->n_items = block->n_items - c->first_item;
}

/* What is left out for a candidate's windows: its own, or those of the first that is the same. */
static mimicry_status set_scopes(struct mim_screen_block *block, const struct mim_screen *screen,
                                 uint32_t number, const struct mim_scope_rules *rules,
                                 const struct mim_origins *opt_origins, mimicry_error *error)
{
    struct mim_screened *c = &block->candidates[number];
    mimicry_status status = MIMICRY_OK;
    c->own.kind = MIM_OWN_UNKNOWN;
    c->own.count = 0;
    if (c->original == number && opt_origins != NULL)
        status = mim_origins_find(opt_origins, c->given.gene, c->given.accession, &c->own, error);
    for (size_t i = 0; i < c->n_items && status == MIMICRY_OK; i++) {
        struct mim_screen_item *item = &block->items[c->first_item + i];
        struct mim_scope *scope = &block->scopes[block->candidates[c->original].first_item + i];
        item->scope = scope;
        if (c->original == number)
            status = mim_scope_set(scope, screen->index, rules, &c->own, c->given.peptide,
                                   c->given.wildtype, item->start, item->length, error);
    }
    return status;
}

mimicry_status mim_screen_block_fill(struct mim_screen_block *block,
                                     const struct mim_screen *screen, const char *candidates,
                                     size_t n_candidates, size_t stride,
                                     const struct mim_scope_rules *rules,
                                     const struct mim_origins *opt_origins, mimicry_error *error)
{
    struct measure sum;
    choose(block, screen, candidates, n_candidates, stride, &sum);
    mimicry_status status = make_room(block, &sum, error);
    char *letters = block->letters;
    memset(block->slots, 0, SLOTS * sizeof *block->slots);
    block->n_items = 0;
    for (uint32_t k = 0; k < block->n_candidates && status == MIMICRY_OK; k++) {
        struct mim_screened *c = &block->candidates[k];
        *c = (struct mim_screened){.given = c->given, .own = c->own};
        c->original = find_original(block, k);
        cut(block, screen, k, &letters);
        status = set_scopes(block, screen, k, rules, opt_origins, error);
    }
    return status;
}
