/* Stands between the library and the allocator, and lets one allocation fail. */
#include "failing.h"

#include <errno.h>
#include <check.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* The linker sends the library's calls here (--wrap). */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);

static atomic_long left = -1; /* allocations until one fails; negative: none does */
static atomic_bool failed;
bool consistent = true;

static bool fails(void)
{
    if (atomic_load(&left) < 0 || atomic_fetch_sub(&left, 1) > 0)
        return false;
    atomic_store(&failed, true);
    atomic_store(&left, -1);
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : __real_aligned_alloc(alignment, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

void check_failing_allocations(mimicry_status (*job)(mimicry_error *), int number)
{
    long failures = 0;
    for (long n = 0;; n++) {
        mimicry_error error = {.size = sizeof error};
        ck_assert_msg(n < 100000, "job %d never succeeds", number);
        atomic_store(&failed, false);
        atomic_store(&left, n);
        const mimicry_status status = job(&error);
        atomic_store(&left, -1);
        ck_assert(consistent);
        if (!atomic_load(&failed)) {
            ck_assert_msg(status == MIMICRY_OK, "job %d: %s", number, error.message);
            break;
        }
        /* Growing and threads may do without what they asked for. */
        ck_assert_msg(status == MIMICRY_OK || status == MIMICRY_E_MEMORY,
                      "job %d, allocation %ld: status %d: %s", number, n, (int)status,
                      error.message);
        failures += status == MIMICRY_E_MEMORY;
    }
    ck_assert_msg(failures > 0, "job %d: no allocation failed", number);
}

mimicry_status read_to_the_end(struct ArrowArrayStream *table)
{
    struct ArrowArray batch = {0};
    int failure;
    while ((failure = table->get_next(table, &batch)) == 0 && batch.release != NULL)
        batch.release(&batch);
    table->release(table);
    return failure == 0 ? MIMICRY_OK : failure == ENOMEM ? MIMICRY_E_MEMORY : MIMICRY_E_ARGUMENT;
}

int failing_main(const char *name, const TTest *test, int count, void (*set_up)(void),
                 void (*tear_down)(void))
{
    Suite *suite = suite_create(name);
    TCase *tests = tcase_create("failing allocations");
    tcase_set_timeout(tests, 300);
    tcase_add_unchecked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test, 0, count);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    const int wrong = srunner_ntests_failed(runner);
    srunner_free(runner);
    return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}
