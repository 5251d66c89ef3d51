/* Shared segments and positions along queries: cases by hand, and what is refused. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "shared_checks.h"

static const sequence_changes unchanged;

/* A repeat against a repeat: tasks pause, and nothing is lost or comes twice. Each sequence of n
 * and record of m of the same residue have n + m - 1 segments: all diagonals. */
START_TEST(long_repeats)
{
    enum { N = 70000, M = 80000, PARTS = 5000 };
    test_text fasta = {0}, sequence = {0};
    test_peptides sequences = {0};
    const mimicry_shared_options options = {.size = sizeof options, .run = {.threads = 2}};

    text_print(&fasta, ">one\n");
    for (unsigned i = 0; i < M; i++)
        text_add_char(&fasta, 'Q');
    text_print(&fasta, "\n>parts\n");
    for (unsigned i = 0; i < PARTS; i++)
        text_print(&fasta, "ACDEFGHIKW");
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    for (unsigned i = 0; i < N; i++)
        text_add_char(&sequence, i < N - 60 ? 'W' : 'Q');
    for (unsigned i = 0; i < 40; i++)
        text_print(&sequence, "XACDEFGHIK");
    peptides_add(&sequences, sequence.bytes, sequence.length);
    read_table got = find_segments(index, &sequences, unchanged, &options);
    /* the diagonals of 8 residues and more of Q^60 in Q^M; 40 times all PARTS */
    ck_assert_uint_eq(got.n_rows, 60 + M - 1 - 14 + 40 * PARTS);
    ck_assert_uint_gt(got.n_batches, 1);
    for (size_t i = 1; i < got.n_rows; i++) {
        const int64_t at = table_integer(&got, i, "query_start"),
                      before = table_integer(&got, i - 1, "query_start"),
                      length = table_integer(&got, i, "length"),
                      length_before = table_integer(&got, i - 1, "length");

        ck_assert_int_ge(length, 8);
        ck_assert_int_ge(at, before);
        if (at == before && length == length_before)
            ck_assert_int_gt(table_integer(&got, i, "start"), table_integer(&got, i - 1, "start"));
        else if (at == before)
            ck_assert_int_gt(length_before, length);
    }
    table_release(&got);
    mimicry_index_close(index);
    peptides_free(&sequences);
    text_free(&fasta);
    text_free(&sequence);
}
END_TEST

/* Longer than any peptide can be, so that the look-up is of a part. */
START_TEST(very_long_segments)
{
    test_random random = random_of_case(63, 0);
    letter_source source = natural_letters();
    test_text fasta = {0};
    mimicry_shared_options options = {.size = sizeof options};
    static const uint64_t leasts[] = {1023, 1024, 1025, 2999, 3000};

    text_print(&fasta, ">one\n");
    for (unsigned i = 0; i < 5000; i++)
        text_add_char(&fasta, random_letter(&random, &source));
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    test_peptides sequences = {0};
    peptides_add(&sequences, fasta.bytes + 5 + 1000, 3000);
    for (size_t i = 0; i < 6; i++) {
        options.min_length = i < 5 ? leasts[i] : 3001;
        read_table got = find_segments(index, &sequences, unchanged, &options);

        ck_assert_uint_eq(got.n_rows, i < 5);
        if (got.n_rows == 1) {
            ck_assert_int_eq(table_integer(&got, 0, "start"), 1001);
            ck_assert_int_eq(table_integer(&got, 0, "length"), 3000);
            ck_assert_uint_eq(strlen(table_text(&got, 0, "segment")), 3000);
        }
        table_release(&got);
    }
    options.min_length = UINT64_MAX;
    read_table none = find_segments(index, &sequences, unchanged, &options);
    ck_assert_uint_eq(none.n_rows, 0);
    table_release(&none);
    mimicry_index_close(index);
    peptides_free(&sequences);
    text_free(&fasta);
}
END_TEST

/* ---- Many queries ---- */

/* More queries than a block has, each with a segment of its own. */
START_TEST(many_queries)
{
    enum { COUNT = 10000, LENGTH = 12 };
    test_random random = random_of_case(64, 0);
    test_text fasta = {0};
    test_peptides sequences = {0};
    const mimicry_shared_options options = {.size = sizeof options, .min_length = LENGTH};
    const mimicry_along_options along = {.size = sizeof along, .window = -1};
    mimicry_queries *queries;
    struct ArrowArrayStream stream;
    char letters[LENGTH];

    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < LENGTH; k++)
            letters[k] = "ACDEFGHIKLMNPQRSTVWY"[random_below(&random, 20)];
        peptides_add(&sequences, letters, LENGTH);
        text_print(&fasta, ">r%zu\n%s\n", i, sequences.letters[i]);
    }
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    read_table got = find_segments(index, &sequences, unchanged, &options);
    ck_assert_uint_eq(got.n_rows, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_str_eq(table_text(&got, i, "segment"), sequences.letters[i]);
        ck_assert_int_eq(atoi(table_text(&got, i, "query_id")), (int)i + 1);
        ck_assert_int_eq(atoi(table_text(&got, i, "accession") + 1), (int)i);
    }
    table_release(&got);
    queries = queries_of(&sequences, unchanged);
    ck_assert_int_eq(mimicry_along(index, queries, &along, &stream, NULL), MIMICRY_OK);
    got = table_read_all(&stream);
    ck_assert_uint_eq(got.n_rows, COUNT * LENGTH);
    for (size_t i = 0; i < COUNT * LENGTH; i++) {
        ck_assert_int_eq(atoi(table_text(&got, i, "query_id")), (int)(i / LENGTH) + 1);
        ck_assert_int_eq(table_integer(&got, i, "covering"), LENGTH);
        ck_assert(!table_at(&got, i, "nearest")->known);
    }
    table_release(&got);
    mimicry_queries_close(queries);
    mimicry_index_close(index);
    peptides_free(&sequences);
    text_free(&fasta);
}
END_TEST

