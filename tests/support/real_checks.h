/* Comparing the library with the oracle on real proteins. */
#ifndef MIMICRY_TESTS_REAL_CHECKS_H
#define MIMICRY_TESTS_REAL_CHECKS_H

#include "checks.h"

/* Mismatches, scores, penalties, similarities and the best few, by every plan and instruction set,
 * for each of these peptides. */
void check_real_searches(const tested_proteome *proteome, const test_peptides *peptides,
                         const char *label);

#endif
