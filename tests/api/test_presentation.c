/* Percentiles of presentation, and the filter by them, against plain loops in double over all
 * windows of the proteome: random motifs and proteomes, and the built-in motifs on real proteins.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"
#include "samples.h"
#include "table_reader.h"

enum { ALLELES = 3, LEAST = 8, MOST = 11, LENGTHS = MOST - LEAST + 1 };
static const char amino_acids[] = "ACDEFGHIKLMNPQRSTVWY";
static const char *const spelt[ALLELES] = {"A0201", "HLA-B*07:02", "hla_c_07_02"};
static const char *const named[ALLELES] = {"HLA-A*02:01", "HLA-B*07:02", "HLA-C*07:02"};

typedef struct plain_motifs {
    bool has[ALLELES][LENGTHS];
    double score[ALLELES][LENGTHS][MOST][128];
} plain_motifs;

static test_text random_motifs(test_random *random, plain_motifs *m)
{
    test_text text = {0};
    memset(m, 0, sizeof *m);
    text_print(&text, "allele\tlength\tposition");
    for (const char *c = amino_acids; *c; c++)
        text_print(&text, "\t%c", *c);
    text_print(&text, "\n");
    for (size_t a = 0; a < ALLELES; a++) {
        for (size_t n = LEAST; n <= MOST; n++) {
            m->has[a][n - LEAST] = (a == 0 && n == 9) || random_chance(random, 80);
            for (size_t j = 0; m->has[a][n - LEAST] && j < n; j++) {
                text_print(&text, "%s\t%zu\t%zu", named[a], n, j + 1);
                for (const char *c = amino_acids; *c; c++) {
                    const double value = (double)random_between(random, -600, 400) / 100;
                    m->score[a][n - LEAST][j][(unsigned char)*c] = value;
                    text_print(&text, "\t%.2f", value);
                }
                text_print(&text, "\n");
            }
        }
    }
    return text;
}

/* ---- The oracle ---- */

static bool plain_score(const plain_motifs *m, size_t allele, const char *letters, size_t n,
                        double *out)
{
    *out = 0;
    for (size_t j = 0; j < n; j++) {
        if (strchr(amino_acids, letters[j]) == NULL)
            return false;
        *out += m->score[allele][n - LEAST][j][(unsigned char)letters[j]];
    }
    return true;
}

/* The percentile of a peptide under an allele; NAN: unknown. */
static double plain_percent(const oracle_records *records, const plain_motifs *m, size_t allele,
                            const char *letters, size_t n)
{
    double own, other;
    size_t windows = 0, as_good = 0;
    if (n < LEAST || n > MOST || !m->has[allele][n - LEAST] ||
        !plain_score(m, allele, letters, n, &own))
        return (double)NAN;
    for (size_t r = 0; r < records->count; r++) {
        for (size_t i = records->starts[r]; i + n <= records->starts[r + 1]; i++) {
            if (!plain_score(m, allele, records->letters + i, n, &other))
                continue;
            windows++;
            as_good += other > own - 1e-6; /* sums of hundredths differ by more */
        }
    }
    return 100 * (double)as_good / (double)windows;
}

/* The lowest percentile under some alleles, bits of `which`, and whose it is. */
static double plain_lowest(const oracle_records *records, const plain_motifs *m, unsigned which,
                           const char *letters, size_t *allele)
{
    double lowest = (double)NAN;
    for (size_t a = 0; a < ALLELES; a++) {
        const double percent =
            which >> a & 1 ? plain_percent(records, m, a, letters, strlen(letters)) : (double)NAN;
        if (!isnan(percent) && !(percent >= lowest)) {
            lowest = percent;
            *allele = a;
        }
    }
    return lowest;
}

/* ---- Comparison ---- */

