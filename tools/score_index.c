/* The scores of peptides against all records of an index, and amplitudes. As with pairs, all values
 * are there before the first is printed. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "score.h"

/* ---- Tables of dissociation constants ---- */

struct constants {
    mimicry_table *table;
    size_t columns[3]; /* kd_wt, kd_mt, peptide */
};

static const char *const column_names[] = {"kd_wt", "kd_mt", "peptide"};

static int bad_line(const struct constants *c, uint64_t line, const char *what, const char *name)
{
    return report("%s:%llu: %s '%.100s'", mimicry0_table_name(c->table), (unsigned long long)line,
                  what, name);
}

static bool open_constants(const char *path, size_t n_columns, struct constants *c)
{
    mimicry_error error = {.size = sizeof error};
    size_t count;
    uint64_t line;
    if (mimicry0_table_read(path, &c->table, &error) != MIMICRY_OK)
        return report_error(&error), false;
    const char *const *cells = mimicry0_table_row(c->table, 0, &count, &line);
    for (size_t i = 0; i < n_columns; i++) {
        const long found = score_find_column(cells, count, column_names[i]);
        if (found < 0) {
            bad_line(c, line, found == SCORE_NO_COLUMN ? "no column" : "two columns",
                     column_names[i]);
            return false;
        }
        c->columns[i] = (size_t)found;
    }
    return true;
}

static bool parse_constant(const char *cell, double *out)
{
    char *end;
    *out = strtod(cell, &end);
    return end != cell && end[strspn(end, " ")] == '\0' && isfinite(*out) && *out > 0;
}

/* The amplitude of a row of the table, which there is. */
static bool row_amplitude(const struct constants *c, uint64_t row, double *out)
{
    uint64_t line;
    double kd[2];
    const char *const *cells = mimicry0_table_row(c->table, row, NULL, &line);
    for (size_t i = 0; i < 2; i++) {
        if (!parse_constant(cells[c->columns[i]], &kd[i])) {
            bad_line(c, line, "a constant in nM, above 0, was expected, not", cells[c->columns[i]]);
            return false;
        }
    }
    *out = mimicry0_score_amplitude(kd[0], kd[1]);
    return true;
}

static size_t count_rows(const struct constants *c)
{
    size_t count = 0;
    while (mimicry0_table_row(c->table, count + 1, NULL, NULL) != NULL)
        count++;
    return count;
}

/* ---- The values, and what they are of ---- */

struct scored {
    size_t count;
    const char *const *a;
    const char *const *b; /* NULL: the index as it was named */
    double *values;
};

static int print(const struct score_request *r, const struct scored *s)
{
    struct output out;
    struct rows rows;
    if (r->output != NULL)
        watch_signals(); /* from here on there is something to clean up */
    if (!output_open(&out, r->output))
        return EXIT_FAILED;
    score_begin(r, &rows, out.stream);
    for (size_t i = 0; i < s->count && !was_interrupted() && output_good(&out); i++)
        score_row(r, &rows, s->a[i], s->b != NULL ? s->b[i] : r->words[0], s->values[i]);
    return output_close(&out, !was_interrupted()) ? EXIT_DONE : EXIT_FAILED;
}

/* R, or 1 - R, of all peptides against the index that the first word names. */
static bool align(const struct score_request *r, const struct scored *s, bool rest)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_partition_options options = r->alignment;
    mimicry_model *model = NULL;
    mimicry_index *index = NULL;
    if (!r->has_a)
        options.a = r->method->a;
    mimicry_status status = mimicry0_model_matrix(r->matrix != NULL ? r->matrix : "BLOSUM62",
                                                  r->model_flags, &model, &error);
    if (status == MIMICRY_OK)
        status = mimicry_index_open(r->words[0], MIMICRY_OPEN_FASTA, &index, &error);
    options.model = model;
    if (status == MIMICRY_OK)
        status = mimicry0_score_partition(index, s->a, s->count, &options, rest ? NULL : s->values,
                                          rest ? s->values : NULL, &error);
    mimicry_index_close(index);
    mimicry_model_free(model);
    return status == MIMICRY_OK || (report_error(&error), false);
}

/* ---- Dissimilarity and foreignness ---- */

static int score_queries(const struct score_request *r, bool rest)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_sequences *sequences = NULL;
    struct scored s = {.count = (size_t)r->n_peptides, .a = (const char *const *)r->peptides};
    int status = EXIT_FAILED;
    if (r->n_peptides > 0 && r->n_words == 2)
        return report_usage(r->verb, "QUERIES and -e together");
    if (r->n_peptides == 0 && r->n_words == 1)
        return report_usage(r->verb, "QUERIES or -e is missing");
    for (int i = 0; i < r->n_peptides; i++) {
        for (char *c = r->peptides[i]; *c != '\0'; c++)
            *c = (char)toupper((unsigned char)*c);
    }
    if (r->n_words == 2) {
        if (mimicry0_sequences_read(r->words[1], MIMICRY_READ_PEPTIDES, &sequences, &error) !=
            MIMICRY_OK)
            return report_error(&error);
        s.a = mimicry0_sequences_letters(sequences);
        s.count = mimicry0_sequences_count(sequences);
    }
    s.values = calloc(s.count + 1, sizeof *s.values);
    if (s.values == NULL)
        report("not enough memory");
    else if (align(r, &s, rest))
        status = print(r, &s);
    free(s.values);
    mimicry0_sequences_free(sequences);
    return status;
}

