/* Tables of hits as text: what the library writes of its own tables, line by line, and of the same
 * tables in the guise of another producer's, column by column, are the same bytes. */
#include <stdlib.h>
#include <string.h>

#include "arrow_checks.h"
#include "models.h"

enum { CASES = 120, MOST_QUERIES = 12, MOST_ID = 40, MOST_RESIDUES = 20 };

/* ---- Another producer ---- */

static int pass_schema(struct ArrowArrayStream *self, struct ArrowSchema *out)
{
    struct ArrowArrayStream *table = self->private_data;
    return table->get_schema(table, out);
}

static int pass_next(struct ArrowArrayStream *self, struct ArrowArray *out)
{
    struct ArrowArrayStream *table = self->private_data;
    return table->get_next(table, out);
}

static const char *pass_error(struct ArrowArrayStream *self)
{
    struct ArrowArrayStream *table = self->private_data;
    return table->get_last_error(table);
}

static void keep(struct ArrowArrayStream *self)
{
    self->release = NULL;
}

static struct ArrowArrayStream disguise(struct ArrowArrayStream *table)
{
    return (struct ArrowArrayStream){pass_schema, pass_next, pass_error, keep, table};
}

/* ---- Cases ---- */

/* Letters of names, odd ones among them: tabs and line ends cannot be in a header. */
static void add_name(test_random *random, test_text *text, uint64_t most, unsigned odd)
{
    static const char *const pieces[] = {"\"", ",", "\\", "\x01", "é", "\xff", "\xc3", "'", "|"};
    for (uint64_t n = random_below(random, most + 1); n > 0; n--) {
        if (random_chance(random, odd))
            text_print(text, "%s", pieces[random_below(random, sizeof pieces / sizeof *pieces)]);
        else
            text_add_char(text, (char)('a' + random_below(random, 26)));
    }
}

/* A few residues, so that there are many hits. */
static void add_residues(test_random *random, test_text *text, uint64_t count)
{
    for (; count > 0; count--)
        text_add_char(text, "ACDW"[random_below(random, 4)]);
}

static mimicry_index *build(test_random *random, unsigned odd)
{
    test_text fasta = {0};
    for (int64_t n = random_between(random, 1, 60); n > 0; n--) {
        text_add_char(&fasta, '>');
        add_name(random, &fasta, random_chance(random, 20) ? 45 : 12, odd);
        if (random_chance(random, 70)) {
            text_print(&fasta, " GN=");
            add_name(random, &fasta, 9, odd);
        }
        text_add_char(&fasta, '\n');
        add_residues(random, &fasta, (uint64_t)random_between(random, 1, 200));
        text_add_char(&fasta, '\n');
    }
    char *path = support_write_file(".fasta", fasta.bytes, fasta.length);
    const char *paths[] = {path};
    mimicry_index *index;
    mimicry_error error = {0};
    support_expect_ok(mimicry_index_build(paths, 1, NULL, &index, &error), &error, "building");
    free(path);
    text_free(&fasta);
    return index;
}

struct table_case {
    mimicry_index *index;
    mimicry_model *model;
    mimicry_search_options options;
    test_text ids[MOST_QUERIES], peptides[MOST_QUERIES];
    mimicry_query queries[MOST_QUERIES];
    size_t n_queries;
};

/* Weights, under which scores are no whole numbers, are for peptides of one length. */
static void make_queries(test_random *random, struct table_case *c, unsigned odd)
{
    const uint64_t length = (uint64_t)random_between(random, 1, MOST_RESIDUES);
    const bool weighted = random_chance(random, 30);
    double weights[MOST_RESIDUES];
    mimicry_error error = {0};
    for (uint64_t i = 0; i < length; i++)
        weights[i] = random_unit(random);
    if (weighted)
        support_expect_ok(model_weighted(NULL, weights, (size_t)length, &c->model, &error), &error,
                          "a model");
    c->options.model = c->model;
    c->n_queries = (size_t)random_between(random, 1, MOST_QUERIES);
    for (size_t i = 0; i < c->n_queries; i++) {
        add_name(random, &c->ids[i], MOST_ID, odd);
        if (odd > 0 && random_chance(random, 20))
            text_print(&c->ids[i], "\t\n\r");
        add_residues(random, &c->peptides[i], weighted || random_chance(random, 90) ? length : 2);
        c->queries[i] = (mimicry_query){.id = c->ids[i].bytes, .peptide = c->peptides[i].bytes};
    }
}

