/* The naive oracle: a search that looks at every window, written from its definition. */
#define _POSIX_C_SOURCE 200809L

#include "oracle.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle_significance.h"

static const char standard_letters[] = "ACDEFGHIKLMNPQRSTVWY";

static void stop(const char *what, const char *name)
{
    fprintf(stderr, "oracle: %s: %s\n", name, what);
    abort();
}

static void *grown(void *memory, size_t count, size_t size)
{
    void *result = realloc(memory, (count ? count : 1) * size);

    if (!result)
        stop("not enough memory", "realloc");
    return result;
}

/* ---- Tables of positions ---- */

oracle_table oracle_table_make(size_t length)
{
    oracle_table table = {.length = length, .span = length};

    table.offset = grown(NULL, length, sizeof *table.offset);
    table.position = grown(NULL, length, sizeof *table.position);
    memset(table.position, 0, length * sizeof *table.position);
    for (size_t j = 0; j < length; j++)
        table.offset[j] = j;
    return table;
}

void oracle_table_free(oracle_table *table)
{
    free(table->offset);
    free(table->position);
    *table = (oracle_table){0};
}

oracle_table oracle_table_of_peptide(const oracle_matrix *matrix, const char *letters,
                                     size_t length)
{
    oracle_table table = oracle_table_make(length);

    for (size_t j = 0; j < length; j++) {
        unsigned char letter = (unsigned char)toupper((unsigned char)letters[j]);

        memcpy(table.position[j].score, matrix->score[letter], sizeof table.position[j].score);
        table.position[j].accepts[letter] = strchr(standard_letters, letter) != NULL;
        table.self += matrix->score[letter][letter];
    }
    return table;
}

/* ---- Search ---- */

/* One table against all records. */
typedef struct table_search {
    const oracle_records *records;
    const oracle_request *request;
    const oracle_table *table;
    uint64_t query;    /* whose table this is */
    double lowest;     /* under MAX_EVALUE: the lowest score that is within it */
    size_t record;     /* the next window to look at */
    uint64_t position; /* its start in that record */
} table_search;

/* Fills the numbers of a hit; false when the window holds a `*`. */
static bool measure(const table_search *search, const char *window, mimicry_hit *hit)
{
    const oracle_table *table = search->table;

    if (memchr(window, '*', table->span))
        return false;
    hit->length = (uint32_t)table->span;
    hit->query_length = (uint32_t)table->length;
    hit->mismatches = 0;
    hit->score = 0;
    for (size_t j = 0; j < table->length; j++) {
        unsigned char letter = (unsigned char)window[table->offset[j]];

        hit->mismatches += !table->position[j].accepts[letter];
        hit->score += table->position[j].score[letter];
    }
    return true;
}

static void rewind_search(table_search *search)
{
    search->record = 0;
    search->position = 0;
}

static bool counts(const table_search *search, const mimicry_hit *hit)
{
    const oracle_request *request = search->request;

    if (request->fixed && hit->start != request->fixed_start)
        return false;
    return !request->counts || request->counts(request->counts_data, search->query, hit->record,
                                               hit->start, hit->length);
}

static bool next_window(table_search *search, mimicry_hit *hit)
{
    const oracle_records *records = search->records;

    for (; search->record < records->count; search->record++, search->position = 0) {
        size_t start = records->starts[search->record];
        size_t length = records->starts[search->record + 1] - start;

        while (search->position + search->table->span <= length) {
            hit->record = search->record;
            hit->start = search->position++;
            if (measure(search, records->letters + start + hit->start, hit) && counts(search, hit))
                return true;
        }
    }
    return false;
}

static bool within(const table_search *search, const mimicry_hit *hit)
{
    double threshold = search->request->threshold;
    double self = search->table->self;

    switch (search->request->kind) {
    case MIMICRY_MAX_MISMATCHES:
        return hit->mismatches <= threshold;
    case MIMICRY_MIN_SCORE:
        return hit->score >= threshold - 1e-9;
    case MIMICRY_MIN_SIMILARITY:
        return hit->score >= threshold * self - 1e-9;
    case MIMICRY_MAX_PENALTY:
        return self - hit->score <= threshold + 1e-9;
    case MIMICRY_MAX_EVALUE:
        return hit->score >= search->lowest;
    case MIMICRY_MIN_ACTIVITY:
        return -hit->score <= log(threshold) / log(0.05) + 1e-9;
    default:
        stop("unknown", "kind of threshold");
        return false;
    }
}

