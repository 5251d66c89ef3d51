/* Splits the lines of tables into cells. */
#include "seq/table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"

/* Unquotes a cell in place; returns what follows its closing quote. */
static char *unquote(char *cell)
{
    char *to = cell;
    char *from = cell + 1;
    for (; *from != '\0'; from++) {
        if (*from == '"' && *++from != '"')
            break;
        *to++ = *from;
    }
    char *rest = from;
    *to = '\0';
    return rest;
}

bool mim_cells_split(struct mim_cells *cells, char *line, char separator)
{
    cells->count = 0;
    for (char *at = line; at != NULL;) {
        char **grown = mim_grow(cells->at, &cells->capacity, cells->count + 1, sizeof *grown);
        if (grown == NULL)
            return false;
        cells->at = grown;
        cells->at[cells->count++] = at;
        char *rest = at[0] == '"' ? unquote(at) : at;
        char *end = strchr(rest, separator);
        if (end != NULL)
            *end++ = '\0';
        at = end;
    }
    return true;
}

void mim_cells_free(struct mim_cells *cells)
{
    free(cells->at);
}

long mim_cells_find(const struct mim_cells *cells, const char *name)
{
    long found = MIM_NO_COLUMN;
    for (size_t i = 0; i < cells->count; i++) {
        if (strcasecmp(cells->at[i], name) == 0)
            found = found == MIM_NO_COLUMN ? (long)i : MIM_REPEATED_COLUMN;
    }
    return found;
}
