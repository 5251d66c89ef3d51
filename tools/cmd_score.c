/* mimicry score: a published score of two words, of the rows of a table, or of queries and the
 * records of an index. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score_methods.h"
#include "tables.h"
#include "values.h"

static int create(const struct inputs *in, int32_t method, mimicry_scorer **out)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    const mimicry_score_options options = {
        .size = sizeof options,
        .run = in->run,
        .model = in->model,
        .weights = r->weights.at,
        .n_weights = r->weights.count,
        .parameters = r->parameters,
        .method = method,
        .gap_open = (int32_t)r->gap_open,
        .gap_extend = (int32_t)r->gap_extend,
        /* 0 stands for the method's own; the least number above it makes no difference. */
        .midpoint = cli_given(r, "a") && r->midpoint == 0 ? DBL_MIN : r->midpoint,
        .slope = r->slope,
    };
    return mimicry_scorer_create(&options, out, &error) == MIMICRY_OK ? 0 : report_status(&error);
}

/* ---- Words ---- */

static int missing_words(enum score_of of, size_t words)
{
    if (of == SCORE_OF_PAIRS)
        return report_usage("score", "A and B, or PAIRS, are missing");
    if (of == SCORE_OF_SCAN)
        return report_usage("score", "PEPTIDE or QUERIES is missing");
    if (of == SCORE_OF_CONSTANTS)
        return report_usage("score", "KD_WT and KD_MT, or a table, are missing");
    return report_usage("score",
                        words == 0 ? "INDEX and QUERIES are missing" : "QUERIES or -e is missing");
}

/* The words after METHOD: A B, or PAIRS; or INDEX and QUERIES, in the place of which is -e. */
static int check_words(const struct request *r, enum score_of of)
{
    const bool of_index = of == SCORE_OF_INDEX || of == SCORE_OF_CONSTANTS_AND_INDEX;
    const size_t words = r->n_words - 1, least = of_index && r->peptides.count == 0 ? 2 : 1,
                 most = of == SCORE_OF_SCAN                 ? SIZE_MAX - 1
                        : of_index && r->peptides.count > 0 ? 1
                                                            : 2;
    if (r->peptides.count > 0 && of != SCORE_OF_INDEX && of != SCORE_OF_SCAN)
        return report_usage("score", "%s takes no -e", r->words[0]);
    if (r->exclude_decoys && !of_index)
        return report_usage("score", "%s has no proteome to exclude decoys of", r->words[0]);
    if (r->cache && !of_index)
        return report_usage("score", "%s has no proteome to keep an index of", r->words[0]);
    if (words < least)
        return missing_words(of, words);
    if (words > most)
        return report_usage("score", "one word too many: '%s'", r->words[1 + most]);
    return 0;
}

/* Peptides of the command line: all words, or a single one of nothing but capitals. */
static bool are_peptides(const struct request *r)
{
    const char *word = r->words[1];
    return r->n_words > 2 || word[strspn(word, "ACDEFGHIKLMNPQRSTVWYBZJXUO")] == '\0';
}

static int take_peptides(struct inputs *in)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    const mimicry_read_options options = {.size = sizeof options};
    const size_t count = r->n_words - 1;
    mimicry_query *rows = calloc(count, sizeof *rows);
    if (rows == NULL)
        return report("not enough memory");
    for (size_t i = 0; i < count; i++)
        rows[i] = (mimicry_query){.peptide = r->words[1 + i], .kd_wildtype = NAN, .kd_mutant = NAN};
    const mimicry_status status =
        mimicry_queries_from(rows, count, sizeof *rows, &options, &in->queries, &error);
    free(rows);
    return status == MIMICRY_OK ? 0 : report_status(&error);
}

/* Two peptides, or two constants, of the command line. */
static int take_pair(struct inputs *in, enum score_of of)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    mimicry_query row = {.kd_wildtype = NAN, .kd_mutant = NAN};
    mimicry_read_options options = {.size = sizeof options, .flags = MIMICRY_READ_PAIRS};
    if (r->peptide_column != NULL || r->target_column != NULL)
        return report_usage("score", "columns are named for a table of pairs");
    if (of == SCORE_OF_PAIRS) {
        row.peptide = r->words[1];
        row.target = r->words[2];
    } else {
        options.flags = MIMICRY_READ_CONSTANTS;
        if (!value_real(r->words[1], &row.kd_wildtype) || !value_real(r->words[2], &row.kd_mutant))
            return report_usage("score", "'%s' '%s': two constants in nM were expected",
                                r->words[1], r->words[2]);
    }
    return mimicry_queries_from(&row, 1, sizeof row, &options, &in->queries, &error) == MIMICRY_OK
               ? 0
               : report_status(&error);
}

static int open_all(struct inputs *in, enum score_of of)
{
    static const uint32_t flags[] = {[SCORE_OF_PAIRS] = MIMICRY_READ_PAIRS,
                                     [SCORE_OF_CONSTANTS_AND_INDEX] = MIMICRY_READ_CONSTANTS,
                                     [SCORE_OF_CONSTANTS] = MIMICRY_READ_CONSTANTS};
    const struct request *r = in->request;
    const bool of_index = of == SCORE_OF_INDEX || of == SCORE_OF_CONSTANTS_AND_INDEX;
    if (of == SCORE_OF_SCAN && are_peptides(r))
        return take_peptides(in);
    if (!of_index)
        return of != SCORE_OF_SCAN && r->n_words == 3
                   ? take_pair(in, of)
                   : inputs_open_queries(in, r->words[1], flags[of]);
    const int status = inputs_open_queries(in, r->n_words == 3 ? r->words[2] : NULL, flags[of]);
    return status == 0 ? inputs_open_index(in, r->words[1]) : status;
}

static int print(struct inputs *in, const mimicry_scorer *scorer)
{
    struct ArrowArrayStream table;
    mimicry_error error = {.size = sizeof error};
    return mimicry_scorer_table(scorer, in->index, in->queries, &table, &error) == MIMICRY_OK
               ? table_print(in, &table)
               : report_status(&error);
}

int run_score(const struct request *r)
{
    struct inputs in;
    mimicry_scorer *scorer = NULL;
    const int32_t method = score_find_method(r->words[0]);
    if (method == 0)
        return EXIT_USAGE;
    int status = check_words(r, score_of(method));
    if (status != 0)
        return status;
    inputs_begin(r, &in);
    status = inputs_open_model(&in);
    if (status == 0)
        status = create(&in, method, &scorer);
    if (status == 0)
        status = open_all(&in, score_of(method));
    if (status == 0)
        status = print(&in, scorer);
    mimicry_scorer_free(scorer);
    inputs_close(&in);
    return status;
}
