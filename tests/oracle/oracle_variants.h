/* The windows of a person's proteome by definition: all haplotypes are written out, letter by
 * letter, and windows that are not new in one are left out of it. */
#ifndef MIMICRY_TESTS_ORACLE_VARIANTS_H
#define MIMICRY_TESTS_ORACLE_VARIANTS_H

#include <stdbool.h>
#include <stddef.h>

enum { ORACLE_LONGEST = 600, ORACLE_EVENTS = 60, ORACLE_APART = 30, ORACLE_TOGETHER = 6 };

/* Letters [start, start + length) of a protein become others. */
typedef struct oracle_event {
    size_t start, length;
    char letters[16];
    bool stops; /* nothing follows them */
    int copies; /* 1: of the first copy of the gene, 2: of the second, 3: of both */
    int block;  /* events of one block are on copies that are told apart */
} oracle_event;

typedef struct oracle_protein {
    char letters[ORACLE_LONGEST + 1];
    oracle_event events[ORACLE_EVENTS]; /* by start; none overlap */
    size_t n_events;
} oracle_protein;

typedef struct oracle_window {
    size_t protein, start;
    char letters[ORACLE_LONGEST + 1];
} oracle_window;

/* All windows of `length` that count, in order. The caller frees them. */
oracle_window *oracle_variant_windows(const oracle_protein *proteins, size_t n_proteins,
                                      size_t length, size_t *out_count);

int oracle_window_compare(const void *x, const void *y);

#endif
