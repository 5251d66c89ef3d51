/* The naive oracle of local alignments. */
#include "align_oracle.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The best of all gaps that end at *cell, `step` cells apart from each other back to the edge,
 * `room` of them. A gap that costs more than the `ceiling` of all scores cannot be in the best. */
static int64_t best_gap(const int64_t *cell, size_t step, size_t room, oracle_gaps gaps,
                        int64_t ceiling)
{
    int64_t best = 0;

    for (size_t g = 1; g <= room; g++) {
        int64_t cost = gaps.open + (int64_t)g * gaps.extend;

        if (cost > ceiling)
            break;
        best = most(best, cell[-(ptrdiff_t)(g * step)] - cost);
    }
    return best;
}

static int64_t ceiling_of(const oracle_matrix *matrix, const char *query)
{
    int64_t sum = 0;

    for (; *query; query++) {
        double high = 0;

        for (char c = 'A'; c <= 'Z'; c++)
            high = fmax(high, matrix->score[toupper((unsigned char)*query)][(int)c]);
        sum += (int64_t)high;
    }
    return sum;
}

int64_t oracle_align(const oracle_matrix *matrix, oracle_gaps gaps, const char *query,
                     const char *letters, size_t length)
{
    size_t width = strlen(query) + 1;
    int64_t ceiling = ceiling_of(matrix, query);
    int64_t *cells = support_realloc(NULL, width * (length + 1) * sizeof *cells);
    int64_t best = 0;

    memset(cells, 0, width * (length + 1) * sizeof *cells);
    for (size_t i = 1; i <= length; i++) {
        for (size_t j = 1; j < width; j++) {
            int64_t *cell = cells + i * width + j;
            int letter = toupper((unsigned char)query[j - 1]);
            double score = matrix->score[letter][(int)letters[i - 1]];

            *cell = most(0, cell[-(ptrdiff_t)width - 1] + (int64_t)score);
            *cell = most(*cell, best_gap(cell, width, i, gaps, ceiling));
            *cell = most(*cell, best_gap(cell, 1, j, gaps, ceiling));
            best = most(best, *cell);
        }
    }
    free(cells);
    return best;
}

int64_t *oracle_align_records(const oracle_matrix *matrix, oracle_gaps gaps, const char *query,
                              const oracle_records *records)
{
    int64_t *scores = support_realloc(NULL, (records->count + 1) * sizeof *scores);

    for (size_t r = 0; r < records->count; r++) {
        const char *at = records->letters + records->starts[r];
        const char *end = records->letters + records->starts[r + 1];

        scores[r] = 0;
        for (; at < end; at++) {
            const char *star = memchr(at, '*', (size_t)(end - at));
            const char *piece_end = star ? star : end;
            size_t length = (size_t)(piece_end - at);

            scores[r] = most(scores[r], oracle_align(matrix, gaps, query, at, length));
            at = piece_end;
        }
    }
    return scores;
}

long double oracle_partition(const int64_t *scores, size_t count, double a, double k)
{
    long double sum = 1;

    for (size_t i = 0; i < count; i++) {
        if (scores[i] > 0)
            sum += expl((long double)k * ((long double)scores[i] - (long double)a));
    }
    return sum;
}