static void make_case(test_random *random, struct table_case *c)
{
    const unsigned odd = random_chance(random, 50) ? 0 : (unsigned)random_below(random, 20);
    *c = (struct table_case){.index = build(random, odd)};
    c->options = (mimicry_search_options){.size = sizeof c->options,
                                          .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                          .threshold = (double)random_below(random, 12),
                                          .run = {.threads = 1}};
    if (random_chance(random, 30)) {
        c->options.threshold_kind = MIMICRY_MIN_SCORE;
        c->options.threshold = (double)random_between(random, -20, 10);
    }
    if (random_chance(random, 20))
        c->options.top = (uint64_t)random_between(random, 1, 400);
    make_queries(random, c, odd);
}

static void free_case(struct table_case *c)
{
    for (size_t i = 0; i < MOST_QUERIES; i++) {
        text_free(&c->ids[i]);
        text_free(&c->peptides[i]);
    }
    mimicry_model_free(c->model);
    mimicry_index_close(c->index);
}

/* ---- Comparing ---- */

static int add_bytes(void *data, const char *bytes, size_t count)
{
    text_add(data, bytes, count);
    return 0;
}

/* The first `batches` batches in a call of their own. */
static test_text write_table(const struct table_case *c, mimicry_write_options how,
                             uint64_t batches, bool disguised)
{
    mimicry_queries *queries;
    struct ArrowArrayStream table;
    mimicry_error error = {0};
    test_text text = {0};
    support_expect_ok(
        mimicry_queries_from(c->queries, c->n_queries, sizeof *c->queries, NULL, &queries, &error),
        &error, "queries");
    support_expect_ok(mimicry_search(c->index, queries, &c->options, &table, &error), &error,
                      "searching");
    struct ArrowArrayStream other = disguise(&table);
    how.batches = batches;
    for (int call = batches > 0 ? 0 : 1; call < 2; call++) {
        support_expect_ok(
            mimicry_table_write(disguised ? &other : &table, &how, add_bytes, &text, NULL, &error),
            &error, "writing");
        how.batches = 0;
        how.no_header = 1;
    }
    table.release(&table);
    mimicry_queries_close(queries);
    return text;
}

static void compare(test_random *random, const struct table_case *c, int32_t format)
{
    const mimicry_write_options how = {.size = sizeof how,
                                       .format = format,
                                       .no_header = random_chance(random, 20),
                                       .threads = random_chance(random, 50) ? 1 : 3};
    const uint64_t batches = random_chance(random, 20) ? 1 : 0;
    test_text lines = write_table(c, how, batches, false);
    test_text columns = write_table(c, how, 0, true);
    ck_assert_uint_eq(lines.length, columns.length);
    ck_assert(lines.length == 0 || memcmp(lines.bytes, columns.bytes, lines.length) == 0);
    text_free(&lines);
    text_free(&columns);
}

START_TEST(lines_are_the_bytes_of_columns)
{
    static const int32_t formats[] = {MIMICRY_FORMAT_TSV, MIMICRY_FORMAT_CSV, MIMICRY_FORMAT_JSONL};
    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(62, i);
        struct table_case c;
        make_case(&random, &c);
        for (size_t f = 0; f < sizeof formats / sizeof *formats; f++)
            compare(&random, &c, formats[f]);
        free_case(&c);
    }
}
END_TEST

/* ---- The end ---- */

static int refuse(void *data, const char *bytes, size_t count)
{
    (void)data;
    (void)bytes;
    (void)count;
    return 1;
}

/* What is written leaves nothing; and what was refused does not make a table fail. */
START_TEST(a_table_ends_where_it_was_written)
{
    test_random random = random_of_case(63, 0);
    struct table_case c;
    make_case(&random, &c);
    for (int refused = 0; refused < 2; refused++) {
        mimicry_queries *queries;
        struct ArrowArrayStream table;
        struct ArrowArray batch;
        mimicry_error error = {0};
        test_text text = {0};
        const mimicry_write_fn write = refused ? refuse : add_bytes;
        support_expect_ok(
            mimicry_queries_from(c.queries, c.n_queries, sizeof *c.queries, NULL, &queries, &error),
            &error, "queries");
        support_expect_ok(mimicry_search(c.index, queries, &c.options, &table, &error), &error,
                          "searching");
        ck_assert_int_eq(mimicry_table_write(&table, NULL, write, &text, NULL, &error),
                         refused ? MIMICRY_E_CANCELLED : MIMICRY_OK);
        ck_assert_int_eq(table.get_next(&table, &batch), 0);
        if (!refused)
            ck_assert(batch.release == NULL);
        if (batch.release != NULL)
            batch.release(&batch);
        table.release(&table);
        mimicry_queries_close(queries);
        text_free(&text);
    }
    free_case(&c);
}
END_TEST

int main(void)
{
    support_begin("test_table_lines");
    Suite *suite = suite_create("table_lines");
    support_add_test(suite, lines_are_the_bytes_of_columns);
    support_add_test(suite, a_table_ends_where_it_was_written);
    return support_run(suite);
}
