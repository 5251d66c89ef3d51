/* Decides, window by window, what is left out for a candidate. */
#include "screen/scope.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "index/suffix.h"

/* ---- Flanks ---- */

void mim_flanks_read(const struct mimicry_index *index, uint64_t at, uint32_t length,
                     struct mim_flanks *out)
{
    *out = (struct mim_flanks){.n_before = 0};
    while (out->n_before < MIM_FLANK && at > out->n_before &&
           index->text[at - 1 - out->n_before] < MIM_RESIDUES) {
        out->before[out->n_before] = index->text[at - 1 - out->n_before];
        out->n_before++;
    }
    const uint8_t *behind = index->text + at + length; /* the text ends with separators */
    while (out->n_after < MIM_FLANK && behind[out->n_after] < MIM_RESIDUES) {
        out->after[out->n_after] = behind[out->n_after];
        out->n_after++;
    }
}

static uint32_t count_same(const uint8_t *a, const uint8_t *b, uint32_t count)
{
    uint32_t same = 0;
    for (uint32_t i = 0; i < count; i++)
        same += a[i] == b[i] && mim_is_amino_acid(a[i]);
    return same;
}

uint32_t mim_flanks_same(const struct mim_flanks *a, const struct mim_flanks *b, uint32_t *compared)
{
    const uint32_t before = a->n_before < b->n_before ? a->n_before : b->n_before;
    const uint32_t after = a->n_after < b->n_after ? a->n_after : b->n_after;
    *compared = before + after;
    return count_same(a->before, b->before, before) + count_same(a->after, b->after, after);
}

static bool is_paralog(const struct mim_scope *s, uint64_t at)
{
    struct mim_flanks flanks;
    mim_flanks_read(s->index, at, s->length, &flanks);
    for (size_t i = 0; i < s->n_sources; i++) {
        uint32_t compared;
        const uint32_t same = mim_flanks_same(&flanks, &s->sources[i], &compared);
        if (compared >= MIM_FLANK_LEAST && same >= s->rules->paralogs * compared - MIM_FORGIVEN)
            return true;
    }
    return false;
}

/* ---- Sources ---- */

