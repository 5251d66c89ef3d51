/* The naive oracle of searches with indels. */
#include "oracle_edits.h"

#include <stdlib.h>
#include <string.h>

enum { SIDE = ORACLE_EDITS_LONGEST + 10, INDELS = 10, NEVER = 1000000 };

static bool same_residue(char a, char b)
{
    return a == b && strchr("ACDEFGHIKLMNPQRSTVWY", a) != NULL;
}

/* ---- Comparing ---- */

/* fewest[i][j][d]: mismatches between the first i and the first j letters with d deletions. */
typedef struct edit_table {
    unsigned fewest[SIDE][SIDE][INDELS];
} edit_table;

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Any alignment of two stretches, the ends included. */
static void fill(edit_table *t, const char *a, size_t n_a, const char *b, size_t n_b, unsigned most)
{
    for (size_t i = 0; i <= n_a; i++) {
        for (size_t j = 0; j <= n_b; j++) {
            for (unsigned d = 0; d <= most; d++) {
                unsigned best = i == 0 && j == 0 && d == 0 ? 0 : NEVER;

                if (i > 0 && j > 0)
                    best =
                        least(best, t->fewest[i - 1][j - 1][d] + !same_residue(a[i - 1], b[j - 1]));
                if (i > 0 && d > 0)
                    best = least(best, t->fewest[i - 1][j][d - 1]);
                if (j > 0)
                    best = least(best, t->fewest[i][j - 1][d]);
                t->fewest[i][j][d] = best;
            }
        }
    }
}

/* The fewest mismatches with exactly so many deletions: the window's first letter is paired with
 * letter `first` of the peptide, its last with letter `last`, all outside deleted. */
static unsigned fewest_mismatches(edit_table *t, const char *peptide, size_t length,
                                  const char *window, size_t n, unsigned deletions)
{
    unsigned best = NEVER;

    for (size_t first = 0; first <= deletions && first < length; first++) {
        size_t last = n == 1 ? first : length - 1;

        for (; last >= first && last < length; last--) {
            size_t outside = first + (length - 1 - last);
            unsigned ends = !same_residue(peptide[first], window[0]);

            if (outside > deletions || (n > 1 && last == first))
                break;
            if (n == 1) {
                best = least(best, outside == deletions ? ends : NEVER);
                break;
            }
            ends += !same_residue(peptide[last], window[n - 1]);
            fill(t, peptide + first + 1, last - first - 1, window + 1, n - 2, deletions);
            best = least(best,
                         ends + t->fewest[last - first - 1][n - 2][deletions - (unsigned)outside]);
        }
    }
    return best;
}

static bool compare(edit_table *t, const char *peptide, const char *window, size_t n,
                    const edits_request *request, unsigned *indels, unsigned *mismatches)
{
    size_t length = strlen(peptide);

    for (unsigned g = 0; g <= request->max_indels; g++) {
        /* deletions + insertions = g, insertions - deletions = n - length */
        long twice = (long)g + (long)length - (long)n;

        if (twice < 0 || twice % 2 != 0 || twice / 2 > (long)g)
            continue;
        *indels = g;
        *mismatches = fewest_mismatches(t, peptide, length, window, n, (unsigned)twice / 2);
        if (*mismatches <= request->max_mismatches)
            return true;
    }
    return false;
}

bool oracle_edits_compare(const char *peptide, const char *window, size_t window_length,
                          const edits_request *request, unsigned *indels, unsigned *mismatches)
{
    edit_table *t = support_realloc(NULL, sizeof *t);
    bool hit = compare(t, peptide, window, window_length, request, indels, mismatches);

    free(t);
    return hit;
}

/* ---- Searching ---- */

static int in_order(const void *left, const void *right)
{
    const mimicry_hit *a = left;
    const mimicry_hit *b = right;
    const uint64_t a_keys[] = {a->query, a->indels + a->mismatches, a->indels, a->record, a->start,
                               a->length};
    const uint64_t b_keys[] = {b->query, b->indels + b->mismatches, b->indels, b->record, b->start,
                               b->length};

    for (size_t k = 0; k < sizeof a_keys / sizeof a_keys[0]; k++) {
        if (a_keys[k] != b_keys[k])
            return a_keys[k] < b_keys[k] ? -1 : 1;
    }
    return 0;
}

static void add_hit(oracle_hits *hits, const mimicry_hit *hit)
{
    if (hits->count == hits->capacity) {
        hits->capacity = 2 * hits->capacity + 64;
        hits->data = support_realloc(hits->data, hits->capacity * sizeof *hits->data);
    }
    hits->data[hits->count++] = *hit;
}