/* A segment that is at more places than are looked through one by one: its first place is found in
 * the text, where a record that does not count is passed over. */
START_TEST(first_of_very_many_places)
{
    enum { PLACES = 70000 };
    static const char *const name = "OUT";
    const mimicry_query query = {.peptide = "YWW"};
    mimicry_along_options options = {.size = sizeof options, .window = -1};
    test_text fasta = {0};
    mimicry_genes *out;
    mimicry_queries *queries;
    struct ArrowArrayStream stream;

    text_print(&fasta, ">sp|P1|A Out OS=x GN=OUT\nMWWWWK\n>sp|P2|B Few OS=x GN=FEW\nKWWK\n"
                       ">sp|P3|C Many OS=x GN=MANY\n");
    for (int i = 0; i < PLACES; i++)
        text_add_char(&fasta, 'W');
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 0);
    ck_assert_int_eq(mimicry_genes_create(&name, 1, &out, NULL), MIMICRY_OK);
    for (int excluded = 0; excluded < 2; excluded++) {
        options.exclude_genes = excluded ? out : NULL;
        ck_assert_int_eq(mimicry_queries_from(&query, 1, sizeof query, NULL, &queries, NULL), 0);
        ck_assert_int_eq(mimicry_along(index, queries, &options, &stream, NULL), MIMICRY_OK);
        read_table got = table_read_all(&stream);
        ck_assert_uint_eq(got.n_rows, 3);
        ck_assert_int_eq(table_integer(&got, 0, "longest"), 0);
        ck_assert_int_eq(table_integer(&got, 1, "longest"), 2);
        ck_assert_str_eq(table_text(&got, 1, "longest_gene"), excluded ? "FEW" : "OUT");
        ck_assert_int_eq(table_integer(&got, 1, "longest_start"), 2);
        ck_assert_str_eq(table_text(&got, 2, "longest_gene"), excluded ? "FEW" : "OUT");
        table_release(&got);
        mimicry_queries_close(queries);
    }
    mimicry_genes_free(out);
    mimicry_index_close(index);
    text_free(&fasta);
}
END_TEST

/* ---- What is refused ---- */

static const mimicry_query lines[] = {{.peptide = "MKLVMKLVX"}, {.peptide = "MKLVMKLVX"}};

static mimicry_queries *two_queries(void)
{
    mimicry_queries *queries;

    ck_assert_int_eq(mimicry_queries_from(lines, 2, sizeof *lines, NULL, &queries, NULL),
                     MIMICRY_OK);
    return queries;
}

static void refused(mimicry_status status, const mimicry_error *error,
                    const struct ArrowArrayStream *stream, const char *message)
{
    ck_assert_int_eq(status, MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error->message, message) != NULL, "%s", error->message);
    ck_assert(stream->release == NULL);
}

START_TEST(segments_refused)
{
    static const struct {
        mimicry_shared_options options;
        const char *message;
    } bad[] = {
        {{.size = sizeof bad[0].options, .run = {.threads = -1}}, "-1 threads"},
        {{.size = sizeof bad[0].options, .run = {.instructions = 77}}, "instructions 77"},
        {{.size = sizeof bad[0].options, .run = {.plan = MIMICRY_PLAN_LANES}}, "takes no plan"},
        {{.size = sizeof bad[0].options, .changed = 2}, "changed is 2"},
        {{.size = sizeof bad[0].options, .reserved = 1}, "reserved"},
        {{.size = 1}, "size"},
    };
    mimicry_index *index = index_from_text(">a\nMKLVMKLV\n", 12, 4);
    mimicry_queries *queries = two_queries();
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream stream;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refused(mimicry_shared(index, queries, &bad[i].options, &stream, &error), &error, &stream,
                bad[i].message);
    refused(mimicry_shared(NULL, queries, NULL, &stream, &error), &error, &stream, "missing");
    refused(mimicry_shared(index, NULL, NULL, &stream, &error), &error, &stream, "missing");
    ck_assert_int_eq(mimicry_shared(index, queries, NULL, NULL, NULL), MIMICRY_E_ARGUMENT);
    mimicry_queries_close(queries);
    mimicry_index_close(index);
}
END_TEST

