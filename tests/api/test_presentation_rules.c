/* Presentation: tables of binders in the motifs' place, what is refused, and what is told. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "table_reader.h"

static void take_note(void *data, const char *note)
{
    test_text *text = data;
    text_print(text, "%s\n", note);
}

static const char two_fasta[] = ">a GN=ONE\nMKVAELVHFLACDEFKMAELVHFLWWWSIINFEKLGGG\n";
static const char two_binders[] = "peptide,allele,rank\n"
                                  "KVAELVHFL,A0201,45\nKVAELVHFL,B0702,0.5\n"
                                  "KMAELVHFL,C*07:02,\nSIINFEKLG,A0201,1.5\n";

/* The rows of a search for KVAELVHFL by up to 9 mismatches under some alleles, its notes, and its
 * presented and allele of a match. */
static void expect_match(const mimicry_index *index, const mimicry_annotations *annotations,
                         const char *alleles, double most, const char *match, double percent,
                         const char *allele)
{
    const mimicry_query row = {.peptide = "KVAELVHFL"};
    const mimicry_search_options o = {.size = sizeof o,
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = 9,
                                      .annotations = annotations,
                                      .alleles = alleles,
                                      .max_presented = most};
    struct ArrowArrayStream stream;
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, &error), &error,
                      "queries");
    support_expect_ok(mimicry_search(index, queries, &o, &stream, &error), &error, "search");
    read_table table = table_read_all(&stream);
    size_t at = 0;
    while (at < table.n_rows && strcmp(table_text(&table, at, "match"), match) != 0)
        at++;
    ck_assert_msg((at < table.n_rows) == (percent >= -1), "%s under %s", match, alleles);
    if (percent >= 0)
        ck_assert_double_eq_tol(table_real(&table, at, "presented"), percent, 1e-9);
    else if (percent == -1)
        ck_assert(!table_at(&table, at, "presented")->known);
    if (percent >= -1 && allele != NULL)
        ck_assert_str_eq(table_text(&table, at, "allele"), allele);
    table_release(&table);
    mimicry_queries_close(queries);
}

static mimicry_index *two_index(void)
{
    char *path = support_write_file(".fasta", two_fasta, strlen(two_fasta));
    mimicry_index *index = open_index(path, MIMICRY_OPEN_FASTA);
    remove(path);
    free(path);
    return index;
}

/* -1: known to be no number; -2: no row. */
START_TEST(binders_count_in_the_place_of_motifs)
{
    mimicry_index *index = two_index();
    mimicry_annotations *a;
    mimicry_error error = {.size = sizeof error};
    char *path = support_write_file(".csv", two_binders, strlen(two_binders));
    support_expect_ok(mimicry_annotations_create(&a, &error), &error, "create");
    support_expect_ok(mimicry_annotations_add(a, MIMICRY_BINDERS, path, &error), &error, "binders");
    /* Of all alleles: the lowest rank. Of those asked: their rows alone, and no motif beside. */
    expect_match(index, a, NULL, 0, "KVAELVHFL", 0.5, "HLA-B*07:02");
    expect_match(index, a, "A*02:01", 0, "KVAELVHFL", 45, "HLA-A*02:01");
    expect_match(index, a, "A*02:01", 10, "KVAELVHFL", -2, NULL);
    expect_match(index, a, "A*02:01,B*07:02", 10, "KVAELVHFL", 0.5, "HLA-B*07:02");
    expect_match(index, a, "A*02:01", 10, "SIINFEKLG", 1.5, "HLA-A*02:01");
    /* Without a rank it is presented, however well. */
    expect_match(index, a, "C*07:02", 0, "KMAELVHFL", -1, "HLA-C*07:02");
    expect_match(index, a, "C*07:02", 1e-9, "KMAELVHFL", -1, "HLA-C*07:02");
    /* What the table has not, the motif tells; without alleles nothing does, and it is kept. */
    expect_match(index, a, "A*02:01", 1e-9, "WWWSIINFE", -2, NULL);
    expect_match(index, a, NULL, 1e-9, "WWWSIINFE", -1, NULL);
    remove(path);
    free(path);
    mimicry_annotations_free(a);
    mimicry_index_close(index);
}
END_TEST

