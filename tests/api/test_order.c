/* The orders of tables of hits, and the best of them, against a plain sort of all windows of the
 * proteome by ln E + 0.5 ln percentile, percentile, or level. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "table_reader.h"

enum { LENGTH = 9, QUERIES = 2, RECORDS = 40, RESIDUES = 40, WINDOWS = RECORDS * (RESIDUES - 8) };
static const char amino_acids[] = "ACDEFGHIKLMNPQRSTVWY";

typedef struct order_case {
    mimicry_index *index;
    mimicry_annotations *annotations;
    char queries[QUERIES][LENGTH + 1];
    char genes[RECORDS][8];            /* "": none */
    double levels[8];                  /* of gene G0 to G7; NAN: not in the table */
    bool alleles;                      /* motifs of an allele, else only a table of binders */
    double evalues[QUERIES * WINDOWS]; /* by row of the order of similarity */
} order_case;

/* A window of a query, as the order of similarity has it. */
typedef struct window {
    double value;
    size_t row, at; /* of the table; among those of the query */
    uint64_t rank;
} window;

static void random_letters_to(test_random *random, char *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = amino_acids[random_below(random, 20)];
    to[count] = '\0';
}

static char *write_text(const char *ending, test_text *text)
{
    char *path = support_write_file(ending, text->bytes, text->length);
    text_free(text);
    return path;
}

static void add_table(order_case *c, int32_t kind, test_text *text)
{
    mimicry_error error = {.size = sizeof error};
    char *path = write_text(".tsv", text);
    support_expect_ok(mimicry_annotations_add(c->annotations, kind, path, &error), &error, "add");
    remove(path);
    free(path);
}

static void make_proteome(order_case *c, test_random *random)
{
    test_text fasta = {0};
    char letters[RESIDUES + 1];
    for (size_t r = 0; r < RECORDS; r++) {
        const size_t gene = (size_t)random_below(random, 10);
        if (gene < 8)
            snprintf(c->genes[r], sizeof c->genes[r], "G%zu", gene);
        random_letters_to(random, letters, RESIDUES);
        text_print(&fasta, ">sp|A%zu|A Protein OS=X OX=1%s%s\n%s\n", r, gene < 8 ? " GN=" : "",
                   c->genes[r], letters);
    }
    char *path = write_text(".fasta", &fasta);
    c->index = open_index(path, MIMICRY_OPEN_FASTA);
    remove(path);
    free(path);
}

static void add_motifs(order_case *c, test_random *random)
{
    test_text text = {0};
    text_print(&text, "allele\tlength\tposition");
    for (const char *a = amino_acids; *a; a++)
        text_print(&text, "\t%c", *a);
    for (size_t j = 0; j < LENGTH; j++) {
        text_print(&text, "\nHLA-A*02:01\t%d\t%zu", (int)LENGTH, j + 1);
        for (const char *a = amino_acids; *a; a++)
            text_print(&text, "\t%.2f", (double)random_between(random, -600, 400) / 100);
    }
    text_print(&text, "\n");
    add_table(c, MIMICRY_MOTIFS, &text);
}

static void add_levels(order_case *c, test_random *random)
{
    test_text text = {0};
    text_print(&text, "gene\theart muscle\tskin\n");
    for (size_t g = 0; g < 8; g++) {
        const int a = (int)random_below(random, 4), b = (int)random_below(random, 4);
        c->levels[g] = g < 6 ? (a > b ? a : b) : (double)NAN;
        if (g < 6)
            text_print(&text, "G%zu\t%d\t%d\n", g, a, b);
    }
    add_table(c, MIMICRY_EXPRESSION, &text);
}

static read_table search(const order_case *c, const mimicry_search_options *options)
{
    struct ArrowArrayStream stream;
    mimicry_query rows[QUERIES] = {0};
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    for (size_t q = 0; q < QUERIES; q++)
        rows[q].peptide = c->queries[q];
    support_expect_ok(mimicry_queries_from(rows, QUERIES, sizeof *rows, NULL, &queries, &error),
                      &error, "queries");
    support_expect_ok(mimicry_search(c->index, queries, options, &stream, &error), &error,
                      "search");
    read_table table = table_read_all(&stream);
    mimicry_queries_close(queries);
    return table;
}

static mimicry_search_options options_with(const order_case *c, int32_t order)
{
    return (mimicry_search_options){.size = sizeof(mimicry_search_options),
                                    .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                    .threshold = LENGTH,
                                    .annotations = c->annotations,
                                    .alleles = c->alleles ? "A0201" : NULL,
                                    .order = order};
}

/* ---- The oracle ---- */