int score_dissimilarity(const struct score_request *r)
{
    return score_queries(r, true);
}

int score_foreignness(const struct score_request *r)
{
    return score_queries(r, false);
}

/* ---- Recognition potential ---- */

/* What the peptides of a table become: their amplitudes, and they themselves in capitals. */
struct candidates {
    struct constants constants;
    const char **peptides;
    char *letters;
    double *amplitudes;
};

static bool check_peptide(const struct constants *c, uint64_t row, const char *peptide,
                          const mimicry_model *model)
{
    uint64_t line;
    const size_t length = strlen(peptide);
    mimicry0_table_row(c->table, row, NULL, &line);
    for (size_t j = 0; j < length; j++) {
        if (isnan(mimicry0_model_score(model, peptide[j], peptide[j]))) {
            bad_line(c, line, "residues were expected as peptide, not", peptide);
            return false;
        }
    }
    if (length == 0)
        bad_line(c, line, "a peptide was expected, not", peptide);
    return length > 0;
}

static bool read_candidates(struct candidates *s, size_t count, const mimicry_model *model)
{
    char peptide[MIMICRY_MAX_PEPTIDE + 1];
    char *letters = s->letters;
    for (size_t i = 0; i < count; i++) {
        uint64_t line;
        const char *cell =
            mimicry0_table_row(s->constants.table, i + 1, NULL, &line)[s->constants.columns[2]];
        if (!score_tidy(cell, peptide)) {
            bad_line(&s->constants, line, "a peptide of more than 1024 residues:", cell);
            return false;
        }
        if (!check_peptide(&s->constants, i + 1, peptide, model) ||
            !row_amplitude(&s->constants, i + 1, &s->amplitudes[i]))
            return false;
        s->peptides[i] = strcpy(letters, peptide);
        letters += strlen(peptide) + 1;
    }
    return true;
}

static bool make_candidates(struct candidates *s, size_t count)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    size_t letters = 1;
    for (size_t i = 0; i < count; i++)
        letters += strlen(mimicry0_table_row(s->constants.table, i + 1, NULL,
                                             NULL)[s->constants.columns[2]]) +
                   1;
    s->peptides = calloc(count + 1, sizeof *s->peptides);
    s->amplitudes = calloc(count + 1, sizeof *s->amplitudes);
    s->letters = malloc(letters);
    if (s->peptides == NULL || s->amplitudes == NULL || s->letters == NULL)
        return report("not enough memory"), false;
    if (mimicry0_model_matrix("BLOSUM62", 0, &model, &error) != MIMICRY_OK)
        return report_error(&error), false;
    const bool good = read_candidates(s, count, model);
    mimicry_model_free(model);
    return good;
}

int score_recognition_potential(const struct score_request *r)
{
    struct candidates c = {0};
    struct scored s = {0};
    int status = EXIT_FAILED;
    if (!open_constants(r->words[1], 3, &c.constants))
        goto out;
    s.count = count_rows(&c.constants);
    s.values = calloc(s.count + 1, sizeof *s.values);
    if (s.values == NULL) {
        report("not enough memory");
        goto out;
    }
    if (!make_candidates(&c, s.count))
        goto out;
    s.a = c.peptides;
    if (!align(r, &s, false))
        goto out;
    for (size_t i = 0; i < s.count; i++)
        s.values[i] *= c.amplitudes[i];
    status = print(r, &s);
out:
    free(s.values);
    free(c.peptides);
    free(c.amplitudes);
    free(c.letters);
    mimicry0_table_free(c.constants.table);
    return status;
}

/* ---- Amplitude ---- */

static int amplitude_of_words(const struct score_request *r)
{
    double kd[2], value;
    for (int i = 0; i < 2; i++) {
        if (!parse_constant(r->words[i], &kd[i]))
            return report("a constant in nM, above 0, was expected, not '%s'", r->words[i]);
    }
    value = mimicry0_score_amplitude(kd[0], kd[1]);
    const char *const a = r->words[0], *const b = r->words[1];
    const struct scored s = {1, &a, &b, &value};
    return print(r, &s);
}

int score_amplitude(const struct score_request *r)
{
    struct constants c = {0};
    struct scored s = {0};
    const char **cells = NULL;
    int status = EXIT_FAILED;
    if (r->n_words == 2)
        return amplitude_of_words(r);
    if (!open_constants(r->words[0], 2, &c))
        goto out;
    s.count = count_rows(&c);
    s.values = calloc(s.count + 1, sizeof *s.values);
    cells = calloc(2 * s.count + 1, sizeof *cells);
    if (s.values == NULL || cells == NULL) {
        report("not enough memory");
        goto out;
    }
    for (size_t i = 0; i < s.count; i++) {
        if (!row_amplitude(&c, i + 1, &s.values[i]))
            goto out;
        const char *const *row = mimicry0_table_row(c.table, i + 1, NULL, NULL);
        cells[i] = row[c.columns[0]];
        cells[s.count + i] = row[c.columns[1]];
    }
    s.a = cells;
    s.b = cells + s.count;
    status = print(r, &s);
out:
    free(cells);
    free(s.values);
    mimicry0_table_free(c.table);
    return status;
}
