/* Comparing screens of the library with the oracle. */
#ifndef MIMICRY_TESTS_SCREEN_CHECKS_H
#define MIMICRY_TESTS_SCREEN_CHECKS_H

#include "checks.h"
#include "oracle_screen.h"

/* A proteome with the names of its records. */
typedef struct screen_proteome {
    tested_proteome proteome;
    scope_proteome named; /* set by the test, which may move this */
    const char **accessions, **genes;
} screen_proteome;

/* Takes the proteome over. */
screen_proteome screen_proteome_of(tested_proteome proteome);
void screen_proteome_free(screen_proteome *proteome);

/* What the library tells, as the oracle writes it. */
typedef struct screen_rows {
    test_text *texts;
    test_text *hits;
    mimicry_hit *nearest, *best;
    double *evalues, *dissimilarities;
    size_t count, given;
} screen_rows;

/* Fails the test when the library has an error. */
screen_rows screen_index(const mimicry_index *index, const mimicry0_candidate *candidates,
                         size_t count, const mimicry0_screen_options *options);
void screen_rows_free(screen_rows *rows);

/* The library's rows against the oracle's, then every plan against those, the same to the last bit:
 * instruction sets and numbers of threads take turns, beginning as `number` says. */
void check_screen(const screen_proteome *proteome, const screen_request *request,
                  const mimicry0_candidate *candidates, size_t count,
                  const mimicry0_screen_options *options, unsigned number, const char *label);

#endif