static void expect_cells(const read_table *t, size_t row, const oracle_records *records,
                         const plain_motifs *m, unsigned which)
{
    size_t allele = 0;
    const double lowest = plain_lowest(records, m, which, table_text(t, row, "match"), &allele);
    ck_assert_msg(table_at(t, row, "presented")->known == !isnan(lowest), "seed %llu: %s",
                  (unsigned long long)support_seed(), table_text(t, row, "match"));
    ck_assert(table_at(t, row, "allele")->known == !isnan(lowest));
    if (isnan(lowest))
        return;
    ck_assert_msg(fabs(table_real(t, row, "presented") - lowest) <= 1e-5 * lowest,
                  "seed %llu: %s: %.17g, not %.17g", (unsigned long long)support_seed(),
                  table_text(t, row, "match"), table_real(t, row, "presented"), lowest);
    ck_assert_str_eq(table_text(t, row, "allele"), named[allele]);
}

typedef struct presented_case {
    mimicry_index *index;
    oracle_records records;
    plain_motifs motifs;
    mimicry_annotations *annotations;
    char letters[3][16];
    unsigned which[3]; /* alleles of each query */
    char *own[3];
} presented_case;

static mimicry_queries *queries_of(const presented_case *c)
{
    mimicry_query rows[3] = {0};
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    for (size_t i = 0; i < 3; i++)
        rows[i] = (mimicry_query){.peptide = c->letters[i], .allele = c->own[i]};
    support_expect_ok(mimicry_queries_from(rows, 3, sizeof *rows, NULL, &queries, &error), &error,
                      "queries");
    return queries;
}

static read_table search(const presented_case *c, const mimicry_search_options *options)
{
    struct ArrowArrayStream stream;
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = queries_of(c);
    support_expect_ok(mimicry_search(c->index, queries, options, &stream, &error), &error,
                      "search");
    read_table table = table_read_all(&stream);
    mimicry_queries_close(queries);
    return table;
}

static bool passes(const read_table *all, size_t row, double most)
{
    const table_cell *cell = table_at(all, row, "presented");
    return !cell->known || cell->real <= most;
}

/* The rows of `all` that pass, in their order, are those of the filtered table. */
static void expect_filtered(const read_table *all, const read_table *some, double most)
{
    size_t at = 0;
    for (size_t row = 0; row < all->n_rows; row++) {
        if (!passes(all, row, most))
            continue;
        ck_assert_uint_lt(at, some->n_rows);
        ck_assert_str_eq(table_text(all, row, "match"), table_text(some, at, "match"));
        ck_assert_int_eq(table_integer(all, row, "start"), table_integer(some, at, "start"));
        ck_assert_str_eq(table_text(all, row, "query_id"), table_text(some, at, "query_id"));
        at++;
    }
    ck_assert_uint_eq(at, some->n_rows);
}

/* A percentage that no row is near to. */
static double cut_of(const read_table *all, test_random *random)
{
    for (;;) {
        const double cut = (double)random_between(random, 1, 100000) / 1000;
        bool near = false;
        for (size_t row = 0; row < all->n_rows; row++) {
            const table_cell *cell = table_at(all, row, "presented");
            near = near || (cell->known && fabs(cell->real - cut) < 1e-4);
        }
        if (!near)
            return cut;
    }
}

/* ---- Screens ---- */

static int64_t count_rows(const read_table *all, const char *id, double most, int64_t mismatches)
{
    int64_t count = 0;
    for (size_t row = 0; row < all->n_rows; row++)
        count += strcmp(table_text(all, row, "query_id"), id) == 0 && passes(all, row, most) &&
                 (mismatches < 0 || table_integer(all, row, "mismatches") == mismatches);
    return count;
}

/* The first row of the fewest mismatches of a query, which has some. */
static size_t nearest_row(const read_table *t, const char *id)
{
    size_t nearest = t->n_rows;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (strcmp(table_text(t, row, "query_id"), id) == 0 &&
            (nearest == t->n_rows ||
             table_integer(t, row, "mismatches") < table_integer(t, nearest, "mismatches")))
            nearest = row;
    }
    return nearest;
}

