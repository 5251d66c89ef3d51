/* The order of bytes in an index file: the lowest one first, on whatever machine this runs. */
#include <stdlib.h>
#include <string.h>

#include "base/byte_order.h"
#include "base/checksum.h"
#include "index/build.h"
#include "index/layout.h"
#include "index/save.h"
#include "index/store.h"
#include "support.h"

START_TEST(bytes_are_turned)
{
    uint8_t bytes[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    static const uint8_t twos[] = {0, 2, 1, 4, 3, 5}, eights[] = {5, 13, 12, 11, 10, 9, 8, 7, 6};

    mim_turn_bytes(bytes + 1, 4, 1);
    ck_assert_uint_eq(bytes[1], 1);
    mim_turn_bytes(bytes + 1, 2, 2);
    ck_assert_mem_eq(bytes, twos, sizeof twos);
    mim_turn_bytes(bytes + 6, 1, 8);
    ck_assert_mem_eq(bytes + 5, eights, sizeof eights);
    mim_turn_bytes(bytes + 13, 1, 4);
    ck_assert_mem_eq(bytes + 12, "\x07\x10\x0f\x0e\x06", 5);
    mim_turn_bytes(bytes, 0, 8);
    ck_assert_uint_eq(bytes[0], 0);
}
END_TEST

static uint64_t number_at(const char *file, uint64_t at, unsigned width)
{
    uint64_t number = 0;

    for (unsigned k = width; k > 0; k--)
        number = number << 8 | (uint8_t)file[at + k - 1];
    return number;
}

static void same_numbers(const char *file, uint64_t at, const void *items, uint64_t count,
                         unsigned width)
{
    for (uint64_t i = 0; i < count; i++) {
        uint64_t expected = 0;

        if (width == 2)
            expected = ((const uint16_t *)items)[i];
        else if (width == 4)
            expected = ((const uint32_t *)items)[i];
        else if (width == 8)
            expected = ((const uint64_t *)items)[i];
        ck_assert_uint_eq(number_at(file, at + i * width, width), expected);
    }
}

/* Section 1 to 10 as docs/index-format.md has it. */
static uint64_t section_at(const char *file, unsigned id)
{
    const uint64_t entry = 320 + (uint64_t)(id - 1) * 24;

    ck_assert_uint_eq(number_at(file, entry, 4), id);
    ck_assert_uint_eq(
        number_at(file, entry + 4, 4),
        mim_crc32(0, file + number_at(file, entry + 8, 8), (size_t)number_at(file, entry + 16, 8)));
    return number_at(file, entry + 8, 8);
}

static void check_file(const char *file, size_t size, const mimicry_index *index)
{
    const uint64_t n = index->records;
    const unsigned w = index->suffix_width;

    ck_assert_mem_eq(file + 8, "\4\3\2\1\1\0\0\0", 8);
    ck_assert_uint_eq(number_at(file, 24, 8), size);
    ck_assert_uint_eq(number_at(file, 32, 8), index->text_length);
    ck_assert_uint_eq(number_at(file, 40, 8), n);
    ck_assert_uint_eq(number_at(file, 48, 8), index->n_sources);
    ck_assert_uint_eq(number_at(file, 56, 4), w);
    ck_assert_uint_eq(number_at(file, 60, 4), 10);
    same_numbers(file, 64, index->counts, MIM_CODES, 8);
    ck_assert_uint_eq(number_at(file, 4092, 4), mim_crc32(0, file, 4092));
    ck_assert_mem_eq(file + section_at(file, 1), index->text, index->text_length);
    same_numbers(file, section_at(file, 2), index->starts, n + 1, 8);
    same_numbers(file, section_at(file, 3), index->name_offsets, n + 1, 8);
    ck_assert_mem_eq(file + section_at(file, 4), index->names, index->names_size);
    same_numbers(file, section_at(file, 5), index->taxa, n, 4);
    same_numbers(file, section_at(file, 6), index->suffixes, index->text_length, w);
    same_numbers(file, section_at(file, 7), index->prefixes, 21 * 21 * 21 * 21 + 1, w);
    if (index->fifths != NULL)
        same_numbers(file, section_at(file, 8), index->fifths, 20 * 20 * 20 * 20 * 20, 2);
    ck_assert_uint_eq(number_at(file, section_at(file, 9), 8), index->sources[0].size);
    ck_assert_uint_eq(number_at(file, section_at(file, 9) + 8, 4), index->sources[0].crc32);
    ck_assert_uint_eq(number_at(file, section_at(file, 9) + 12, 4), index->sources[0].name);
    ck_assert_str_eq(file + section_at(file, 10), index->source_names);
}

static void check_same(const mimicry_index *a, const mimicry_index *b)
{
    struct mim_section_view in_a[MIM_SECTIONS], in_b[MIM_SECTIONS];

    mim_layout_sections(a, in_a);
    mim_layout_sections(b, in_b);
    for (unsigned s = 0; s < MIM_SECTIONS; s++) {
        ck_assert_uint_eq(in_a[s].size, in_b[s].size);
        ck_assert(in_a[s].size == 0 ||
                  memcmp(in_a[s].data, in_b[s].data, (size_t)in_a[s].size) == 0);
    }
    ck_assert_mem_eq(a->counts, b->counts, sizeof a->counts);
}

static mimicry_index *built(const char *path, int32_t suffix_width)
{
    const mimicry_build_options options = {.size = sizeof options, .suffix_width = suffix_width};
    mimicry_error error;
    mimicry_index *index;

    support_expect_ok(mim_index_build(&path, 1, &options, &index, &error), &error, "build");
    return index;
}

/* Built, saved, looked at byte by byte, opened and verified. */
static uint32_t check_saved(const test_text *fasta, int32_t suffix_width)
{
    char *source = support_write_file(".fa", fasta->bytes, fasta->length);
    char *path = support_temporary_name(".mim");
    mimicry_index *index = built(source, suffix_width), *opened;
    mimicry_error error;
    size_t size;

    support_expect_ok(mim_index_save(index, path, &error), &error, "save");
    char *file = support_read_file(path, &size);
    check_file(file, size, index);
    support_expect_ok(mim_index_open(path, true, &opened, &error), &error, "open");
    check_same(index, opened);
    support_expect_ok(mim_index_verify(path, &error), &error, "verify");
    /* All but the name of the source, which is a temporary one. */
    const uint32_t crc = mim_crc32(0, file + 4096, (size_t)(section_at(file, 10) - 4096));
    mim_index_free(opened);
    mim_index_free(index);
    free(file);
    free(path);
    free(source);
    return crc;
}

/* With the bytes that they have everywhere. */
START_TEST(small_indexes)
{
    test_text fasta = {0};

    text_print(&fasta, ">sp|P1|ONE_HUMAN First OS=Homo sapiens OX=9606 GN=ONE PE=1\n"
                       "MKVLAACDEFGHIKLMNPQRSTVWYUO*\n>two second\n\n>P3\nBZXJacdefgh\n");
    ck_assert_uint_eq(check_saved(&fasta, 4), 0xf96d5c1b);
    ck_assert_uint_eq(check_saved(&fasta, 8), 0x8c67f9d0);
    text_free(&fasta);
}
END_TEST

/* So long that the index has the counts of fifths. */
START_TEST(long_index)
{
    test_text fasta = {0};
    test_random random = random_of_case(312, 0);

    for (unsigned r = 0; r < 100; r++) {
        text_print(&fasta, ">record%u\n", r);
        for (unsigned i = 0; i < 11000; i++)
            text_add_char(&fasta, "ARNDCQEGHILKMFPSTWYV"[random_below(&random, 20)]);
        text_add_char(&fasta, '\n');
    }
    check_saved(&fasta, 0);
    text_free(&fasta);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("byte order");

    support_begin("test_byte_order");
    support_add_test(suite, bytes_are_turned);
    support_add_test(suite, small_indexes);
    support_add_test(suite, long_index);
    return support_run(suite);
}
