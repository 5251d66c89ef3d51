/* What the C tests share: random numbers from a printed seed, a folder for temporary files, and
 * growing text. */
#ifndef MIMICRY_TESTS_SUPPORT_H
#define MIMICRY_TESTS_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <check.h>

#include <mimicry/mimicry.h>

/* Check writes the place of every check that passes to a file, which costs more than what is
 * tested: here only checks that fail are told. */
#define _mark_point(file, line) ((void)0)

/* To be called first by main: makes the folder for temporary files, which is removed when the
 * program ends, reads the environment and prints the seed. */
void support_begin(const char *program);

/* From MIMICRY_TEST_SEED, else the same in every run. */
uint64_t support_seed(void);

/* `count` times MIMICRY_TEST_SCALE (1 when it is not set), and at least 1: of random cases all in
 * thorough tests and a half in others. */
unsigned support_scaled(unsigned count);

/* Whether case `i` of a fixed series is to be run: all of them, or an even share of that scale. */
bool support_included(unsigned i);

/* Whether MIMICRY_THOROUGH is 1: cases that others show as well are run, too. */
bool support_is_thorough(void);

/* Adds a test with a time limit that does for slow machines and sanitizers. */
void support_add_test(Suite *suite, const TTest *test);

/* Runs a suite and gives main's exit status. */
int support_run(Suite *suite);

/* A name in the temporary folder that no other call gives; the caller frees it. */
char *support_temporary_name(const char *ending);

/* A new file with these bytes under such a name; the caller frees the name. */
char *support_write_file(const char *ending, const char *bytes, size_t length);

/* The whole file, with a NUL after it; the caller frees it. */
char *support_read_file(const char *path, size_t *out_length);

/* The path of a file in the data folder; the caller frees it. */
char *support_data_path(const char *name);

/* Memory or the end of the test. */
void *support_realloc(void *memory, size_t size);

/* Fails the test with the library's message when the status is not MIMICRY_OK. */
void support_expect_ok(mimicry_status status, const mimicry_error *error, const char *what);

/* ---- Random numbers (splitmix64) ---- */

typedef struct test_random {
    uint64_t state;
} test_random;

/* The numbers of case `number` of a test depend on the seed, `test` and `number` alone. */
test_random random_of_case(uint64_t test, uint64_t number);
uint64_t random_next(test_random *random);
uint64_t random_below(test_random *random, uint64_t bound);
int64_t random_between(test_random *random, int64_t low, int64_t high); /* both included */
double random_unit(test_random *random);                                /* in [0, 1) */
bool random_chance(test_random *random, unsigned percent);

/* ---- Growing text ---- */

typedef struct test_text {
    char *bytes; /* with a NUL after them, once something was added */
    size_t length;
    size_t capacity;
} test_text;

void text_add(test_text *text, const char *bytes, size_t length);
void text_add_char(test_text *text, char c);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void text_print(test_text *text, const char *format, ...);
void text_free(test_text *text);

/* ---- Lists of peptides ---- */

typedef struct test_peptides {
    const char **letters;
    size_t count;
    size_t capacity;
} test_peptides;

void peptides_add(test_peptides *peptides, const char *letters, size_t length);
void peptides_free(test_peptides *peptides);

#endif
