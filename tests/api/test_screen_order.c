/* The order of a screen's hits: of peptides that of a search, and the first by it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "screen_checks.h"
#include "table_reader.h"

/* Of all searches and screens, or NULL. */
static mimicry_annotations *annotations;

/* ---- Hits are those of a search ---- */

/* Every column of the search's table, which has no places of windows in the queries. */
static void compare_hits(const read_table *of_screen, const read_table *of_search)
{
    ck_assert_uint_eq(of_screen->n_rows, of_search->n_rows);
    ck_assert_uint_eq(of_screen->n_columns, of_search->n_columns + 2);
    for (size_t row = 0; row < of_search->n_rows; row++) {
        for (size_t c = 0; c < of_search->n_columns; c++) {
            const table_cell *a = table_at(of_screen, row, of_search->names[c]);
            const table_cell *b = &of_search->cells[row * of_search->n_columns + c];

            ck_assert_int_eq(a->known, b->known);
            ck_assert(!a->known || (a->integer == b->integer && a->real == b->real));
            if (b->text)
                ck_assert_str_eq(a->text, b->text);
        }
    }
}

/* The row of each query names the first of its hits. */
static void expect_first(const read_table *rows, const read_table *hits)
{
    unsigned found = 0;
    for (size_t row = 0; row < rows->n_rows; row++) {
        size_t at = 0;
        while (at < hits->n_rows &&
               strcmp(table_text(hits, at, "query_id"), table_text(rows, row, "id")) != 0)
            at++;
        ck_assert_int_eq(table_at(rows, row, "first")->known, at < hits->n_rows);
        if (at == hits->n_rows)
            continue;
        found++;
        ck_assert_str_eq(table_text(rows, row, "first"), table_text(hits, at, "match"));
        ck_assert_str_eq(table_text(rows, row, "first_accession"),
                         table_text(hits, at, "accession"));
        ck_assert_int_eq(table_integer(rows, row, "first_start"), table_integer(hits, at, "start"));
        ck_assert_int_eq(table_integer(rows, row, "first_mismatches"),
                         table_integer(hits, at, "mismatches"));
    }
    ck_assert_uint_gt(found, 0);
}

static read_table search_table(const mimicry_index *index, const char *peptides,
                               const mimicry_search_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;

    support_expect_ok(mimicry_queries_open(peptides, NULL, &queries, &error), &error, "queries");
    support_expect_ok(mimicry_search(index, queries, options, &stream, &error), &error, "search");
    read_table table = table_read_all(&stream);
    mimicry_queries_close(queries);
    return table;
}

/* `first` by both orders together is one of all windows, by the others one within reach. */
static void check_first(const mimicry_index *index, const char *peptides, int32_t order,
                        const read_table *rows, const read_table *hits)
{
    const mimicry_search_options one = {
        .size = sizeof one, .top = 1, .annotations = annotations, .order = MIMICRY_ORDER_COMBINED};

    if (order == MIMICRY_ORDER_SIMILARITY)
        return;
    if (order != MIMICRY_ORDER_COMBINED && order != MIMICRY_ORDER_AUTO) {
        expect_first(rows, hits);
        return;
    }
    read_table all = search_table(index, peptides, &one);
    expect_first(rows, &all);
    table_release(&all);
}

static void check_order(const mimicry_index *index, const char *peptides, int32_t kind,
                        double threshold, uint64_t top, int32_t order)
{
    const uint32_t columns = MIMICRY_COLUMN_ALIGNMENT | MIMICRY_COLUMN_PROTEIN |
                             (order == MIMICRY_ORDER_EXPRESSION ? 0 : MIMICRY_COLUMN_GROUP);
    const mimicry_search_options searched = {.size = sizeof searched,
                                             .threshold_kind = kind,
                                             .threshold = threshold,
                                             .top = top,
                                             .annotations = annotations,
                                             .order = order,
                                             .columns = columns,
                                             .flank = 5};
    const mimicry_screen_options screened = {.size = sizeof screened,
                                             .threshold_kind = kind,
                                             .threshold = threshold,
                                             .top = top,
                                             .annotations = annotations,
                                             .order = order,
                                             .columns = columns,
                                             .flank = 5};
    screening s = begin_screen(index, peptides, &screened);

    read_table of_search = search_table(index, peptides, &searched);
    read_table of_screen = table_read_all(&s.hits), rows = table_read_all(&s.rows);
    compare_hits(&of_screen, &of_search);
    ck_assert_uint_gt(of_search.n_rows, 0);
    check_first(index, peptides, order, &rows, &of_search);
    table_release(&of_search);
    table_release(&of_screen);
    table_release(&rows);
    mimicry_queries_close(s.queries);
}

/* Of peptides: the search's windows are those of a candidate. */
static void check_hits(const mimicry_index *index, const char *peptides, int32_t kind,
                       double threshold, uint64_t top)
{
    check_order(index, peptides, kind, threshold, top, MIMICRY_ORDER_SIMILARITY);
    check_order(index, peptides, kind, threshold, top, MIMICRY_ORDER_AUTO);
    check_order(index, peptides, kind, threshold, top, MIMICRY_ORDER_COMBINED);
    if (kind != MIMICRY_NO_THRESHOLD)
        check_order(index, peptides, kind, threshold, top, MIMICRY_ORDER_PRESENTED);
}

static mimicry_index *index_of_data(void)
{
    char *sample = support_data_path("self_sample.fasta.gz");
    const char *const paths[] = {sample};
    mimicry_index *index = NULL;

    ck_assert_int_eq(mimicry_index_build(paths, 1, NULL, &index, NULL), MIMICRY_OK);
    free(sample);
    return index;
}

