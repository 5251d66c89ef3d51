/* The published scores of pairs of peptides. Where a formula comes from stands in the public
 * header, with the methods. */
#include "score/pair.h"

#include <math.h>
#include <string.h>

#include "model/scan.h"

/* Two peptides as codes. */
struct pair {
    uint8_t a[MIMICRY_MAX_PEPTIDE], b[MIMICRY_MAX_PEPTIDE];
    uint32_t a_length, b_length;
};

static mimicry_status read_peptide(const char *letters, uint8_t *codes, uint32_t *length,
                                   mimicry_error *error)
{
    const size_t n = strlen(letters);
    char what[24];
    if (n == 0 || n > MIMICRY_MAX_PEPTIDE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a peptide of %zu residues: 1 to %d were expected", n,
                        (int)MIMICRY_MAX_PEPTIDE);
    for (size_t i = 0; i < n; i++) {
        codes[i] = mim_code_of[(unsigned char)letters[i]];
        if (codes[i] < MIM_RESIDUES)
            continue;
        mim_describe_byte((uint8_t)letters[i], what);
        return mim_fail(error, MIMICRY_E_ARGUMENT, "peptide '%.40s': column %zu: %s is no residue",
                        letters, i + 1, what);
    }
    *length = (uint32_t)n;
    return MIMICRY_OK;
}

/* ---- What a method asks of its peptides ---- */

static mimicry_status check_amino_acids(const char *method, const uint8_t *codes, uint32_t length,
                                        mimicry_error *error)
{
    for (uint32_t i = 0; i < length; i++) {
        if (!mim_is_amino_acid(codes[i]))
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "%s has no value for '%c': the 20 amino acids were expected", method,
                            mim_letter_of[codes[i]]);
    }
    return MIMICRY_OK;
}

static mimicry_status check_lengths(const struct mimicry_scorer *s, const struct pair *p,
                                    mimicry_error *error)
{
    const char *method = mim_score_name(s->method);
    const size_t positions = s->distance != NULL ? s->distance->n_factors : s->n_weights;
    if (s->method == MIMICRY_SCORE_SELF_SIMILARITY)
        return MIMICRY_OK;
    if (p->a_length != p->b_length)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "peptides of %u and %u residues: %s takes two of one length",
                        (unsigned)p->a_length, (unsigned)p->b_length, method);
    if (positions != 0 && positions != p->a_length)
        return mim_fail(
            error, MIMICRY_E_ARGUMENT, "peptides of %u residues, but %s has %s of %zu positions",
            (unsigned)p->a_length, method,
            s->method == MIMICRY_SCORE_CROSS_REACTIVITY ? "factors" : "weights", positions);
    return MIMICRY_OK;
}

/* Activity: what is compared is compared with the scan's index peptide. */
static mimicry_status check_index(const struct mimicry_scorer *s, const struct pair *p,
                                  mimicry_error *error)
{
    const char *index = mim_model_only(s->scan);
    bool same = p->b_length == strlen(index);
    for (uint32_t i = 0; i < p->b_length && same; i++)
        same = mim_letter_of[p->b[i]] == index[i];
    if (!same)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "activity compares with %.60s, the index peptide of the scan: the second "
                        "peptide is another",
                        index);
    return check_amino_acids(mim_score_name(s->method), p->a, p->a_length, error);
}

static mimicry_status check(const struct mimicry_scorer *s, const struct pair *p,
                            mimicry_error *error)
{
    mimicry_status status = check_lengths(s, p, error);
    if (status == MIMICRY_OK && s->scan != NULL)
        return check_index(s, p, error);
    if (s->distance == NULL && s->method != MIMICRY_SCORE_SELF_SIMILARITY)
        return status;
    if (status == MIMICRY_OK)
        status = check_amino_acids(mim_score_name(s->method), p->a, p->a_length, error);
    if (status == MIMICRY_OK)
        status = check_amino_acids(mim_score_name(s->method), p->b, p->b_length, error);
    return status;
}

/* ---- Position by position ---- */

static double weight(const struct mimicry_scorer *s, uint32_t position)
{
    return s->weights == NULL ? 1 : s->weights[position];
}

static double hamming(const struct mimicry_scorer *s, const struct pair *p)
{
    double count = 0;
    for (uint32_t i = 0; i < p->a_length; i++) {
        const bool same = p->a[i] == p->b[i] && mim_is_amino_acid(p->a[i]);
        count += !same && weight(s, i) != 0;
    }
    return count;
}

/* The matrix's score of the peptides, first position to last. */
static double sum(const struct mimicry_scorer *s, const uint8_t *a, const uint8_t *b,
                  uint32_t length)
{
    double total = 0;
    for (uint32_t i = 0; i < length; i++)
        total += weight(s, i) * s->matrix.score[a[i]][b[i]];
    return total;
}

