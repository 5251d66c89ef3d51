/* Distances of position factors and a residue table, and Crossdome's relatedness as one of them. */
#include "model/distance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "model/embedded.h"
#include "io/lines.h"

enum { COMPONENTS = 12, LONGEST_LINE = 1 << 16 };

void mim_distance_free(struct mim_distance *distance)
{
    if (distance == NULL)
        return;
    free(distance->factors);
    free(distance);
}

static double factor(const struct mim_distance *d, uint32_t position, uint32_t length)
{
    const double own = d->factors == NULL ? 1 : d->factors[position];
    return d->is_mean ? own / length : own;
}

void mim_distance_table(const struct mim_distance *d, const uint8_t *codes, uint32_t length,
                        double (*out)[MIM_CODES])
{
    for (uint32_t p = 0; p < length; p++) {
        const double scale = factor(d, p, length);
        for (uint8_t code = 0; code < MIM_CODES; code++) {
            const bool known = mim_is_amino_acid(codes[p]) && mim_is_amino_acid(code);
            out[p][code] = known ? scale * d->residue[codes[p]][code] : (double)INFINITY;
        }
    }
}

double mim_distance_pair(const struct mim_distance *d, const uint8_t *a, const uint8_t *b,
                         uint32_t length)
{
    double sum = 0;
    for (uint32_t p = 0; p < length; p++)
        sum += factor(d, p, length) * d->residue[a[p]][b[p]];
    return sum;
}

/* ---- Relatedness ---- */

static mimicry_status bad(const struct mim_lines *lines, mimicry_error *error)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(lines->source), lines->number,
                         "a residue and 12 numbers were expected");
}

/* A residue's letter and its components, between tabs. */
static mimicry_status read_components(const struct mim_lines *lines, char *line,
                                      double components[MIM_AMINO_ACIDS][COMPONENTS],
                                      mimicry_error *error)
{
    const uint8_t code = mim_code_of[(unsigned char)line[0]];
    if (!mim_is_amino_acid(code) || line[1] != '\t')
        return bad(lines, error);
    line += 2;
    for (size_t c = 0; c < COMPONENTS; c++) {
        char *end = line + strcspn(line, "\t");
        if ((*end == '\0') != (c + 1 == COMPONENTS))
            return bad(lines, error);
        *end = '\0';
        if (!mim_parse_number(line, &components[code][c]))
            return bad(lines, error);
        line = end + 1;
    }
    return MIMICRY_OK;
}

/* The embedded table: comments, a header line, a line a residue. */
static mimicry_status load_components(double components[MIM_AMINO_ACIDS][COMPONENTS],
                                      mimicry_error *error)
{
    struct mim_lines lines = {0};
    size_t read = 0, length;
    char *line;
    mimicry_status status = mim_source_from_memory(mim_crossdome_mds.name, mim_crossdome_mds.data,
                                                   mim_crossdome_mds.size, &lines.source, error);
    while (status == MIMICRY_OK) {
        status = mim_lines_next(&lines, LONGEST_LINE, &line, &length, error);
        if (status != MIMICRY_OK || line == NULL)
            break;
        if (line[0] == '#')
            continue;
        if (read++ > 0)
            status = read_components(&lines, line, components, error);
    }
    if (status == MIMICRY_OK && read != MIM_AMINO_ACIDS + 1)
        status = bad(&lines, error);
    mim_lines_free(&lines);
    mim_source_close(lines.source);
    return status;
}

static double apart(const double *a, const double *b)
{
    double sum = 0;
    for (size_t c = 0; c < COMPONENTS; c++)
        sum += (a[c] - b[c]) * (a[c] - b[c]);
    return sqrt(sum);
}

mimicry_status mim_distance_relatedness(const double *weights, size_t n_weights,
                                        struct mim_distance **out, mimicry_error *error)
{
    double components[MIM_AMINO_ACIDS][COMPONENTS];
    *out = NULL;
    memset(components, 0, sizeof components);
    mimicry_status status = load_components(components, error);
    if (status != MIMICRY_OK)
        return status;
    struct mim_distance *d = mim_alloc_zeroed(1, sizeof *d);
    if (d != NULL && weights != NULL)
        d->factors = mim_alloc_array(n_weights, sizeof *d->factors);
    if (d == NULL || (weights != NULL && d->factors == NULL)) {
        mim_distance_free(d);
        return mim_fail_memory(error);
    }
    d->is_mean = true;
    d->n_factors = weights != NULL ? n_weights : 0;
    for (size_t p = 0; p < d->n_factors; p++)
        d->factors[p] = sqrt(weights[p]);
    for (size_t a = 0; a < MIM_AMINO_ACIDS; a++) {
        for (size_t b = 0; b < MIM_AMINO_ACIDS; b++)
            d->residue[a][b] = apart(components[a], components[b]);
    }
    *out = d;
    return MIMICRY_OK;
}
