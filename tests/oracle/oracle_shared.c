/* The naive oracle of shared segments, profiles and distinct peptides. */
#include "oracle_shared.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char residue(const char *sequence, size_t at)
{
    return (char)toupper((unsigned char)sequence[at]);
}

static bool same_residue(char a, char b)
{
    return a == b && a != '\0' && strchr("ACDEFGHIKLMNPQRSTVWY", a) != NULL;
}

static size_t record_length(const oracle_records *records, size_t record)
{
    return records->starts[record + 1] - records->starts[record];
}

/* How many residues a sequence from `at` on and a record from `start` on have in common. */
static size_t common(const oracle_records *records, size_t record, size_t start,
                     const char *sequence, size_t at)
{
    const char *letters = records->letters + records->starts[record];
    size_t length = 0;

    while (start + length < record_length(records, record) &&
           same_residue(residue(sequence, at + length), letters[start + length]))
        length++;
    return length;
}

static void add(oracle_segments *list, oracle_segment segment)
{
    if (list->count == list->capacity) {
        list->capacity = 2 * list->capacity + 64;
        list->data = realloc(list->data, list->capacity * sizeof *list->data);
        if (list->data == NULL) {
            fputs("the oracle has no memory\n", stderr);
            exit(1);
        }
    }
    list->data[list->count++] = segment;
}

static int in_order(const void *left, const void *right)
{
    const oracle_segment *a = left;
    const oracle_segment *b = right;

    if (a->query != b->query)
        return a->query < b->query ? -1 : 1;
    if (a->query_start != b->query_start)
        return a->query_start < b->query_start ? -1 : 1;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* One residue of the change is in the segment; of a deletion, both neighbours are. */
static bool has_change(size_t at, size_t length, size_t from, size_t to)
{
    if (from == to)
        return at < from && from < at + length;
    for (size_t k = at; k < at + length; k++) {
        if (k >= from && k < to)
            return true;
    }
    return false;
}

oracle_segments oracle_shared(const oracle_records *records, const char *const *sequences,
                              size_t n_sequences, size_t min_length, const uint32_t *starts,
                              const uint32_t *ends, const bool *counts)
{
    oracle_segments list = {0};

    for (size_t q = 0; q < n_sequences; q++) {
        for (size_t at = 0; sequences[q][at] != '\0'; at++) {
            for (size_t r = 0; r < records->count; r++) {
                for (size_t start = 0; start < record_length(records, r); start++) {
                    size_t length = common(records, r, start, sequences[q], at);

                    if (counts != NULL && !counts[r])
                        continue;
                    if (length < min_length)
                        continue;
                    if (at > 0 && start > 0 &&
                        common(records, r, start - 1, sequences[q], at - 1) > 0)
                        continue;
                    if (starts != NULL && !has_change(at, length, starts[q], ends[q]))
                        continue;
                    add(&list, (oracle_segment){q, at, r, start, length});
                }
            }
        }
    }
    if (list.count > 0)
        qsort(list.data, list.count, sizeof *list.data, in_order);
    return list;
}

/* ---- Profiles ---- */

static void find_longest(const oracle_records *records, const char *sequence, const bool *counts,
                         oracle_along *out)
{
    for (size_t r = 0; r < records->count; r++) {
        if (counts != NULL && !counts[r])
            continue;
        for (size_t start = 0; start < record_length(records, r); start++) {
            size_t length = common(records, r, start, sequence, (size_t)out->position);

            if (length > out->longest) {
                out->longest = length;
                out->shared_record = r;
                out->shared_start = start;
            }
        }
    }
}

static void find_nearest(const oracle_records *records, const oracle_matrix *matrix,
                         const char *query, uint32_t window, const bool *counts, oracle_along *out)
{
    double best_score = 0;

    for (size_t r = 0; r < records->count; r++) {
        if (counts != NULL && !counts[r])
            continue;
        for (size_t start = 0; start + window <= record_length(records, r); start++) {
            const char *letters = records->letters + records->starts[r] + start;
            uint32_t mismatches = 0;

            if (memchr(letters, '*', window) != NULL)
                continue;
            for (uint32_t k = 0; k < window; k++)
                mismatches += !same_residue(query[k], letters[k]);
            double score = oracle_score(matrix, query, letters, window);
            if (out->window == 0 || mismatches < out->mismatches ||
                (mismatches == out->mismatches && score > best_score)) {
                out->window = window;
                out->mismatches = mismatches;
                out->nearest_record = r;
                out->nearest_start = start;
                best_score = score;
            }
        }
    }
}

oracle_along *oracle_profile(const oracle_records *records, const oracle_matrix *matrix,
                             const char *sequence, size_t number, uint32_t window,
                             const bool *counts)
{
    size_t length = strlen(sequence);
    oracle_along *positions = calloc(length + 1, sizeof *positions);
    char query[MIMICRY_MAX_PEPTIDE + 1];

    if (positions == NULL)
        exit(1);
    for (size_t i = 0; i < length; i++) {
        positions[i].query = number;
        positions[i].position = i;
        find_longest(records, sequence, counts, &positions[i]);
        for (uint64_t k = i; k < i + positions[i].longest; k++) {
            if (positions[k].covering < positions[i].longest)
                positions[k].covering = positions[i].longest;
        }
        if (window == 0 || i + window > length || memchr(sequence + i, '*', window) != NULL)
            continue;
        for (uint32_t k = 0; k < window; k++)
            query[k] = residue(sequence, i + k);
        find_nearest(records, matrix, query, window, counts, &positions[i]);
    }
    return positions;
}

/* ---- Distinct peptides ---- */

static bool same_peptide(const oracle_records *records, const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start &&
           a->query_length == b->query_length && a->length == b->length &&
           strncmp(records->letters + records->starts[a->record] + a->start,
                   records->letters + records->starts[b->record] + b->start, a->length) == 0;
}

size_t oracle_group(const oracle_records *records, const mimicry_hit *hits, size_t count,
                    uint64_t *out)
{
    size_t groups = 0;

    for (size_t i = 0; i < count; i++) {
        size_t k = 0;

        while (k < i && !same_peptide(records, &hits[k], &hits[i]))
            k++;
        out[i] = k < i ? out[k] : groups++;
    }
    return groups;
}
