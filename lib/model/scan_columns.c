/* The one table of names of columns of scans. */
#include "model/scan_columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/memory.h"
#include "io/columns.h"
#include "io/table.h"
#include "model/scan_cells.h"

enum scan_meaning {
    POSITION,
    RESIDUE,
    WILDTYPE,
    MUTATION,
    PEPTIDE,
    INDEX,
    RECEPTOR,
    CONCENTRATION,
    ASSAY,
    MEANINGS
};

static const char *const meanings[MEANINGS] = {
    [POSITION] = "the position",  [RESIDUE] = "the residue",
    [WILDTYPE] = "the wild type", [MUTATION] = "the mutation",
    [PEPTIDE] = "the peptide",    [INDEX] = "the index peptide",
    [RECEPTOR] = "the receptor",  [CONCENTRATION] = "the concentration",
    [ASSAY] = "the assay",
};

/* As mim_column_is takes them. */
static const struct scan_name {
    enum scan_meaning meaning;
    const char *key;
} names_known[] = {
    {POSITION, "position"},
    {POSITION, "pos"},
    {POSITION, "site"},
    {POSITION, "residueposition"},
    {POSITION, "mutationposition"},
    {POSITION, "peptideposition"},
    {RESIDUE, "residue"},
    {RESIDUE, "aa"},
    {RESIDUE, "aminoacid"},
    {RESIDUE, "mutantresidue"},
    {RESIDUE, "mutantaa"},
    {RESIDUE, "mutaa"},
    {RESIDUE, "mtaa"},
    {RESIDUE, "newresidue"},
    {RESIDUE, "to"},
    {RESIDUE, "substitutedresidue"},
    {WILDTYPE, "wildtype"},
    {WILDTYPE, "wt"},
    {WILDTYPE, "wildtyperesidue"},
    {WILDTYPE, "wildtypeaa"},
    {WILDTYPE, "wtresidue"},
    {WILDTYPE, "wtaa"},
    {WILDTYPE, "nativeresidue"},
    {WILDTYPE, "indexresidue"},
    {WILDTYPE, "originalresidue"},
    {WILDTYPE, "from"},
    {MUTATION, "mutation"},
    {MUTATION, "mutant"},
    {MUTATION, "substitution"},
    {MUTATION, "variant"},
    {MUTATION, "aachange"},
    {PEPTIDE, "peptide"},
    {PEPTIDE, "mutantpeptide"},
    {PEPTIDE, "mutatedpeptide"},
    {PEPTIDE, "mtpeptide"},
    {PEPTIDE, "peptidesequence"},
    {PEPTIDE, "sequence"},
    {PEPTIDE, "epitope"},
    {INDEX, "indexpeptide"},
    {INDEX, "index"},
    {INDEX, "wildtypepeptide"},
    {INDEX, "wtpeptide"},
    {INDEX, "nativepeptide"},
    {INDEX, "cognatepeptide"},
    {INDEX, "parentpeptide"},
    {INDEX, "targetpeptide"},
    {RECEPTOR, "tcr"},
    {RECEPTOR, "tcrname"},
    {RECEPTOR, "receptor"},
    {RECEPTOR, "clone"},
    {RECEPTOR, "clonotype"},
    {RECEPTOR, "antibody"},
    {CONCENTRATION, "concentration"},
    {CONCENTRATION, "conc"},
    {CONCENTRATION, "dose"},
    {CONCENTRATION, "peptideconcentration"},
    {CONCENTRATION, "peptidedose"},
    {ASSAY, "assay"},
    {ASSAY, "cytokine"},
    {ASSAY, "marker"},
};

/* Names of responses, in small letters without what is passed over. Of several ranks the lowest is
 * taken; columns of one name with different numbers behind it are replicates. */
