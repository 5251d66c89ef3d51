/* The same hits must come of files split or joined, plain or packed, and of an index that was saved
 * and opened again. No oracle is asked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"

START_TEST(two_files_are_their_concatenation)
{
    for (unsigned i = 0; i < support_scaled(ROUNDS); i++) {
        sample made = random_sample(30, i);
        char *first = support_write_file(".fasta", made.fasta[0].bytes, made.fasta[0].length);
        char *second = support_write_file(".fasta", made.fasta[1].bytes, made.fasta[1].length);
        test_text joined = {0};
        text_add(&joined, made.fasta[0].bytes, made.fasta[0].length);
        text_add(&joined, made.fasta[1].bytes, made.fasta[1].length);
        char *both = support_write_file(".fasta", joined.bytes, joined.length);
        mimicry_index *split = build_index((const char *const[]){first, second}, 2);
        mimicry_index *whole = build_index((const char *const[]){both}, 1);

        expect_same_searches(split, whole, &made.peptides, "two files and one", i);
        mimicry_index_close(split);
        mimicry_index_close(whole);
        text_free(&joined);
        free(first);
        free(second);
        free(both);
        sample_free(&made);
    }
}
END_TEST

static void compress(const char *from, const char *to, const char *redirection)
{
    char command[1024];

    snprintf(command, sizeof command, "gzip -c '%s' %s '%s'", from, redirection, to);
    ck_assert_int_eq(system(command), 0);
}

/* gzip files of one member and of two. */
START_TEST(gzip_is_the_plain_file)
{
    for (unsigned i = 0; i < support_scaled(5); i++) {
        sample made = random_sample(31, i);
        char *first = support_write_file(".fasta", made.fasta[0].bytes, made.fasta[0].length);
        char *second = support_write_file(".fasta", made.fasta[1].bytes, made.fasta[1].length);
        char *packed = support_temporary_name(".fasta.gz");
        compress(first, packed, ">");
        mimicry_index *plain = build_index((const char *const[]){first}, 1);
        mimicry_index *gzip = build_index((const char *const[]){packed}, 1);
        expect_same_searches(plain, gzip, &made.peptides, "plain and gzip", i);
        mimicry_index_close(plain);
        mimicry_index_close(gzip);

        compress(second, packed, ">>");
        plain = build_index((const char *const[]){first, second}, 2);
        gzip = build_index((const char *const[]){packed}, 1);
        expect_same_searches(plain, gzip, &made.peptides, "two files and two members", i);
        mimicry_index_close(plain);
        mimicry_index_close(gzip);
        free(first);
        free(second);
        free(packed);
        sample_free(&made);
    }
}
END_TEST

static void expect_same_bytes(const char *a, const char *b)
{
    size_t a_length = 0;
    size_t b_length = 0;
    char *a_bytes = support_read_file(a, &a_length);
    char *b_bytes = support_read_file(b, &b_length);

    ck_assert_uint_gt(a_length, 0);
    ck_assert_uint_eq(a_length, b_length);
    ck_assert_mem_eq(a_bytes, b_bytes, a_length);
    free(a_bytes);
    free(b_bytes);
}

/* Built, saved, opened, and read as FASTA: one and the same; and saved to the same bytes. */
START_TEST(saved_is_built)
{
    mimicry_error error = {.size = sizeof error};

    for (unsigned i = 0; i < support_scaled(ROUNDS); i++) {
        sample made = random_sample(32, i);
        char *fasta = support_write_file(".fasta", made.fasta[0].bytes, made.fasta[0].length);
        char *saved[3] = {support_temporary_name(".mim"), support_temporary_name(".mim"),
                          support_temporary_name(".mim")};
        mimicry_index *built = build_index((const char *const[]){fasta}, 1);
        save_index(built, saved[0]);
        save_index(built, saved[1]);
        support_expect_ok(mimicry_index_verify(saved[0], &error), &error, "verify");
        mimicry_index *opened = open_index(saved[0], i % 2 ? MIMICRY_OPEN_VERIFY : 0);
        mimicry_index *read = open_index(fasta, MIMICRY_OPEN_FASTA);
        save_index(i % 2 ? opened : read, saved[2]);

        expect_same_searches(built, opened, &made.peptides, "built and opened", i);
        expect_same_searches(built, read, &made.peptides, "built and read", i);
        expect_same_bytes(saved[0], saved[1]);
        expect_same_bytes(saved[0], saved[2]);
        mimicry_index_close(built);
        mimicry_index_close(opened);
        mimicry_index_close(read);
        for (unsigned j = 0; j < 3; j++) {
            remove(saved[j]);
            free(saved[j]);
        }
        free(fasta);
        sample_free(&made);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("same_files");

    support_begin("test_same_files");
    support_add_test(suite, two_files_are_their_concatenation);
    support_add_test(suite, gzip_is_the_plain_file);
    support_add_test(suite, saved_is_built);
    return support_run(suite);
}
