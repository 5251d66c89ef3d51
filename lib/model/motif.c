/* Motifs, in the manner of PROSITE: letters, `.` or `x` for any residue, `[ILMV]` for one of
 * several, `{P}` for any but these, `(3)` after one of them to repeat it; `-` between them is
 * passed over. Each position that is met scores 1, and those of any residue nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/model.h"

struct motif {
    const char *pattern;
    size_t at;
    uint32_t accepts[MIMICRY_MAX_PEPTIDE];
    bool is_any[MIMICRY_MAX_PEPTIDE];
    uint32_t length;
};

static const uint32_t AMINO_ACIDS = (UINT32_C(1) << MIM_AMINO_ACIDS) - 1;
static const uint32_t RESIDUES = (UINT32_C(1) << MIM_RESIDUES) - 1;

static mimicry_status wrong(const struct motif *m, const char *expected, mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_ARGUMENT, "motif '%.200s': column %zu: %s was expected",
                    m->pattern, m->at + 1, expected);
}

/* The letter of an amino acid, as a bit; 0 for anything else. */
static uint32_t take_letter(struct motif *m)
{
    const uint8_t code = mim_code_of[(unsigned char)m->pattern[m->at]];
    if (!mim_is_amino_acid(code))
        return 0;
    m->at++;
    return UINT32_C(1) << code;
}

/* Letters up to `close`, behind the bracket that opened. */
static mimicry_status take_set(struct motif *m, char close, uint32_t *out, mimicry_error *error)
{
    *out = 0;
    m->at++;
    for (;;) {
        const uint32_t letter = take_letter(m);
        *out |= letter;
        if (letter != 0)
            continue;
        if (m->pattern[m->at] != close || *out == 0)
            return wrong(m, "one of the 20 amino acids or the bracket's end", error);
        m->at++;
        return MIMICRY_OK;
    }
}

static mimicry_status take_element(struct motif *m, uint32_t *accepts, bool *is_any,
                                   mimicry_error *error)
{
    const char c = m->pattern[m->at];
    *is_any = c == '.' || c == 'x' || c == 'X';
    if (*is_any) {
        *accepts = RESIDUES;
        m->at++;
        return MIMICRY_OK;
    }
    if (c == '[')
        return take_set(m, ']', accepts, error);
    if (c == '{') {
        const mimicry_status status = take_set(m, '}', accepts, error);
        *accepts = AMINO_ACIDS & ~*accepts;
        return status;
    }
    *accepts = take_letter(m);
    return *accepts != 0 ? MIMICRY_OK
                         : wrong(m, "one of the 20 amino acids, ., x, [...] or {...}", error);
}

/* "(3)", or nothing. */
static mimicry_status take_repeat(struct motif *m, uint32_t *out, mimicry_error *error)
{
    *out = 1;
    if (m->pattern[m->at] != '(')
        return MIMICRY_OK;
    m->at++;
    *out = 0;
    while (m->pattern[m->at] >= '0' && m->pattern[m->at] <= '9' && *out <= MIMICRY_MAX_PEPTIDE)
        *out = *out * 10 + (uint32_t)(m->pattern[m->at++] - '0');
    if (m->pattern[m->at] != ')' || *out == 0 || *out > MIMICRY_MAX_PEPTIDE)
        return wrong(m, "a number of repeats from 1 to 1024 and )", error);
    m->at++;
    return MIMICRY_OK;
}

static mimicry_status parse(struct motif *m, mimicry_error *error)
{
    while (m->pattern[m->at] != '\0') {
        uint32_t accepts, repeats;
        bool is_any;
        mimicry_status status = take_element(m, &accepts, &is_any, error);
        if (status == MIMICRY_OK)
            status = take_repeat(m, &repeats, error);
        if (status != MIMICRY_OK)
            return status;
        if (repeats > MIMICRY_MAX_PEPTIDE - m->length)
            return wrong(m, "the end: 1024 positions are the most that", error);
        for (; repeats > 0; repeats--) {
            m->accepts[m->length] = accepts;
            m->is_any[m->length++] = is_any;
        }
        if (m->pattern[m->at] == '-' && m->pattern[m->at + 1] != '\0')
            m->at++;
    }
    return m->length > 0 ? MIMICRY_OK : wrong(m, "a position", error);
}

/* The letter that stands for a position: the only one, or X. */
static char letter_of(uint32_t accepts)
{
    const bool single = accepts != 0 && (accepts & (accepts - 1)) == 0;
    return single ? mim_letter_of[__builtin_ctz(accepts)] : 'X';
}

static void fill(const struct motif *m, struct mim_positions *out)
{
    for (uint32_t j = 0; j < m->length; j++) {
        out->accepts[j] = m->accepts[j];
        out->consensus[j] = letter_of(m->accepts[j]);
        for (int code = 0; code < MIM_RESIDUES && !m->is_any[j]; code++)
            out->scores[j][code] = m->accepts[j] >> code & 1;
    }
}

mimicry_status mim_model_from_motif(const char *pattern, struct mimicry_model **out,
                                    mimicry_error *error)
{
    struct motif *m = mim_alloc_zeroed(1, sizeof *m);
    if (m == NULL)
        return mim_fail_memory(error);
    m->pattern = pattern;
    mimicry_status status = parse(m, error);
    if (status == MIMICRY_OK)
        status = mim_model_from_positions(m->length, pattern, out, error);
    if (status == MIMICRY_OK) {
        fill(m, &(*out)->table);
        (*out)->is_integer = true;
    }
    free(m);
    return status;
}
