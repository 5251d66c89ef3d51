/* Reads queries to the end, and compares peptides with their wild types the plain way. */
#include "query_checks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(support_realloc(NULL, size), text, size);
}

static void take_cells(mimicry_queries *queries, size_t count, test_text *out)
{
    for (size_t i = 0; i < count; i++) {
        size_t n;
        const char *const *cells = mimicry_queries_cells(queries, i, &n);

        for (size_t c = 0; cells && c < n; c++)
            text_print(out, "%s%c", cells[c], c + 1 < n ? '\t' : '\n');
    }
}

static void take_block(query_rows *all, const mimicry_query *block, size_t count, size_t stride)
{
    const char *at = (const char *)block;

    all->rows = support_realloc(all->rows, (all->count + count) * sizeof *all->rows);
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry_query q;

        memcpy(&q, at, sizeof q);
        all->rows[all->count++] = (query_row){
            copy(q.id),        copy(q.peptide), copy(q.wildtype), copy(q.target), copy(q.gene),
            copy(q.accession), copy(q.allele),  q.line,           q.kd_wildtype,  q.kd_mutant,
            q.change_start,    q.change_end,    q.is_sequence};
    }
}

/* After the end there is nothing, as often as asked. */
static void check_end(mimicry_queries *queries)
{
    for (int i = 0; i < 3; i++) {
        const mimicry_query *block = (const mimicry_query *)queries;
        size_t count = 7, stride = 0;

        ck_assert_int_eq(mimicry_queries_next(queries, 5, &block, &count, &stride, NULL),
                         MIMICRY_OK);
        ck_assert(block == NULL && count == 0 && stride == sizeof *block);
    }
}

mimicry_status queries_read(mimicry_queries *queries, size_t most, query_rows *all,
                            mimicry_error *error)
{
    mimicry_status status;

    *all = (query_rows){.columns = copy(mimicry_queries_columns(queries))};
    for (;;) {
        const mimicry_query *block;
        size_t count, stride;

        status = mimicry_queries_next(queries, most, &block, &count, &stride, error);
        ck_assert((block == NULL) == (count == 0) && count <= most);
        if (status != MIMICRY_OK || count == 0)
            break;
        take_block(all, block, count, stride);
        take_cells(queries, count, &all->cells);
    }
    if (status == MIMICRY_OK)
        check_end(queries);
    mimicry_queries_close(queries);
    return status;
}

mimicry_status queries_try(const char *path, const mimicry_read_options *options, size_t most,
                           query_rows *all, mimicry_error *error)
{
    mimicry_queries *queries = NULL;
    mimicry_status status = mimicry_queries_open(path, options, &queries, error);

    *all = (query_rows){0};
    ck_assert((status == MIMICRY_OK) == (queries != NULL));
    return status == MIMICRY_OK ? queries_read(queries, most, all, error) : status;
}

mimicry_status queries_try_text(const char *text, const mimicry_read_options *options, size_t most,
                                query_rows *all, mimicry_error *error)
{
    char *path = support_write_file(".tsv", text, strlen(text));
    mimicry_status status = queries_try(path, options, most, all, error);

    remove(path);
    free(path);
    return status;
}

void queries_free(query_rows *all)
{
    for (size_t i = 0; i < all->count; i++) {
        query_row *row = &all->rows[i];

        free(row->id);
        free(row->peptide);
        free(row->wildtype);
        free(row->target);
        free(row->gene);
        free(row->accession);
        free(row->allele);
    }
    free(all->rows);
    free(all->columns);
    text_free(&all->cells);
    *all = (query_rows){0};
}

static const char *dot(const char *text)
{
    return *text ? text : ".";
}

void queries_text(const query_rows *all, test_text *out)
{
    text_print(out, "%s", ""); /* so that it is never NULL */
    for (size_t i = 0; i < all->count; i++) {
        const query_row *r = &all->rows[i];

        text_print(out, "%s %s %s %s %s %s %s %llu %u-%u", r->id, dot(r->peptide), dot(r->wildtype),
                   dot(r->target), dot(r->gene), dot(r->accession), dot(r->allele),
                   (unsigned long long)r->line, r->change_start, r->change_end);
        if (!isnan(r->kd_wildtype) || !isnan(r->kd_mutant))
            text_print(out, " %g/%g", r->kd_wildtype, r->kd_mutant);
        text_print(out, "%s\n", r->is_sequence ? " sequence" : "");
    }
}

void queries_expect(const char *text, uint32_t flags, const char *expected)
{
    mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_error error = {.size = sizeof error};

    for (size_t most = 1; most <= 4; most += 3) {
        query_rows all;
        test_text got = {0};

        support_expect_ok(queries_try_text(text, &options, most, &all, &error), &error, text);
        queries_text(&all, &got);
        ck_assert_msg(strcmp(got.bytes, expected) == 0, "of\n%s\nthis was read:\n%s\nand not\n%s",
                      text, got.bytes, expected);
        text_free(&got);
        queries_free(&all);
    }
}

void queries_expect_error(const char *text, uint32_t flags, uint64_t line, const char *message)
{
    mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_error error = {.size = sizeof error};
    query_rows all;

    ck_assert_msg(queries_try_text(text, &options, 7, &all, &error) == MIMICRY_E_FORMAT,
                  "this was read:\n%s", text);
    ck_assert_msg(strstr(error.message, message) != NULL && error.line == line,
                  "'%s' at line %llu, where '%s' at line %llu was expected", error.message,
                  (unsigned long long)error.line, message, (unsigned long long)line);
    queries_free(&all);
}

void query_change(const char *peptide, const char *wildtype, size_t *start, size_t *end)
{
    size_t n = strlen(peptide), m = strlen(wildtype);
    size_t before = n < m ? n : m;

    while (strncmp(peptide, wildtype, before) != 0)
        before--;
    size_t after = (n < m ? n : m) - before;
    while (strcmp(peptide + n - after, wildtype + m - after) != 0)
        after--;
    *start = before;
    *end = n - after;
}
