/* Hits with the columns of BLAST and of PEPMatch, by hand. */
#include <stdlib.h>
#include <string.h>

#include "arrow_checks.h"

static const char fasta[] =
    ">sp|Q16655|MAR1_HUMAN Melan-A, its start OS=Homo sapiens OX=9606 GN=MLANA\n"
    "MPREDAHFIYGYPKKGHGHSYTTAEEAAGIGILTVILGVLLLIGCWYCRR\n"
    ">second\nYADGYAAAAA\n";

static mimicry_index *build(void)
{
    char *path = support_write_file(".fasta", fasta, strlen(fasta));
    const char *paths[] = {path};
    mimicry_index *index;
    mimicry_error error = {0};
    support_expect_ok(mimicry_index_build(paths, 1, NULL, &index, &error), &error, "building");
    free(path);
    return index;
}

static int add_bytes(void *data, const char *bytes, size_t count)
{
    text_add(data, bytes, count);
    return 0;
}

static mimicry_status write_hits(const mimicry_query *queries, size_t n_queries,
                                 const mimicry_search_options *options, int32_t format,
                                 test_text *out, mimicry_error *error)
{
    const mimicry_write_options how = {.size = sizeof how, .format = format};
    mimicry_index *index = build();
    mimicry_queries *read;
    struct ArrowArrayStream table;
    support_expect_ok(mimicry_queries_from(queries, n_queries, sizeof *queries, NULL, &read, error),
                      error, "queries");
    support_expect_ok(mimicry_search(index, read, options, &table, error), error, "searching");
    const mimicry_status status = mimicry_table_write(&table, &how, add_bytes, out, NULL, error);
    table.release(&table);
    mimicry_queries_close(read);
    mimicry_index_close(index);
    return status;
}

static void expect_hits(const char *peptide, const mimicry_search_options *options, int32_t format,
                        const char *expected)
{
    const mimicry_query query = {.id = "a, b", .peptide = peptide};
    test_text text = {0};
    mimicry_error error = {0};
    support_expect_ok(write_hits(&query, 1, options, format, &text, &error), &error, "writing");
    ck_assert_str_eq(text.bytes, expected);
    text_free(&text);
}

#define PEPMATCH_BEFORE                                                                            \
    "Query ID,Query Sequence,Matched Sequence,Protein ID,Protein Name,Species,Taxon ID,Gene,"
#define PEPMATCH_AFTER                                                                             \
    ",Index start,Index end,Protein Existence Level,Gene Priority,SwissProt Reviewed\n"

START_TEST(test_pepmatch)
{
    const mimicry_search_options plain = {.size = sizeof plain,
                                          .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                          .threshold = 2,
                                          .columns = MIMICRY_COLUMN_PROTEIN};
    const mimicry_search_options indels = {.size = sizeof indels, .max_indels = 2};
    expect_hits("ELAGIGILTV", &plain, MIMICRY_FORMAT_PEPMATCH,
                PEPMATCH_BEFORE "Mismatches,Mutated Positions" PEPMATCH_AFTER
                                "\"a, b\",ELAGIGILTV,EAAGIGILTV,Q16655,\"Melan-A, its start\",,,"
                                "MLANA,1,[2],26,35,,,\n");
    expect_hits("EVVGIGILTV", &plain, MIMICRY_FORMAT_PEPMATCH,
                PEPMATCH_BEFORE "Mismatches,Mutated Positions" PEPMATCH_AFTER
                                "\"a, b\",EVVGIGILTV,EAAGIGILTV,Q16655,\"Melan-A, its start\",,,"
                                "MLANA,2,\"[2, 3]\",26,35,,,\n");
    expect_hits("YYADGY", &indels, MIMICRY_FORMAT_PEPMATCH,
                PEPMATCH_BEFORE "Indels,Indel Positions" PEPMATCH_AFTER
                                "\"a, b\",YYADGY,YADGY,second,,,,,1,d: Y[2],1,5,,,\n"
                                "\"a, b\",YYADGY,YADG,second,,,,,2,\"d: Y[2], d: Y[6]\",1,4,,,\n"
                                "\"a, b\",YYADGY,ADGY,second,,,,,2,d: YY[1],2,5,,,\n");
}
END_TEST

/* The E-value is that of mimicry_evalue, the score that of BLOSUM62. */
START_TEST(test_blast6)
{
    const mimicry_search_options options = {.size = sizeof options,
                                            .threshold_kind = MIMICRY_MIN_SCORE,
                                            .threshold = 35,
                                            .columns = MIMICRY_COLUMN_EVALUE};
    const mimicry_query query = {.id = "q", .peptide = "ELAGIGILTV"};
    mimicry_index *index = build();
    test_text text = {0};
    mimicry_error error = {0};
    const double evalue = mimicry_evalue(index, NULL, "ELAGIGILTV", MIMICRY_MIN_SCORE, 41);
    support_expect_ok(write_hits(&query, 1, &options, MIMICRY_FORMAT_BLAST6, &text, &error), &error,
                      "writing");
    const char *begins = "q\tQ16655\t90\t10\t1\t0\t1\t10\t26\t35\t";
    ck_assert_int_eq(strncmp(text.bytes, begins, strlen(begins)), 0);
    char *end;
    ck_assert_double_eq_tol(strtod(text.bytes + strlen(begins), &end), evalue, 1e-5 * evalue);
    ck_assert_str_eq(end, "\t41\n");
    text_free(&text);
    mimicry_index_close(index);
}
END_TEST

START_TEST(test_blast6_of_windows)
{
    const mimicry_search_options options = {.size = sizeof options,
                                            .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                            .columns = MIMICRY_COLUMN_EVALUE,
                                            .window_min = 9,
                                            .window_max = 9};
    const mimicry_query query = {.id = "q", .peptide = "MMMAAGIGILTVMM", .is_sequence = 1};
    test_text text = {0};
    mimicry_error error = {0};
    support_expect_ok(write_hits(&query, 1, &options, MIMICRY_FORMAT_BLAST6, &text, &error), &error,
                      "writing");
    const char *begins = "q\tQ16655\t100\t9\t0\t0\t4\t12\t27\t35\t";
    ck_assert_int_eq(strncmp(text.bytes, begins, strlen(begins)), 0);
    text_free(&text);
}
END_TEST

START_TEST(test_refused)
{
    const mimicry_search_options no_evalues = {.size = sizeof no_evalues};
    const mimicry_search_options counts = {.size = sizeof counts, .rows = MIMICRY_ROWS_COUNTS};
    const mimicry_search_options indels = {.size = sizeof indels, .max_indels = 1};
    const mimicry_query query = {.id = "q", .peptide = "ELAGIGILTV"};
    test_text text = {0};
    mimicry_error error = {0};
    ck_assert_int_eq(write_hits(&query, 1, &no_evalues, MIMICRY_FORMAT_BLAST6, &text, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "'evalue'"));
    ck_assert_int_eq(write_hits(&query, 1, &counts, MIMICRY_FORMAT_BLAST6, &text, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(write_hits(&query, 1, &indels, MIMICRY_FORMAT_BLAST6, &text, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "without indels"));
    ck_assert_int_eq(write_hits(&query, 1, &counts, MIMICRY_FORMAT_PEPMATCH, &text, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "'match'"));
    text_free(&text);
}
END_TEST

int main(void)
{
    support_begin("interchange");
    Suite *suite = suite_create("columns of BLAST and PEPMatch");
    support_add_test(suite, test_pepmatch);
    support_add_test(suite, test_blast6);
    support_add_test(suite, test_blast6_of_windows);
    support_add_test(suite, test_refused);
    return support_run(suite);
}
