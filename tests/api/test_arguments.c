/* What the public functions do with arguments that are missing: they say so, and hand out nothing.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

static const char *const peptide = "EVDPIGHLY";
static mimicry_error error;
static mimicry_index *proteome;
static mimicry_queries *queries;

/* Something that is no object: a call has to replace it by NULL. */
#define JUNK ((void *)&error)

/* What a stream that is no stream has: a call has to replace it by NULL, without calling it. */
static int released;

static void count_release(struct ArrowArrayStream *stream)
{
    released++;
    stream->release = NULL;
}

static void set_up(void)
{
    static const char fasta[] = ">a GN=ONE\nMKEVDPIGHLYQQKLM\n";
    const mimicry_query row = {.peptide = peptide};
    proteome = index_from_text(fasta, sizeof fasta - 1, 0);
    error = (mimicry_error){.size = sizeof error};
    released = 0;
    ck_assert_int_eq(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, &error), MIMICRY_OK);
}

static void tear_down(void)
{
    mimicry_queries_close(queries);
    mimicry_index_close(proteome);
}

/* The call before, which was given `error`, missed an argument of such a name. */
static void expect_missing(mimicry_status status, const char *name)
{
    ck_assert_int_eq(status, MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(error.status, MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, name) != NULL &&
                      (strstr(error.message, " is missing") != NULL ||
                       strstr(error.message, " are missing") != NULL),
                  "'%s' does not say that %s is missing", error.message, name);
    error = (mimicry_error){.size = sizeof error};
}

/* The call before refused what it was given, with a message that has such a word. */
static void expect_refused(mimicry_status status, const char *word)
{
    ck_assert_int_eq(status, MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, word) != NULL, "'%s' does not name %s", error.message,
                  word);
    error = (mimicry_error){.size = sizeof error};
}

static int take_bytes(void *data, const char *bytes, size_t count)
{
    (void)data, (void)bytes, (void)count;
    return 0;
}

static int take_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)data, (void)hits, (void)count, (void)stride;
    return 0;
}

static void take_note(void *data, const char *note)
{
    (void)note;
    ++*(int *)data;
}

/* ---- The index ---- */

START_TEST(test_index)
{
    mimicry_index *index = JUNK;
    const char *none = NULL;
    expect_missing(mimicry_index_build(NULL, 1, NULL, &index, &error), "FASTA");
    ck_assert_ptr_null(index);
    expect_missing(mimicry_index_build(&peptide, 0, NULL, &index, &error), "FASTA");
    expect_missing(mimicry_index_build(&peptide, 1, NULL, NULL, &error), "out_index");
    expect_missing(mimicry_index_build(&none, 1, NULL, &index, &error), "path");
    index = JUNK;
    expect_missing(mimicry_index_open(NULL, 0, &index, &error), "path");
    ck_assert_ptr_null(index);
    expect_missing(mimicry_index_open(peptide, 0, NULL, &error), "out_index");
    expect_missing(mimicry_index_save(NULL, peptide, &error), "index");
    expect_missing(mimicry_index_save(proteome, NULL, &error), "path");
    expect_missing(mimicry_index_write(NULL, take_bytes, NULL, &error), "index");
    expect_missing(mimicry_index_write(proteome, NULL, NULL, &error), "write");
    expect_missing(mimicry_index_verify(NULL, &error), "path");
    expect_refused(mimicry_index_open(peptide, 1u << 31, &index, &error), "flags");
    ck_assert_ptr_null(index);
    for (int32_t width = -1; width <= 9; width++) {
        const mimicry_build_options options = {.size = sizeof options, .suffix_width = width};
        if (width != 0 && width != 4 && width != 8)
            expect_refused(mimicry_index_build(&peptide, 1, &options, &index, &error), "width");
    }
    mimicry_index_close(NULL);
}
END_TEST