static void search_record(edit_table *t, const oracle_records *records, size_t record,
                          const char *peptide, uint64_t query, const edits_request *request,
                          oracle_hits *hits)
{
    const char *letters = records->letters + records->starts[record];
    size_t residues = records->starts[record + 1] - records->starts[record];
    size_t length = strlen(peptide);

    for (size_t start = 0; start < residues; start++) {
        for (size_t n = 1; n <= length + request->max_indels && start + n <= residues; n++) {
            mimicry_hit hit = {.query = query,
                               .record = record,
                               .start = start,
                               .length = (uint32_t)n,
                               .query_length = (uint32_t)length};

            if (letters[start + n - 1] == '*')
                break;
            if (compare(t, peptide, letters + start, n, request, &hit.indels, &hit.mismatches))
                add_hit(hits, &hit);
        }
    }
}

oracle_hits oracle_edits_search(const oracle_records *records, const char *const *peptides,
                                size_t n_peptides, const edits_request *request)
{
    oracle_hits hits = {0};
    edit_table *t = support_realloc(NULL, sizeof *t);

    for (size_t q = 0; q < n_peptides; q++) {
        for (size_t r = 0; r < records->count; r++)
            search_record(t, records, r, peptides[q], q, request, &hits);
    }
    if (hits.count > 0)
        qsort(hits.data, hits.count, sizeof *hits.data, in_order);
    free(t);
    return hits;
}

/* ---- The alignment that is shown ---- */

typedef struct alignments {
    const char *peptide, *window;
    size_t length, n;
    unsigned indels, mismatches;
    char columns[64];
    char best[64];
    bool found;
    unsigned best_ends, best_runs;
} alignments;

static bool is_shown(const alignments *a, size_t count, unsigned *ends, unsigned *runs)
{
    size_t i = 0;

    *ends = *runs = 0;
    for (size_t c = 0; c < count; c++) {
        char column = a->columns[c];

        *runs += column != 'p' && (c == 0 || a->columns[c - 1] != column);
        *ends += column == 'd' && (i == 0 || i == a->length - 1);
        i += column != 'i';
    }
    if (!a->found || *ends != a->best_ends)
        return !a->found || *ends < a->best_ends;
    if (*runs != a->best_runs)
        return *runs < a->best_runs;
    return strcmp(a->columns, a->best) < 0; /* d, i, p: in the order of the letters */
}

/* Tries every column string: the first and the last letter of the window are paired, and no
 * deletion follows an insertion. */
static void try_columns(alignments *a, size_t count, size_t i, size_t j, unsigned indels,
                        unsigned mismatches)
{
    char last = count > 0 ? a->columns[count - 1] : 'p';
    unsigned ends, runs;

    if (indels > a->indels || mismatches > a->mismatches)
        return;
    a->columns[count] = '\0';
    if (i == a->length) {
        if (j == a->n && last != 'i' && indels == a->indels && mismatches == a->mismatches &&
            is_shown(a, count, &ends, &runs)) {
            strcpy(a->best, a->columns);
            a->best_ends = ends;
            a->best_runs = runs;
            a->found = true;
        }
        return;
    }
    if (last != 'i') {
        a->columns[count] = 'd';
        try_columns(a, count + 1, i + 1, j, indels + 1, mismatches);
    }
    if (j == a->n)
        return;
    if (j > 0) {
        a->columns[count] = 'i';
        try_columns(a, count + 1, i, j + 1, indels + 1, mismatches);
    }
    a->columns[count] = 'p';
    try_columns(a, count + 1, i + 1, j + 1, indels,
                mismatches + !same_residue(a->peptide[i], a->window[j]));
}

bool oracle_edits_align(const char *peptide, const char *window, unsigned indels,
                        unsigned mismatches, char **out_columns)
{
    alignments a = {.peptide = peptide,
                    .window = window,
                    .length = strlen(peptide),
                    .n = strlen(window),
                    .indels = indels,
                    .mismatches = mismatches};

    ck_assert(a.length + indels < sizeof a.columns);
    try_columns(&a, 0, 0, 0, 0, 0);
    *out_columns = support_realloc(NULL, sizeof a.best);
    strcpy(*out_columns, a.best);
    return a.found;
}

/* ---- The notation ---- */

static void add_entry(test_text *text, char kind, const char *letters, size_t n, size_t from,
                      size_t to)
{
    text_print(text, "%s%c: %.*s[%zu", text->length > 0 ? ", " : "", kind, (int)n, letters, from);
    if (to > from)
        text_print(text, ",%zu", to);
    text_print(text, "]");
}

/* The pairs of an alignment that are no matches, as text; false if a letter of the window's ends is
 * not paired. */
static bool mismatches_of(const char *peptide, const char *window, const char *columns,
                          test_text *out)
{
    size_t i = 0, j = 0;

    for (const char *c = columns; *c; c++) {
        if (*c == 'p' && !same_residue(peptide[i], window[j]))
            text_print(out, "%zu%c ", i, window[j]);
        if (*c == 'i' && (j == 0 || window[j + 1] == '\0'))
            return false;
        i += *c != 'i';
        j += *c != 'd';
    }
    text_print(out, ".");
    return true;
}

/* Whether the run of n columns from `at` on can stand `by` columns further right: these are pairs,
 * it does not come last, and the mismatches stay the same ones. */
