/* Makes the model that the options of a search ask for. */
#include "models.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool models_have_query(const struct models_request *r)
{
    return r->motif != NULL || r->profile != NULL;
}

static bool refuse_both(const char *verb, const char *a, bool has_a, const char *b, bool has_b)
{
    if (has_a && has_b)
        report_usage(verb, "%s and %s together: one of them was expected", a, b);
    return has_a && has_b;
}

bool models_allow(const char *verb, const struct models_request *r)
{
    const bool matrix = r->matrix != NULL || r->flags != 0;
    return !refuse_both(verb, "--motif", r->motif != NULL, "--profile", r->profile != NULL) &&
           !refuse_both(verb, "--motif", r->motif != NULL, "--distance", r->distance != NULL) &&
           !refuse_both(verb, "--profile", r->profile != NULL, "--distance", r->distance != NULL) &&
           !refuse_both(verb, "--motif", r->motif != NULL, "--matrix", matrix) &&
           !refuse_both(verb, "--profile", r->profile != NULL, "--matrix", matrix) &&
           !refuse_both(verb, "--distance", r->distance != NULL, "--matrix", matrix) &&
           !refuse_both(verb, "--motif", r->motif != NULL, "--weights", r->weights != NULL) &&
           !refuse_both(verb, "--profile", r->profile != NULL, "--weights", r->weights != NULL);
}

/* ---- Weights ---- */

struct list {
    double values[MIMICRY_MAX_PEPTIDE];
    size_t count;
};

static mimicry_status fail(mimicry_error *error, mimicry_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static mimicry_status fail(mimicry_error *error, mimicry_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    error->status = status;
    return status;
}

/* Numbers separated by commas, blanks or line ends. */
static mimicry_status parse_numbers(const char *name, unsigned line, const char *text,
                                    struct list *out, mimicry_error *error)
{
    for (;;) {
        char *end;
        while (isspace((unsigned char)*text) || *text == ',')
            text++;
        if (*text == '\0' || *text == '#')
            return MIMICRY_OK;
        const double value = strtod(text, &end);
        if (end == text || (*end != '\0' && *end != ',' && !isspace((unsigned char)*end)))
            return fail(error, MIMICRY_E_FORMAT, "%.300s:%u: '%.40s': a number was expected", name,
                        line, text);
        if (out->count == MIMICRY_MAX_PEPTIDE)
            return fail(error, MIMICRY_E_FORMAT, "%.300s:%u: more than %d weights", name, line,
                        (int)MIMICRY_MAX_PEPTIDE);
        out->values[out->count++] = value;
        text = end;
    }
}

static mimicry_status read_weights(const char *path, struct list *out, mimicry_error *error)
{
    char *line = NULL;
    size_t room = 0;
    mimicry_status status = MIMICRY_OK;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return fail(error, MIMICRY_E_IO, "%.300s: cannot open: %s", path, strerror(errno));
    for (unsigned n = 1; status == MIMICRY_OK && getline(&line, &room, file) >= 0; n++)
        status = parse_numbers(path, n, line, out, error);
    if (status == MIMICRY_OK && ferror(file))
        status = fail(error, MIMICRY_E_IO, "%.300s: cannot read", path);
    if (status == MIMICRY_OK && out->count == 0)
        status = fail(error, MIMICRY_E_FORMAT, "%.300s: no weights: numbers were expected", path);
    free(line);
    fclose(file);
    return status;
}

static bool is_preset(const char *word)
{
    return strncmp(word, "mhc1-", 5) == 0 || strncmp(word, "mhc2-", 5) == 0;
}

static mimicry_status get_list(const char *word, struct list *out, mimicry_error *error)
{
    out->count = 0;
    const bool is_list = word[0] != '\0' && word[strspn(word, "0123456789.,+-eE ")] == '\0';
    return is_list ? parse_numbers("--weights", 1, word, out, error)
                   : read_weights(word, out, error);
}

/* ---- Models ---- */

static mimicry_status open_distance(const struct models_request *r, mimicry_model **out_model,
                                    mimicry_error *error)
{
    struct list list = {.count = 0};
    mimicry_status status = MIMICRY_OK;
    if (strcmp(r->distance, "relatedness") != 0) {
        if (r->weights != NULL)
            return fail(error, MIMICRY_E_ARGUMENT,
                        "--weights with the factors of %.300s: one of them was expected",
                        r->distance);
        return mimicry0_model_distance(r->distance, NULL, 0, out_model, error);
    }
    if (r->weights != NULL && is_preset(r->weights))
        return fail(error, MIMICRY_E_ARGUMENT,
                    "--weights %.60s with relatedness: a list or a file of weights was expected",
                    r->weights);
    if (r->weights != NULL)
        status = get_list(r->weights, &list, error);
    return status == MIMICRY_OK
               ? mimicry0_model_distance(NULL, r->weights != NULL ? list.values : NULL, list.count,
                                         out_model, error)
               : status;
}

static mimicry_status open_weighted(const struct models_request *r, const mimicry_model *matrix,
                                    mimicry_model **out_model, mimicry_error *error)
{
    struct list list;
    if (is_preset(r->weights))
        return mimicry0_model_preset(matrix, r->weights, out_model, error);
    const mimicry_status status = get_list(r->weights, &list, error);
    return status == MIMICRY_OK
               ? mimicry0_model_weighted(matrix, list.values, list.count, out_model, error)
               : status;
}

mimicry_status models_open(const struct models_request *r, mimicry_model **out_model,
                           mimicry_error *error)
{
    mimicry_model *matrix = NULL;
    if (r->motif != NULL)
        return mimicry0_model_motif(r->motif, out_model, error);
    if (r->profile != NULL)
        return mimicry0_model_profile(r->profile, out_model, error);
    if (r->distance != NULL)
        return open_distance(r, out_model, error);
    mimicry_status status =
        mimicry0_model_matrix(r->matrix != NULL ? r->matrix : "BLOSUM62", r->flags, &matrix, error);
    if (status != MIMICRY_OK || r->weights == NULL) {
        *out_model = matrix;
        return status;
    }
    status = open_weighted(r, matrix, out_model, error);
    mimicry_model_free(matrix);
    return status;
}
