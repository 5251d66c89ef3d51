/* The distances that a scan makes: against golden values of another implementation, where they are,
 * and against the formula written out in long double. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "model/scan.h"
#include "support.h"

enum { MOST = 40 };

static const char letters[] = "ACDEFGHIKLMNPQRSTVWY";

struct scan_case {
    char peptide[MOST + 1];
    uint8_t index[MOST];
    double share[MOST][MIM_AMINO_ACIDS];
    struct mim_scan scan;
};

static void begin_case(struct scan_case *c)
{
    const size_t length = strlen(c->peptide);
    for (size_t i = 0; i < length; i++) {
        c->index[i] = mim_code_of[(unsigned char)c->peptide[i]];
        for (int code = 0; code < MIM_AMINO_ACIDS; code++)
            c->share[i][code] = (double)NAN;
    }
    c->scan = (struct mim_scan){(uint32_t)length, c->index, (const double(*)[20])c->share};
}

static struct mimicry_model *blosum62(void)
{
    struct mimicry_model *model;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mim_model_from_matrix("BLOSUM62", false, &model, &error), &error, "matrix");
    return model;
}

/* ---- Golden values ---- */

/* The path of a file beside the repository's shared data, or NULL. */
static char *shared_path(const char *name, const char *ending)
{
    const char *shared = getenv("MIMICRY_SHARED");
    char *path = support_realloc(NULL, 4096);
    snprintf(path, 4096, "%s/scans/golden/%s%s", shared != NULL ? shared : "", name, ending);
    FILE *file = shared != NULL ? fopen(path, "r") : NULL;
    if (file == NULL) {
        free(path);
        return NULL;
    }
    fclose(file);
    return path;
}

static void read_case(const char *path, struct scan_case *c)
{
    FILE *file = fopen(path, "r");
    int position;
    char residue;
    double share;
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fscanf(file, "%40s", c->peptide), 1);
    begin_case(c);
    while (fscanf(file, "%d %c %lf", &position, &residue, &share) == 3)
        c->share[position - 1][mim_code_of[(unsigned char)residue]] = share;
    fclose(file);
}

static void check_golden(const struct scan_case *c, const char *path, bool as_profile)
{
    FILE *file = fopen(path, "r");
    double made[MOST][MIM_AMINO_ACIDS], golden;
    int position;
    char residue;
    size_t checked = 0;
    struct mimicry_model *matrix = blosum62();
    ck_assert_ptr_nonnull(file);
    mim_scan_distances(&c->scan, &matrix->matrix, as_profile, made);
    for (size_t i = 0; i < c->scan.length; i++) {
        ck_assert_int_eq(fscanf(file, "%d %c", &position, &residue), 2);
        ck_assert_uint_eq((size_t)position, i + 1);
        ck_assert_int_eq(residue, c->peptide[i]);
        for (size_t k = 0; k < 20; k++, checked++) {
            ck_assert_int_eq(fscanf(file, "%lf", &golden), 1);
            ck_assert_double_eq_tol(made[i][mim_code_of[(unsigned char)letters[k]]], golden, 1e-4);
        }
    }
    ck_assert_uint_eq(checked, 180);
    fclose(file);
    mim_model_free(matrix);
}

START_TEST(golden_values)
{
    static const char *const names[] = {"alanine", "half", "full"};
    for (size_t n = 0; n < 3; n++) {
        struct scan_case c;
        char *path = shared_path(names[n], ".txt");
        char *closed = shared_path(names[n], ".closed.txt");
        char *profile = shared_path(names[n], ".profile.txt");
        if (path == NULL || closed == NULL || profile == NULL) {
            printf("skipped: no golden values of scans\n");
        } else {
            read_case(path, &c);
            check_golden(&c, closed, false);
            check_golden(&c, profile, true);
            ck_assert_int_eq(mim_scan_is_profile(&c.scan), n > 0);
        }
        free(path);
        free(closed);
        free(profile);
    }
}
END_TEST

/* ---- The formula, in long double, another order and another solver ---- */

struct plain {
    const struct scan_case *c;
    const struct mim_matrix *m;
    long double d_mean, h_sum;
};

static int code_of(char letter)
{
    return mim_code_of[(unsigned char)letter];
}

static long double s(const struct plain *p, int a, int b)
{
    return (long double)p->m->score[a][b];
}

static long double h(size_t i, size_t length)
{
    const size_t m = i < length - 1 - i ? i : length - 1 - i;
    return m < length / 3 ? (long double)m + 1 : 1 + 4 * (long double)m;
}

