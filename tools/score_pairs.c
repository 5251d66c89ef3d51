/* The methods for pairs of peptides: two words, or the rows of a table. All values are there before
 * the first is printed, so that bad input prints nothing. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "score.h"

/* Two words, or a table and where in it the pairs are. */
struct pairs {
    char **words; /* NULL: of the table */
    mimicry_table *table;
    uint64_t first, count; /* rows */
    size_t columns[2];
};

static int bad_table(const struct pairs *p, uint64_t line, const char *what)
{
    return report("%s:%llu: %s", mimicry0_table_name(p->table), (unsigned long long)line, what);
}

/* ---- Which columns ---- */

long score_find_column(const char *const *cells, size_t count, const char *name)
{
    long found = SCORE_NO_COLUMN;
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(cells[i], name) == 0)
            found = found == SCORE_NO_COLUMN ? (long)i : SCORE_TWO_COLUMNS;
    }
    return found;
}

static bool report_column(const struct pairs *p, const char *name, long found)
{
    char what[256];
    uint64_t line;
    mimicry0_table_row(p->table, 0, NULL, &line);
    snprintf(what, sizeof what,
             found == SCORE_TWO_COLUMNS ? "two columns '%.100s'" : "no column '%.100s'", name);
    bad_table(p, line, what);
    return false;
}

/* Whether the first line has both columns, one of them at least twice being an error. */
static bool take_columns(struct pairs *p, const char *const *names, bool *good)
{
    size_t count;
    const char *const *cells = mimicry0_table_row(p->table, 0, &count, NULL);
    const long a = score_find_column(cells, count, names[0]),
               b = score_find_column(cells, count, names[1]);
    if (a == SCORE_NO_COLUMN || b == SCORE_NO_COLUMN)
        return false;
    if (a == SCORE_TWO_COLUMNS || b == SCORE_TWO_COLUMNS)
        *good = report_column(p, a == SCORE_TWO_COLUMNS ? names[0] : names[1], SCORE_TWO_COLUMNS);
    p->columns[0] = (size_t)a;
    p->columns[1] = (size_t)b;
    p->first = 1;
    return true;
}

