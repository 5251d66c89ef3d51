/* Lists what windows there could be, position by position. */
#include "oracle_significance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static int lowest_first(const void *left, const void *right)
{
    const oracle_outcome *a = left;
    const oracle_outcome *b = right;

    return (a->value > b->value) - (a->value < b->value);
}

static void merge_equal(oracle_outcomes *outcomes)
{
    size_t kept = 0;

    qsort(outcomes->data, outcomes->count, sizeof *outcomes->data, lowest_first);
    for (size_t i = 1; i < outcomes->count; i++) {
        if (outcomes->data[i].value == outcomes->data[kept].value)
            outcomes->data[kept].share += outcomes->data[i].share;
        else
            outcomes->data[++kept] = outcomes->data[i];
    }
    outcomes->count = kept + 1;
}

static double value_at(const oracle_matrix *opt_matrix, char query, char letter)
{
    if (opt_matrix)
        return opt_matrix->score[(unsigned char)query][(unsigned char)letter];
    return query == letter && strchr("ACDEFGHIKLMNPQRSTVWY", query) ? 1 : 0;
}

oracle_outcomes oracle_outcomes_of(const oracle_records *records, const oracle_matrix *opt_matrix,
                                   const char *letters, size_t length)
{
    double share[128] = {0};
    double total = 0;
    size_t n_letters = 0;
    oracle_outcomes all = {support_realloc(NULL, sizeof(oracle_outcome)), 1};

    for (size_t i = 0; i < records->starts[records->count]; i++) {
        if (records->letters[i] != '*') {
            n_letters += share[(unsigned char)records->letters[i]]++ == 0;
            total++;
        }
    }
    all.data[0] = (oracle_outcome){0, 1};
    for (size_t j = 0; j < length && total > 0; j++) {
        oracle_outcomes longer = {support_realloc(NULL, all.count * n_letters * sizeof *all.data),
                                  0};

        for (size_t i = 0; i < all.count; i++) {
            for (char c = 'A'; c <= 'Z'; c++) {
                if (share[(unsigned char)c] > 0) {
                    longer.data[longer.count++] =
                        (oracle_outcome){all.data[i].value + value_at(opt_matrix, letters[j], c),
                                         all.data[i].share * share[(unsigned char)c] / total};
                }
            }
        }
        free(all.data);
        all = longer;
        merge_equal(&all);
    }
    return all;
}

void oracle_outcomes_free(oracle_outcomes *outcomes)
{
    free(outcomes->data);
    *outcomes = (oracle_outcomes){0};
}

double oracle_p_value(const oracle_outcomes *outcomes, double value)
{
    double sum = 0;

    for (size_t i = outcomes->count; i > 0 && outcomes->data[i - 1].value >= value; i--)
        sum += outcomes->data[i - 1].share;
    return sum;
}

double oracle_windows(const oracle_records *records, size_t length)
{
    double count = 0;

    for (size_t r = 0; r < records->count; r++) {
        size_t free_of_stops = 0;

        for (size_t i = records->starts[r]; i < records->starts[r + 1]; i++) {
            free_of_stops = records->letters[i] == '*' ? 0 : free_of_stops + 1;
            count += free_of_stops >= length;
        }
    }
    return count;
}

double oracle_lowest_value(const oracle_records *records, const oracle_matrix *opt_matrix,
                           const char *letters, size_t length, double evalue)
{
    oracle_outcomes outcomes = oracle_outcomes_of(records, opt_matrix, letters, length);
    double windows = oracle_windows(records, length);
    double lowest = INFINITY;

    for (size_t i = 0; i < outcomes.count && isinf(lowest); i++) {
        if (oracle_p_value(&outcomes, outcomes.data[i].value) * windows <= evalue)
            lowest = outcomes.data[i].value;
    }
    oracle_outcomes_free(&outcomes);
    return lowest;
}
