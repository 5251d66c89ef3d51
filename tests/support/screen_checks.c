/* Reads the tables of a screen, and compares them. */
#include "screen_checks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

screen_proteome screen_proteome_of(tested_proteome proteome)
{
    screen_proteome p = {.proteome = proteome};
    size_t count = proteome.records.count;

    p.accessions = support_realloc(NULL, (count + 1) * sizeof *p.accessions);
    p.genes = support_realloc(NULL, (count + 1) * sizeof *p.genes);
    for (size_t r = 0; r < count; r++) {
        mimicry_record record = {.size = sizeof record};

        ck_assert_int_eq(mimicry_index_record(proteome.index[0], r, &record, NULL), 0);
        p.accessions[r] = record.accession;
        p.genes[r] = record.gene;
    }
    return p;
}

void screen_proteome_free(screen_proteome *p)
{
    free(p->accessions);
    free(p->genes);
    proteome_free(&p->proteome);
}

screen_tables screen_index(const mimicry_index *index, const mimicry_query *queries, size_t count,
                           const mimicry_screen_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *read = NULL;
    struct ArrowArrayStream rows, hits;
    screen_tables tables;

    support_expect_ok(mimicry_queries_from(queries, count, sizeof *queries, NULL, &read, &error),
                      &error, "queries");
    support_expect_ok(mimicry_screen(index, read, options, &rows, &hits, &error), &error, "screen");
    tables.rows = table_read_all(&rows);
    tables.hits = table_read_all(&hits);
    mimicry_queries_close(read);
    ck_assert_uint_eq(tables.rows.n_rows, count);
    ck_assert_uint_eq(tables.rows.n_batches, tables.hits.n_batches);
    return tables;
}

void screen_tables_free(screen_tables *tables)
{
    table_release(&tables->rows);
    table_release(&tables->hits);
}

/* ---- Against the oracle ---- */

/* What is being compared, for messages. */
typedef struct context {
    const char *label;
    const mimicry_query *query;
} context;

static bool same_number(const screen_cell *want, const table_cell *cell)
{
    double got = want->format == 'l' ? (double)cell->integer : cell->real;
    double off = fabs(got - want->number);

    return got == want->number || off <= want->rounding * fabs(want->number) + 1e-300;
}

static bool same_cell(const screen_cell *want, const table_cell *cell)
{
    if (!want->told)
        return true;
    if (want->known != cell->known)
        return false;
    if (!cell->known)
        return true;
    return want->format == 'u' ? strcmp(want->text, cell->text) == 0 : same_number(want, cell);
}

static void print_cell(char *to, size_t room, bool known, char format, const char *text,
                       double number)
{
    if (!known)
        snprintf(to, room, "null");
    else if (format == 'u')
        snprintf(to, room, "'%s'", text);
    else
        snprintf(to, room, "%.17g", number);
}

static void check_cell(const context *of, const screen_cell *want, const table_cell *cell)
{
    char got[200], wanted[200];

    if (same_cell(want, cell))
        return;
    print_cell(got, sizeof got, cell->known, want->format, cell->text,
               want->format == 'l' ? (double)cell->integer : cell->real);
    print_cell(wanted, sizeof wanted, want->known, want->format, want->text, want->number);
    ck_abort_msg("seed %llu, %s: query %s, %s (wild type %s, gene %s, accession %s): %s is %s, "
                 "and the oracle has %s",
                 (unsigned long long)support_seed(), of->label, of->query->id, of->query->peptide,
                 of->query->wildtype ? of->query->wildtype : "",
                 of->query->gene ? of->query->gene : "",
                 of->query->accession ? of->query->accession : "", want->name, got, wanted);
}

static void check_row(const context *of, const read_table *rows, size_t row,
                      const screen_cells *want)
{
    ck_assert_uint_eq(rows->n_columns, want->count);
    for (size_t i = 0; i < want->count; i++) {
        ck_assert_str_eq(rows->names[i], want->at[i].name);
        ck_assert_int_eq(rows->formats[i], want->at[i].format);
        check_cell(of, &want->at[i], &rows->cells[row * rows->n_columns + i]);
    }
}

/* A hit as both texts have it. */
static void print_hit(test_text *text, const char *window, const char *match, const char *accession,
                      const char *gene)
{
    text_print(text, "%s %s %s %s ", window, match, accession, gene);
}

static void print_numbers(test_text *text, uint64_t query_start, uint64_t start, uint64_t end,
                          uint64_t mismatches, double score)
{
    text_print(text, "%llu: %llu-%llu %llu %.17g", (unsigned long long)query_start,
               (unsigned long long)start, (unsigned long long)end, (unsigned long long)mismatches,
               score);
}

static void print_wanted(test_text *text, const screen_proteome *p, const mimicry_query *query,
                         const mimicry_hit *hit)
{
    const oracle_records *records = &p->proteome.records;
    test_text window = {0}, match = {0};

    text_add(&window, query->peptide + hit->query_start, hit->length);
    text_add(&match, records->letters + records->starts[hit->record] + hit->start, hit->length);
    print_hit(text, window.bytes, match.bytes, p->accessions[hit->record], p->genes[hit->record]);
    print_numbers(text, hit->query_start + 1, hit->start + 1, hit->start + hit->length,
                  hit->mismatches, hit->score);
    text_free(&window);
    text_free(&match);
}