static bool is_by_mismatches(const oracle_request *request)
{
    return request->kind == MIMICRY_MAX_MISMATCHES && !request->similar_first;
}

/* What the best are the best by: more is better. */
static double merit(const table_search *search, const mimicry_hit *hit)
{
    return is_by_mismatches(search->request) ? -(double)hit->mismatches : hit->score;
}

/* The merit of the last of the `top` best windows, or -INFINITY when there are no more than that.
 * The best so far are kept sorted, best first. */
static double merit_of_the_last(table_search *search)
{
    uint64_t top = search->request->top;
    double *best = NULL;
    size_t count = 0;
    mimicry_hit hit;

    if (top >= search->records->starts[search->records->count])
        return -INFINITY; /* there are fewer windows than residues */
    rewind_search(search);
    while (next_window(search, &hit)) {
        double value = merit(search, &hit);

        if (!within(search, &hit) || (count == top && value <= best[count - 1]))
            continue;
        if (count < top) {
            best = (count & (count + 1)) == 0 ? grown(best, 2 * count + 2, sizeof *best) : best;
            count++;
        }
        size_t at = count - 1;
        for (; at > 0 && best[at - 1] < value; at--)
            best[at] = best[at - 1];
        best[at] = value;
    }
    double last = count == top ? best[count - 1] : -INFINITY;
    free(best);
    return last;
}

static int by_place(const mimicry_hit *a, const mimicry_hit *b)
{
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

static int by_mismatches(const void *left, const void *right)
{
    const mimicry_hit *a = left;
    const mimicry_hit *b = right;

    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return by_place(a, b);
}

static int by_score(const void *left, const void *right)
{
    const mimicry_hit *a = left;
    const mimicry_hit *b = right;

    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches ? -1 : 1;
    return by_place(a, b);
}

void oracle_search_table(const oracle_records *records, const oracle_table *table,
                         const mimicry_hit *first_hit, const oracle_request *request, double lowest,
                         oracle_hits *hits)
{
    table_search search = {.records = records,
                           .request = request,
                           .table = table,
                           .query = first_hit->query,
                           .lowest = lowest};
    bool mismatches = is_by_mismatches(request);
    double worst = request->top > 0 ? merit_of_the_last(&search) : -INFINITY;
    double forgiven = mismatches ? 0 : 1e-9;
    size_t first = hits->count;
    mimicry_hit hit = *first_hit;

    rewind_search(&search);
    while (next_window(&search, &hit)) {
        if (!within(&search, &hit) || merit(&search, &hit) < worst - forgiven)
            continue;
        if (hits->count == hits->capacity) {
            hits->capacity = 2 * hits->capacity + 64;
            hits->data = grown(hits->data, hits->capacity, sizeof *hits->data);
        }
        hits->data[hits->count++] = hit;
    }
    if (hits->count > first)
        qsort(hits->data + first, hits->count - first, sizeof *hits->data,
              mismatches ? by_mismatches : by_score);
}

static void search_peptide(const oracle_records *records, uint64_t query, const char *peptide,
                           const oracle_request *request, oracle_hits *hits)
{
    size_t length = strlen(peptide);
    size_t shortest = request->window_min ? request->window_min : length;
    size_t longest = request->window_min ? request->window_max : length;
    char *letters = grown(NULL, length + 1, 1);

    for (size_t i = 0; i <= length; i++)
        letters[i] = (char)toupper((unsigned char)peptide[i]);
    for (size_t start = 0; start < length; start++) {
        for (size_t n = shortest; n <= longest && start + n <= length; n++) {
            mimicry_hit first = {.query = query, .query_start = start};
            double lowest = 0;

            if (memchr(letters + start, '*', n))
                continue;
            oracle_table table = oracle_table_of_peptide(request->matrix, letters + start, n);
            if (request->kind == MIMICRY_MAX_EVALUE)
                lowest = oracle_lowest_value(records, request->matrix, letters + start, n,
                                             request->threshold);
            oracle_search_table(records, &table, &first, request, lowest, hits);
            oracle_table_free(&table);
        }
    }
    free(letters);
}

oracle_hits oracle_search(const oracle_records *records, const char *const *peptides,
                          size_t n_peptides, const oracle_request *request)
{
    oracle_hits hits = {0};

    for (size_t i = 0; i < n_peptides; i++)
        search_peptide(records, i, peptides[i], request, &hits);
    return hits;
}

void oracle_hits_free(oracle_hits *hits)
{
    free(hits->data);
    *hits = (oracle_hits){0};
}
