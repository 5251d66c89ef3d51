/* The columns of tables of searches that are more than a copy of a hit: significance, edits,
 * discontinuous epitopes, annotations, explanations; and what is told and refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "oracle_edits.h"
#include "oracle_significance.h"
#include "search_cases.h"

enum { CASES = 80 };

/* ---- Significance ---- */

static double six_digits(double value)
{
    char text[40];

    snprintf(text, sizeof text, "%.6g", value);
    return strtod(text, NULL);
}

static void expect_near(double found, double wanted, const char *what, unsigned number)
{
    ck_assert_msg(fabs(found - wanted) <= 6e-6 * fabs(wanted) + 1e-300,
                  "case %u: %s is %.17g and not %.17g", number, what, found, wanted);
    ck_assert_msg(found == six_digits(found), "case %u: %s has more than six digits", number, what);
}

/* The outcomes of the window of a hit. */
static oracle_outcomes outcomes_of(const search_case *made, const mimicry_hit *hit)
{
    char *window = search_case_window(made, hit->query, hit->query_start, hit->query_length);
    oracle_outcomes outcomes =
        oracle_outcomes_of(&made->records, made->matrix, window, hit->query_length);

    free(window);
    return outcomes;
}

static double p_value_of(const search_case *made, const mimicry_hit *hit)
{
    oracle_outcomes outcomes = outcomes_of(made, hit);
    const double p = oracle_p_value(&outcomes, hit->score);

    oracle_outcomes_free(&outcomes);
    return p;
}

/* The best p-value of every window that is searched, adjusted. */
typedef struct adjusted_values {
    mimicry_hit *windows; /* their places */
    double *values;
    size_t count;
} adjusted_values;

static void add_windows(const search_case *made, adjusted_values *all)
{
    const mimicry_search_options *o = &made->options;

    for (size_t q = 0; q < made->peptides.count; q++) {
        const char *letters = made->peptides.letters[q];
        const size_t length = strlen(letters), least = o->window_min > 0 ? o->window_min : length;
        const size_t most = o->window_min > 0 ? o->window_max : length;

        for (size_t start = 0; start < length; start++) {
            for (size_t n = least; n <= most && start + n <= length; n++) {
                if (memchr(letters + start, '*', n) != NULL)
                    continue;
                all->windows =
                    support_realloc(all->windows, (all->count + 1) * sizeof *all->windows);
                all->windows[all->count++] =
                    (mimicry_hit){.query = q, .query_start = start, .query_length = (uint32_t)n};
            }
        }
    }
}

static size_t window_number(const adjusted_values *all, const mimicry_hit *hit)
{
    size_t i = 0;

    while (all->windows[i].query != hit->query || all->windows[i].query_start != hit->query_start ||
           all->windows[i].query_length != hit->query_length)
        i++;
    return i;
}

static adjusted_values adjust(search_case *made)
{
    adjusted_values all = {0};
    oracle_hits hits = search_case_hits(made);

    add_windows(made, &all);
    all.values = support_realloc(NULL, (all.count + 1) * sizeof *all.values);
    for (size_t i = 0; i < all.count; i++)
        all.values[i] = 1;
    for (size_t i = 0; i < hits.count; i++) {
        const mimicry_hit *hit = &hits.data[i];
        double *value = &all.values[window_number(&all, hit)];
        const double evalue =
            p_value_of(made, hit) * oracle_windows(&made->records, hit->query_length);

        *value = fmin(*value, -expm1(-evalue));
    }
    oracle_hits_free(&hits);
    ck_assert_int_eq(mimicry_adjust_p_values(all.values, all.count, all.values, NULL), MIMICRY_OK);
    return all;
}

static void check_significance(unsigned number)
{
    search_case made = random_search_case(11, number);
    made.options.rows = MIMICRY_ROWS_HITS;
    made.options.columns |= MIMICRY_COLUMN_EVALUE;
    oracle_hits hits = search_case_hits(&made);
    read_table table = search_case_read(&made);
    double *evalues = support_realloc(NULL, (hits.count + 1) * sizeof *evalues);

    ck_assert_uint_eq(hits.count, table.n_rows);
    for (size_t i = 0; i < hits.count; i++) {
        const mimicry_hit *hit = &hits.data[i];
        char *window = search_case_window(&made, hit->query, hit->query_start, hit->query_length);
        const double p = p_value_of(&made, hit);
        evalues[i] = p * oracle_windows(&made.records, hit->query_length);
        expect_near(table_real(&table, i, "p_value"), p, "a p-value", number);
        expect_near(table_real(&table, i, "evalue"), evalues[i], "an E-value", number);
        const double one = mimicry_evalue(made.index, NULL, window, MIMICRY_MIN_SCORE, hit->score);
        expect_near(six_digits(one), evalues[i], "mimicry_evalue", number);
        free(window);
    }
    adjusted_values all = adjust(&made);
    for (size_t i = 0; i < hits.count; i++)
        expect_near(table_real(&table, i, "q_value"),
                    all.values[window_number(&all, &hits.data[i])], "a q-value", number);
    free(all.windows);
    free(all.values);
    free(evalues);
    table_release(&table);
    oracle_hits_free(&hits);
    search_case_free(&made);
}