static long double p_of(const struct plain *p, size_t i)
{
    return (long double)p->c->scan.length * powl(h(i, p->c->scan.length), 0.25L) / p->h_sum;
}

static long double d_of(const struct plain *p, size_t i, int b)
{
    const int a = p->c->index[i];
    return (s(p, a, a) - s(p, a, b)) / p->d_mean;
}

static bool has(const struct plain *p, size_t i, int b)
{
    return b != p->c->index[i] && !isnan(p->c->share[i][b]);
}

static long double e_of(const struct plain *p, size_t i, int b)
{
    long double y = (long double)p->c->share[i][b];
    y = y > 1 ? 1 : y < 0.05L ? 0.05L : y;
    return logl(y) / logl(0.05L);
}

static long double g_of(const struct plain *p, int b, int c)
{
    return expl(-(s(p, b, b) + s(p, c, c) - s(p, b, c) - s(p, c, b)) / 12);
}

static long double k_of(const struct plain *p, size_t i, int b, int c)
{
    const int a = p->c->index[i];
    return d_of(p, i, b) * d_of(p, i, c) + g_of(p, b, c) - g_of(p, b, a) * g_of(p, a, c);
}

static long double mu_of(const struct plain *p, bool profile)
{
    long double up = profile ? 1.2L : 0.6L, down = profile ? 2 : 1;
    for (size_t i = p->c->scan.length; i-- > 0;) {
        for (size_t k = 20; k-- > 0;) {
            const int b = code_of(letters[k]);
            if (!has(p, i, b))
                continue;
            const long double d = d_of(p, i, b), w = p_of(p, i);
            up += (profile ? w : 1) * d * e_of(p, i, b);
            down += profile ? (w * d) * (w * d) : d * d * w;
        }
    }
    return up / down;
}

/* Gauss and Jordan with the largest pivot: [a | x] becomes [1 | x]. */
static void eliminate(size_t n, long double a[20][20], long double *x)
{
    for (size_t col = 0; col < n; col++) {
        size_t best = col;
        for (size_t r = col; r < n; r++)
            best = fabsl(a[r][col]) > fabsl(a[best][col]) ? r : best;
        for (size_t k = 0; k < n; k++) {
            const long double t = a[col][k];
            a[col][k] = a[best][k];
            a[best][k] = t;
        }
        const long double t = x[col];
        x[col] = x[best];
        x[best] = t;
        for (size_t r = 0; r < n; r++) {
            const long double ratio = a[r][col] / a[col][col];
            if (r == col)
                continue;
            for (size_t k = 0; k < n; k++)
                a[r][k] -= ratio * a[col][k];
            x[r] -= ratio * x[col];
        }
    }
    for (size_t r = 0; r < n; r++)
        x[r] /= a[r][r];
}

static void plain_closed(const struct plain *p, size_t i, long double *out)
{
    long double up = 0.5L * mu_of(p, false) * p_of(p, i), down = 0.5L;
    for (size_t k = 0; k < 20; k++) {
        const int b = code_of(letters[k]);
        up += has(p, i, b) ? d_of(p, i, b) * e_of(p, i, b) : 0;
        down += has(p, i, b) ? d_of(p, i, b) * d_of(p, i, b) : 0;
    }
    for (int b = 0; b < 20; b++)
        out[b] = up / down * d_of(p, i, b);
}

static void plain_profile(const struct plain *p, size_t i, long double *out)
{
    const long double mu = mu_of(p, true);
    long double a[20][20], x[20];
    int o[20];
    size_t n = 0;
    for (size_t k = 0; k < 20; k++) {
        if (has(p, i, code_of(letters[k])))
            o[n++] = code_of(letters[k]);
    }
    for (size_t r = 0; r < n; r++) {
        for (size_t c = 0; c < n; c++)
            a[r][c] = k_of(p, i, o[r], o[c]) + (r == c ? 0.5L : 0);
        x[r] = e_of(p, i, o[r]) - mu * p_of(p, i) * d_of(p, i, o[r]);
    }
    eliminate(n, a, x);
    for (int b = 0; b < 20; b++) {
        out[b] = mu * p_of(p, i) * d_of(p, i, b);
        for (size_t k = 0; k < n; k++)
            out[b] += k_of(p, i, b, o[k]) * x[k];
    }
}