static void refused(const mimicry_index *index, mimicry_search_options o, const char *message)
{
    const mimicry_query row = {.peptide = "KVAELVHFL"};
    struct ArrowArrayStream stream;
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    o.size = sizeof o;
    support_expect_ok(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, &error), &error,
                      "queries");
    ck_assert_int_eq(mimicry_search(index, queries, &o, &stream, &error), MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    mimicry_queries_close(queries);
}

START_TEST(refusals)
{
    mimicry_index *index = two_index();
    mimicry_annotations *motifs;
    ck_assert_int_eq(mimicry_annotations_create(&motifs, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_annotations_add(motifs, MIMICRY_MOTIFS, NULL, NULL), MIMICRY_OK);
    const mimicry_search_options none = {0};
#define REFUSED(message, ...) refused(index, (mimicry_search_options){__VA_ARGS__}, message)
    (void)none;
    REFUSED("'class I' is no allele", .alleles = "A0201,class I");
    REFUSED("max_presented without alleles", .max_presented = 10);
    REFUSED("max_presented without alleles", .max_presented = 10, .alleles = "");
    REFUSED("max_presented -1: a percentage", .max_presented = -1, .alleles = "A0201");
    REFUSED("max_presented 101: a percentage", .max_presented = 101, .alleles = "A0201");
    REFUSED("max_presented nan: a percentage", .max_presented = (double)NAN, .alleles = "A0201");
    REFUSED("motifs without alleles", .annotations = motifs);
    REFUSED("counts and alleles without max_presented do not go together", .alleles = "A0201",
            .rows = MIMICRY_ROWS_COUNTS);
    mimicry_annotations_free(motifs);
    mimicry_index_close(index);
}
END_TEST

static void expect_notes(const mimicry_index *index, const char *own, const char *alleles,
                         const char *peptide, double most, const char *wanted)
{
    const mimicry_query row = {.peptide = peptide, .allele = own};
    test_text notes = {0};
    struct ArrowArrayStream stream;
    mimicry_queries *queries;
    mimicry_error error = {.size = sizeof error};
    text_print(&notes, "%s", "");
    const mimicry_search_options o = {.size = sizeof o,
                                      .run = {.note = take_note, .data = &notes},
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = 20,
                                      .alleles = alleles,
                                      .max_presented = most};
    support_expect_ok(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, &error), &error,
                      "queries");
    support_expect_ok(mimicry_search(index, queries, &o, &stream, &error), &error, "search");
    read_table table = table_read_all(&stream);
    ck_assert_uint_gt(table.n_rows, 0);
    ck_assert_str_eq(notes.bytes, wanted);
    table_release(&table);
    mimicry_queries_close(queries);
    text_free(&notes);
}

START_TEST(notes)
{
    mimicry_index *index = two_index();
    expect_notes(index, NULL, "A0201", "KVAELVHFL", 0, "");
    expect_notes(index, NULL, "DRB1_1501,A0201,A2", "KVAELVHFL", 0,
                 "alleles without a motif: 2, the first 'HLA-DRB1*15:01': what they present is "
                 "unknown\n");
    expect_notes(index, NULL, "DRB1_1501,A0201", "KVAELVHFL", 99,
                 "alleles without a motif: 1, the first 'HLA-DRB1*15:01': what they present is "
                 "unknown, and a window that other alleles do not present is left out\n");
    expect_notes(index, "HLA class I", NULL, "KVAELVHFL", 0,
                 "cells that name no allele: 1, the first 'HLA class I': what they present is "
                 "unknown\n");
    expect_notes(
        index, NULL, "A0201", "KVAELVHFLACD", 5,
        "windows of 12 residues: no allele has a motif, so that it is unknown whether they "
        "are presented, and they are kept\n");
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    support_begin("test_presentation_rules");
    Suite *suite = suite_create("rules of presentation");
    support_add_test(suite, binders_count_in_the_place_of_motifs);
    support_add_test(suite, refusals);
    support_add_test(suite, notes);
    return support_run(suite);
}
