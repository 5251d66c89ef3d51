/* Sources give the bytes of plain and packed files, whatever the blocks are, and refuse by name
 * what is no text. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "io/source.h"
#include "support.h"

static mimicry_status open_bytes(const char *bytes, size_t length, char **path,
                                 struct mim_source **source, mimicry_error *error)
{
    *path = support_write_file(".bin", bytes, length);
    return mim_source_open(*path, source, error);
}

static void expect_bytes(struct mim_source *source, const char *expected, size_t length)
{
    size_t at = 0;
    for (;;) {
        const uint8_t *data;
        size_t size;
        mimicry_error error = {.size = sizeof error};
        support_expect_ok(mim_source_read(source, 1, &data, &size, &error), &error, "read");
        if (size == 0)
            break;
        ck_assert_uint_le(at + size, length);
        ck_assert_mem_eq(data, expected + at, size);
        at += size;
    }
    ck_assert_uint_eq(at, length);
}

/* ---- What is read ---- */

/* Adds a gzip member. */
static void pack(test_text *text, const char *bytes, size_t length)
{
    z_stream stream = {0};
    ck_assert_int_eq(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    const size_t room = deflateBound(&stream, (uLong)length);
    char *packed = support_realloc(NULL, room);
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    text_add(text, packed, stream.total_out);
    deflateEnd(&stream);
    free(packed);
}

/* Packs as members of random sizes, empty ones too. */
static test_text pack_members(test_random *random, const char *bytes, size_t length)
{
    test_text packed = {0};
    size_t at = 0;
    while (at < length || packed.length == 0) {
        const size_t left = length - at;
        const size_t size = random_chance(random, 20)   ? 0
                            : random_chance(random, 30) ? random_below(random, left + 1)
                                                        : left;
        pack(&packed, bytes + at, size);
        at += size;
    }
    return packed;
}

START_TEST(packed_and_plain)
{
    for (unsigned n = 0; n < support_scaled(200); n++) {
        test_random random = random_of_case(61, n);
        const bool mark = random_chance(&random, 30);
        const unsigned packings = (unsigned)random_below(&random, 3);
        const size_t length = random_below(&random, random_chance(&random, 10) ? 400000 : 700);
        test_text text = {0};
        mimicry_error error = {.size = sizeof error};
        struct mim_source *source;
        char *path;

        text_add(&text, "\xef\xbb\xbf", mark ? 3 : 0);
        for (size_t i = 0; i < length; i++)
            text_add_char(&text, (char)random_between(&random, ' ', '~'));
        test_text file = {0};
        text_add(&file, text.bytes != NULL ? text.bytes : "", text.length);
        for (unsigned i = 0; i < packings; i++) {
            test_text packed = pack_members(&random, file.bytes, file.length);
            free(file.bytes);
            file = packed;
        }
        support_expect_ok(open_bytes(file.bytes, file.length, &path, &source, &error), &error,
                          "open");
        expect_bytes(source, text.bytes + (mark ? 3 : 0), length);
        ck_assert_uint_eq(mim_source_size(source), file.length);
        mim_source_close(source);
        remove(path);
        free(path);
        free(file.bytes);
        free(text.bytes);
    }
}
END_TEST

/* Text of several blocks that does not get shorter when it is packed. */
static test_text make_noise(test_random *random, size_t length)
{
    test_text text = {0};
    while (text.length < length)
        text_add_char(&text, (char)random_between(random, 1, 127));
    return text;
}

enum { NOISE = 600000 };

/* A reader may hand bytes back at any time, and leave at any. */
START_TEST(handed_back_and_left)
{
    for (unsigned n = 0; n < support_scaled(50); n++) {
        test_random random = random_of_case(62, n);
        test_text text = make_noise(&random, NOISE), file = {0};
        const size_t until = random_below(&random, NOISE + 100000);
        mimicry_error error = {.size = sizeof error};
        struct mim_source *source;
        size_t at = 0, size = 1;
        char *path;
        pack(&file, text.bytes, text.length);
        support_expect_ok(open_bytes(file.bytes, file.length, &path, &source, &error), &error,
                          "open");
        while (at < until && size > 0) {
            const uint8_t *data;
            support_expect_ok(mim_source_read(source, 1, &data, &size, &error), &error, "read");
            const size_t taken =
                random_chance(&random, 30) ? random_below(&random, size + 1) : size;
            mim_source_unread(source, data + taken, size - taken);
            ck_assert_uint_le(at + size, text.length);
            ck_assert_mem_eq(data, text.bytes + at, size);
            at += taken;
        }
        ck_assert(size > 0 || at == text.length);
        mim_source_close(source);
        remove(path);
        free(path);
        text_free(&file);
        text_free(&text);
    }
}
END_TEST

static void *write_and_wait(void *data)
{
    const test_text *text = ((void **)data)[0];
    const int to = *(const int *)((void **)data)[1];
    ck_assert_int_eq(write(to, text->bytes, text->length), (ssize_t)text->length);
    return NULL;
}

/* Of a pipe no more is waited for than was asked for. */
START_TEST(a_pipe_that_stays_open)
{
    test_random random = random_of_case(63, 0);
    test_text text = make_noise(&random, NOISE), file = {0};
    mimicry_error error = {.size = sizeof error};
    struct mim_source *source;
    const uint8_t *data;
    size_t at = 0, size;
    char path[32];
    pthread_t writer;
    int ends[2];
    pack(&file, text.bytes, text.length);
    file.length = 300000; /* two blocks of the file, and a part of a third that does not end */
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(pthread_create(&writer, NULL, write_and_wait, (void *[]){&file, &ends[1]}), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    support_expect_ok(mim_source_open(path, &source, &error), &error, "open");
    while (at < 290000) { /* all that is there, nearly */
        support_expect_ok(mim_source_read(source, 1, &data, &size, &error), &error, "read");
        ck_assert_uint_gt(size, 0);
        ck_assert_mem_eq(data, text.bytes + at, size);
        at += size;
    }
    mim_source_close(source);
    pthread_join(writer, NULL);
    close(ends[0]);
    close(ends[1]);
    text_free(&file);
    text_free(&text);
}
END_TEST

/* ---- What is refused ---- */

/* Reads what comes before, at one line after the other; the failure has the reader's. */
static void expect_failure(const test_text *file, const char *what)
{
    mimicry_error error = {.size = sizeof error};
    struct mim_source *source;
    const uint8_t *data;
    mimicry_status status;
    uint64_t line = 1;
    size_t size;
    char *path, message[400];
    support_expect_ok(open_bytes(file->bytes, file->length, &path, &source, &error), &error,
                      "open");
    do {
        line += 10;
        status = mim_source_read(source, line, &data, &size, &error);
    } while (status == MIMICRY_OK && size > 0);
    snprintf(message, sizeof message, "%s:%llu: %s", path, (unsigned long long)line, what);
    ck_assert_int_eq(status, MIMICRY_E_FORMAT);
    ck_assert_str_eq(error.message, message);
    ck_assert_uint_eq(error.line, line);
    ck_assert_uint_gt(line, 21); /* not in the first block */
    mim_source_close(source);
    remove(path);
    free(path);
}

START_TEST(damaged_late)
{
    for (unsigned n = 0; n < support_scaled(20); n++) {
        test_random random = random_of_case(64, n);
        test_text text = make_noise(&random, NOISE), file = {0};
        pack(&file, text.bytes, text.length);
        const size_t whole = file.length;
        text_add(&file, "no gzip", 7);
        expect_failure(&file, "the gzip data is followed by something else");
        file.length = whole - 1 - random_below(&random, whole / 2);
        expect_failure(&file, "the gzip data ends too early: the file is truncated");
        file.length = whole;
        file.bytes[whole - 6] ^= 1; /* of the checksum */
        expect_failure(&file, "the gzip data is damaged (incorrect data check)");
        text_free(&file);
        text_free(&text);
    }
}
END_TEST

#define BYTES(text) (text), sizeof(text) - 1

static const struct refused {
    const char *bytes;
    size_t length;
    const char *message;
} refused[] = {
    {BYTES("\x89MIM\r\n\x1a\n"), "the file is a mimicry index: it is given as INDEX"},
    {BYTES("BZh91AY&SYx"), "packed with bzip2: unpack it, or pack it with gzip"},
    {BYTES("\xfd"
           "7zXZ\0x"),
     "packed with xz: unpack it"},
    {BYTES("\x28\xb5\x2f\xfdx"), "packed with zstd: unpack it"},
    {BYTES("\x04\x22\x4d\x18x"), "packed with lz4"},
    {BYTES("PK\3\4x"), "a zip archive, or a workbook of Excel: take the text file out"},
    {BYTES("7z\xbc\xaf\x27\x1cx"), "a 7z archive"},
    {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"), "a workbook of Excel: export it"},
    {BYTES("PAR1\x15x"), "a Parquet file"},
    {BYTES("<!DOCTYPE html>"), "a web page: download the file itself"},
    {BYTES("%PDF-1.4"), "a PDF file"},
    {BYTES("\xff\xfe>\0a\0\n\0"), "UTF-16 text: save it as UTF-8"},
    {BYTES("\xfe\xff\0>\0a"), "UTF-16 text: save it as UTF-8"},
    {BYTES("\xff\xfe\0\0>\0\0\0"), "UTF-32 text"},
    {BYTES(">\0a\0\n\0"), "UTF-16 text"},
    {BYTES("\0>\0a\0\n"), "UTF-16 text"},
};

/* Plain, and within gzip. */
START_TEST(forms)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        for (int packed = 0; packed < 2; packed++) {
            test_text file = {0};
            mimicry_error error = {.size = sizeof error};
            struct mim_source *source;
            char *path;

            if (packed)
                pack(&file, "", 0); /* what the file is may stand in a later member */
            if (packed)
                pack(&file, refused[i].bytes, refused[i].length);
            else
                text_add(&file, refused[i].bytes, refused[i].length);
            ck_assert_int_eq(open_bytes(file.bytes, file.length, &path, &source, &error),
                             MIMICRY_E_FORMAT);
            ck_assert_ptr_null(source);
            ck_assert_msg(strstr(error.message, refused[i].message) != NULL, "%s", error.message);
            remove(path);
            free(path);
            free(file.bytes);
        }
    }
}
END_TEST

/* Text that begins in part as some form does. */
START_TEST(not_forms)
{
    static const char *const texts[] = {
        "BZh9 is a name", "PK", "PAR1\nF2R\n", "RDX\n", "X\n", "7z", "<", "{}", "%P",
        "LZIP",           "MIM"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mimicry_error error = {.size = sizeof error};
        struct mim_source *source;
        char *path;
        support_expect_ok(open_bytes(texts[i], strlen(texts[i]), &path, &source, &error), &error,
                          texts[i]);
        expect_bytes(source, texts[i], strlen(texts[i]));
        mim_source_close(source);
        remove(path);
        free(path);
    }
}
END_TEST

START_TEST(packed_too_often)
{
    test_text file = {0};
    mimicry_error error = {.size = sizeof error};
    struct mim_source *source;
    char *path;
    text_add(&file, BYTES(">a\nACDE\n"));
    for (int i = 0; i < 3; i++) {
        test_text packed = {0};
        pack(&packed, file.bytes, file.length);
        free(file.bytes);
        file = packed;
    }
    ck_assert_int_eq(open_bytes(file.bytes, file.length, &path, &source, &error), MIMICRY_E_FORMAT);
    ck_assert_msg(strstr(error.message, "packed with gzip more than 2 times: unpack it") != NULL,
                  "%s", error.message);
    remove(path);
    free(path);
    free(file.bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sources");

    support_begin("test_sources");
    support_add_test(suite, packed_and_plain);
    support_add_test(suite, handed_back_and_left);
    support_add_test(suite, a_pipe_that_stays_open);
    support_add_test(suite, damaged_late);
    support_add_test(suite, forms);
    support_add_test(suite, not_forms);
    support_add_test(suite, packed_too_often);
    return support_run(suite);
}