static mimicry_status add_source(struct mim_scope *s, uint64_t at, mimicry_error *error)
{
    struct mim_flanks *grown =
        mim_grow(s->sources, &s->sources_room, s->n_sources + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    s->sources = grown;
    mim_flanks_read(s->index, at, s->length, &grown[s->n_sources++]);
    return MIMICRY_OK;
}

/* The longest stretch of amino acids: that is what the suffix array can look up. */
static uint32_t longest_stretch(const uint8_t *codes, uint32_t length, uint32_t *from)
{
    uint32_t longest = 0, run = 0;
    *from = 0;
    for (uint32_t j = 0; j < length; j++) {
        run = mim_is_amino_acid(codes[j]) ? run + 1 : 0;
        if (run > longest) {
            longest = run;
            *from = j + 1 - run;
        }
    }
    return longest;
}

/* Adds a place of the text if the codes stand there, in a record that counts as its own. */
static mimicry_status test_source(struct mim_scope *s, const uint8_t *codes, uint64_t at,
                                  mimicry_error *error)
{
    if (memcmp(s->index->text + at, codes, s->length) != 0)
        return MIMICRY_OK;
    return s->own->kind != MIM_OWN_FOUND || mim_own_has(s->own, mim_index_record_at(s->index, at))
               ? add_source(s, at, error)
               : MIMICRY_OK;
}

/* All places where these codes stand. */
static mimicry_status find_sources(struct mim_scope *s, const uint8_t *codes, mimicry_error *error)
{
    struct mim_interval in;
    uint32_t from;
    const uint32_t stretch = longest_stretch(codes, s->length, &from);
    mimicry_status status = MIMICRY_OK;
    for (uint64_t at = 0; stretch == 0 && at < s->index->text_length && status == MIMICRY_OK; at++)
        status = test_source(s, codes, at, error);
    if (stretch == 0 || status != MIMICRY_OK)
        return status;
    if (!mim_suffix_find(s->index, codes + from, stretch, 0, &in))
        return mim_fail_damaged(error);
    for (uint64_t rank = in.from; rank < in.to && status == MIMICRY_OK; rank++) {
        const uint64_t found = mim_suffix_at(s->index, rank);
        if (found < s->index->text_length && found >= from)
            status = test_source(s, codes, found - from, error);
    }
    return status;
}

static int compare_flanks(const void *x, const void *y)
{
    return memcmp(x, y, sizeof(struct mim_flanks));
}

/* A peptide of a repeat stands in many places with the same flanks. */
static void drop_repeats(struct mim_scope *s)
{
    size_t kept = 0;
    if (s->n_sources == 0)
        return;
    qsort(s->sources, s->n_sources, sizeof *s->sources, compare_flanks);
    for (size_t i = 0; i < s->n_sources; i++) {
        if (kept == 0 || compare_flanks(&s->sources[kept - 1], &s->sources[i]) != 0)
            s->sources[kept++] = s->sources[i];
    }
    s->n_sources = kept;
}

/* ---- */

/* Adds a window of the wild type, unless it is there. One with a `*` stands nowhere. */
static void add_window(uint8_t *codes, uint32_t *count, const char *letters, uint32_t length)
{
    uint8_t *to = codes + (size_t)*count * length;
    bool is_window = true;
    for (uint32_t j = 0; j < length; j++) {
        to[j] = mim_code_of[(unsigned char)letters[j]];
        is_window = is_window && to[j] < MIM_RESIDUES;
    }
    if (is_window && (*count == 0 || memcmp(codes, to, length) != 0))
        ++*count;
}

mimicry_status mim_scope_set(struct mim_scope *s, const struct mimicry_index *index,
                             const struct mim_scope_rules *rules, const struct mim_own *own,
                             const char *peptide, const char *wildtype, uint64_t start,
                             uint32_t length, mimicry_error *error)
{
    const uint64_t n = strlen(peptide), m = strlen(wildtype), end = start + length;
    uint8_t *codes = mim_grow(s->wildtypes, &s->wildtypes_room, (size_t)length * MIM_WILDTYPES, 1);
    mimicry_status status = MIMICRY_OK;
    if (codes == NULL)
        return mim_fail_memory(error);
    s->wildtypes = codes;
    s->index = index;
    s->rules = rules;
    s->own = own;
    s->length = length;
    s->n_wildtypes = 0;
    s->n_sources = 0;
    if (end <= m)
        add_window(codes, &s->n_wildtypes, wildtype + start, length);
    if (n != m && n - start <= m && end <= n)
        add_window(codes, &s->n_wildtypes, wildtype + (m - (n - start)), length);
    if (rules->paralogs <= 0)
        return MIMICRY_OK;
    if (m == 0) {
        uint32_t one = 0;
        add_window(codes, &one, peptide + start, length);
        status = one > 0 ? find_sources(s, codes, error) : MIMICRY_OK;
    }
    for (uint32_t w = 0; w < s->n_wildtypes && status == MIMICRY_OK; w++)
        status = find_sources(s, codes + (size_t)w * length, error);
    drop_repeats(s);
    return status;
}

enum mim_scope_reason mim_scope_reason(const struct mim_scope *s, uint64_t record, uint64_t start)
{
    const uint64_t at = s->index->starts[record] + start;
    for (uint32_t w = 0; s->rules->wildtype && w < s->n_wildtypes; w++) {
        if (memcmp(s->index->text + at, s->wildtypes + (size_t)w * s->length, s->length) == 0)
            return MIM_SCOPE_WILDTYPE;
    }
    if (s->rules->own_gene && mim_own_has(s->own, record))
        return MIM_SCOPE_OWN_GENE;
    if (s->rules->paralogs > 0 && is_paralog(s, at))
        return MIM_SCOPE_PARALOG;
    if (s->rules->records != NULL && !s->rules->records[record])
        return MIM_SCOPE_GENES;
    if (s->rules->presented != NULL &&
        !mim_presentation_keeps(s->rules->presented, s->alleles, s->index->text + at, s->length))
        return MIM_SCOPE_PRESENTED;
    return MIM_SCOPE_KEPT;
}

void mim_scope_free(struct mim_scope *s)
{
    free(s->wildtypes);
    free(s->sources);
    *s = (struct mim_scope){0};
}
