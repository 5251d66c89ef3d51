/* What the C tests share: seeds, temporary files, text and lists. */
#define _XOPEN_SOURCE 700

#include "support.h"

#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[256];
static pid_t owner;
static uint64_t seed = 20240229;
static double scale = 1;

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

/* Check runs tests in forked children, which come here too: only the first process cleans up. */
static void remove_folder(void)
{
    if (getpid() == owner)
        nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

void support_begin(const char *program)
{
    const char *seed_text = getenv("MIMICRY_TEST_SEED");
    const char *scale_text = getenv("MIMICRY_TEST_SCALE");
    const char *parent = getenv("TMPDIR");

    if (seed_text && *seed_text)
        seed = strtoull(seed_text, NULL, 0);
    if (scale_text && *scale_text)
        scale = strtod(scale_text, NULL);
    printf("%s: MIMICRY_TEST_SEED=%llu MIMICRY_TEST_SCALE=%g\n", program, (unsigned long long)seed,
           scale);
    fflush(stdout);
    int length = snprintf(folder, sizeof folder, "%s/mimicry-test-XXXXXX",
                          parent && *parent ? parent : "/tmp");
    if (length < 0 || (size_t)length >= sizeof folder || !mkdtemp(folder)) {
        perror(folder);
        exit(EXIT_FAILURE);
    }
    owner = getpid();
    atexit(remove_folder);
}

uint64_t support_seed(void)
{
    return seed;
}

unsigned support_scaled(unsigned count)
{
    double scaled = count * (scale >= 1 && !support_is_thorough() ? scale / 2 : scale);

    return scaled < 1 ? 1 : (unsigned)scaled;
}

bool support_included(unsigned i)
{
    return scale >= 1 || i == 0 || (unsigned)((i + 1) * scale) > (unsigned)(i * scale);
}

bool support_is_thorough(void)
{
    const char *text = getenv("MIMICRY_THOROUGH");

    return text != NULL && strcmp(text, "1") == 0;
}

void support_add_test(Suite *suite, const TTest *test)
{
    TCase *tcase = tcase_create(test->name);

    tcase_set_timeout(tcase, 900);
    tcase_add_test(tcase, test);
    suite_add_tcase(suite, tcase);
}

int support_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

void *support_realloc(void *memory, size_t size)
{
    void *result = realloc(memory, size ? size : 1);

    if (!result) {
        fputs("not enough memory for the test\n", stderr);
        abort();
    }
    return result;
}

char *support_temporary_name(const char *ending)
{
    static unsigned long number;
    size_t size = strlen(folder) + strlen(ending) + 64;
    char *name = support_realloc(NULL, size);

    /* The process number keeps the names of forked tests apart. */
    snprintf(name, size, "%s/%ld-%lu%s", folder, (long)getpid(), number++, ending);
    return name;
}

char *support_write_file(const char *ending, const char *bytes, size_t length)
{
    char *name = support_temporary_name(ending);
    FILE *file = fopen(name, "wb");

    ck_assert_msg(file, "%s cannot be made", name);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
    return name;
}

char *support_read_file(const char *path, size_t *out_length)
{
    FILE *file = fopen(path, "rb");
    test_text text = {0};
    char block[65536];
    size_t got;

    ck_assert_msg(file, "%s cannot be opened", path);
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        text_add(&text, block, got);
    ck_assert_int_eq(fclose(file), 0);
    *out_length = text.length;
    return text.bytes;
}

char *support_data_path(const char *name)
{
    size_t size = strlen(MIMICRY_DATA_DIR) + strlen(name) + 2;
    char *path = support_realloc(NULL, size);

    snprintf(path, size, "%s/%s", MIMICRY_DATA_DIR, name);
    return path;
}

void support_expect_ok(mimicry_status status, const mimicry_error *error, const char *what)
{
    ck_assert_msg(status == MIMICRY_OK, "%s: status %d (%s): %s", what, (int)status,
                  mimicry_status_name(status), error->message);
}

/* ---- Random numbers ---- */

test_random random_of_case(uint64_t test, uint64_t number)
{
    test_random random = {seed};

    random.state = random_next(&random) ^ test;
    random.state = random_next(&random) ^ number;
    random.state = random_next(&random);
    return random;
}

uint64_t random_next(test_random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15U;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

uint64_t random_below(test_random *random, uint64_t bound)
{
    return random_next(random) % bound;
}

int64_t random_between(test_random *random, int64_t low, int64_t high)
{
    return low + (int64_t)random_below(random, (uint64_t)(high - low) + 1);
}

double random_unit(test_random *random)
{
    return (double)(random_next(random) >> 11) * 0x1p-53;
}

bool random_chance(test_random *random, unsigned percent)
{
    return random_below(random, 100) < percent;
}

/* ---- Growing text ---- */

void text_add(test_text *text, const char *bytes, size_t length)
{
    if (text->length + length + 1 > text->capacity) {
        text->capacity = 2 * (text->length + length) + 64;
        text->bytes = support_realloc(text->bytes, text->capacity);
    }
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_add_char(test_text *text, char c)
{
    text_add(text, &c, 1);
}

void text_print(test_text *text, const char *format, ...)
{
    char line[4096];
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    ck_assert_msg(length >= 0 && (size_t)length < sizeof line, "text too long");
    text_add(text, line, (size_t)length);
}

void text_free(test_text *text)
{
    free(text->bytes);
    *text = (test_text){0};
}

/* ---- Lists of peptides ---- */

void peptides_add(test_peptides *peptides, const char *letters, size_t length)
{
    char *copy = support_realloc(NULL, length + 1);

    memcpy(copy, letters, length);
    copy[length] = '\0';
    if (peptides->count == peptides->capacity) {
        peptides->capacity = 2 * peptides->capacity + 8;
        peptides->letters =
            support_realloc(peptides->letters, peptides->capacity * sizeof *peptides->letters);
    }
    peptides->letters[peptides->count++] = copy;
}

void peptides_free(test_peptides *peptides)
{
    for (size_t i = 0; i < peptides->count; i++)
        free((void *)peptides->letters[i]);
    free(peptides->letters);
    *peptides = (test_peptides){0};
}
