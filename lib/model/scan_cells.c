/* Reads the cells of a scan's table. */
#include "model/scan_cells.h"

#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "base/number.h"
#include "io/columns.h"
#include "io/named_rows.h"
#include "residue/alphabet.h"

static const double MOST = 1e12; /* sums of these are finite */

mimicry_status mim_scan_wrong(const struct mimicry_table *t, uint64_t row, size_t column,
                              const char *expected, mimicry_error *error)
{
    if (row == 0)
        return mim_fail_line(error, MIMICRY_E_FORMAT, t->name, t->lines[0],
                             "column %zu is '%.80s' where %s was expected", column + 1,
                             t->cells[column], expected);
    return mim_fail_line(error, MIMICRY_E_FORMAT, t->name, t->lines[row],
                         "column '%.80s' has '%.80s' where %s was expected", t->cells[column],
                         t->cells[row * t->columns + column], expected);
}

static uint8_t code_of(char letter)
{
    return mim_code_of[(unsigned char)letter];
}

static const char *trimmed(const char *cell, size_t *length)
{
    *length = strlen(cell);
    mim_trim(&cell, length);
    return cell;
}

bool mim_scan_read_residue(const char *cell, uint8_t *code)
{
    size_t length;
    cell = trimmed(cell, &length);
    *code = code_of(*cell);
    return length == 1 && mim_is_amino_acid(*code);
}

/* A whole number from 1 to the length of the longest peptide; what follows it. */
static const char *take_position(const char *at, uint32_t *position)
{
    *position = 0;
    for (; mim_is_digit(*at) && *position <= MIMICRY_MAX_PEPTIDE; at++)
        *position = *position * 10 + (uint32_t)(*at - '0');
    if (*position > MIMICRY_MAX_PEPTIDE)
        *position = 0;
    return at;
}

static const char *after_word(const char *at)
{
    static const char *const words[] = {"position", "pos"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        if (mim_begins_folded(at, strlen(at), words[w]))
            return at + strlen(words[w]) + strspn(at + strlen(words[w]), " _-.");
    }
    return at;
}

bool mim_scan_read_label(const char *cell, struct mim_scan_label *out)
{
    size_t length;
    const char *at = trimmed(cell, &length), *end = at + length;
    const char *number = after_word(at);
    *out = (struct mim_scan_label){0};
    if (number == at && length > 0 && mim_is_amino_acid(code_of(*at))) {
        out->letter = mim_letter_of[code_of(*at)];
        number++;
        if (number == end)
            return true;
    }
    return take_position(number, &out->position) == end && out->position > 0;
}

/* One mutation; what follows it, or NULL. */
static const char *take_mutation(const char *at, struct mim_scan_mutation *out)
{
    if (!mim_is_amino_acid(code_of(*at)))
        return NULL;
    out->from.letter = mim_letter_of[code_of(*at)];
    at = take_position(at + 1, &out->from.position);
    out->to = code_of(*at);
    return out->from.position > 0 && mim_is_amino_acid(out->to) ? at + 1 : NULL;
}

bool mim_scan_read_mutation(const char *cell, struct mim_scan_mutation *out)
{
    size_t length;
    const char *at = trimmed(cell, &length), *end = at + length;
    *out = (struct mim_scan_mutation){0};
    if (mim_begins_folded(at, length, "p."))
        at += 2;
    for (;;) {
        at = take_mutation(at, out);
        if (at == NULL)
            return false;
        out->count++;
        if (at == end)
            return true;
        const size_t between = strspn(at, " /+,;_-");
        if (between == 0 || at + between >= end)
            return false;
        at += between;
    }
}

bool mim_scan_is_own(const char *cell)
{
    static const char *const words[] = {"wt",     "wildtype", "index",  "indexpeptide",
                                        "native", "parent",   "cognate"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        if (mim_column_is(cell, words[w]))
            return true;
    }
    return false;
}

bool mim_scan_read_value(const char *cell, double *value, bool *is_percent)
{
    char text[64];
    size_t length;
    cell = trimmed(cell, &length);
    *is_percent = length > 0 && cell[length - 1] == '%';
    length -= *is_percent;
    mim_trim(&cell, &length);
    if (length >= sizeof text)
        return false;
    memcpy(text, cell, length);
    text[length] = '\0';
    return mim_parse_number(text, value) && fabs(*value) <= MOST;
}

bool mim_scan_read_peptide(const char *cell, const char **peptide, size_t *length)
{
    *peptide = trimmed(cell, length);
    for (size_t i = 0; i < *length; i++) {
        if (!mim_is_amino_acid(code_of((*peptide)[i])))
            return false;
    }
    return *length > 0 && *length <= MIMICRY_MAX_PEPTIDE;
}