static bool can_move(const char *peptide, const char *window, const char *columns, size_t at,
                     size_t n, size_t by)
{
    test_text before = {0}, after = {0};
    char moved[64];
    bool good = strlen(columns) > at + n + by;

    for (size_t k = 0; k < by && good; k++)
        good = columns[at + n + k] == 'p';
    if (good) {
        strcpy(moved, columns);
        memset(moved + at, 'p', by);
        memset(moved + at + by, columns[at], n);
        good = mismatches_of(peptide, window, moved, &after) &&
               mismatches_of(peptide, window, columns, &before) &&
               strcmp(before.bytes, after.bytes) == 0;
    }
    text_free(&before);
    text_free(&after);
    return good;
}

test_text oracle_edits_text(const char *peptide, const char *window, const char *columns)
{
    size_t i = 0, j = 0, n;
    test_text text = {0};

    text_add(&text, "", 0);
    for (size_t at = 0; columns[at]; at += n) {
        char kind = columns[at];
        const char *letters = kind == 'd' ? peptide + i : window + j;
        size_t first = 0, by = 0;

        n = kind == 'p' ? 1 : strspn(columns + at, kind == 'd' ? "d" : "i");
        if (kind == 'p' && !same_residue(peptide[i], window[j]))
            text_print(&text, "%sm: %c>%c[%zu]", text.length > 0 ? ", " : "", peptide[i], window[j],
                       i + 1);
        for (; kind != 'p' && can_move(peptide, window, columns, at, n, by + 1); by++) {
            if (strncmp(letters + by, letters + by + 1, n) != 0) {
                add_entry(&text, kind, letters + by, n, i + first + 1, i + by + 1);
                first = by + 1;
            }
        }
        if (kind != 'p')
            add_entry(&text, kind, letters + by, n, i + first + 1, i + by + 1);
        i += kind == 'i' ? 0 : n;
        j += kind == 'd' ? 0 : n;
    }
    return text;
}

/* ---- PEPMatch's rule ---- */

/* One or two letters of the longer sequence that are left out: where they stand in the notation. */
typedef struct places {
    size_t at[2];
    char letters[3];
} places;

static bool leaves(const char *longer, const char *shorter, const size_t *out, size_t n)
{
    size_t k = 0;

    for (size_t x = 0; longer[x]; x++) {
        if (x == out[0] || (n == 2 && x == out[1]))
            continue;
        if (longer[x] != shorter[k++])
            return false;
    }
    return true;
}

static size_t all_places(const char *longer, const char *shorter, bool deletes, size_t n,
                         places *found)
{
    size_t count = 0, length = strlen(longer);
    size_t out[2];

    for (out[0] = 1; out[0] + 1 < length; out[0]++) {
        for (out[1] = out[0] + 1; out[1] + 1 < length || n == 1; out[1]++) {
            if (leaves(longer, shorter, out, n)) {
                found[count++] = (places){
                    {out[0] + 1, deletes ? out[1] + 1 : out[1]},
                    {longer[out[0]], n == 2 ? longer[out[1]] : '\0', '\0'},
                };
            }
            if (n == 1)
                break;
        }
    }
    return count;
}

test_text oracle_pepmatch_text(const char *peptide, const char *window)
{
    bool deletes = strlen(window) < strlen(peptide);
    size_t n = deletes ? strlen(peptide) - strlen(window) : strlen(window) - strlen(peptide);
    places *found = support_realloc(NULL, 5000 * sizeof *found);
    size_t count =
        all_places(deletes ? peptide : window, deletes ? window : peptide, deletes, n, found);
    size_t together = deletes ? 1 : 0, last = 0;
    char kind = deletes ? 'd' : 'i';
    bool any = false;
    test_text text = {0};

    ck_assert(n == 1 || n == 2);
    text_add(&text, "", 0);
    for (size_t k = 0; k < count && n == 2; k++)
        any = any || found[k].at[1] == found[k].at[0] + together;
    if (any || n == 1) {
        /* All the places of the run; equal letters at places that follow make a range. */
        for (size_t k = 0; k < count; k = last + 1) {
            for (last = k;
                 n == 2 && last < count && found[last].at[1] != found[last].at[0] + together;)
                k = ++last;
            for (size_t next = last + 1; next < count; next++) {
                if (n == 2 && found[next].at[1] != found[next].at[0] + together)
                    continue;
                if (strcmp(found[next].letters, found[k].letters) != 0 ||
                    found[next].at[0] != found[last].at[0] + 1)
                    break;
                last = next;
            }
            if (k < count)
                add_entry(&text, kind, found[k].letters, n, found[k].at[0], found[last].at[0]);
        }
    } else {
        for (size_t slot = 0; slot < 2 && count > 0; slot++) {
            size_t low = SIZE_MAX, high = 0;

            for (size_t k = 0; k < count; k++) {
                low = found[k].at[slot] < low ? found[k].at[slot] : low;
                high = found[k].at[slot] > high ? found[k].at[slot] : high;
            }
            add_entry(&text, kind, found[0].letters + slot, 1, low, high);
        }
    }
    free(found);
    return text;
}
