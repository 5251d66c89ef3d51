/* Scores of pairs, naively. */
#include "oracle_scores.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double weight_of(const double *weights, size_t i)
{
    return weights ? weights[i] : 1;
}

static double value(const oracle_matrix *matrix, char a, char b)
{
    return matrix->score[(unsigned char)a][(unsigned char)b];
}

double oracle_hamming(const char *a, const char *b, const double *weights)
{
    double count = 0;

    for (size_t i = 0; a[i]; i++) {
        bool equal = a[i] == b[i] && strchr("ACDEFGHIKLMNPQRSTVWY", a[i]);

        if (!equal && weight_of(weights, i) > 0)
            count++;
    }
    return count;
}

double oracle_weighted_score(const oracle_matrix *matrix, const char *a, const char *b,
                             const double *weights)
{
    double sum = 0;

    for (size_t i = 0; a[i]; i++)
        sum += value(matrix, a[i], b[i]) * weight_of(weights, i);
    return sum;
}

double oracle_gram_distance(const oracle_matrix *matrix, const char *a, const char *b,
                            const double *weights)
{
    double sum = 0;

    for (size_t i = 0; a[i]; i++) {
        double one = value(matrix, a[i], a[i]) + value(matrix, b[i], b[i]) -
                     (value(matrix, a[i], b[i]) + value(matrix, b[i], a[i]));

        if (one > 0)
            sum += one * weight_of(weights, i);
    }
    return sum;
}

static double pieces(const oracle_matrix *odds, const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    double sum = 0;

    for (size_t k = 1; k <= n && k <= m; k++) {
        for (size_t i = 0; i + k <= n; i++) {
            for (size_t j = 0; j + k <= m; j++) {
                double product = 1;

                for (size_t l = 0; l < k; l++)
                    product *= pow(value(odds, a[i + l], b[j + l]), 0.11387);
                sum += product;
            }
        }
    }
    return sum;
}

double oracle_self_similarity(const oracle_matrix *odds, const char *a, const char *b)
{
    return pieces(odds, a, b) / sqrt(pieces(odds, a, a) * pieces(odds, b, b));
}

oracle_components oracle_components_read(const char *path)
{
    oracle_components read;
    char line[8192];
    int residues = 0;
    FILE *file = fopen(path, "r");

    memset(&read, 0, sizeof read);
    while (file && fgets(line, sizeof line, file)) {
        char *at = line + 1;

        if (line[0] == '#' || strncmp(line, "aa\t", 3) == 0)
            continue;
        for (int c = 0; c < 12; c++)
            read.of[(unsigned char)line[0]][c] = strtod(at, &at);
        residues++;
    }
    if (!file || fclose(file) != 0 || residues != 20) {
        fprintf(stderr, "%s: not 20 residues\n", path);
        exit(EXIT_FAILURE);
    }
    return read;
}

double oracle_relatedness(const oracle_components *components, const char *a, const char *b,
                          const double *weights)
{
    double sum = 0;

    for (size_t i = 0; a[i]; i++) {
        double square = 0;

        for (int c = 0; c < 12; c++)
            square += pow(
                components->of[(unsigned char)a[i]][c] - components->of[(unsigned char)b[i]][c], 2);
        sum += sqrt(weight_of(weights, i) * square);
    }
    return sum / (double)strlen(a);
}

double oracle_hex(const oracle_matrix *matrix, const char *a, const char *b)
{
    /* NeoFox's own, as its pyhex.py makes them. */
    static const struct {
        size_t length;
        double weights[15];
    } known[] = {
        {8, {1, 2, 9, 13, 13, 9, 2, 1}},
        {9, {1, 2, 3, 13, 17, 13, 3, 2, 1}},
        {10, {1, 2, 3, 13, 17, 17, 13, 3, 2, 1}},
        {15, {1, 2, 3, 4, 5, 21, 25, 29, 25, 21, 5, 4, 3, 2, 1}},
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].length == strlen(a))
            return oracle_weighted_score(matrix, b, a, known[i].weights);
    }
    fprintf(stderr, "no weights for '%s'\n", a);
    exit(EXIT_FAILURE);
}