START_TEST(hits_of_a_search)
{
    char *antigens = support_data_path("antigens.tsv");
    mimicry_index *index = index_of_data();

    check_hits(index, antigens, MIMICRY_MAX_MISMATCHES, 5, 0);
    check_hits(index, antigens, MIMICRY_MAX_MISMATCHES, 6, 7);
    check_hits(index, antigens, MIMICRY_MIN_SCORE, 18, 0);
    check_hits(index, antigens, MIMICRY_MIN_SIMILARITY, 0.4, 0);
    check_hits(index, antigens, MIMICRY_MAX_PENALTY, 30, 3);
    check_hits(index, antigens, MIMICRY_MAX_EVALUE, 5, 0);
    check_hits(index, antigens, MIMICRY_NO_THRESHOLD, 0, 10);
    mimicry_index_close(index);
    free(antigens);
}
END_TEST
/* ---- The first of random peptides, which is seldom the best by score ---- */

enum { RESIDUES = 20000 };

/* Windows here and there that are presented as well as can be: the first may be one that is as far
 * by score as a search for it goes. */
static void add_binders(const char *protein)
{
    test_text text = {0};

    text_print(&text, "peptide\tallele\trank\n");
    for (size_t at = 0; at + 9 <= RESIDUES; at += 3) {
        text_add(&text, protein + at, 9);
        text_print(&text, "\tHLA-A*02:01\t0\n");
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    ck_assert_int_eq(mimicry_annotations_create(&annotations, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_annotations_add(annotations, MIMICRY_BINDERS, path, NULL), MIMICRY_OK);
    remove(path);
    free(path);
    text_free(&text);
}

START_TEST(first_of_random_peptides)
{
    static const char *const alleles[] = {"HLA-A*02:01", "HLA-B*07:02", "A0101,B4402"};
    test_random of_protein = random_of_case(3, 0), random = random_of_case(4, 0);
    char *protein = random_protein(&of_protein, RESIDUES);
    test_text text = {0}, records = {0};

    text_print(&text, "peptide\tallele\n");
    for (unsigned i = 0; i < 60; i++) {
        for (unsigned k = 0; k < 9; k++)
            text_add_char(&text, "ACDEFGHIKLMNPQRSTVWY"[random_below(&random, 20)]);
        text_print(&text, "\t%s\n", alleles[i % 3]);
    }
    text_print(&records, ">one\n");
    for (size_t i = 0; protein[i] != '\0'; i++)
        text_add_char(&records, protein[i]);
    mimicry_index *index = index_from_text(records.bytes, records.length, 0);
    char *path = support_write_file(".tsv", text.bytes, text.length);
    check_order(index, path, MIMICRY_MAX_MISMATCHES, 6, 0, MIMICRY_ORDER_COMBINED);
    check_order(index, path, MIMICRY_MAX_MISMATCHES, 6, 2, MIMICRY_ORDER_PRESENTED);
    check_order(index, path, MIMICRY_NO_THRESHOLD, 0, 5, MIMICRY_ORDER_COMBINED);
    add_binders(protein);
    check_order(index, path, MIMICRY_MAX_MISMATCHES, 4, 0, MIMICRY_ORDER_COMBINED);
    mimicry_annotations_free(annotations);
    annotations = NULL;
    remove(path);
    free(path);
    mimicry_index_close(index);
    text_free(&text);
    text_free(&records);
    free(protein);
}
END_TEST
/* ---- By expression ---- */

/* Levels of two in three of the genes that have hits, some of them the same. */
static void add_levels(const mimicry_index *index, const char *peptides, int32_t mismatches)
{
    const mimicry_search_options all = {
        .size = sizeof all, .threshold_kind = MIMICRY_MAX_MISMATCHES, .threshold = mismatches};
    read_table hits = search_table(index, peptides, &all);
    test_text text = {0};

    text_print(&text, "gene\theart\tliver\n");
    for (size_t row = 0; row < hits.n_rows; row++) {
        const table_cell *gene = table_at(&hits, row, "gene");
        const unsigned kind = gene->known ? (unsigned)(gene->text[0] + gene->text[1]) : 0;
        if (kind % 3 != 0)
            text_print(&text, "%s\t%u\t%u\n", gene->text, kind % 7, kind % 5);
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    ck_assert_int_eq(mimicry_annotations_create(&annotations, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_annotations_add(annotations, MIMICRY_EXPRESSION, path, NULL),
                     MIMICRY_OK);
    remove(path);
    free(path);
    text_free(&text);
    table_release(&hits);
}

START_TEST(by_expression)
{
    char *antigens = support_data_path("antigens.tsv");
    mimicry_index *index = index_of_data();

    add_levels(index, antigens, 6);
    check_order(index, antigens, MIMICRY_MAX_MISMATCHES, 6, 0, MIMICRY_ORDER_EXPRESSION);
    check_order(index, antigens, MIMICRY_MAX_MISMATCHES, 6, 3, MIMICRY_ORDER_EXPRESSION);
    mimicry_annotations_free(annotations);
    annotations = NULL;
    mimicry_index_close(index);
    free(antigens);
}
END_TEST

int main(void)
{
    support_begin("screen_order");
    Suite *suite = suite_create("screen_order");
    support_add_test(suite, hits_of_a_search);
    support_add_test(suite, first_of_random_peptides);
    support_add_test(suite, by_expression);
    return support_run(suite);
}