static bool is_in_capitals(const char *cell)
{
    return cell[0] != '\0' && cell[strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ")] == '\0';
}

static bool find_pairs(const struct score_request *r, struct pairs *p)
{
    static const char *const known[][2] = {{"a", "b"}, {"query", "match"}};
    size_t count;
    uint64_t line;
    bool good = true;
    const char *const *cells = mimicry0_table_row(p->table, 0, &count, &line);
    if (r->columns[0] != NULL) {
        const char *const asked[2] = {r->columns[0], r->columns[1]};
        if (take_columns(p, asked, &good))
            return good;
        const bool first = score_find_column(cells, count, asked[0]) == SCORE_NO_COLUMN;
        return report_column(p, asked[first ? 0 : 1], SCORE_NO_COLUMN);
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (take_columns(p, known[i], &good))
            return good;
    }
    p->columns[0] = 0;
    p->columns[1] = 1;
    if (count == 2 && is_in_capitals(cells[0]) && is_in_capitals(cells[1]))
        return true;
    bad_table(p, line,
              "columns 'a' and 'b', or 'query' and 'match', or two columns of peptides in "
              "capitals were expected (or name them with --columns)");
    return false;
}

/* ---- The pairs ---- */

static bool open_pairs(const struct score_request *r, struct pairs *p)
{
    mimicry_error error = {.size = sizeof error};
    *p = (struct pairs){.words = r->n_words == 2 ? r->words : NULL, .count = 1};
    if (p->words != NULL)
        return true;
    if (mimicry0_table_read(r->words[0], &p->table, &error) != MIMICRY_OK)
        return report_error(&error), false;
    if (!find_pairs(r, p))
        return false;
    p->count = 0;
    while (mimicry0_table_row(p->table, p->first + p->count, NULL, NULL) != NULL)
        p->count++;
    return true;
}

bool score_tidy(const char *cell, char out[MIMICRY_MAX_PEPTIDE + 1])
{
    size_t length = 0;
    for (; *cell != '\0'; cell++) {
        if (*cell == ' ' || *cell == '\t')
            continue;
        if (length == MIMICRY_MAX_PEPTIDE)
            return false;
        out[length++] = (char)toupper((unsigned char)*cell);
    }
    out[length] = '\0';
    return true;
}

struct pair {
    char a[MIMICRY_MAX_PEPTIDE + 1], b[MIMICRY_MAX_PEPTIDE + 1];
    uint64_t line;
};

static bool get_pair(const struct pairs *p, uint64_t number, struct pair *out)
{
    out->line = 0;
    if (p->words != NULL)
        return score_tidy(p->words[0], out->a) && score_tidy(p->words[1], out->b);
    const char *const *cells = mimicry0_table_row(p->table, p->first + number, NULL, &out->line);
    return score_tidy(cells[p->columns[0]], out->a) && score_tidy(cells[p->columns[1]], out->b);
}

/* ---- Their values ---- */

static bool make_scorer(const struct score_request *r, mimicry0_scorer **out)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_scorer_options options;
    mimicry_model *model = NULL;
    mimicry_status status = MIMICRY_OK;
    mimicry0_scorer_options_init(&options, sizeof options);
    if (r->matrix != NULL || r->model_flags != 0)
        status = mimicry0_model_matrix(r->matrix != NULL ? r->matrix : "BLOSUM62", r->model_flags,
                                       &model, &error);
    options.model = model;
    options.weights = r->weights;
    options.n_weights = r->n_weights;
    options.parameters = r->parameters;
    if (status == MIMICRY_OK)
        status = mimicry0_scorer_create(r->method->number, &options, out, &error);
    mimicry_model_free(model);
    return status == MIMICRY_OK || (report_error(&error), false);
}

static double *compute(const mimicry0_scorer *scorer, const struct pairs *p)
{
    struct pair pair;
    mimicry_error error = {.size = sizeof error};
    double *values = calloc(p->count + 1, sizeof *values);
    if (values == NULL)
        return report("not enough memory"), NULL;
    for (uint64_t i = 0; i < p->count; i++) {
        const bool good = get_pair(p, i, &pair);
        if (good && mimicry0_scorer_pair(scorer, pair.a, pair.b, &values[i], &error) == MIMICRY_OK)
            continue;
        const char *what = good ? error.message : "a peptide of more than 1024 residues";
        if (pair.line > 0)
            bad_table(p, pair.line, what);
        else
            report("%s", what);
        free(values);
        return NULL;
    }
    return values;
}

static int print(const struct score_request *r, const struct pairs *p, const double *values)
{
    struct output out;
    struct rows rows;
    struct pair pair;
    if (r->output != NULL)
        watch_signals(); /* from here on there is something to clean up */
    if (!output_open(&out, r->output))
        return EXIT_FAILED;
    score_begin(r, &rows, out.stream);
    for (uint64_t i = 0; i < p->count && !was_interrupted() && output_good(&out); i++) {
        get_pair(p, i, &pair);
        score_row(r, &rows, pair.a, pair.b, values[i]);
    }
    return output_close(&out, !was_interrupted()) ? EXIT_DONE : EXIT_FAILED;
}

int score_pairs(const struct score_request *r)
{
    struct pairs pairs = {0};
    mimicry0_scorer *scorer = NULL;
    double *values = NULL;
    int status = EXIT_FAILED;
    if (make_scorer(r, &scorer) && open_pairs(r, &pairs))
        values = compute(scorer, &pairs);
    if (values != NULL)
        status = print(r, &pairs, values);
    free(values);
    mimicry0_scorer_free(scorer);
    mimicry0_table_free(pairs.table);
    return status;
}