/* The percentile, of which the table shows six digits, is a whole number of windows. */
static double percent_of(const order_case *c, const read_table *all, size_t row)
{
    const table_cell *cell = table_at(all, row, "presented");
    if (!cell->known || !c->alleles)
        return cell->known ? cell->real : (double)NAN;
    return 100 * round(cell->real * WINDOWS / 100) / WINDOWS;
}

static double value_of(const order_case *c, const read_table *all, size_t row, int32_t order)
{
    const double percent = percent_of(c, all, row);
    if (order == MIMICRY_ORDER_SIMILARITY)
        return -table_real(all, row, "score");
    if (order == MIMICRY_ORDER_PRESENTED)
        return isnan(percent) ? 1000 : percent;
    if (order == MIMICRY_ORDER_EXPRESSION) {
        const table_cell *gene = table_at(all, row, "gene");
        const double level = gene->known ? c->levels[gene->text[1] - '0'] : (double)NAN;
        return isnan(level) ? 1000 : -level;
    }
    return log(c->evalues[row]) + 0.5 * log(isnan(percent) ? 1 : fmax(percent, 0.001) / 100);
}

static bool is_less(double a, double b)
{
    return a < b - 1e-9;
}

static int by_value(const void *x, const void *y)
{
    const window *a = x, *b = y;
    if (is_less(a->value, b->value) || is_less(b->value, a->value))
        return a->value < b->value ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* The rows [from, from + count) of a query, sorted, with ranks; how many the best `top` are. */
static size_t sort_windows(const order_case *c, const read_table *all, size_t from, size_t count,
                           int32_t order, uint64_t top, window *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        out[i] = (window){.value = value_of(c, all, from + i, order), .row = from + i};
    qsort(out, count, sizeof *out, by_value);
    for (size_t i = 0; i < count; i++) {
        out[i].rank = i > 0 && !is_less(out[i - 1].value, out[i].value) ? out[i - 1].rank : i + 1;
        n += top == 0 || out[i].rank <= top;
    }
    return n;
}

static void expect_order(const order_case *c, const read_table *all,
                         const mimicry_search_options *options, int32_t order)
{
    window *sorted = calloc(all->n_rows, sizeof *sorted);
    read_table table = search(c, options);
    size_t at = 0, from = 0;
    for (; from < all->n_rows; from += WINDOWS) {
        const size_t n = sort_windows(c, all, from, WINDOWS, order, options->top, sorted);
        for (size_t i = 0; i < n; i++, at++) {
            ck_assert_uint_lt(at, table.n_rows);
            ck_assert_msg(strcmp(table_text(&table, at, "match"),
                                 table_text(all, sorted[i].row, "match")) == 0 &&
                              strcmp(table_text(&table, at, "accession"),
                                     table_text(all, sorted[i].row, "accession")) == 0,
                          "seed %llu: order %d, top %llu: row %zu is %s, not %s",
                          (unsigned long long)support_seed(), (int)order,
                          (unsigned long long)options->top, at, table_text(&table, at, "match"),
                          table_text(all, sorted[i].row, "match"));
            ck_assert_int_eq(table_integer(&table, at, "rank"), (int64_t)sorted[i].rank);
        }
    }
    ck_assert_uint_eq(at, table.n_rows);
    table_release(&table);
    free(sorted);
}

/* ---- Cases ---- */

static void set_evalues(order_case *c, const read_table *all)
{
    double score = (double)NAN;
    for (size_t row = 0; row < all->n_rows; row++) {
        const double before = score;
        score = table_real(all, row, "score");
        c->evalues[row] = row % WINDOWS > 0 && !(score < before)
                              ? c->evalues[row - 1]
                              : mimicry_evalue(c->index, NULL, table_text(all, row, "query"),
                                               MIMICRY_MIN_SCORE, score);
    }
}

static void check_orders(order_case *c, test_random *random)
{
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_LANES, MIMICRY_PLAN_PLANES,
                                    MIMICRY_PLAN_BRANCH};
    const mimicry_search_options plain = options_with(c, MIMICRY_ORDER_SIMILARITY);
    read_table all = search(c, &plain);
    ck_assert_uint_eq(all.n_rows, (size_t)QUERIES * WINDOWS);
    set_evalues(c, &all);
    for (int32_t order = MIMICRY_ORDER_AUTO; order <= MIMICRY_ORDER_EXPRESSION; order++) {
        mimicry_search_options o = options_with(c, order);
        const int32_t means = order == MIMICRY_ORDER_AUTO ? MIMICRY_ORDER_COMBINED : order;
        o.run = (mimicry_run){.threads = 1 + (int32_t)random_below(random, 3),
                              .plan = plans[random_below(random, 4)],
                              .instructions = (int32_t)random_below(random, 2)};
        expect_order(c, &all, &o, means);
        o.top = 1 + random_below(random, 9);
        expect_order(c, &all, &o, means);
        if (order == MIMICRY_ORDER_PRESENTED || order == MIMICRY_ORDER_EXPRESSION)
            continue;
        o.threshold_kind = MIMICRY_NO_THRESHOLD;
        o.threshold = 0;
        o.run.plan = plans[random_below(random, 2)];
        o.top = 1 + random_below(random, 4);
        expect_order(c, &all, &o, means);
    }
    table_release(&all);
}

