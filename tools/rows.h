/* A table, row by row, as tab-separated or comma-separated values or JSON lines. */
#ifndef ROWS_H
#define ROWS_H

#include "output.h"

enum rows_format { ROWS_TSV, ROWS_CSV, ROWS_JSONL };

/* The value of --format; false, having reported, if it is none. */
bool rows_parse_format(const char *verb, const char *word, enum rows_format *out);

struct rows {
    FILE *stream;
    enum rows_format format;
    const char *const *columns;
    size_t n_columns;
    size_t column; /* of the next cell */
};

/* Writes the header line, if the format has one. */
void rows_begin(struct rows *rows, FILE *stream, enum rows_format format,
                const char *const *columns, size_t n_columns);

/* The next cell. An empty text is an absent value. */
void rows_text(struct rows *rows, const char *text);
void rows_integer(struct rows *rows, uint64_t value);
/* With as few digits as it takes to read the same number back. */
void rows_real(struct rows *rows, double value);
/* With six digits. */
void rows_rounded(struct rows *rows, double value);

/* Every column has had its cell. */
void rows_end(struct rows *rows);

#endif
