/* Comparing screens of the library with the oracle. */
#ifndef MIMICRY_TESTS_SCREEN_CHECKS_H
#define MIMICRY_TESTS_SCREEN_CHECKS_H

#include "checks.h"
#include "oracle_screen.h"
#include "table_reader.h"

/* A proteome with the names of its records. */
typedef struct screen_proteome {
    tested_proteome proteome;
    scope_proteome named; /* set by the test, which may move this */
    const char **accessions, **genes;
} screen_proteome;

/* Takes the proteome over. */
screen_proteome screen_proteome_of(tested_proteome proteome);
void screen_proteome_free(screen_proteome *proteome);

/* The two tables. */
typedef struct screen_tables {
    read_table rows, hits;
} screen_tables;

/* Fails the test when the library has an error. One table is read after the other. */
screen_tables screen_index(const mimicry_index *index, const mimicry_query *queries, size_t count,
                           const mimicry_screen_options *options);
void screen_tables_free(screen_tables *tables);

/* A screen of a file that has begun: its tables are to be read and released, then the queries
 * closed. */
typedef struct screening {
    mimicry_queries *queries;
    struct ArrowArrayStream rows, hits;
} screening;

screening begin_screen(const mimicry_index *index, const char *path,
                       const mimicry_screen_options *options);

/* The library's tables against the oracle's, then every plan against those, the same to the last
 * bit: instruction sets and numbers of threads take turns, beginning as `number` says. */
void check_screen(const screen_proteome *proteome, const screen_request *request,
                  const mimicry_query *queries, size_t count, const mimicry_screen_options *options,
                  unsigned number, const char *label);

#endif