static order_case make_case(test_random *random, bool alleles)
{
    order_case c = {.alleles = alleles};
    mimicry_error error = {.size = sizeof error};
    make_proteome(&c, random);
    support_expect_ok(mimicry_annotations_create(&c.annotations, &error), &error, "create");
    for (size_t q = 0; q < QUERIES; q++)
        random_letters_to(random, c.queries[q], LENGTH);
    add_levels(&c, random);
    return c;
}

static void free_case(order_case *c)
{
    mimicry_annotations_free(c->annotations);
    mimicry_index_close(c->index);
}

START_TEST(orders_of_motifs)
{
    for (unsigned i = 0; i < support_scaled(10); i++) {
        test_random random = random_of_case(1, i);
        order_case c = make_case(&random, true);
        add_motifs(&c, &random);
        check_orders(&c, &random);
        free_case(&c);
    }
}
END_TEST

/* Peptides of rank 0 that are far behind by their scores: they are among the best only if the
 * search goes on behind the first of them. */
START_TEST(orders_of_binders)
{
    for (unsigned i = 0; i < support_scaled(20); i++) {
        test_random random = random_of_case(2, i);
        order_case c = make_case(&random, false);
        mimicry_search_options o = options_with(&c, MIMICRY_ORDER_SIMILARITY);
        read_table all = search(&c, &o);
        test_text text = {0};
        text_print(&text, "peptide\trank\n");
        for (size_t q = 0; q < QUERIES; q++) {
            const size_t top = 1 + (size_t)random_below(&random, 4);
            text_print(
                &text, "%s\t0\n%s\t%d\n",
                table_text(&all, q * WINDOWS + 256 * top + random_below(&random, 9), "match"),
                table_text(&all, q * WINDOWS + random_below(&random, 99), "match"),
                1 + (int)random_below(&random, 50));
        }
        add_table(&c, MIMICRY_BINDERS, &text);
        table_release(&all);
        check_orders(&c, &random);
        free_case(&c);
    }
}
END_TEST

/* ---- What is refused ---- */

static void expect_refused(const order_case *c, const mimicry_search_options *options,
                           const char *what)
{
    struct ArrowArrayStream stream;
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    const mimicry_query row = {.peptide = c->queries[0]};
    support_expect_ok(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, &error), &error,
                      "queries");
    ck_assert_int_eq(mimicry_search(c->index, queries, options, &stream, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, what) != NULL, "%s", error.message);
    mimicry_queries_close(queries);
}

START_TEST(refused_orders)
{
    test_random random = random_of_case(3, 0);
    order_case c = make_case(&random, true);
    mimicry_search_options o = options_with(&c, 5);
    expect_refused(&c, &o, "order 5");
    o = options_with(&c, MIMICRY_ORDER_PRESENTED);
    o.alleles = "";
    expect_refused(&c, &o, "without alleles");
    o = options_with(&c, MIMICRY_ORDER_PRESENTED);
    o.threshold_kind = MIMICRY_NO_THRESHOLD;
    o.threshold = 0;
    o.top = 3;
    expect_refused(&c, &o, "give a threshold");
    o = options_with(&c, MIMICRY_ORDER_COMBINED);
    o.max_indels = 1;
    o.threshold = 1;
    expect_refused(&c, &o, "indels");
    o = options_with(&c, MIMICRY_ORDER_COMBINED);
    o.rows = MIMICRY_ROWS_COUNTS;
    o.annotations = NULL;
    o.alleles = NULL;
    expect_refused(&c, &o, "counts");
    o = options_with(&c, MIMICRY_ORDER_EXPRESSION);
    o.columns = MIMICRY_COLUMN_GROUP;
    expect_refused(&c, &o, "groups");
    o.annotations = NULL;
    expect_refused(&c, &o, "without a table");
    free_case(&c);
}
END_TEST

int main(void)
{
    support_begin("test_order");
    Suite *suite = suite_create("order");
    support_add_test(suite, orders_of_motifs);
    support_add_test(suite, orders_of_binders);
    support_add_test(suite, refused_orders);
    return support_run(suite);
}
