/* Compares the tables of shared segments, and of positions along queries, with the oracle. */
#include "shared_checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Queries ---- */

/* A wild type with which the longest common beginning and ending leave [start, end): the residues
 * at both ends of it are others, or one was deleted before `start`. */
static char *wildtype_of(const char *sequence, uint32_t start, uint32_t end)
{
    const size_t length = strlen(sequence);
    char *wildtype = support_realloc(NULL, length + 2);

    strcpy(wildtype, sequence);
    if (start < end) {
        wildtype[start] = sequence[start] == 'A' ? 'C' : 'A';
        wildtype[end - 1] = sequence[end - 1] == 'A' ? 'C' : 'A';
    } else {
        memmove(wildtype + start + 1, wildtype + start, length - start + 1);
        wildtype[start] = sequence[start] == 'A' ? 'C' : 'A';
    }
    return wildtype;
}

static void check_changes(mimicry_queries *queries, const mimicry_query *rows, size_t count,
                          sequence_changes changes)
{
    const mimicry_query *block;
    size_t n, stride;

    ck_assert_int_eq(mimicry_queries_next(queries, count + 1, &block, &n, &stride, NULL),
                     MIMICRY_OK);
    ck_assert_uint_eq(n, count);
    for (size_t i = 0; i < n; i++) {
        const mimicry_query *query = (const mimicry_query *)((const char *)block + i * stride);

        ck_assert_msg(query->change_start == changes.starts[i] &&
                          query->change_end == changes.ends[i],
                      "%s of %s: change %u to %u, not %u to %u", query->peptide, rows[i].wildtype,
                      (unsigned)query->change_start, (unsigned)query->change_end,
                      (unsigned)changes.starts[i], (unsigned)changes.ends[i]);
    }
    mimicry_queries_close(queries);
}

static mimicry_queries *make_queries(const mimicry_query *rows, size_t count)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries;

    support_expect_ok(mimicry_queries_from(rows, count, sizeof *rows, NULL, &queries, &error),
                      &error, "sequences as queries");
    return queries;
}

mimicry_queries *queries_of(const test_peptides *sequences, sequence_changes changes)
{
    const size_t count = sequences->count;
    mimicry_query *rows = support_realloc(NULL, (count + 1) * sizeof *rows);

    for (size_t i = 0; i < count; i++) {
        rows[i] = (mimicry_query){.peptide = sequences->letters[i]};
        if (changes.starts != NULL)
            rows[i].wildtype = wildtype_of(rows[i].peptide, changes.starts[i], changes.ends[i]);
    }
    if (changes.starts != NULL)
        check_changes(make_queries(rows, count), rows, count, changes);
    mimicry_queries *queries = make_queries(rows, count);
    for (size_t i = 0; i < count; i++)
        free((char *)rows[i].wildtype);
    free(rows);
    return queries;
}

/* ---- Cells ---- */

static void expect_record(const mimicry_index *index, const read_table *table, size_t row,
                          size_t number, const char *accession, const char *gene)
{
    mimicry_record record = {.size = sizeof record};

    ck_assert_int_eq(mimicry_index_record(index, number, &record, NULL), MIMICRY_OK);
    ck_assert_str_eq(table_text(table, row, accession), record.accession);
    if (record.gene[0] == '\0')
        ck_assert(!table_at(table, row, gene)->known);
    else
        ck_assert_str_eq(table_text(table, row, gene), record.gene);
}

static void expect_residues(const read_table *table, size_t row, const char *name,
                            const char *letters, size_t length)
{
    const char *got = table_text(table, row, name);

    ck_assert_msg(strlen(got) == length && strncmp(got, letters, length) == 0,
                  "row %zu: %s is %s, not %.*s", row, name, got, (int)length, letters);
}

static void expect_integer(const read_table *table, size_t row, const char *name, size_t wanted)
{
    ck_assert_msg(table_integer(table, row, name) == (int64_t)wanted,
                  "row %zu: %s is %lld, not %zu", row, name,
                  (long long)table_integer(table, row, name), wanted);
}

static void expect_query(const read_table *table, size_t row, size_t query)
{
    char id[24];

    snprintf(id, sizeof id, "%zu", query + 1);
    ck_assert_str_eq(table_text(table, row, "query_id"), id);
}

static void expect_nulls(const read_table *table, size_t row, const char *const *names,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(!table_at(table, row, names[i])->known, "row %zu: %s is known", row,
                      names[i]);
}

/* ---- Segments ---- */

