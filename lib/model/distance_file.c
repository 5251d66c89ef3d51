/* Reads a distance from JSON, in either of two forms.
 *
 * The published one of the cross-reactivity distance:
 *   {"d_i": [0.1, ...], "M_ab": {"A->A": 0, "A->C": 0.5, ...}}
 * a factor for each of the positions, and a number for each of the 400 pairs of amino acids, the
 * first peptide's residue first. Our own, for any distance of that kind:
 *   {"factors": [0.1, ...], "residues": "ARND...", "table": [[0, 0.5, ...], ...]}
 * the 20 amino acids in any order, and a row for each of them, the first peptide's residue. Members
 * of other names are passed over.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/distance.h"
#include "io/json.h"

enum { NAME_ROOM = 32 };
static const double LARGEST = 1e6; /* keeps the rounding of a sum far below the 1e-9 forgiven */

enum member { FACTORS, PAIRS, RESIDUES, TABLE, MEMBERS };

/* Each member by its number above: the name in the file, and how many numbers a table of it has. */
static const char *const names[MEMBERS] = {"factors", "M_ab", "residues", "table"};
static const char published_factors[] = "d_i";

struct distance_reader {
    struct mim_json json;
    struct mim_distance *out;
    const char *factors_name; /* as it was written */
    bool has[MEMBERS];
    uint8_t order[MIM_AMINO_ACIDS]; /* codes in the order of "residues" */
    double table[MIM_AMINO_ACIDS][MIM_AMINO_ACIDS];
    bool filled[MIM_AMINO_ACIDS][MIM_AMINO_ACIDS];
    double *row; /* of the table, which is being read */
    size_t factors_room;
};

static mimicry_status bad(struct distance_reader *r, mimicry_error *error, const char *what)
{
    return mim_json_fail(&r->json, error, what);
}

static mimicry_status read_number(struct distance_reader *r, double *out, mimicry_error *error)
{
    const mimicry_status status = mim_json_number(&r->json, out, error);
    if (status == MIMICRY_OK && fabs(*out) > LARGEST)
        return bad(r, error, "a number between -1e6 and 1e6 was expected");
    return status;
}

