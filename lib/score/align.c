/* Compiles queries for the alignment kernel, and aligns those that do not fit it. */
#include "score/align.h"

mimicry_status mim_align_scoring_set(struct mim_align_scoring *out, const struct mim_matrix *matrix,
                                     int32_t open, int32_t extend, mimicry_error *error)
{
    if (!matrix->is_integer)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "the matrix has scores that are not whole numbers: local alignments "
                        "need one of whole numbers");
    for (int q = 0; q < MIM_CODES; q++) {
        for (int r = 0; r < MIM_CODES; r++)
            out->score[q][r] = (int32_t)matrix->score[q][r];
    }
    out->open = open;
    out->extend = extend;
    return MIMICRY_OK;
}

static int32_t highest(const int32_t *row)
{
    int32_t high = row[0];
    for (int code = 1; code < MIM_RESIDUES; code++)
        high = high < row[code] ? row[code] : high;
    return high;
}

int64_t mim_align_ceiling(const struct mim_align_scoring *scoring, const uint8_t *codes,
                          uint32_t length)
{
    int64_t sum = 0;
    for (uint32_t j = 0; j < length; j++) {
        const int32_t high = highest(scoring->score[codes[j]]);
        sum += high > 0 ? high : 0;
    }
    return sum;
}

/* The most residues of the text that an alignment which reaches the cut can span: it matches at
 * most `length` of them, and its gaps may cost no more than the ceiling exceeds the cut by. */
static uint32_t longest_span(const struct mim_align_scoring *scoring, uint32_t length,
                             int64_t ceiling, int64_t cut)
{
    const int64_t left = ceiling - cut - scoring->open;
    return length + (left > 0 ? (uint32_t)(left / scoring->extend) : 0);
}

/* The positions after which a gap that costs at least `first` can pay. It does only if the residues
 * up to it, and those after it, can each score more than the gap costs: else the better side alone
 * scores as much. These positions are consecutive, since the left side only grows and the right
 * side only shrinks. */
static void find_gaps(const struct mim_align_scoring *scoring, const uint8_t *codes,
                      int64_t ceiling, int64_t first, struct mim_align_query *query)
{
    int64_t before = 0;
    query->gaps_from = query->n_gaps = 0;
    for (uint32_t j = 0; j < query->length; j++) {
        before += mim_align_ceiling(scoring, codes + j, 1);
        if (before <= first || ceiling - before <= first)
            continue;
        if (query->n_gaps++ == 0)
            query->gaps_from = j;
    }
}

bool mim_align_query_set(struct mim_align_query *out, const struct mim_align_scoring *scoring,
                         const uint8_t *codes, uint32_t length, int64_t cut,
                         int8_t (*scores)[MIM_CODES])
{
    const int64_t ceiling = mim_align_ceiling(scoring, codes, length);
    /* Clamp gap costs to the ceiling: a gap that costs that much is never taken. */
    const int64_t extend = scoring->extend < ceiling ? scoring->extend : ceiling;
    const int64_t both = (int64_t)scoring->open + scoring->extend;
    const int64_t first = both < ceiling ? both : ceiling;
    if (ceiling > MIM_ALIGN_MOST || first > INT8_MAX || extend < 1)
        return false;
    for (uint32_t j = 0; j < length; j++) {
        for (int code = 0; code < MIM_CODES; code++) {
            const int32_t given = scoring->score[codes[j]][code];
            const int64_t score = given > -ceiling ? given : -ceiling;
            if (code < MIM_STOP && (score > INT8_MAX || score < INT8_MIN))
                return false;
            scores[j][code] = code < MIM_STOP ? (int8_t)score : INT8_MIN;
        }
    }
    *out = (struct mim_align_query){
        .scores = (const int8_t(*)[MIM_CODES])scores,
        .length = length,
        .span = longest_span(scoring, length, ceiling, cut),
        .cut = (uint8_t)cut,
        .first = (uint8_t)first,
        .extend = (uint8_t)extend,
    };
    find_gaps(scoring, codes, ceiling, first, out);
    return true;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a < b ? b : a;
}

/* h[j]: the best alignment that ends at query position j and the residue before, or 0; e[j]: the
 * best that ends with this residue in a gap of the query, or less than 0. */
int32_t mim_align_best(const struct mim_align_scoring *scoring, const uint8_t *codes,
                       uint32_t length, const uint8_t *text, uint64_t text_length, int32_t *work)
{
    const int32_t first = scoring->open + scoring->extend;
    int32_t *h = work, *e = work + length, best = 0;
    bool fresh = true; /* as at the beginning */
    for (uint32_t j = 0; j < length; j++)
        h[j] = e[j] = 0;
    for (uint64_t i = 0; i < text_length; i++) {
        const uint8_t residue = text[i];
        int32_t diagonal = 0, f = 0;
        if (residue >= MIM_STOP) {
            for (uint32_t j = 0; j < length && !fresh; j++)
                h[j] = e[j] = 0;
            fresh = true;
            continue;
        }
        fresh = false;
        for (uint32_t j = 0; j < length; j++) {
            const int32_t matched = diagonal + scoring->score[codes[j]][residue];
            const int32_t here = larger(larger(matched, e[j]), f);
            diagonal = h[j];
            best = larger(best, matched);
            h[j] = larger(here, 0);
            e[j] = larger(e[j] - scoring->extend, h[j] - first);
            f = larger(f - scoring->extend, h[j] - first);
        }
    }
    return best;
}