static void check_case(const struct scan_case *c, const struct mim_matrix *m)
{
    struct plain p = {.c = c, .m = m};
    double made[MOST][MIM_AMINO_ACIDS];
    for (int a = 0; a < 20; a++) {
        for (int b = 0; b < 20; b++)
            p.d_mean += (s(&p, a, a) - s(&p, a, b)) / 380;
    }
    for (size_t i = 0; i < c->scan.length; i++)
        p.h_sum += powl(h(i, c->scan.length), 0.25L);
    for (int form = 0; form < 2; form++) {
        mim_scan_distances(&c->scan, m, form == 1, made);
        for (size_t i = 0; i < c->scan.length; i++) {
            long double plain[20];
            (form == 1 ? plain_profile : plain_closed)(&p, i, plain);
            for (int b = 0; b < 20; b++)
                ck_assert_double_eq_tol(made[i][b], (double)plain[b], 1e-11);
            ck_assert_double_eq(made[i][c->index[i]], 0);
        }
    }
}

/* A scan in which so many of a hundred mutants were measured. */
static void random_scan(test_random *random, unsigned percent, struct scan_case *c)
{
    static const double ends[] = {0, -0.2, 0.05, 1, 1.7, 0.0499999, 1.0000001};
    const size_t length = (size_t)random_between(random, 1, MOST);
    for (size_t i = 0; i < length; i++)
        c->peptide[i] = letters[random_below(random, 20)];
    c->peptide[length] = '\0';
    begin_case(c);
    for (size_t i = 0; i < length; i++) {
        for (int code = 0; code < 20; code++) {
            if (random_chance(random, percent))
                c->share[i][code] = random_chance(random, 20) ? ends[random_below(random, 7)]
                                                              : random_unit(random) * 1.2;
        }
    }
}

START_TEST(scans_against_the_formula)
{
    static const unsigned percents[] = {0, 5, 15, 20, 25, 50, 90, 100};
    struct mimicry_model *matrix = blosum62();
    for (unsigned n = 0; n < support_scaled(200); n++) {
        test_random random = random_of_case(1, n);
        struct scan_case c;
        random_scan(&random, percents[n % 8], &c);
        check_case(&c, &matrix->matrix);
    }
    mim_model_free(matrix);
}
END_TEST

/* Every index residue with all 19 others: the largest systems, of which all others are parts. */
START_TEST(whole_scans_of_every_residue)
{
    struct mimicry_model *matrix = blosum62();
    test_random random = random_of_case(2, 0);
    struct scan_case c;
    memcpy(c.peptide, letters, sizeof letters);
    begin_case(&c);
    for (size_t i = 0; i < 20; i++) {
        for (int code = 0; code < 20; code++)
            c.share[i][code] = random_unit(&random);
    }
    check_case(&c, &matrix->matrix);
    mim_model_free(matrix);
}
END_TEST

/* ---- Which form ---- */

START_TEST(four_mutants_a_position_make_a_profile)
{
    struct scan_case c = {.peptide = "EVDPIGHLY"};
    begin_case(&c);
    for (size_t i = 0; i < 9; i++) {
        for (size_t k = 0, n = 0; n < 4; k++) {
            if (letters[k] == c.peptide[i])
                continue;
            c.share[i][code_of(letters[k])] = 0.5;
            n++;
        }
        c.share[i][c.index[i]] = 1; /* the index's own does not count */
    }
    ck_assert_uint_eq(mim_scan_mutants(&c.scan), 36);
    ck_assert(mim_scan_is_profile(&c.scan));
    c.share[8][code_of('A')] = (double)NAN;
    ck_assert_uint_eq(mim_scan_mutants(&c.scan), 35);
    ck_assert(!mim_scan_is_profile(&c.scan));
}
END_TEST

START_TEST(shares_and_distances)
{
    ck_assert_double_eq(mim_scan_share(0), 1);
    ck_assert_double_eq(mim_scan_share(1), 0.05);
    ck_assert_double_eq_tol(mim_scan_share(2), 0.0025, 1e-15);
    ck_assert_double_eq(mim_scan_distance(1), 0);
    ck_assert_double_eq_tol(mim_scan_distance(0.05), 1, 1e-15);
    ck_assert_double_eq_tol(mim_scan_share(mim_scan_distance(0.3)), 0.3, 1e-15);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scan");

    support_begin("test_scan");
    support_add_test(suite, golden_values);
    support_add_test(suite, scans_against_the_formula);
    support_add_test(suite, whole_scans_of_every_residue);
    support_add_test(suite, four_mutants_a_position_make_a_profile);
    support_add_test(suite, shares_and_distances);
    return support_run(suite);
}