/* The rows of a screen say what the filtered hits do. `all` has every window of the queries. */
static void expect_screen(const presented_case *c, const mimicry_search_options *o,
                          const read_table *all, double most)
{
    struct ArrowArrayStream rows, hits;
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = queries_of(c);
    const mimicry_screen_options options = {.size = sizeof options,
                                            .run = {.threads = o->run.threads},
                                            .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                            .threshold = 16,
                                            .annotations = o->annotations,
                                            .alleles = o->alleles,
                                            .order = MIMICRY_ORDER_SIMILARITY,
                                            .max_presented = most,
                                            .max_rank = most};
    support_expect_ok(mimicry_screen(c->index, queries, &options, &rows, &hits, &error), &error,
                      "screen");
    read_table table = table_read_all(&rows), found = table_read_all(&hits);
    expect_filtered(all, &found, most);
    for (size_t q = 0; q < 3; q++) {
        const char *id = table_text(&table, q, "id");
        const int64_t kept = count_rows(all, id, most, -1);
        ck_assert_int_eq(table_integer(&table, q, "left_out_presented"),
                         count_rows(all, id, 1000, -1) - kept);
        ck_assert_int_eq(table_integer(&table, q, "self_3"), count_rows(all, id, most, 3));
        ck_assert(table_at(&table, q, "nearest")->known == (kept > 0));
        if (kept > 0) {
            const size_t row = nearest_row(&found, id);
            ck_assert_str_eq(table_text(&table, q, "nearest"), table_text(&found, row, "match"));
            const table_cell *a = table_at(&table, q, "nearest_presented");
            const table_cell *b = table_at(&found, row, "presented");
            ck_assert(a->known == b->known && (!a->known || a->real == b->real));
        }
    }
    table_release(&table);
    table_release(&found);
    mimicry_queries_close(queries);
}

/* ---- Random cases ---- */

static char *names_of(unsigned which)
{
    test_text text = {0};
    text_print(&text, "%s", which == 0 ? "" : ";");
    for (size_t a = 0; a < ALLELES; a++) {
        if (which >> a & 1)
            text_print(&text, "%s;", spelt[a]);
    }
    return text.bytes != NULL ? text.bytes : calloc(1, 1);
}

static presented_case make_case(test_random *random)
{
    presented_case c = {0};
    mimicry_error error = {.size = sizeof error};
    const letter_source source = natural_letters();
    const proteome_shape shape = {12, 60};
    test_text fasta = random_fasta(random, &source, &shape);
    test_text motifs = random_motifs(random, &c.motifs);
    char *path = support_write_file(".fasta", fasta.bytes, fasta.length);
    char *table = support_write_file(".tsv", motifs.bytes, motifs.length);
    c.index = open_index(path, MIMICRY_OPEN_FASTA);
    c.records = oracle_fasta_parse(fasta.bytes, fasta.length);
    support_expect_ok(mimicry_annotations_create(&c.annotations, &error), &error, "create");
    support_expect_ok(mimicry_annotations_add(c.annotations, MIMICRY_MOTIFS, table, &error), &error,
                      "motifs");
    for (size_t i = 0; i < 3; i++) {
        const size_t n = 7 + (size_t)random_below(random, 6);
        for (size_t j = 0; j < n; j++)
            c.letters[i][j] = amino_acids[random_below(random, 20)];
        c.which[i] = (unsigned)random_below(random, 1 << ALLELES);
        c.which[0] |= 1;
        c.own[i] = names_of(c.which[i]);
    }
    remove(path);
    remove(table);
    free(path);
    free(table);
    text_free(&fasta);
    text_free(&motifs);
    return c;
}

static void free_case(presented_case *c)
{
    for (size_t i = 0; i < 3; i++)
        free(c->own[i]);
    oracle_records_free(&c->records);
    mimicry_annotations_free(c->annotations);
    mimicry_index_close(c->index);
}