START_TEST(significance_is_that_of_every_window)
{
    const unsigned cases = support_scaled(CASES);

    for (unsigned i = 0; i < cases; i++)
        check_significance(i);
}
END_TEST

START_TEST(evalues_of_what_cannot_be_are_none)
{
    search_case made = random_search_case(12, 0);

    ck_assert(isnan(mimicry_evalue(NULL, NULL, "ACDEF", MIMICRY_MIN_SCORE, 3)));
    ck_assert(isnan(mimicry_evalue(made.index, NULL, NULL, MIMICRY_MIN_SCORE, 3)));
    ck_assert(isnan(mimicry_evalue(made.index, NULL, "", MIMICRY_MIN_SCORE, 3)));
    ck_assert(isnan(mimicry_evalue(made.index, NULL, "AC*", MIMICRY_MIN_SCORE, 3)));
    ck_assert(isnan(mimicry_evalue(made.index, NULL, "ACDEF", MIMICRY_MAX_PENALTY, 3)));
    ck_assert(isnan(mimicry_evalue(made.index, NULL, "ACDEF", MIMICRY_MIN_SCORE, NAN)));
    search_case_free(&made);
}
END_TEST

/* ---- Indels ---- */

/* Lower case is inserted, `-` deleted, `.` the query's own. */
static test_text alignment_of(const char *query, const char *match, const char *columns)
{
    test_text text = {0};

    for (; *columns != '\0'; columns++) {
        if (*columns == 'd')
            text_add_char(&text, '-');
        else if (*columns == 'i')
            text_add_char(&text, (char)(*match - 'A' + 'a'));
        else
            text_add_char(&text,
                          *query == *match && strchr("BZJXUO", *match) == NULL ? '.' : *match);
        query += *columns != 'i';
        match += *columns != 'd';
    }
    return text;
}

static void check_edits_row(const search_case *made, const read_table *table, size_t row,
                            const mimicry_hit *hit, unsigned number)
{
    char *query = search_case_window(made, hit->query, 0, hit->query_length);
    char *match = search_case_match(made, hit), *columns = NULL;
    const table_cell *edits = table_at(table, row, "edits");

    ck_assert_str_eq(table_text(table, row, "match"), match);
    ck_assert_int_eq(table_integer(table, row, "indels"), (int64_t)hit->indels);
    ck_assert_int_eq(table_integer(table, row, "mismatches"), (int64_t)hit->mismatches);
    ck_assert(oracle_edits_align(query, match, hit->indels, hit->mismatches, &columns));
    test_text text = oracle_edits_text(query, match, columns);
    test_text alignment = alignment_of(query, match, columns);
    ck_assert_msg(edits->known == (text.length > 0), "case %u: no edits are null", number);
    if (edits->known)
        ck_assert_str_eq(edits->text, text.bytes);
    ck_assert_str_eq(table_text(table, row, "alignment"), alignment.bytes);
    text_free(&text);
    text_free(&alignment);
    free(columns);
    free(query);
    free(match);
}

static void check_edits(unsigned number)
{
    search_case made = random_search_case(13, number);
    const edits_request request = {.max_indels = 1 + number % 3, .max_mismatches = number % 2};
    made.options = (mimicry_search_options){.size = sizeof made.options,
                                            .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                            .threshold = request.max_mismatches,
                                            .max_indels = request.max_indels,
                                            .columns = MIMICRY_COLUMN_ALIGNMENT};
    for (size_t i = 0; i < made.peptides.count; i++) {
        const size_t length = strlen(made.peptides.letters[i]);
        char *upper = search_case_window(&made, i, 0, length);
        if (length > 8 || memchr(upper, '*', length) != NULL) /* short ones for the oracle */
            strcpy(upper = support_realloc(upper, 6), "ACDEF");
        free((void *)(uintptr_t)made.peptides.letters[i]);
        made.peptides.letters[i] = upper;
        made.queries[i].peptide = upper;
    }
    oracle_hits hits =
        oracle_edits_search(&made.records, made.peptides.letters, made.peptides.count, &request);
    read_table table = search_case_read(&made);

    ck_assert_uint_eq(hits.count, table.n_rows);
    for (size_t i = 0; i < hits.count; i++)
        check_edits_row(&made, &table, i, &hits.data[i], number);
    table_release(&table);
    oracle_hits_free(&hits);
    search_case_free(&made);
}

START_TEST(edits_are_those_of_the_oracle)
{
    const unsigned cases = support_scaled(CASES);

    for (unsigned i = 0; i < cases; i++)
        check_edits(i);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("columns of tables of searches");

    support_begin("test_table_columns");
    support_add_test(suite, significance_is_that_of_every_window);
    support_add_test(suite, evalues_of_what_cannot_be_are_none);
    support_add_test(suite, edits_are_those_of_the_oracle);
    return support_run(suite);
}