static const struct response_name {
    int rank;
    const char *key;
    enum mim_scan_unit unit;
} responses_known[] = {
    {0, "response", MIM_SCAN_UNTOLD},
    {0, "relativeresponse", MIM_SCAN_UNTOLD},
    {0, "meanresponse", MIM_SCAN_UNTOLD},
    {0, "percentresponse", MIM_SCAN_PERCENT},
    {0, "responsepercent", MIM_SCAN_PERCENT},
    {1, "activity", MIM_SCAN_UNTOLD},
    {1, "peptideactivity", MIM_SCAN_UNTOLD},
    {1, "relativeactivity", MIM_SCAN_UNTOLD},
    {1, "percentactivity", MIM_SCAN_PERCENT},
    {2, "percent", MIM_SCAN_PERCENT},
    {2, "percentage", MIM_SCAN_PERCENT},
    {2, "pct", MIM_SCAN_PERCENT},
    {2, "percentofindex", MIM_SCAN_PERCENT},
    {2, "percentofwildtype", MIM_SCAN_PERCENT},
    {2, "percentofwt", MIM_SCAN_PERCENT},
    {2, "ofindex", MIM_SCAN_UNTOLD}, /* "% of index" */
    {2, "ofwildtype", MIM_SCAN_UNTOLD},
    {2, "ofwt", MIM_SCAN_UNTOLD},
    {2, "fraction", MIM_SCAN_FRACTION},
    {2, "fractionofindex", MIM_SCAN_FRACTION},
    {2, "fractionofwildtype", MIM_SCAN_FRACTION},
    {2, "fractionofwt", MIM_SCAN_FRACTION},
    {3, "signal", MIM_SCAN_UNTOLD},
    {3, "readout", MIM_SCAN_UNTOLD},
    {3, "value", MIM_SCAN_UNTOLD},
    {3, "mean", MIM_SCAN_UNTOLD},
    {4, "replicate", MIM_SCAN_UNTOLD},
    {4, "rep", MIM_SCAN_UNTOLD},
    {5, "ifng", MIM_SCAN_UNTOLD},
    {5, "ifngamma", MIM_SCAN_UNTOLD},
    {5, "lysis", MIM_SCAN_UNTOLD},
    {5, "killing", MIM_SCAN_UNTOLD},
};
enum {
    NAMES = sizeof names_known / sizeof *names_known,
    RESPONSES = sizeof responses_known / sizeof *responses_known,
    RANKS = 6
};

static mimicry_status wrong_header(const struct mimicry_table *t, mimicry_error *error,
                                   const char *what)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, t->name, t->lines[0], "%s", what);
}

static mimicry_status two(const struct mimicry_table *t, size_t a, size_t b, const char *what,
                          mimicry_error *error)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, t->name, t->lines[0],
                         "columns '%.60s' and '%.60s' both have %s: one was expected", t->cells[a],
                         t->cells[b], what);
}

/* ---- Columns that are no responses ---- */

static bool has_meaning(const char *name, enum scan_meaning meaning)
{
    for (size_t n = 0; n < NAMES; n++) {
        if (names_known[n].meaning == meaning && mim_column_is(name, names_known[n].key))
            return true;
    }
    return false;
}

static mimicry_status find_meanings(const struct mimicry_table *t, struct mim_scan_columns *out,
                                    mimicry_error *error)
{
    long *const columns[MEANINGS] = {
        [POSITION] = &out->position,
        [RESIDUE] = &out->residue,
        [WILDTYPE] = &out->wildtype,
        [MUTATION] = &out->mutation,
        [PEPTIDE] = &out->peptide,
        [INDEX] = &out->index,
        [RECEPTOR] = &out->constant[MIM_SCAN_RECEPTOR],
        [CONCENTRATION] = &out->constant[MIM_SCAN_CONCENTRATION],
        [ASSAY] = &out->constant[MIM_SCAN_ASSAY],
    };
    for (int m = 0; m < MEANINGS; m++) {
        *columns[m] = MIM_NO_COLUMN;
        for (size_t c = 0; c < t->columns; c++) {
            if (!has_meaning(t->cells[c], (enum scan_meaning)m))
                continue;
            if (*columns[m] != MIM_NO_COLUMN)
                return two(t, (size_t)*columns[m], c, meanings[m], error);
            *columns[m] = (long)c;
        }
    }
    return MIMICRY_OK;
}

/* ---- Responses ---- */

enum { LONGEST_KEY = 64 };

/* A name as the table of responses has it, without its number, and its unit: a `%` anywhere. What
 * stands in brackets is not of the name. */
