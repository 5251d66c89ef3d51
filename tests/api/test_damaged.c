/* An index with any one byte changed: verify has to tell, and no search may crash or hang. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "score_checks.h"

enum { HEADER = 4096, SPARSE = 293 };

static const char fasta[] = ">sp|P1|A_HUMAN Protein OS=Homo sapiens OX=9606 GN=AAA PE=1\n"
                            "MKEVDPIGHLYQQQQQQQQQQQQQKLMNPQRSTVWYX*ACDEFGHIKL\n"
                            ">b\n>c\nK\n>d an other\nEVDPVGHLYWWWWQQQQQQQQUOBZJ\n";

static char *path; /* of the index that is damaged and mended */
static char *good; /* its bytes */
static mimicry_genes *some_genes;
static size_t size;

static void put_byte(size_t at, char byte)
{
    FILE *file = fopen(path, "r+b");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, (long)at, SEEK_SET), 0);
    ck_assert_int_ne(fputc(byte, file), EOF);
    ck_assert_int_eq(fclose(file), 0);
}

/* With the kernels, and for gaps that are free to grow in the plain way. */
static void align_all(const mimicry_index *index, const char *const *peptides)
{
    for (int32_t extend = 0; extend < 2; extend++) {
        mimicry_error error = {.size = sizeof error};
        const mimicry_score_options options = {.size = sizeof options,
                                               .run = {.threads = 1},
                                               .method = MIMICRY_SCORE_FOREIGNNESS,
                                               .midpoint = 5,
                                               .gap_extend = extend == 0 ? -1 : 1};
        double r[4];
        support_expect_ok(score_records(index, &options, peptides, 4, r, &error), &error, "");
        for (size_t i = 0; i < 4; i++)
            ck_assert(r[i] >= 0 && r[i] <= 1);
    }
}

/* Down the suffix array, where the damage can be. */
static void align_by_seeds(const mimicry_index *index, const char *const *peptides)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_score_options options = {.size = sizeof options,
                                           .run = {.plan = MIMICRY_PLAN_SEEDS, .threads = 1},
                                           .method = MIMICRY_SCORE_FOREIGNNESS,
                                           .midpoint = 30};
    double r[4];
    const mimicry_status status = score_records(index, &options, peptides, 4, r, &error);
    ck_assert_msg(status == MIMICRY_OK || strstr(error.message, "the index is damaged"), "%s",
                  error.message);
    for (size_t i = 0; i < 4 && status == MIMICRY_OK; i++)
        ck_assert(r[i] >= 0 && r[i] <= 1);
}

static void search_epitope(const mimicry_index *index)
{
    static const char *const epitope = "E3, D5, Q13";
    mimicry_search_options options;
    all_hits *hits;
    options = (mimicry_search_options){.size = sizeof options,
                                       .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                       .positions = MIMICRY_POSITIONS_ANYWHERE};
    options.threshold = 1;
    options.run.threads = 1;
    for (; options.positions <= MIMICRY_POSITIONS_FIXED; options.positions++) {
        if (all_hits_search(index, &epitope, 1, &options, &hits, NULL) == MIMICRY_OK)
            all_hits_free(hits);
    }
}

/* Reads all that there is, or some; an index that is damaged may have much of the same. */
static void read_some(struct ArrowArrayStream *stream, const char *length)
{
    struct ArrowArray batch = {0};
    struct ArrowSchema schema = {0};
    int64_t column = 0;
    ck_assert_int_eq(stream->get_schema(stream, &schema), 0);
    while (strcmp(schema.children[column]->name, length) != 0)
        column++;
    schema.release(&schema);
    for (int i = 0; i < 100 && stream->get_next(stream, &batch) == 0 && batch.release != NULL;
         i++) {
        const int64_t *lengths = batch.children[column]->buffers[1];
        for (int64_t row = 0; row < batch.length; row++)
            ck_assert_int_le(lengths[row], 48);
        batch.release(&batch);
    }
    stream->release(stream);
}

static void share_sequences(const mimicry_index *index, mimicry_genes *genes)
{
    static const mimicry_query rows[] = {
        {.peptide = "MKEVDPIGHLYQQQQQQQQQQQQQKLMNPQRSTVWYX*ACDEFGHIKL"},
        {.peptide = "WWWWQQQQQQQQ"}};
    const mimicry_shared_options options = {
        .size = sizeof options, .run = {.threads = 1}, .min_length = 3};
    const mimicry_along_options along[] = {
        {.size = sizeof along[0], .run = {.threads = 1}},
        {.size = sizeof along[0], .run = {.threads = 1}, .window = -1, .exclude_genes = genes}};
    for (size_t i = 0; i < 3; i++) {
        mimicry_queries *queries;
        struct ArrowArrayStream stream;
        ck_assert_int_eq(mimicry_queries_from(rows, 2, sizeof *rows, NULL, &queries, NULL),
                         MIMICRY_OK);
        if ((i == 2 ? mimicry_shared(index, queries, &options, &stream, NULL)
                    : mimicry_along(index, queries, &along[i], &stream, NULL)) == MIMICRY_OK)
            read_some(&stream, i == 2 ? "length" : "longest");
        mimicry_queries_close(queries);
    }
}

