/* Jobs whose 1st, 2nd, 3rd ... allocation fails, for tests that are linked with --wrap. */
#ifndef MIMICRY_TESTS_FAILING_H
#define MIMICRY_TESTS_FAILING_H

#include <check.h>
#include <mimicry/mimicry.h>
#include <stdbool.h>

/* An object came with MIMICRY_OK, and only then: a job sets it to false when that is not so. */
extern bool consistent;

/* Lets one allocation after the other fail until the job succeeds: each failure has to be reported
 * as one of memory. */
void check_failing_allocations(mimicry_status (*job)(mimicry_error *), int number);

/* Writes a file that a test needs. */
void write_file(const char *path, const char *text);

/* Reads all batches of a table and releases it; a failure is given as a status. */
mimicry_status read_to_the_end(struct ArrowArrayStream *table);

/* The main function of such a test: runs `test` for jobs 0 to count - 1, in this very process. */
int failing_main(const char *name, const TTest *test, int count, void (*set_up)(void),
                 void (*tear_down)(void));

#endif
