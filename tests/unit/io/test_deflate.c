/* What is packed unpacks to what it was, whatever the pieces; the same bytes each time. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "io/deflate.h"
#include "support.h"

/* Packs bytes in pieces of random sizes, empty ones too. */
static struct mim_packed pack(test_random *random, const char *bytes, size_t count)
{
    struct mim_packed packed = {0};
    struct mim_deflate *deflate;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mim_deflate_create(&packed, &deflate, &error), &error, "begin");
    for (size_t at = 0; at < count;) {
        const size_t most = random_chance(random, 20) ? count : 1 + count / 7;
        size_t some = (size_t)random_below(random, most + 1);
        if (some > count - at)
            some = count - at;
        support_expect_ok(mim_deflate_add(deflate, bytes + at, some, &error), &error, "add");
        at += some;
    }
    support_expect_ok(mim_deflate_end(deflate, &error), &error, "end");
    mim_deflate_free(deflate);
    return packed;
}

static void expect_unpacked(const struct mim_packed *packed, const char *bytes, size_t count)
{
    z_stream stream = {0};
    char *out = support_realloc(NULL, count + 1);
    ck_assert_int_eq(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    stream.next_in = packed->bytes;
    stream.avail_in = (uInt)packed->used;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)(count + 1);
    ck_assert_int_eq(inflate(&stream, Z_FINISH), Z_STREAM_END);
    ck_assert_uint_eq(stream.avail_in, 0);
    ck_assert_uint_eq(stream.total_out, count);
    ck_assert(count == 0 || memcmp(out, bytes, count) == 0);
    inflateEnd(&stream);
    free(out);
}

/* Bytes that no packer makes shorter, letters, or one letter. */
static char *random_bytes(test_random *random, size_t count)
{
    const uint64_t kinds[] = {256, 20, 1};
    const uint64_t kind = kinds[random_below(random, 3)];
    char *bytes = support_realloc(NULL, count + 1);
    for (size_t i = 0; i < count; i++)
        bytes[i] = (char)(random_below(random, kind) + (kind < 256 ? 'A' : 0));
    return bytes;
}

START_TEST(test_round_trips)
{
    static const size_t sizes[] = {0, 1, 2, 65535, 65536, 65537, 1 << 20, (3 << 20) + 5};
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (unsigned again = 0; again < 3; again++) {
            test_random random = random_of_case(1, 3 * i + again);
            char *bytes = random_bytes(&random, sizes[i]);
            struct mim_packed packed = pack(&random, bytes, sizes[i]);
            expect_unpacked(&packed, bytes, sizes[i]);
            free(packed.bytes);
            free(bytes);
        }
}
END_TEST

START_TEST(test_same_bytes)
{
    test_random random = random_of_case(2, 0);
    char *bytes = random_bytes(&random, 300000);
    test_random pieces = random_of_case(3, 0), others = random_of_case(3, 1);
    struct mim_packed a = pack(&pieces, bytes, 300000), b = pack(&others, bytes, 300000);
    ck_assert_uint_eq(a.used, b.used);
    ck_assert_mem_eq(a.bytes, b.bytes, a.used);
    ck_assert_mem_eq(a.bytes + 4, "\0\0\0\0", 4); /* no time */
    free(a.bytes);
    free(b.bytes);
    free(bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("deflate");
    support_begin("deflate");
    support_add_test(suite, test_round_trips);
    support_add_test(suite, test_same_bytes);
    return support_run(suite);
}