read_table find_segments(const mimicry_index *index, const test_peptides *sequences,
                         sequence_changes changes, const mimicry_shared_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = queries_of(sequences, changes);
    struct ArrowArrayStream stream;

    support_expect_ok(mimicry_shared(index, queries, options, &stream, &error), &error, "shared");
    mimicry_queries_close(queries); /* the stream keeps them */
    return table_read_all(&stream);
}

void expect_segments(const mimicry_index *index, const test_peptides *sequences, read_table got,
                     oracle_segments wanted, const char *label, uint64_t number)
{
    ck_assert_msg(got.n_rows == wanted.count,
                  "%s, case %llu (seed %llu): %zu segments, the oracle has %zu", label,
                  (unsigned long long)number, (unsigned long long)support_seed(), got.n_rows,
                  wanted.count);
    for (size_t i = 0; i < wanted.count; i++) {
        const oracle_segment *s = &wanted.data[i];

        expect_query(&got, i, s->query);
        expect_residues(&got, i, "segment", sequences->letters[s->query] + s->query_start,
                        s->length);
        expect_integer(&got, i, "length", s->length);
        expect_integer(&got, i, "query_start", s->query_start + 1);
        expect_integer(&got, i, "query_end", s->query_start + s->length);
        expect_record(index, &got, i, s->record, "accession", "gene");
        expect_integer(&got, i, "start", s->start + 1);
        expect_integer(&got, i, "end", s->start + s->length);
    }
    table_release(&got);
    free(wanted.data);
}

/* ---- Positions ---- */

static void expect_nearest(const tested_proteome *proteome, const mimicry_index *index,
                           const read_table *got, size_t row, const char *rest,
                           const oracle_along *wanted)
{
    static const char *const names[] = {"window", "mismatches", "nearest", "accession",
                                        "gene",   "start",      "end"};
    const oracle_records *records = &proteome->records;

    if (wanted->window == 0) {
        expect_nulls(got, row, names, sizeof names / sizeof *names);
        return;
    }
    expect_residues(got, row, "window", rest, wanted->window);
    expect_integer(got, row, "mismatches", wanted->mismatches);
    expect_residues(got, row, "nearest",
                    records->letters + records->starts[wanted->nearest_record] +
                        wanted->nearest_start,
                    wanted->window);
    expect_record(index, got, row, wanted->nearest_record, "accession", "gene");
    expect_integer(got, row, "start", wanted->nearest_start + 1);
    expect_integer(got, row, "end", wanted->nearest_start + wanted->window);
}

static void expect_position(const tested_proteome *proteome, const mimicry_index *index,
                            const read_table *got, size_t row, const char *rest,
                            const oracle_along *wanted)
{
    static const char *const names[] = {"longest_accession", "longest_gene", "longest_start"};

    expect_query(got, row, wanted->query);
    expect_integer(got, row, "position", wanted->position + 1);
    expect_residues(got, row, "residue", rest, 1);
    expect_integer(got, row, "longest", wanted->longest);
    expect_integer(got, row, "covering", wanted->covering);
    expect_nearest(proteome, index, got, row, rest, wanted);
    if (wanted->longest == 0) {
        expect_nulls(got, row, names, sizeof names / sizeof *names);
        return;
    }
    expect_record(index, got, row, wanted->shared_record, "longest_accession", "longest_gene");
    expect_integer(got, row, "longest_start", wanted->shared_start + 1);
}

void check_along(const tested_proteome *proteome, const mimicry_index *index,
                 const oracle_matrix *matrix, const test_peptides *sequences,
                 const mimicry_along_options *options, const bool *counts, const char *label)
{
    const uint32_t window = options->window < 0    ? 0
                            : options->window == 0 ? 9
                                                   : (uint32_t)options->window;
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = queries_of(sequences, (sequence_changes){0});
    struct ArrowArrayStream stream;
    size_t at = 0;

    support_expect_ok(mimicry_along(index, queries, options, &stream, &error), &error, label);
    mimicry_queries_close(queries); /* the stream keeps them */
    read_table got = table_read_all(&stream);
    for (size_t s = 0; s < sequences->count; s++) {
        const char *letters = sequences->letters[s];
        oracle_along *wanted =
            oracle_profile(&proteome->records, matrix, letters, s, window, counts);

        for (size_t i = 0; letters[i] != '\0'; i++, at++)
            expect_position(proteome, index, &got, at, letters + i, &wanted[i]);
        free(wanted);
    }
    ck_assert_uint_eq(at, got.n_rows);
    table_release(&got);
}
