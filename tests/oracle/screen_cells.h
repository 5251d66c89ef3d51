/* What a row of a table is to say, cell by cell. */
#ifndef MIMICRY_TESTS_SCREEN_CELLS_H
#define MIMICRY_TESTS_SCREEN_CELLS_H

#include "support.h"

typedef struct screen_cell {
    char name[40];   /* of the column */
    char format;     /* 'l', 'g' or 'u' */
    bool known;      /* false: null */
    bool told;       /* false: the oracle does not know it */
    char *text;      /* of 'u' */
    double number;   /* of 'l' and 'g' */
    double rounding; /* share of the number by which the cell may differ */
} screen_cell;

typedef struct screen_cells {
    screen_cell *at;
    size_t count;
} screen_cells;

void cells_text(screen_cells *cells, const char *name, const char *text); /* NULL: null */
void cells_integer(screen_cells *cells, const char *name, uint64_t number);
void cells_real(screen_cells *cells, const char *name, double number); /* NAN: null */
void cells_null(screen_cells *cells, const char *name, char format);
void cells_untold(screen_cells *cells, const char *name, char format);
void cells_free(screen_cells *cells);

/* Names, each once: case does not count if it is so asked. */
typedef struct name_list {
    char **names;
    uint32_t *mismatches; /* the fewest */
    size_t count;
} name_list;

void names_add(name_list *list, const char *name, size_t length, uint32_t mismatches,
               bool any_case);
/* By fewest mismatches; else as they were. */
void names_order(name_list *list);
/* With ";" between them; `none`, or null, if there are none. */
void names_cell(screen_cells *cells, const char *name, const name_list *list, const char *none);
void names_free(name_list *list);

#endif