static void simplify(const char *name, char key[LONGEST_KEY], bool *is_percent, bool *has_number)
{
    size_t n = 0;
    bool inside = false;
    *is_percent = strchr(name, '%') != NULL;
    for (; *name != '\0' && n < LONGEST_KEY - 1; name++) {
        inside = inside || *name == '(' || *name == '[';
        if (!inside && strchr(" \t_-.%", *name) == NULL)
            key[n++] = mim_fold(*name);
        inside = inside && *name != ')' && *name != ']';
    }
    const size_t all = n;
    while (n > 0 && mim_is_digit(key[n - 1]))
        n--;
    *has_number = n < all;
    key[n] = '\0';
}

/* The number of the name in the table, or RESPONSES. */
static size_t find_response(const char *name, enum mim_scan_unit *unit, bool *has_number)
{
    char key[LONGEST_KEY];
    bool is_percent;
    size_t n = 0;
    simplify(name, key, &is_percent, has_number);
    const char *wanted = key[0] == '\0' && is_percent ? "percent" : key;
    while (n < RESPONSES && strcmp(responses_known[n].key, wanted) != 0)
        n++;
    if (n < RESPONSES)
        *unit = is_percent ? MIM_SCAN_PERCENT : responses_known[n].unit;
    return n;
}

/* The columns of this rank; how many, and which was the last. */
static mimicry_status find_rank(const struct mimicry_table *t, int rank,
                                struct mim_scan_columns *out, size_t *count, mimicry_error *error)
{
    size_t first = 0, first_name = RESPONSES;
    bool all_numbered = true;
    *count = 0;
    for (size_t c = 0; c < t->columns; c++) {
        enum mim_scan_unit unit = MIM_SCAN_UNTOLD;
        bool has_number;
        const size_t name = find_response(t->cells[c], &unit, &has_number);
        if (name == RESPONSES || responses_known[name].rank != rank)
            continue;
        all_numbered = all_numbered && has_number;
        if (*count > 0 && (name != first_name || !all_numbered || unit != out->unit))
            return two(t, first, c, "responses", error);
        if (*count == 0) {
            first = c;
            first_name = name;
            out->unit = unit;
        }
        out->is_response[c] = true;
        ++*count;
    }
    return MIMICRY_OK;
}

static mimicry_status find_responses(const struct mimicry_table *t, struct mim_scan_columns *out,
                                     size_t *count, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *count = 0;
    for (int rank = 0; rank < RANKS && *count == 0 && status == MIMICRY_OK; rank++)
        status = find_rank(t, rank, out, count, error);
    return status;
}

/* ---- Layouts ---- */

/* Whether the first column, of no name or of one that is not known, can have what names rows. */
static bool is_first_unnamed(const struct mimicry_table *t)
{
    return t->cells[0][strspn(t->cells[0], " ")] == '\0';
}

static bool is_empty(const struct mimicry_table *t, size_t column)
{
    for (uint64_t row = 0; row < t->rows; row++) {
        const char *cell = t->cells[row * t->columns + column];
        if (cell[strspn(cell, " ")] != '\0')
            return false;
    }
    return true;
}

/* Whether a column of a grid is not one of its residues or positions; a spreadsheet may have put
 * empty ones behind them. */
static bool is_beside_grid(const struct mimicry_table *t, const struct mim_scan_columns *c,
                           size_t column)
{
    for (int k = 0; k < MIM_SCAN_CONSTANTS; k++) {
        if ((long)column == c->constant[k])
            return true;
    }
    return (long)column == c->position || (long)column == c->residue ||
           (long)column == c->wildtype || (long)column == c->index || is_empty(t, column);
}

/* Columns of residues: all that are not of something else. */
static mimicry_status take_wide(const struct mimicry_table *t, struct mim_scan_columns *out,
                                mimicry_error *error)
{
    uint32_t seen = 0;
    uint8_t code;
    if (out->position == MIM_NO_COLUMN && is_first_unnamed(t))
        out->position = 0;
    if (out->wildtype == MIM_NO_COLUMN)
        out->wildtype = out->residue; /* beside a position it is the index's */
    for (size_t c = 0; c < t->columns; c++) {
        if (is_beside_grid(t, out, c))
            continue;
        if (!mim_scan_read_residue(t->cells[c], &code))
            return mim_scan_wrong(t, 0, c, "a position, a wild type or the letter of an amino acid",
                                  error);
        if (seen >> code & 1)
            return mim_scan_wrong(t, 0, c, "each amino acid once (positions are named E1, V2)",
                                  error);
        seen |= UINT32_C(1) << code;
        out->is_response[c] = true;
    }
    return MIMICRY_OK;
}