static void check_case(presented_case *c, test_random *random)
{
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_LANES, MIMICRY_PLAN_PLANES,
                                    MIMICRY_PLAN_BRANCH, MIMICRY_PLAN_SLIDING};
    const bool own = random_chance(random, 50);
    const unsigned asked = 1 + (unsigned)random_below(random, (1 << ALLELES) - 1);
    char *list = names_of(asked);
    mimicry_search_options o = {.size = sizeof o,
                                .run = {.threads = 1 + (int32_t)random_below(random, 3),
                                        .plan = plans[random_below(random, 5)]},
                                .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                .threshold = 16,
                                .annotations = c->annotations,
                                .alleles = own ? NULL : list,
                                .order = MIMICRY_ORDER_SIMILARITY};
    const char *const sets[] = {"auto", "portable", "avx2", "avx512"};
    const int32_t set = (int32_t)random_below(random, sizeof sets / sizeof *sets);
    struct ArrowArrayStream probe;
    o.run.instructions = set;
    mimicry_queries *queries = queries_of(c);
    if (mimicry_search(c->index, queries, &o, &probe, NULL) == MIMICRY_OK)
        probe.release(&probe);
    else
        o.run.instructions = 0; /* the machine lacks it */
    mimicry_queries_close(queries);
    read_table all = search(c, &o);
    for (size_t row = 0; row < all.n_rows; row++) {
        const size_t q = (size_t)atoi(table_text(&all, row, "query_id")) - 1;
        expect_cells(&all, row, &c->records, &c->motifs, own ? c->which[q] : asked);
    }
    o.max_presented = cut_of(&all, random);
    read_table some = search(c, &o);
    expect_filtered(&all, &some, o.max_presented);
    expect_screen(c, &o, &all, o.max_presented);
    table_release(&all);
    table_release(&some);
    free(list);
}

START_TEST(random_motifs_and_proteomes)
{
    for (unsigned i = 0; i < support_scaled(60); i++) {
        test_random random = random_of_case(1, i);
        presented_case c = make_case(&random);
        check_case(&c, &random);
        free_case(&c);
    }
}
END_TEST

/* ---- The built-in motifs ---- */

/* Reads the packed file as scripts/motifs.py has it. */
static void read_packed(plain_motifs *m)
{
    size_t length;
    char *path = support_data_path("motifs/hla_class1.bin");
    unsigned char *bytes = (unsigned char *)support_read_file(path, &length);
    memset(m, 0, sizeof *m);
    for (unsigned char *at = bytes + 2; at < bytes + length;) {
        const char *name = (const char *)at;
        const size_t n = at[12];
        at += 15;
        for (size_t j = 0; j < n; j++) {
            for (const char *c = amino_acids; *c; c++, at += 2) {
                for (size_t a = 0; a < ALLELES; a++) {
                    if (strcmp(name, named[a]) != 0)
                        continue;
                    const int value = at[0] | at[1] << 8;
                    m->has[a][n - LEAST] = true;
                    m->score[a][n - LEAST][j][(unsigned char)*c] =
                        (value < 32768 ? value : value - 65536) / 100.0;
                }
            }
        }
    }
    free(bytes);
    free(path);
}

START_TEST(built_in_motifs_on_proteins)
{
    static plain_motifs motifs;
    char *path = support_data_path("self_sample.fasta.gz");
    presented_case c = {.index = open_index(path, MIMICRY_OPEN_FASTA),
                        .records = oracle_fasta_read(path)};
    static const char *const peptides[] = {"KVAELVHFL", "EVDPIGHL", "SLLMWITQCV"};
    read_packed(&motifs);
    for (size_t i = 0; i < 3; i++) {
        snprintf(c.letters[i], sizeof c.letters[i], "%s", peptides[i]);
        c.own[i] = names_of(7);
    }
    const mimicry_search_options o = {.size = sizeof o, .top = 5};
    read_table all = search(&c, &o);
    ck_assert_uint_ge(all.n_rows, 15);
    for (size_t row = 0; row < all.n_rows; row++)
        expect_cells(&all, row, &c.records, &motifs, 7);
    table_release(&all);
    free_case(&c);
    free(path);
}
END_TEST

int main(void)
{
    support_begin("test_presentation");
    Suite *suite = suite_create("presentation");
    support_add_test(suite, random_motifs_and_proteomes);
    support_add_test(suite, built_in_motifs_on_proteins);
    return support_run(suite);
}