START_TEST(test_looking_into_the_index)
{
    struct ArrowArrayStream table;
    mimicry_info info = {.size = sizeof info};
    mimicry_record record = {.size = sizeof record};
    char letters[8] = "junk";
    int notes = 0;
    expect_missing(mimicry_index_info(NULL, &info, &error), "index");
    expect_missing(mimicry_index_info(proteome, NULL, &error), "out_info");
    expect_missing(mimicry_index_record(NULL, 0, &record, &error), "index");
    expect_missing(mimicry_index_record(proteome, 0, NULL, &error), "out_record");
    expect_refused(mimicry_index_record(proteome, 1, &record, &error), "the index has 1");
    table.release = count_release;
    expect_missing(mimicry_index_table(NULL, MIMICRY_INDEX_RECORDS, &table, &error), "index");
    ck_assert(table.release == NULL);
    expect_missing(mimicry_index_table(proteome, MIMICRY_INDEX_RECORDS, NULL, &error), "out_table");
    ck_assert_uint_eq(mimicry_index_residues(NULL, 0, 0, 3, letters), 0);
    ck_assert_str_eq(letters, "");
    ck_assert_uint_eq(mimicry_index_residues(proteome, 0, 0, 3, NULL), 0);
    ck_assert_uint_eq(mimicry_index_residues(proteome, 1, 0, 3, letters), 0);
    ck_assert_uint_eq(mimicry_index_residues(proteome, 0, 14, 7, letters), 2);
    ck_assert_str_eq(letters, "LM");
    ck_assert_uint_eq(mimicry_index_residues(proteome, 0, 16, 7, letters), 0);
    mimicry_index_notes(NULL, take_note, &notes);
    mimicry_index_notes(proteome, NULL, &notes);
    ck_assert_int_eq(notes, 0);
}
END_TEST

/* ---- Queries, genes, annotations and models ---- */

START_TEST(test_queries)
{
    const mimicry_query row = {.peptide = peptide}, *rows = &row;
    mimicry_queries *made = JUNK;
    size_t count = 7, stride;
    expect_missing(mimicry_queries_open(NULL, NULL, &made, &error), "path");
    ck_assert_ptr_null(made);
    expect_missing(mimicry_queries_open(peptide, NULL, NULL, &error), "out_queries");
    made = JUNK;
    expect_missing(mimicry_queries_from(NULL, 1, sizeof row, NULL, &made, &error), "rows");
    ck_assert_ptr_null(made);
    expect_missing(mimicry_queries_from(&row, 1, sizeof row, NULL, NULL, &error), "out_queries");
    made = JUNK;
    expect_missing(mimicry_queries_table(NULL, NULL, &made, &error), "table");
    ck_assert_ptr_null(made);
    expect_missing(mimicry_queries_table(&(struct ArrowArrayStream){0}, NULL, &made, &error),
                   "table");
    expect_missing(mimicry_queries_next(NULL, 1, &rows, &count, &stride, &error), "queries");
    ck_assert(rows == NULL && count == 0 && stride == sizeof row);
    expect_missing(mimicry_queries_next(queries, 0, &rows, &count, &stride, &error), "most");
    expect_missing(mimicry_queries_next(queries, 1, NULL, &count, &stride, &error), "out_rows");
    expect_missing(mimicry_queries_next(queries, 1, &rows, NULL, &stride, &error), "out_count");
    expect_missing(mimicry_queries_next(queries, 1, &rows, &count, NULL, &error), "out_stride");
    ck_assert_int_eq(mimicry_queries_next(queries, 1, &rows, &count, &stride, &error), MIMICRY_OK);
    ck_assert(count == 1 && strcmp(rows->peptide, peptide) == 0); /* none of them took it */
    ck_assert_ptr_null(mimicry_queries_columns(NULL));
    mimicry_queries_close(NULL);
}
END_TEST

/* A table that is not taken, for one more argument is missing, is released nevertheless. */
START_TEST(test_a_table_of_queries_is_released)
{
    struct ArrowArrayStream stream = {.release = count_release};
    expect_missing(mimicry_queries_table(&stream, NULL, NULL, &error), "out_queries");
    ck_assert(stream.release == NULL && released == 1);
}
END_TEST

