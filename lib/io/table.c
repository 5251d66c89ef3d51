/* Splits the lines of tables into cells. */
#include "io/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/memory.h"

/* Unquotes a cell in place, from behind its opening quote on; returns what follows the closing one,
 * or NULL if there is none. */
static char *unquote(char *quoted)
{
    char *to = quoted;
    for (char *from = quoted; *from != '\0'; from++) {
        if (*from == '"' && *++from != '"') {
            *to = '\0';
            return from;
        }
        *to++ = *from;
    }
    return NULL;
}

enum mim_cells_result mim_cells_split(struct mim_cells *cells, char *line, char separator)
{
    cells->count = 0;
    for (char *at = line; at != NULL;) {
        char **grown = mim_grow(cells->at, &cells->capacity, cells->count + 1, sizeof *grown);
        if (grown == NULL)
            return MIM_CELLS_NO_MEMORY;
        const bool quoted = at[0] == '"';
        cells->at = grown;
        cells->at[cells->count++] = at + quoted;
        char *rest = quoted ? unquote(at + 1) : at;
        if (rest == NULL || (quoted && *rest != separator && *rest != '\0'))
            return MIM_CELLS_BAD_QUOTE;
        char *end = strchr(rest, separator);
        if (end != NULL)
            *end++ = '\0';
        at = end;
    }
    return MIM_CELLS_GOOD;
}

void mim_cells_free(struct mim_cells *cells)
{
    free(cells->at);
}

long mim_cells_find(const struct mim_cells *cells, const char *name)
{
    long found = MIM_NO_COLUMN;
    for (size_t i = 0; i < cells->count; i++) {
        if (mim_same_folded(cells->at[i], name))
            found = found == MIM_NO_COLUMN ? (long)i : MIM_REPEATED_COLUMN;
    }
    return found;
}
