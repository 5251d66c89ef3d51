/* What `mimicry score` shares between its methods. */
#ifndef SCORE_H
#define SCORE_H

#include "rows.h"

struct score_request;

/* Options that not every method takes. */
enum {
    SCORE_TAKES_MATRIX = 1,
    SCORE_TAKES_WEIGHTS = 2,
    SCORE_TAKES_PARAMETERS = 4,
    SCORE_TAKES_COLUMNS = 8
};

struct score_method {
    const char *name;
    unsigned takes;
    int least_words, most_words; /* after the method */
    const char *missing;         /* the message when they are too few */
    int (*run)(const struct score_request *request);
    int32_t number; /* of the public header; for methods of pairs */
};

struct score_request {
    const char *verb;
    const struct score_method *method;
    char **words; /* after the method */
    int n_words;
    const char *matrix;     /* or NULL, as all that follow */
    const char *parameters; /* path */
    char *columns[2];
    const char *output;
    double *weights;
    size_t n_weights;
    uint32_t model_flags;
    enum rows_format format;
};

/* The table of all methods: a, b, method, value. */
void score_begin(const struct score_request *request, struct rows *rows, FILE *stream);
void score_row(const struct score_request *request, struct rows *rows, const char *a, const char *b,
               double value);

/* The methods for pairs of peptides; returns the exit status. */
int score_pairs(const struct score_request *request);

#endif
