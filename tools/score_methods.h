/* The methods of mimicry score. */
#ifndef SCORE_METHODS_H
#define SCORE_METHODS_H

#include "cli.h"

/* What a method is of. */
enum score_of {
    SCORE_OF_PAIRS,
    SCORE_OF_SCAN,
    SCORE_OF_INDEX,
    SCORE_OF_CONSTANTS_AND_INDEX,
    SCORE_OF_CONSTANTS
};

/* The number of a method by its name, MIMICRY_SCORE_...; 0: there is none, which is reported. */
int32_t score_find_method(const char *name);
enum score_of score_of(int32_t method);

/* A line for each method, under headings; `entry` prints one. */
void score_each_method(void (*heading)(const char *text),
                       void (*entry)(const char *name, const char *text));

#endif
