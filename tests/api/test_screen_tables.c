/* The two tables of a screen in step, whatever is read first; blocks that are cut; and what the
 * sample data show within four mismatches. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "screen_checks.h"
#include "table_reader.h"

static const char fasta[] = ">sp|P1|A_X One OS=X OX=1 GN=ONE\nMKVAELVHFLACDEFGHIK\n"
                            ">sp|P2|B_X Two OS=X OX=1 GN=TWO\nMKMAELVHFLACDEFGHIR\n";

/* The rows of the next batch, which is passed over; -1 at the end. */
static int64_t pass_batch(struct ArrowArrayStream *stream)
{
    struct ArrowArray batch;

    ck_assert_int_eq(stream->get_next(stream, &batch), 0);
    if (!batch.release)
        return -1;
    int64_t rows = batch.length;
    batch.release(&batch);
    return rows;
}

/* ---- In step ---- */

enum { MANY = 9000 }; /* queries: three blocks */

/* Only the first and the last query have anything within reach. */
static char *write_many(void)
{
    test_text text = {0};

    text_print(&text, "id\tpeptide\n");
    for (unsigned i = 0; i < MANY; i++)
        text_print(&text, "%u\t%s\n", i, i % (MANY - 1) == 0 ? "KVAELVHFL" : "WWWWWWWWW");
    char *path = support_write_file(".tsv", text.bytes, text.length);
    text_free(&text);
    return path;
}

static void read_alone(const mimicry_index *index, const char *path)
{
    screening s = begin_screen(index, path, NULL);
    s.hits.release(&s.hits);
    read_table rows = table_read_all(&s.rows);

    ck_assert_uint_eq(rows.n_rows, MANY);
    ck_assert_uint_ge(rows.n_batches, 3);
    table_release(&rows);
    mimicry_queries_close(s.queries);
    s = begin_screen(index, path, NULL);
    s.rows.release(&s.rows);
    read_table hits = table_read_all(&s.hits);
    ck_assert_uint_eq(hits.n_rows, 4);
    table_release(&hits);
    mimicry_queries_close(s.queries);
}

START_TEST(in_step)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    char *path = write_many();
    screening s = begin_screen(index, path, NULL);
    int64_t in_rows = 0, in_hits = 0, batches = 0;

    for (int64_t rows; (rows = pass_batch(&s.rows)) >= 0; batches++) {
        int64_t hits = pass_batch(&s.hits);

        ck_assert_int_gt(rows, 0);
        ck_assert_int_ge(hits, 0);
        in_rows += rows;
        in_hits += hits;
        if (in_rows < MANY)
            ck_assert_int_eq(hits, batches == 0 ? 2 : 0);
    }
    ck_assert_int_eq(pass_batch(&s.hits), -1);
    ck_assert_int_eq(in_rows, MANY);
    ck_assert_int_eq(in_hits, 4);
    ck_assert_int_ge(batches, 3);
    s.rows.release(&s.rows);
    s.hits.release(&s.hits);
    mimicry_queries_close(s.queries);
    read_alone(index, path);
    remove(path);
    free(path);
    mimicry_index_close(index);
}
END_TEST

/* The other table is let go of while something is kept for it. */
START_TEST(one_is_released)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    char *path = write_many();

    for (int which = 0; which < 2; which++) {
        screening s = begin_screen(index, path, NULL);
        struct ArrowArrayStream *first = which == 0 ? &s.rows : &s.hits;
        struct ArrowArrayStream *second = which == 0 ? &s.hits : &s.rows;

        ck_assert_int_ge(pass_batch(first), 0);
        ck_assert_int_ge(pass_batch(first), 0);
        second->release(second);
        ck_assert_int_ge(pass_batch(first), 0);
        first->release(first);
        mimicry_queries_close(s.queries);
    }
    remove(path);
    free(path);
    mimicry_index_close(index);
}
END_TEST

/* What comes before a fault is given out by both; then both fail, and go on to. */
START_TEST(a_fault_in_the_queries)
{
    static const char message[] = "column 'peptide'";
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    char *path = write_many();
    FILE *file = fopen(path, "ab");

    ck_assert_ptr_nonnull(file);
    fputs("bad\tKVA1LVHFL\n", file);
    fclose(file);
    screening s = begin_screen(index, path, NULL);
    read_table rows = table_read(&s.rows);
    read_table hits = table_read(&s.hits);
    ck_assert_int_eq(rows.failure, EILSEQ);
    ck_assert_int_eq(hits.failure, EILSEQ);
    ck_assert_uint_eq(rows.n_batches, hits.n_batches);
    ck_assert_uint_ge(rows.n_batches, 2);
    ck_assert_msg(strstr(rows.message, message) != NULL, "%s", rows.message);
    ck_assert_str_eq(rows.message, hits.message);
    table_release(&rows);
    table_release(&hits);
    mimicry_queries_close(s.queries);
    remove(path);
    free(path);
    mimicry_index_close(index);
}
END_TEST