static mimicry_status read_factor(void *data, size_t i, mimicry_error *error)
{
    struct distance_reader *r = data;
    struct mim_distance *d = r->out;
    if (i >= MIMICRY_MAX_PEPTIDE)
        return bad(r, error, "more than 1024 position factors");
    double *grown = mim_grow(d->factors, &r->factors_room, i + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    d->factors = grown;
    return read_number(r, &d->factors[i], error);
}

static mimicry_status read_factors(struct distance_reader *r, mimicry_error *error)
{
    size_t *count = &r->out->n_factors;
    const mimicry_status status = mim_json_each(&r->json, '[', read_factor, r, count, error);
    return status == MIMICRY_OK && *count == 0
               ? bad(r, error, "no position factor: one a position was expected")
               : status;
}

/* The members of "M_ab": "A->C" and its number. */
static mimicry_status read_pair(void *data, size_t i, mimicry_error *error)
{
    struct distance_reader *r = data;
    char name[NAME_ROOM];
    (void)i;
    mimicry_status status = mim_json_name(&r->json, name, sizeof name, error);
    if (status != MIMICRY_OK)
        return status;
    const uint8_t a = mim_code_of[(unsigned char)name[0]];
    const bool whole = strlen(name) == 4 && name[1] == '-' && name[2] == '>';
    const uint8_t b = whole ? mim_code_of[(unsigned char)name[3]] : MIM_INVALID;
    if (!mim_is_amino_acid(a) || !mim_is_amino_acid(b))
        return bad(r, error, "a pair of amino acids such as \"A->C\" was expected");
    if (r->filled[a][b])
        return bad(r, error, "a pair of amino acids twice");
    r->filled[a][b] = true;
    return read_number(r, &r->out->residue[a][b], error);
}

static mimicry_status read_pairs(struct distance_reader *r, mimicry_error *error)
{
    size_t count;
    const mimicry_status status = mim_json_each(&r->json, '{', read_pair, r, &count, error);
    return status == MIMICRY_OK && count != MIM_AMINO_ACIDS * MIM_AMINO_ACIDS
               ? bad(r, error, "\"M_ab\" has not all 400 pairs of amino acids")
               : status;
}

static mimicry_status read_residues(struct distance_reader *r, mimicry_error *error)
{
    char letters[NAME_ROOM];
    bool seen[MIM_CODES] = {false};
    const mimicry_status status = mim_json_string(&r->json, letters, sizeof letters, error);
    if (status != MIMICRY_OK)
        return status;
    size_t n = 0;
    for (; n < MIM_AMINO_ACIDS && letters[n] != '\0'; n++) {
        const uint8_t code = mim_code_of[(unsigned char)letters[n]];
        if (!mim_is_amino_acid(code) || seen[code])
            break;
        seen[code] = true;
        r->order[n] = code;
    }
    if (n != MIM_AMINO_ACIDS || letters[n] != '\0')
        return bad(r, error, "\"residues\" is not the 20 amino acids, each once");
    return MIMICRY_OK;
}

static mimicry_status read_cell(void *data, size_t i, mimicry_error *error)
{
    struct distance_reader *r = data;
    return i < MIM_AMINO_ACIDS ? read_number(r, &r->row[i], error)
                               : bad(r, error, "a row of more than 20 numbers");
}

static mimicry_status read_row(void *data, size_t i, mimicry_error *error)
{
    struct distance_reader *r = data;
    size_t count;
    if (i >= MIM_AMINO_ACIDS)
        return bad(r, error, "\"table\" has more than 20 rows");
    r->row = r->table[i];
    const mimicry_status status = mim_json_each(&r->json, '[', read_cell, r, &count, error);
    return status == MIMICRY_OK && count < MIM_AMINO_ACIDS
               ? bad(r, error, "a row of fewer than 20 numbers")
               : status;
}

static mimicry_status read_table(struct distance_reader *r, mimicry_error *error)
{
    size_t count;
    const mimicry_status status = mim_json_each(&r->json, '[', read_row, r, &count, error);
    return status == MIMICRY_OK && count < MIM_AMINO_ACIDS
               ? bad(r, error, "\"table\" has fewer than 20 rows")
               : status;
}

static mimicry_status read_member(void *data, size_t i, mimicry_error *error)
{
    struct distance_reader *r = data;
    static mimicry_status (*const read[MEMBERS])(struct distance_reader *, mimicry_error *) = {
        read_factors, read_pairs, read_residues, read_table};
    char name[NAME_ROOM];
    (void)i;
    const mimicry_status status = mim_json_name(&r->json, name, sizeof name, error);
    if (status != MIMICRY_OK)
        return status;
    const bool published = strcmp(name, published_factors) == 0;
    size_t member = published ? FACTORS : 0;
    while (!published && member < MEMBERS && strcmp(name, names[member]) != 0)
        member++;
    if (member == MEMBERS)
        return mim_json_skip(&r->json, error);
    if (r->has[member])
        return mim_fail_line(error, MIMICRY_E_FORMAT, r->json.name, r->json.line,
                             "\"%s\" after the file has had it, or what stands for it", name);
    r->has[member] = true;
    if (member == FACTORS)
        r->factors_name = published ? published_factors : names[FACTORS];
    return read[member](r, error);
}

/* Exactly one of the two forms is there, and whole. */
static mimicry_status check_members(struct distance_reader *r, mimicry_error *error)
{
    const bool published = r->factors_name == published_factors;
    const char *missing = NULL;
    if (!r->has[FACTORS])
        return bad(r, error, "the file has neither \"d_i\" nor \"factors\"");
    if (published && !r->has[PAIRS])
        missing = names[PAIRS];
    for (size_t member = RESIDUES; !published && member < MEMBERS; member++) {
        if (!r->has[member] && missing == NULL)
            missing = names[member];
    }
    if (missing != NULL)
        return mim_fail_line(error, MIMICRY_E_FORMAT, r->json.name, r->json.line,
                             "the file has \"%s\" but not \"%s\"", r->factors_name, missing);
    if (r->has[PAIRS] && (r->has[RESIDUES] || r->has[TABLE]))
        return bad(r, error, "the file has both \"M_ab\" and \"residues\" or \"table\"");
    for (size_t i = 0; r->has[TABLE] && i < MIM_AMINO_ACIDS; i++) {
        for (size_t j = 0; j < MIM_AMINO_ACIDS; j++)
            r->out->residue[r->order[i]][r->order[j]] = r->table[i][j];
    }
    return MIMICRY_OK;
}

static mimicry_status read_file(struct distance_reader *r, mimicry_error *error)
{
    size_t count;
    mimicry_status status = mim_json_each(&r->json, '{', read_member, r, &count, error);
    if (status == MIMICRY_OK)
        status = mim_json_end(&r->json, error);
    return status == MIMICRY_OK ? check_members(r, error) : status;
}

mimicry_status mim_distance_read(const char *path, struct mim_distance **out, mimicry_error *error)
{
    struct mim_source *source = NULL;
    *out = NULL;
    struct distance_reader *r = mim_alloc_zeroed(1, sizeof *r);
    struct mim_distance *distance = mim_alloc_zeroed(1, sizeof *distance);
    mimicry_status status = r == NULL || distance == NULL ? mim_fail_memory(error)
                                                          : mim_source_open(path, &source, error);
    if (status != MIMICRY_OK)
        goto out;
    r->out = distance;
    status = mim_json_open(&r->json, source, error);
    if (status == MIMICRY_OK)
        status = read_file(r, error);
    if (status != MIMICRY_OK)
        goto out;
    *out = distance;
    distance = NULL;
out:
    if (r != NULL)
        mim_json_close(&r->json);
    free(r);
    mim_distance_free(distance);
    mim_source_close(source);
    return status;
}