static void print_given(test_text *text, const read_table *hits, size_t row)
{
    const table_cell *gene = table_at(hits, row, "gene");

    print_hit(text, table_text(hits, row, "query"), table_text(hits, row, "match"),
              table_text(hits, row, "accession"), gene->known ? gene->text : "");
    print_numbers(text, (uint64_t)table_integer(hits, row, "query_start"),
                  (uint64_t)table_integer(hits, row, "start"),
                  (uint64_t)table_integer(hits, row, "end"),
                  (uint64_t)table_integer(hits, row, "mismatches"), table_real(hits, row, "score"));
}

static void check_hits(const context *of, const screen_proteome *p, const read_table *hits,
                       size_t first, const oracle_hits *want)
{
    for (size_t i = 0; i < want->count; i++) {
        test_text wanted = {0}, given = {0};

        ck_assert_msg(first + i < hits->n_rows, "%s: query %s has %zu hits, and the oracle %zu",
                      of->label, of->query->id, i, want->count);
        ck_assert_str_eq(table_text(hits, first + i, "query_id"), of->query->id);
        print_wanted(&wanted, p, of->query, &want->data[i]);
        print_given(&given, hits, first + i);
        ck_assert_msg(strcmp(wanted.bytes, given.bytes) == 0,
                      "%s: query %s, hit %zu: %s\nand the oracle has %s", of->label, of->query->id,
                      i, given.bytes, wanted.bytes);
        text_free(&wanted);
        text_free(&given);
    }
}

/* Batches of the two tables belong together: `hits` of them come before row `row`. */
static void check_batches(const screen_tables *tables, size_t row, size_t hits)
{
    size_t before = 0;

    for (size_t k = 0; k < tables->rows.n_batches; k++) {
        if (tables->rows.batch_ends[k] == row)
            ck_assert_uint_eq(tables->hits.batch_ends[k], hits);
        before += tables->rows.batch_ends[k] == row;
    }
    ck_assert_uint_le(before, 1); /* no batch of rows is empty */
}

static void check_same(const screen_tables *a, const screen_tables *b, const char *label,
                       const mimicry_screen_options *o)
{
    char *of_a[] = {table_as_text(&a->rows), table_as_text(&a->hits)};
    char *of_b[] = {table_as_text(&b->rows), table_as_text(&b->hits)};

    for (size_t i = 0; i < 2; i++) {
        ck_assert_msg(
            strcmp(of_a[i], of_b[i]) == 0, "seed %llu, %s: %s, %s, %d threads:\n%s\nand first\n%s",
            (unsigned long long)support_seed(), label, plan_name(o->run.plan),
            instructions_name(o->run.instructions), (int)o->run.threads, of_a[i], of_b[i]);
        free(of_a[i]);
        free(of_b[i]);
    }
}

static void check_against_oracle(const screen_proteome *proteome, const screen_request *request,
                                 const mimicry_query *queries, size_t count,
                                 const screen_tables *tables, const char *label)
{
    size_t hits = 0;

    for (size_t i = 0; i < count; i++) {
        const context of = {label, &queries[i]};
        screen_answer want = oracle_screen(request, &queries[i]);

        check_row(&of, &tables->rows, i, &want.row);
        check_hits(&of, proteome, &tables->hits, hits, &want.hits);
        hits += want.hits.count;
        check_batches(tables, i + 1, hits);
        screen_answer_free(&want);
    }
    ck_assert_uint_eq(tables->hits.n_rows, hits);
}

void check_screen(const screen_proteome *proteome, const screen_request *request,
                  const mimicry_query *queries, size_t count, const mimicry_screen_options *options,
                  unsigned number, const char *label)
{
    static const int32_t threads[] = {2, 1, 7};
    const instruction_sets *sets = instruction_sets_here();
    mimicry_screen_options o = *options;
    o.order = MIMICRY_ORDER_SIMILARITY; /* others: test_screen_order */

    o.run.threads = 1;
    screen_tables tables = screen_index(proteome->proteome.index[0], queries, count, &o);
    check_against_oracle(proteome, request, queries, count, &tables, label);
    for (int32_t plan = MIMICRY_PLAN_AUTO; plan < N_PLANS; plan++) {
        unsigned turn = number + (unsigned)plan;

        if (plan == MIMICRY_PLAN_SCAN) /* no plan of screens */
            continue;
        o.run.plan = plan;
        o.run.instructions = sets->set[turn % sets->count];
        o.run.threads = threads[turn % 3];
        screen_tables others = screen_index(proteome->proteome.index[turn % 2], queries, count, &o);
        check_same(&others, &tables, label, &o);
        screen_tables_free(&others);
    }
    screen_tables_free(&tables);
}

screening begin_screen(const mimicry_index *index, const char *path,
                       const mimicry_screen_options *options)
{
    mimicry_error error = {.size = sizeof error};
    screening s = {.queries = NULL};

    support_expect_ok(mimicry_queries_open(path, NULL, &s.queries, &error), &error, "queries");
    support_expect_ok(mimicry_screen(index, s.queries, options, &s.rows, &s.hits, &error), &error,
                      "screen");
    return s;
}