/* The streams keep what they need. */
START_TEST(all_is_closed)
{
    static const mimicry_query query = {.id = "a", .peptide = "KVAELVHFW", .gene = "ONE"};
    static const char *const names[] = {"TWO"};
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_screen_options options = {.size = sizeof options};
    mimicry_model *model = NULL;
    mimicry_genes *genes = NULL;
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream rows, hits;

    ck_assert_int_eq(mimicry_model_create(NULL, &model, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_genes_create(names, 1, &genes, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_queries_from(&query, 1, sizeof query, NULL, &queries, NULL), 0);
    options.model = model;
    options.exclude_genes = genes;
    ck_assert_int_eq(mimicry_screen(index, queries, &options, &rows, &hits, NULL), MIMICRY_OK);
    mimicry_queries_close(queries);
    mimicry_genes_free(genes);
    mimicry_model_free(model);
    mimicry_index_close(index);
    read_table of_rows = table_read_all(&rows), of_hits = table_read_all(&hits);
    ck_assert_uint_eq(of_rows.n_rows, 1);
    ck_assert_str_eq(table_text(&of_rows, 0, "nearest"), "KVAELVHFL");
    ck_assert_int_eq(table_integer(&of_rows, 0, "left_out_genes"), 1);
    ck_assert_uint_eq(of_hits.n_rows, 1);
    table_release(&of_rows);
    table_release(&of_hits);
}
END_TEST

static void *read_in_thread(void *stream)
{
    read_table *table = support_realloc(NULL, sizeof *table);

    *table = table_read_all(stream);
    return table;
}

START_TEST(two_threads)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    char *path = write_many();
    screening s = begin_screen(index, path, NULL);
    pthread_t thread;
    void *of_hits;

    ck_assert_int_eq(pthread_create(&thread, NULL, read_in_thread, &s.hits), 0);
    read_table rows = table_read_all(&s.rows);
    ck_assert_int_eq(pthread_join(thread, &of_hits), 0);
    read_table *hits = of_hits;
    ck_assert_uint_eq(rows.n_rows, MANY);
    ck_assert_uint_eq(hits->n_rows, 4);
    ck_assert_uint_eq(rows.n_batches, hits->n_batches);
    table_release(&rows);
    table_release(hits);
    free(hits);
    mimicry_queries_close(s.queries);
    remove(path);
    free(path);
    mimicry_index_close(index);
}
END_TEST

/* ---- Blocks that are cut ---- */

enum { RESIDUES = 20000, WINDOWS = RESIDUES - 8, CUT_QUERIES = 70, REPEATS = 10 };

/* Peptides of the protein, the last ones the same as earlier ones. */
static char *write_peptides(const char *protein)
{
    test_text text = {0};

    text_print(&text, "peptide\n");
    for (unsigned i = 0; i < CUT_QUERIES; i++) {
        unsigned of = i < CUT_QUERIES - REPEATS ? i : i - 3 * REPEATS;
        text_print(&text, "%.9s\n", protein + (size_t)of * 100);
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    text_free(&text);
    return path;
}

/* The row is that of the peptide alone, but for its id. */
static void check_alone(const mimicry_index *index, const mimicry_screen_options *options,
                        const read_table *rows, size_t row)
{
    const mimicry_query one = {.id = "one", .peptide = table_text(rows, row, "peptide")};
    mimicry_queries *queries;
    struct ArrowArrayStream stream;

    ck_assert_int_eq(mimicry_queries_from(&one, 1, sizeof one, NULL, &queries, NULL), 0);
    ck_assert_int_eq(mimicry_screen(index, queries, options, &stream, NULL, NULL), 0);
    read_table alone = table_read_all(&stream);
    ck_assert_uint_eq(alone.n_rows, 1);
    for (size_t c = 1; c < alone.n_columns; c++) {
        const table_cell *a = &rows->cells[row * rows->n_columns + c], *b = &alone.cells[c];

        ck_assert_int_eq(a->known, b->known);
        if (a->known && alone.formats[c] == 'u')
            ck_assert_str_eq(a->text, b->text);
        ck_assert(a->integer == b->integer);
        ck_assert(!a->known || a->real == b->real);
    }
    table_release(&alone);
    mimicry_queries_close(queries);
}

/* Every window is within nine mismatches, and a block has no more than about a million of them. */
START_TEST(cut_blocks)
{
    const mimicry_screen_options options = {
        .size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES, .threshold = 9};
    test_random random = random_of_case(3, 0);
    char *protein = random_protein(&random, RESIDUES);
    char *path = write_peptides(protein);
    test_text text = {0};

    text_print(&text, ">one\n");
    text_add(&text, protein, RESIDUES);
    mimicry_index *index = index_from_text(text.bytes, text.length, 0);
    screening s = begin_screen(index, path, &options);
    read_table rows = table_read_all(&s.rows);
    ck_assert_uint_eq(rows.n_rows, CUT_QUERIES);
    ck_assert_uint_ge(rows.n_batches, 2);
    for (size_t k = 0; k < rows.n_batches; k++) {
        size_t before = k == 0 ? 0 : rows.batch_ends[k - 1];
        ck_assert_int_eq(pass_batch(&s.hits), (int64_t)(rows.batch_ends[k] - before) * WINDOWS);
    }
    ck_assert_int_eq(pass_batch(&s.hits), -1);
    for (size_t i = 0; i < CUT_QUERIES; i += 23)
        check_alone(index, &options, &rows, i);
    table_release(&rows);
    s.hits.release(&s.hits);
    mimicry_queries_close(s.queries);
    remove(path);
    free(path);
    free(protein);
    text_free(&text);
    mimicry_index_close(index);
}
END_TEST

/* ---- Titin ---- */

/* Where MAGE-A3's EVDPIGHLY is screened within so many mismatches. */
static read_table screen_target(const mimicry_index *index, double mismatches)
{
    static const mimicry_query target = {
        .id = "MAGEA3-168", .peptide = "EVDPIGHLY", .gene = "MAGEA3"};
    mimicry_screen_options options = {.size = sizeof options,
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = mismatches,
                                      .exclude_own_gene = 1,
                                      .columns = MIMICRY_COLUMN_LISTS};
    mimicry_queries *queries;
    struct ArrowArrayStream stream;

    ck_assert_int_eq(mimicry_queries_from(&target, 1, sizeof target, NULL, &queries, NULL), 0);
    ck_assert_int_eq(mimicry_screen(index, queries, &options, &stream, NULL, NULL), 0);
    read_table rows = table_read_all(&stream);
    mimicry_queries_close(queries);
    return rows;
}

static void check_titin(const char *const *paths, size_t n_paths)
{
    mimicry_index *index = NULL;
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_index_build(paths, n_paths, NULL, &index, &error), &error, "index");
    read_table three = screen_target(index, 3), four = screen_target(index, 4);
    ck_assert_ptr_null(strstr(table_text(&three, 0, "self_peptide_names"), "ESDPIVAQY"));
    ck_assert_ptr_nonnull(strstr(table_text(&four, 0, "self_peptide_names"), "ESDPIVAQY"));
    ck_assert_ptr_nonnull(strstr(table_text(&four, 0, "gene_names"), "TTN"));
    ck_assert_int_ge(table_integer(&four, 0, "self_4"), 1);
    ck_assert_uint_eq(four.n_columns, three.n_columns + 3);
    table_release(&three);
    table_release(&four);
    mimicry_index_close(index);
}

START_TEST(titin)
{
    const char *shared = getenv("MIMICRY_SHARED");
    char *offtargets = support_data_path("known_offtargets.fasta");
    char *sample = support_data_path("self_sample.fasta.gz");
    test_text path = {0};

    check_titin((const char *const[]){sample, offtargets}, 2);
    text_print(&path, "%s/proteomes/human5k.fasta.gz", shared ? shared : ".");
    FILE *file = fopen(path.bytes, "rb");
    if (file) {
        fclose(file);
        check_titin((const char *const[]){path.bytes, offtargets}, 2);
    } else {
        puts("skipped: MIMICRY_SHARED names no folder with human5k");
    }
    text_free(&path);
    free(sample);
    free(offtargets);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screen_tables");

    support_begin("test_screen_tables");
    support_add_test(suite, in_step);
    support_add_test(suite, one_is_released);
    support_add_test(suite, a_fault_in_the_queries);
    support_add_test(suite, all_is_closed);
    support_add_test(suite, two_threads);
    support_add_test(suite, cut_blocks);
    support_add_test(suite, titin);
    return support_run(suite);
}
