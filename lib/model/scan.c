/* Fits a scan. Each mutant has an effect e, from 0 (as the index) to 1 (a twentieth of the response
 * or less), and a distance d of its residue from the index's by the matrix. Effects are fitted as
 * multiples of d, drawn towards what is usual of a position so far from the ends; with enough
 * mutants a Gaussian process, in which residues that the matrix has alike have like effects, adds
 * what that leaves. Constants were chosen on public scans (docs/models.md). */
#include "model/scan.h"

#include <math.h>

static const double LEAST_SHARE = 0.05; /* below, a response is taken for none */

struct fit {
    const struct mim_scan *scan;
    const struct mim_matrix *matrix;
    double mean_distance;  /* of two amino acids */
    double sum_of_factors; /* of all positions */
    double usual;          /* effect for a distance of 1 at a position of factor 1 */
};

double mim_scan_share(double distance)
{
    return pow(LEAST_SHARE, distance);
}

double mim_scan_distance(double share)
{
    return log(share) / log(LEAST_SHARE);
}

static bool is_measured(const struct mim_scan *s, uint32_t position, int code)
{
    return code != s->index[position] && !isnan(s->share[position][code]);
}

uint64_t mim_scan_mutants(const struct mim_scan *s)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < s->length; i++) {
        for (int code = 0; code < MIM_AMINO_ACIDS; code++)
            count += is_measured(s, i, code);
    }
    return count;
}

bool mim_scan_is_profile(const struct mim_scan *s)
{
    return mim_scan_mutants(s) >= (uint64_t)MIM_SCAN_PROFILE_MUTANTS * s->length;
}

/* ---- Effects, distances, factors ---- */

static double effect(const struct fit *f, uint32_t i, int code)
{
    return mim_scan_distance(fmin(fmax(f->scan->share[i][code], LEAST_SHARE), 1));
}

static double distance(const struct fit *f, uint32_t i, int code)
{
    const double *row = f->matrix->score[f->scan->index[i]];
    return (row[f->scan->index[i]] - row[code]) / f->mean_distance;
}

static double mean_distance(const struct mim_matrix *m)
{
    double sum = 0;
    for (int a = 0; a < MIM_AMINO_ACIDS; a++) {
        for (int b = 0; b < MIM_AMINO_ACIDS; b++)
            sum += a != b ? m->score[a][a] - m->score[a][b] : 0;
    }
    return sum / (MIM_AMINO_ACIDS * (MIM_AMINO_ACIDS - 1));
}

/* The fourth root of HEX's weight: more in the middle. */
static double plain_factor(uint32_t i, uint32_t length)
{
    const uint32_t from_end = length - 1 - i, outer = i < from_end ? i : from_end;
    return sqrt(sqrt(outer < length / 3 ? outer + 1 : 4 * outer + 1));
}

/* 1 on average. */
static double factor(const struct fit *f, uint32_t i)
{
    return f->scan->length * plain_factor(i, f->scan->length) / f->sum_of_factors;
}

static void begin(struct fit *f, const struct mim_scan *scan, const struct mim_matrix *matrix)
{
    *f = (struct fit){.scan = scan, .matrix = matrix, .mean_distance = mean_distance(matrix)};
    for (uint32_t i = 0; i < scan->length; i++)
        f->sum_of_factors += plain_factor(i, scan->length);
}

/* ---- One factor a position ---- */

static void find_usual_factor(struct fit *f)
{
    double up = 0.6, down = 1;
    for (uint32_t i = 0; i < f->scan->length; i++) {
        for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
            if (!is_measured(f->scan, i, code))
                continue;
            const double d = distance(f, i, code);
            up += d * effect(f, i, code);
            down += d * d * factor(f, i);
        }
    }
    f->usual = up / down;
}

static void fit_factor(const struct fit *f, uint32_t i, double *out)
{
    double up = 0.5 * f->usual * factor(f, i), down = 0.5;
    for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
        if (!is_measured(f->scan, i, code))
            continue;
        const double d = distance(f, i, code);
        up += d * effect(f, i, code);
        down += d * d;
    }
    for (int code = 0; code < MIM_AMINO_ACIDS; code++)
        out[code] = up / down * distance(f, i, code);
}

