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
    SCORE_TAKES_COLUMNS = 8,
    SCORE_TAKES_ALIGNMENT = 16, /* a, k, gaps and threads */
    SCORE_TAKES_PEPTIDES = 32   /* -e */
};

struct score_method {
    const char *name;
    unsigned takes;
    int least_words, most_words; /* after the method */
    const char *missing;         /* the message when they are too few */
    int (*run)(const struct score_request *request);
    int32_t number; /* of the public header; for methods of pairs */
    double a;       /* for methods of an index */
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
    char **peptides; /* of -e */
    int n_peptides;
    const char *alignment_option; /* one of those that were given, or NULL */
    bool has_a;                   /* else the method's own */
    mimicry0_partition_options alignment;
    enum rows_format format;
};

/* The table of all methods: a, b, method, value. */
void score_begin(const struct score_request *request, struct rows *rows, FILE *stream);
void score_row(const struct score_request *request, struct rows *rows, const char *a, const char *b,
               double value);

/* Which cell of a table's first line has this name, in either case; else one of the two. */
enum { SCORE_NO_COLUMN = -1, SCORE_TWO_COLUMNS = -2 };
long score_find_column(const char *const *cells, size_t count, const char *name);

/* Upper case, without the blanks. False if it is too long. */
bool score_tidy(const char *cell, char out[MIMICRY_MAX_PEPTIDE + 1]);

/* The methods for pairs of peptides; returns the exit status, as all of these. */
int score_pairs(const struct score_request *request);

/* Dissimilarity and foreignness: INDEX and QUERIES. */
int score_dissimilarity(const struct score_request *request);
int score_foreignness(const struct score_request *request);

/* INDEX and a table of peptides and dissociation constants, and two constants or such a table. */
int score_recognition_potential(const struct score_request *request);
int score_amplitude(const struct score_request *request);

#endif