static mimicry_status take_transposed(const struct mimicry_table *t, struct mim_scan_columns *out,
                                      mimicry_error *error)
{
    struct mim_scan_label label;
    for (size_t c = 0; c < t->columns; c++) {
        if (is_beside_grid(t, out, c))
            continue;
        if (!mim_scan_read_label(t->cells[c], &label) || label.position == 0)
            return mim_scan_wrong(t, 0, c, "a position, such as 1 or E1,", error);
        out->is_response[c] = true;
    }
    return MIMICRY_OK;
}

static bool any_residue(const struct mimicry_table *t)
{
    uint8_t code;
    for (size_t c = 0; c < t->columns; c++) {
        if (mim_scan_read_residue(t->cells[c], &code))
            return true;
    }
    return false;
}

static bool any_label(const struct mimicry_table *t)
{
    struct mim_scan_label label;
    for (size_t c = 0; c < t->columns; c++) {
        if (mim_scan_read_label(t->cells[c], &label) && label.position > 0)
            return true;
    }
    return false;
}

static mimicry_status take_grid(const struct mimicry_table *t, struct mim_scan_columns *out,
                                mimicry_error *error)
{
    if (any_residue(t)) {
        out->layout = MIM_SCAN_WIDE;
        return take_wide(t, out, error);
    }
    if (out->residue == MIM_NO_COLUMN && is_first_unnamed(t))
        out->residue = 0;
    if (out->residue != MIM_NO_COLUMN && any_label(t)) {
        out->layout = MIM_SCAN_TRANSPOSED;
        return take_transposed(t, out, error);
    }
    return wrong_header(t, error,
                        "no scan: columns 'peptide' and 'response', or 'position', 'residue' and "
                        "'response', or a column for each amino acid or position were expected "
                        "(docs/models.md has the names)");
}

static mimicry_status take_layout(const struct mimicry_table *t, struct mim_scan_columns *out,
                                  mimicry_error *error)
{
    size_t responses;
    const mimicry_status status = find_responses(t, out, &responses, error);
    const bool has_residues = out->position != MIM_NO_COLUMN && out->residue != MIM_NO_COLUMN;
    if (status != MIMICRY_OK)
        return status;
    if (responses == 0 && (out->peptide != MIM_NO_COLUMN || out->mutation != MIM_NO_COLUMN ||
                           (has_residues && !any_residue(t))))
        return wrong_header(t, error,
                            "a scan without a column of responses: 'response', 'activity', "
                            "'percent', 'fraction' or another name of docs/models.md was expected");
    if (responses == 0)
        return take_grid(t, out, error);
    out->layout = out->peptide != MIM_NO_COLUMN ? MIM_SCAN_PEPTIDES
                  : has_residues                ? MIM_SCAN_POSITIONS
                                                : MIM_SCAN_MUTATIONS;
    if (out->layout == MIM_SCAN_MUTATIONS && out->mutation == MIM_NO_COLUMN)
        return wrong_header(t, error,
                            "responses of what? A column 'peptide', 'mutation', or columns "
                            "'position' and 'residue' were expected");
    return MIMICRY_OK;
}

mimicry_status mim_scan_columns_find(const struct mimicry_table *t, struct mim_scan_columns *out,
                                     mimicry_error *error)
{
    *out = (struct mim_scan_columns){.is_response =
                                         mim_alloc_zeroed(t->columns, sizeof *out->is_response)};
    if (out->is_response == NULL)
        return mim_fail_memory(error);
    mimicry_status status = find_meanings(t, out, error);
    if (status == MIMICRY_OK)
        status = take_layout(t, out, error);
    if (status != MIMICRY_OK)
        mim_scan_columns_free(out);
    return status;
}

void mim_scan_columns_free(struct mim_scan_columns *columns)
{
    free(columns->is_response);
    columns->is_response = NULL;
}