/* ---- A profile ---- */

static void find_usual_profile(struct fit *f)
{
    double up = 1.2, down = 2;
    for (uint32_t i = 0; i < f->scan->length; i++) {
        for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
            if (!is_measured(f->scan, i, code))
                continue;
            const double d = factor(f, i) * distance(f, i, code);
            up += d * effect(f, i, code);
            down += d * d;
        }
    }
    f->usual = up / down;
}

/* How alike the matrix has two residues, to 1. */
static double likeness(const struct fit *f, int b, int c)
{
    const double(*s)[MIM_CODES] = f->matrix->score;
    return exp(-(s[b][b] + s[c][c] - s[b][c] - s[c][b]) / 12);
}

/* Covariance of the effects of two residues; 0 if either is the index's. */
static double covariance(const struct fit *f, uint32_t i, int b, int c)
{
    const int a = f->scan->index[i];
    return distance(f, i, b) * distance(f, i, c) + likeness(f, b, c) -
           likeness(f, b, a) * likeness(f, a, c);
}

enum { MOST_MUTANTS = MIM_AMINO_ACIDS - 1 };

/* Solves a x = b in place by Cholesky: only the lower half of `a` is read. For BLOSUM62 the
 * covariances of all 19 residues, whatever the index's, are positive definite even without the 0.5
 * of noise on the diagonal, and so are those of fewer: no root is of a number below 0. */
static void solve(size_t n, double a[MOST_MUTANTS][MOST_MUTANTS], double *b)
{
    for (size_t r = 0; r < n; r++) {
        for (size_t c = 0; c <= r; c++) {
            double sum = a[r][c];
            for (size_t k = 0; k < c; k++)
                sum -= a[r][k] * a[c][k];
            a[r][c] = r == c ? sqrt(sum) : sum / a[c][c];
        }
    }
    for (size_t r = 0; r < n; r++) {
        for (size_t k = 0; k < r; k++)
            b[r] -= a[r][k] * b[k];
        b[r] /= a[r][r];
    }
    for (size_t r = n; r-- > 0;) {
        for (size_t k = r + 1; k < n; k++)
            b[r] -= a[k][r] * b[k];
        b[r] /= a[r][r];
    }
}

static void fit_profile(const struct fit *f, uint32_t i, double *out)
{
    double a[MOST_MUTANTS][MOST_MUTANTS], rest[MOST_MUTANTS];
    int measured[MOST_MUTANTS];
    size_t n = 0;
    const double usual = f->usual * factor(f, i);
    for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
        if (is_measured(f->scan, i, code))
            measured[n++] = code;
    }
    for (size_t r = 0; r < n; r++) {
        rest[r] = effect(f, i, measured[r]) - usual * distance(f, i, measured[r]);
        for (size_t c = 0; c <= r; c++)
            a[r][c] = covariance(f, i, measured[r], measured[c]) + (r == c ? 0.5 : 0);
    }
    solve(n, a, rest);
    for (int code = 0; code < MIM_AMINO_ACIDS; code++) {
        out[code] = usual * distance(f, i, code);
        for (size_t k = 0; k < n; k++)
            out[code] += covariance(f, i, code, measured[k]) * rest[k];
    }
}

void mim_scan_distances(const struct mim_scan *scan, const struct mim_matrix *matrix,
                        bool as_profile, double (*out)[MIM_AMINO_ACIDS])
{
    struct fit f;
    begin(&f, scan, matrix);
    if (as_profile)
        find_usual_profile(&f);
    else
        find_usual_factor(&f);
    for (uint32_t i = 0; i < scan->length; i++) {
        if (as_profile)
            fit_profile(&f, i, out[i]);
        else
            fit_factor(&f, i, out[i]);
        out[i][scan->index[i]] = 0;
    }
}