START_TEST(positions_refused)
{
    static const struct {
        mimicry_along_options options;
        const char *message;
    } bad[] = {
        {{.size = sizeof bad[0].options, .run = {.threads = 1025}}, "1025 threads"},
        {{.size = sizeof bad[0].options, .run = {.plan = 99}}, "plan 99"},
        {{.size = sizeof bad[0].options, .run = {.plan = MIMICRY_PLAN_SCAN}}, "plan"},
        {{.size = sizeof bad[0].options, .window = -1, .run = {.plan = MIMICRY_PLAN_LANES}},
         "takes no plan"},
        {{.size = sizeof bad[0].options, .window = -2}, "windows of -2 residues: 1 to 1024"},
        {{.size = sizeof bad[0].options, .window = 1025}, "windows of 1025 residues: 1 to 1024"},
        {{.size = sizeof bad[0].options, .reserved = 1}, "reserved"},
    };
    mimicry_index *index = index_from_text(">a\nMKLVMKLV\n", 12, 4);
    mimicry_queries *queries = two_queries();
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream stream;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refused(mimicry_along(index, queries, &bad[i].options, &stream, &error), &error, &stream,
                bad[i].message);
    refused(mimicry_along(NULL, queries, NULL, &stream, &error), &error, &stream, "missing");
    refused(mimicry_along(index, NULL, NULL, &stream, &error), &error, &stream, "missing");
    ck_assert_int_eq(mimicry_along(index, queries, NULL, NULL, NULL), MIMICRY_E_ARGUMENT);
    mimicry_queries_close(queries);
    mimicry_index_close(index);
}
END_TEST

/* ---- Progress and notes ---- */

static int stop(void *data, uint64_t done, uint64_t total)
{
    ck_assert_uint_le(done, total);
    return --*(int *)data == 0;
}

static int read_until_stopped(const mimicry_index *index, bool along, int calls)
{
    const mimicry_run run = {.threads = 1, .progress = stop, .data = &calls};
    const mimicry_shared_options of_segments = {.size = sizeof of_segments, .run = run};
    const mimicry_along_options of_positions = {.size = sizeof of_positions, .run = run};
    mimicry_queries *queries = two_queries();
    struct ArrowArrayStream stream;

    ck_assert_int_eq(along ? mimicry_along(index, queries, &of_positions, &stream, NULL)
                           : mimicry_shared(index, queries, &of_segments, &stream, NULL),
                     MIMICRY_OK);
    read_table table = table_read(&stream);
    const int failure = table.failure;
    table_release(&table);
    mimicry_queries_close(queries);
    return failure;
}

START_TEST(cancelling)
{
    mimicry_index *index = index_from_text(">a\nMKLVMKLV\n", 12, 4);

    for (int along = 0; along < 2; along++) {
        ck_assert_int_eq(read_until_stopped(index, along, 1), ECANCELED);
        ck_assert_int_eq(read_until_stopped(index, along, 2), ECANCELED);
        ck_assert_int_eq(read_until_stopped(index, along, 1000), 0);
    }
    mimicry_index_close(index);
}
END_TEST

static void take_note(void *data, const char *note)
{
    text_print(data, "%s\n", note);
}

START_TEST(notes_of_genes)
{
    static const char *const names[] = {"NONE"};
    static const char fasta[] = ">sp|P1|A_HUMAN Protein GN=AAA PE=1\nMKLVMKLV\n>b\nMKLVMKLV\n";
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 4);
    mimicry_queries *queries = two_queries();
    mimicry_genes *genes;
    test_text notes = {0};
    struct ArrowArrayStream stream;

    ck_assert_int_eq(mimicry_genes_create(names, 1, &genes, NULL), MIMICRY_OK);
    const mimicry_shared_options options = {
        .size = sizeof options, .run = {.note = take_note, .data = &notes}, .exclude_genes = genes};
    ck_assert_int_eq(mimicry_shared(index, queries, &options, &stream, NULL), MIMICRY_OK);
    mimicry_genes_free(genes); /* the stream keeps what it needs */
    mimicry_queries_close(queries);
    mimicry_index_close(index);
    read_table table = table_read_all(&stream);
    ck_assert_uint_eq(table.n_rows, 4);
    ck_assert_str_eq(notes.bytes,
                     "records without a gene, which are searched: 1 of 2\n"
                     "genes to be left out that match no record: 1 of 1, 'NONE' the first\n");
    table_release(&table);
    text_free(&notes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shared_directed");

    support_begin("test_shared_directed");
    support_add_test(suite, long_repeats);
    support_add_test(suite, very_long_segments);
    support_add_test(suite, many_queries);
    support_add_test(suite, first_of_very_many_places);
    support_add_test(suite, segments_refused);
    support_add_test(suite, positions_refused);
    support_add_test(suite, cancelling);
    support_add_test(suite, notes_of_genes);
    return support_run(suite);
}