START_TEST(test_genes)
{
    const char *const names[] = {"ONE", NULL};
    mimicry_genes *genes = JUNK, *one;
    expect_missing(mimicry_genes_create(NULL, 1, &genes, &error), "names");
    ck_assert_ptr_null(genes);
    expect_missing(mimicry_genes_create(names, 1, NULL, &error), "out_genes");
    genes = JUNK;
    expect_missing(mimicry_genes_create(names, 2, &genes, &error), "a name");
    ck_assert_ptr_null(genes);
    genes = JUNK;
    expect_missing(mimicry_genes_read(NULL, &genes, &error), "path");
    ck_assert_ptr_null(genes);
    expect_missing(mimicry_genes_read(peptide, NULL, &error), "out_genes");
    ck_assert_int_eq(mimicry_genes_create(names, 1, &one, &error), MIMICRY_OK);
    genes = JUNK;
    expect_missing(mimicry_genes_join(NULL, one, &genes, &error), "a, b");
    ck_assert_ptr_null(genes);
    expect_missing(mimicry_genes_join(one, NULL, &genes, &error), "a, b");
    expect_missing(mimicry_genes_join(one, one, NULL, &error), "out_genes");
    ck_assert_int_eq(mimicry_genes_has(one, "one"), 1);
    ck_assert_int_eq(mimicry_genes_has(one, "two"), 0);
    ck_assert_int_eq(mimicry_genes_has(NULL, "one"), 0);
    ck_assert_int_eq(mimicry_genes_has(one, NULL), 0);
    mimicry_genes_free(one);
    mimicry_genes_free(NULL);
}
END_TEST

START_TEST(test_annotations)
{
    const char *const names[] = {"ONE", NULL};
    mimicry_annotations *known;
    struct ArrowArrayStream table = {.release = count_release};
    expect_missing(mimicry_annotations_create(NULL, &error), "out_annotations");
    expect_missing(mimicry_annotations_add(NULL, MIMICRY_ORGANS, NULL, &error), "annotations");
    ck_assert_int_eq(mimicry_annotations_create(&known, &error), MIMICRY_OK);
    expect_missing(mimicry_annotations_table(NULL, MIMICRY_ORGANS, names, 1, &table, &error),
                   "annotations");
    ck_assert(table.release == NULL);
    expect_missing(mimicry_annotations_table(known, MIMICRY_ORGANS, NULL, 1, &table, &error),
                   "names");
    expect_missing(mimicry_annotations_table(known, MIMICRY_ORGANS, names, 1, NULL, &error),
                   "out_table");
    expect_missing(mimicry_annotations_table(known, MIMICRY_ORGANS, names, 2, &table, &error),
                   "a name");
    expect_refused(mimicry_annotations_table(known, MIMICRY_ORGANS, names, 1, &table, &error),
                   "organs");
    expect_refused(mimicry_annotations_table(known, 0, names, 1, &table, &error), "kind 0");
    expect_refused(mimicry_annotations_table(known, 99, names, 1, &table, &error), "kind 99");
    mimicry_annotations_free(known);
    mimicry_annotations_free(NULL);
}
END_TEST

START_TEST(test_models)
{
    mimicry_model *model;
    expect_missing(mimicry_model_create(NULL, NULL, &error), "out_model");
    ck_assert_int_eq(mimicry_model_create(NULL, &model, &error), MIMICRY_OK);
    ck_assert(isnan(mimicry_model_score(NULL, peptide, 0, 'A')));
    ck_assert(isnan(mimicry_model_score(model, NULL, 0, 'A')));
    ck_assert_ptr_null(mimicry_model_peptide(NULL));
    mimicry_model_free(model);
    mimicry_model_free(NULL);
}
END_TEST

/* ---- Verbs ---- */