/* Whatever it answers. */
static void search_all_plans(void)
{
    static const char *const peptides[] = {"EVDPIGHLY", "QQQQQQ", "K", "WWW"};
    mimicry_index *index;
    if (mimicry_index_open(path, 0, &index, NULL) != MIMICRY_OK)
        return;
    search_epitope(index);
    share_sequences(index, some_genes);
    for (int32_t k = 0; k < 2 * (MIMICRY_PLAN_SLIDING + 1); k++) {
        const int32_t plan = k / 2;
        mimicry_search_options options;
        all_hits *hits;
        size_t count;
        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.run.threads = 1;
        options.run.plan = plan;
        options.threshold = plan != MIMICRY_PLAN_SUFFIX;
        options.exclude_genes = k % 3 == 0 ? some_genes : NULL;
        options.max_indels = k % 2 == 0 ? 0 : 2; /* refused with most plans */
        if (all_hits_search(index, peptides, 4, &options, &hits, NULL) != MIMICRY_OK)
            continue;
        const mimicry_hit *hit = all_hits_data(hits, &count, NULL);
        for (size_t i = 0; i < count; i++) {
            mimicry_record record = {.size = sizeof record};
            char letters[16];
            if (mimicry_index_record(index, hit[i].record, &record, NULL) == MIMICRY_OK)
                ck_assert_uint_lt(strlen(record.accession) + strlen(record.gene), size);
            mimicry_index_residues(index, hit[i].record, hit[i].start, 15, letters);
        }
        all_hits_free(hits);
    }
    align_all(index, peptides);
    align_by_seeds(index, peptides);
    mimicry_index_close(index);
}

static void damage(size_t at, char mask)
{
    mimicry_error error = {.size = sizeof error};
    put_byte(at, (char)(good[at] ^ mask));
    ck_assert_msg(mimicry_index_verify(path, &error) != MIMICRY_OK,
                  "byte %zu changed, and verify did not tell", at);
    ck_assert_msg(error.message[0] != '\0', "byte %zu: no message", at);
    search_all_plans();
    put_byte(at, good[at]);
}

static void set_up(void)
{
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 4);
    path = support_temporary_name(".mim");
    ck_assert_int_eq(mimicry_index_save(index, path, NULL), MIMICRY_OK);
    mimicry_index_close(index);
    good = support_read_file(path, &size);
    static const char *const names[] = {"aaa"};
    ck_assert_int_eq(mimicry_genes_create(names, 1, &some_genes, NULL), MIMICRY_OK);
}

/* All of the header, and a choice of the rest, the last byte among them. */
START_TEST(every_changed_byte_is_told)
{
    const size_t step = (size_t)SPARSE * 10 / support_scaled(10);
    size_t tried = 0;
    ck_assert_int_eq(mimicry_index_verify(path, NULL), MIMICRY_OK);
    for (size_t at = 0; at < size; at += at < HEADER + 1024 ? 1 : step, tried++)
        damage(at, at % 2 == 0 ? 1 : (char)0xff);
    damage(size - 1, 1);
    ck_assert_int_eq(mimicry_index_verify(path, NULL), MIMICRY_OK);
    printf("%zu of %zu bytes changed, one by one\n", tried + 1, size);
}
END_TEST

/* The small sections are where the meaning is: each of their bytes, in every bit. */
START_TEST(every_bit_of_the_last_sections)
{
    for (size_t at = size - 256; at < size; at++) {
        for (int bit = 0; bit < 8; bit++)
            damage(at, (char)(1 << bit));
    }
}
END_TEST

START_TEST(every_truncation_is_told)
{
    for (size_t length = 0; length < size; length += length < 5000 ? 7 : 9973) {
        char *shorter = support_write_file(".mim", good, length);
        mimicry_index *index;
        const mimicry_status status = mimicry_index_open(shorter, 0, &index, NULL);
        ck_assert(status == MIMICRY_E_CORRUPT || status == MIMICRY_E_FORMAT);
        ck_assert_ptr_null(index);
        ck_assert_int_ne(mimicry_index_verify(shorter, NULL), MIMICRY_OK);
        remove(shorter);
        free(shorter);
    }
}
END_TEST

int main(void)
{
    support_begin("test_damaged");
    Suite *suite = suite_create("damaged");
    TCase *tests = tcase_create("damaged");
    tcase_set_timeout(tests, 120);
    tcase_add_unchecked_fixture(tests, set_up, NULL);
    tcase_add_test(tests, every_changed_byte_is_told);
    tcase_add_test(tests, every_bit_of_the_last_sections);
    tcase_add_test(tests, every_truncation_is_told);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