static mimicry_status similarity(const struct mimicry_scorer *s, const struct pair *p, double *out,
                                 mimicry_error *error)
{
    const double self = sum(s, p->a, p->a, p->a_length);
    if (!(self > 0))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "similarity has no value: the first peptide's score with itself is %g",
                        self);
    *out = sum(s, p->a, p->b, p->a_length) / self;
    return MIMICRY_OK;
}

static double gram_distance(const struct mimicry_scorer *s, const struct pair *p)
{
    const double(*score)[MIM_CODES] = s->matrix.score;
    double total = 0;
    for (uint32_t i = 0; i < p->a_length; i++) {
        const uint8_t a = p->a[i], b = p->b[i];
        total += weight(s, i) * fmax(0, score[a][a] + score[b][b] - score[a][b] - score[b][a]);
    }
    return total;
}

/* 1, 5, 9, ... to the middle from both ends, but 1, 2, 3, ... in the outer thirds. */
static double hex_weight(uint32_t position, uint32_t length)
{
    const uint32_t from_end = length - 1 - position;
    const uint32_t outer = position < from_end ? position : from_end;
    return outer < length / 3 ? outer + 1 : 4 * outer + 1;
}

static double hex(const struct mimicry_scorer *s, const struct pair *p)
{
    double total = 0;
    for (uint32_t i = 0; i < p->a_length; i++) {
        const double w = s->weights != NULL ? s->weights[i] : hex_weight(i, p->a_length);
        total += w * s->matrix.score[p->b[i]][p->a[i]];
    }
    return total;
}

static double activity(const struct mimicry_scorer *s, const struct pair *p)
{
    double distance = 0;
    for (uint32_t i = 0; i < p->a_length; i++)
        distance -= s->scan->table.scores[i][p->a[i]];
    return mim_scan_share(distance);
}

/* ---- Self-similarity ---- */

/* K3: the sum, over all pairs of equally long pieces of the two, of the product of the kernel along
 * them. T[i][j] is what the pairs that begin at i and j give: the kernel there, times one for the
 * piece that ends there and T[i + 1][j + 1] for those that go on. One row of T is kept. */
static double kernel_sum(const struct mimicry_scorer *s, const uint8_t *a, uint32_t a_length,
                         const uint8_t *b, uint32_t b_length)
{
    double t[MIMICRY_MAX_PEPTIDE + 1] = {0};
    double total = 0;
    for (uint32_t i = a_length; i-- > 0;) {
        const double *kernel = s->kernel[a[i]];
        for (uint32_t j = 0; j < b_length; j++) {
            t[j] = kernel[b[j]] * (1 + t[j + 1]); /* t[j + 1] is still that of i + 1 */
            total += t[j];
        }
    }
    return total;
}

static double self_similarity(const struct mimicry_scorer *s, const struct pair *p)
{
    const double both = kernel_sum(s, p->a, p->a_length, p->b, p->b_length);
    const double a = kernel_sum(s, p->a, p->a_length, p->a, p->a_length);
    const double b = kernel_sum(s, p->b, p->b_length, p->b, p->b_length);
    /* For equal peptides this root is exact, and so the value is 1; with hundreds of residues the
     * product can be more than a double holds. */
    return both / (isfinite(a * b) ? sqrt(a * b) : sqrt(a) * sqrt(b));
}

/* ---- */

mimicry_status mim_pair_score(const struct mimicry_scorer *s, const char *a, const char *b,
                              double *out, mimicry_error *error)
{
    struct pair p;
    if (!mim_score_has_pairs(s->method))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s is no score of two peptides",
                        mim_score_name(s->method));
    mimicry_status status = read_peptide(a, p.a, &p.a_length, error);
    if (status == MIMICRY_OK)
        status = read_peptide(b, p.b, &p.b_length, error);
    if (status == MIMICRY_OK)
        status = check(s, &p, error);
    if (status != MIMICRY_OK)
        return status;
    switch (s->method) {
    case MIMICRY_SCORE_HAMMING:
        *out = hamming(s, &p);
        break;
    case MIMICRY_SCORE_SUM:
        *out = sum(s, p.a, p.b, p.a_length);
        break;
    case MIMICRY_SCORE_SIMILARITY:
        return similarity(s, &p, out, error);
    case MIMICRY_SCORE_PENALTY:
        *out = sum(s, p.a, p.a, p.a_length) - sum(s, p.a, p.b, p.a_length);
        break;
    case MIMICRY_SCORE_GRAM_DISTANCE:
        *out = gram_distance(s, &p);
        break;
    case MIMICRY_SCORE_SELF_SIMILARITY:
        *out = self_similarity(s, &p);
        break;
    case MIMICRY_SCORE_HEX:
        *out = hex(s, &p);
        break;
    case MIMICRY_SCORE_ACTIVITY:
        *out = activity(s, &p);
        break;
    default: /* the two distances */
        *out = mim_distance_pair(s->distance, p.a, p.b, p.a_length);
        break;
    }
    return MIMICRY_OK;
}