START_TEST(test_searches)
{
    const char *none = NULL;
    struct ArrowArrayStream table = {.release = count_release};
    uint64_t counts[2];
    expect_missing(mimicry_search(NULL, queries, NULL, &table, &error), "index");
    ck_assert(table.release == NULL);
    expect_missing(mimicry_search(proteome, queries, NULL, NULL, &error), "out_table");
    expect_missing(mimicry_explain(NULL, queries, NULL, &table, &error), "index");
    expect_missing(mimicry_search_each(NULL, &peptide, 1, NULL, take_hits, NULL, &error), "index");
    expect_missing(mimicry_search_each(proteome, NULL, 1, NULL, take_hits, NULL, &error),
                   "peptides");
    expect_missing(mimicry_search_each(proteome, &none, 1, NULL, take_hits, NULL, &error),
                   "peptide");
    expect_missing(mimicry_search_each(proteome, &peptide, 1, NULL, NULL, NULL, &error), "each");
    expect_missing(mimicry_search_count(NULL, &peptide, 1, NULL, counts, 2, &error), "index");
    expect_missing(mimicry_search_count(proteome, NULL, 1, NULL, counts, 2, &error), "peptides");
    expect_missing(mimicry_search_count(proteome, &none, 1, NULL, counts, 2, &error), "peptide");
    expect_missing(mimicry_search_count(proteome, &peptide, 1, NULL, NULL, 2, &error),
                   "out_counts");
}
END_TEST

START_TEST(test_shared_and_screens)
{
    struct ArrowArrayStream table = {.release = count_release}, hits = {.release = count_release};
    expect_missing(mimicry_shared(NULL, queries, NULL, &table, &error), "index");
    ck_assert(table.release == NULL);
    expect_missing(mimicry_shared(proteome, NULL, NULL, &table, &error), "queries");
    expect_missing(mimicry_shared(proteome, queries, NULL, NULL, &error), "out_table");
    expect_missing(mimicry_along(NULL, queries, NULL, &table, &error), "index");
    expect_missing(mimicry_along(proteome, NULL, NULL, &table, &error), "queries");
    expect_missing(mimicry_along(proteome, queries, NULL, NULL, &error), "out_table");
    table.release = count_release;
    expect_missing(mimicry_screen(NULL, queries, NULL, &table, &hits, &error), "index");
    ck_assert(table.release == NULL && hits.release == NULL);
    expect_missing(mimicry_screen(proteome, NULL, NULL, &table, &hits, &error), "queries");
    expect_missing(mimicry_screen(proteome, queries, NULL, NULL, &hits, &error), "out_rows");
}
END_TEST

START_TEST(test_scores)
{
    const mimicry_score_options options = {.size = sizeof options, .method = MIMICRY_SCORE_SUM};
    const double half = 0.5;
    mimicry_scorer *scorer = JUNK;
    struct ArrowArrayStream table = {.release = count_release};
    double value = 0;
    expect_missing(mimicry_scorer_create(NULL, &scorer, &error), "options");
    ck_assert_ptr_null(scorer);
    expect_missing(mimicry_scorer_create(&options, NULL, &error), "out_scorer");
    ck_assert_int_eq(mimicry_scorer_create(&options, &scorer, &error), MIMICRY_OK);
    expect_missing(mimicry_scorer_pair(NULL, peptide, peptide, &value, &error), "scorer");
    expect_missing(mimicry_scorer_pair(scorer, NULL, peptide, &value, &error), "peptide");
    expect_missing(mimicry_scorer_pair(scorer, peptide, NULL, &value, &error), "peptide");
    expect_missing(mimicry_scorer_pair(scorer, peptide, peptide, NULL, &error), "out_value");
    expect_missing(mimicry_scorer_table(NULL, NULL, queries, &table, &error), "scorer");
    ck_assert(table.release == NULL);
    expect_missing(mimicry_scorer_table(scorer, NULL, NULL, &table, &error), "queries");
    expect_missing(mimicry_scorer_table(scorer, NULL, queries, NULL, &error), "out_table");
    mimicry_scorer_free(scorer);
    mimicry_scorer_free(NULL);
    expect_missing(mimicry_adjust_p_values(NULL, 1, &value, &error), "p_values");
    expect_missing(mimicry_adjust_p_values(&half, 1, NULL, &error), "out_adjusted");
    ck_assert_int_eq(mimicry_adjust_p_values(NULL, 0, NULL, &error), MIMICRY_OK);
    ck_assert(isnan(mimicry_evalue(NULL, NULL, peptide, MIMICRY_MIN_SCORE, 1)));
    ck_assert(isnan(mimicry_evalue(proteome, NULL, NULL, MIMICRY_MIN_SCORE, 1)));
    ck_assert(isnan(mimicry_evalue(proteome, NULL, peptide, MIMICRY_MIN_SCORE, (double)NAN)));
    ck_assert(isnan(mimicry_evalue(proteome, NULL, peptide, MIMICRY_MAX_PENALTY, 1)));
    ck_assert(isnan(mimicry_evalue(proteome, NULL, "A?", MIMICRY_MIN_SCORE, 1)));
}
END_TEST

