/* The rows of a screen. */
#ifndef SCREEN_ROWS_H
#define SCREEN_ROWS_H

#include "rows.h"
#include "tissues.h"

enum { SCREEN_MOST_COLUMNS = 72 };

struct screen_style {
    enum rows_format format;
    bool dissimilarity;
    struct tissues *tissues; /* NULL: not to be printed */
};

struct screen_printer {
    struct rows rows;
    struct output *out;
    const mimicry_index *index;
    const struct screen_style *style;
    const char *candidates; /* of the block, */
    size_t stride;
    const char *columns[SCREEN_MOST_COLUMNS];
    size_t n_columns;
    char names[8][2][32]; /* of columns of tissues and binders, beginning otherwise */
    bool begun;           /* the header line has been written */
    char letters[MIMICRY_MAX_PEPTIDE + 1];
    char *list;
    size_t list_room;
};

/* Writes nothing yet: a screen that is refused prints nothing. */
void screen_begin(struct screen_printer *printer, struct output *out, const mimicry_index *index,
                  const struct screen_style *style);
/* A mimicry0_screen_fn. */
int screen_print(void *printer, const mimicry0_screen_row *row, size_t size);
/* `complete`: it ended well, and a table without rows has its header line too. */
void screen_end(struct screen_printer *printer, bool complete);

#endif
