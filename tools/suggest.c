/* Finds the name that a mistyped word was meant to be. */
#include <string.h>

#include "cli.h"

enum { LONGEST = 32 }; /* letters of a word that are compared */

static unsigned least_of(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How many letters have to be put in, left out, changed or exchanged with the next to make `b` of
 * `a`. */
static unsigned distance(const char *a, const char *b)
{
    const size_t n = strlen(a), m = strlen(b);
    unsigned rows[3][LONGEST + 1] = {{0}}; /* of the last letter of a but one, the last, this */
    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    for (size_t k = 0; k <= m; k++)
        rows[1][k] = (unsigned)k;
    for (size_t i = 1; i <= n; i++) {
        rows[2][0] = (unsigned)i;
        for (size_t k = 1; k <= m; k++) {
            const unsigned changed = rows[1][k - 1] + (a[i - 1] != b[k - 1]);
            rows[2][k] = least_of(changed, least_of(rows[1][k], rows[2][k - 1]) + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                rows[2][k] = least_of(rows[2][k], rows[0][k - 2] + 1);
        }
        memcpy(rows[0], rows[1], sizeof rows[0]);
        memcpy(rows[1], rows[2], sizeof rows[1]);
    }
    return rows[1][m];
}

const char *cli_suggest(const char *word, const char *(*name_of)(const void *data, size_t i),
                        const void *data)
{
    const size_t length = strlen(word);
    const char *name, *best = NULL;
    unsigned closest = length < 3 ? 0 : length < 6 ? 2 : 3; /* no more than this is no slip */
    for (size_t i = 0; (name = name_of(data, i)) != NULL; i++) {
        const unsigned d = distance(word, name);
        if (name[0] != '\0' && d < closest) {
            closest = d;
            best = name;
        }
    }
    for (size_t i = 0; best == NULL && length > 3 && (name = name_of(data, i)) != NULL; i++) {
        if (strstr(name, word) != NULL)
            best = name;
    }
    return best;
}