START_TEST(test_writing)
{
    struct ArrowArrayStream table = {0};
    uint64_t batches = 7;
    expect_missing(mimicry_table_write(NULL, NULL, take_bytes, NULL, &batches, &error), "table");
    ck_assert_uint_eq(batches, 0);
    expect_missing(mimicry_table_write(&table, NULL, take_bytes, NULL, NULL, &error), "table");
    ck_assert_int_eq(mimicry_index_table(proteome, MIMICRY_INDEX_RECORDS, &table, &error), 0);
    expect_missing(mimicry_table_write(&table, NULL, NULL, NULL, &batches, &error), "writing");
    ck_assert_int_eq(mimicry_table_write(&table, NULL, take_bytes, NULL, &batches, &error), 0);
    ck_assert_uint_eq(batches, 1);
    table.release(&table);
}
END_TEST

/* ---- What is said of the library, and what Python frees ---- */

START_TEST(test_names)
{
    static const struct {
        mimicry_status status;
        const char *name;
    } names[] = {{MIMICRY_OK, "ok"},
                 {MIMICRY_E_ARGUMENT, "argument"},
                 {MIMICRY_E_MEMORY, "memory"},
                 {MIMICRY_E_IO, "io"},
                 {MIMICRY_E_FORMAT, "format"},
                 {MIMICRY_E_CORRUPT, "corrupt"},
                 {MIMICRY_E_VERSION, "version"},
                 {MIMICRY_E_CANCELLED, "cancelled"},
                 {1, "unknown"},
                 {-99, "unknown"}};
    char version[32];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_str_eq(mimicry_status_name(names[i].status), names[i].name);
    snprintf(version, sizeof version, "%d.%d.%d", MIMICRY_VERSION_MAJOR, MIMICRY_VERSION_MINOR,
             MIMICRY_VERSION_PATCH);
    ck_assert_str_eq(mimicry_version(), version);
}
END_TEST

/* Stands for Python's: a capsule is a stream here, which only goes by its name. */
__attribute__((visibility("default"))) void *PyCapsule_GetPointer(void *capsule, const char *name);
void *PyCapsule_GetPointer(void *capsule, const char *name)
{
    return strcmp(name, "arrow_array_stream") == 0 && capsule != JUNK ? capsule : NULL;
}

START_TEST(test_capsules)
{
    struct ArrowArrayStream *full = calloc(1, sizeof *full), *empty = calloc(1, sizeof *empty);
    ck_assert(full != NULL && empty != NULL);
    full->release = count_release;
    mimicry_capsule_free(full); /* and, under a leak checker, nothing is lost */
    ck_assert_int_eq(released, 1);
    mimicry_capsule_free(empty);
    mimicry_capsule_free(NULL);
    mimicry_capsule_free(JUNK);
    ck_assert_int_eq(released, 1);
}
END_TEST

int main(void)
{
    support_begin("test_arguments");
    Suite *suite = suite_create("arguments");
    TCase *tests = tcase_create("arguments");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, test_index);
    tcase_add_test(tests, test_looking_into_the_index);
    tcase_add_test(tests, test_queries);
    tcase_add_test(tests, test_a_table_of_queries_is_released);
    tcase_add_test(tests, test_genes);
    tcase_add_test(tests, test_annotations);
    tcase_add_test(tests, test_models);
    tcase_add_test(tests, test_searches);
    tcase_add_test(tests, test_shared_and_screens);
    tcase_add_test(tests, test_scores);
    tcase_add_test(tests, test_writing);
    tcase_add_test(tests, test_names);
    tcase_add_test(tests, test_capsules);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
