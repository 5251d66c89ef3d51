/* Public functions: significance. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/check.h"
#include "base/memory.h"
#include "score/adjust.h"
#include "score/evalues.h"
#include "model/model.h"

/* ---- The object ---- */

static mimicry_status take_options(const mimicry0_search_options *opt_options,
                                   struct mimicry0_significance *s, mimicry_error *error)
{
    mimicry0_search_options options;
    mimicry_model *default_model = NULL;
    mimicry0_search_options_init(&options, sizeof options);
    mimicry_status status = mim_take_options(opt_options, &options, sizeof options, error);
    if (status == MIMICRY_OK && (options.threshold_kind < MIMICRY_MAX_MISMATCHES ||
                                 options.threshold_kind > MIMICRY_MAX_EVALUE))
        status = mim_fail(error, MIMICRY_E_ARGUMENT, "threshold_kind %d is not known",
                          (int)options.threshold_kind);
    if (status == MIMICRY_OK && options.model == NULL)
        status = mim_model_from_matrix("BLOSUM62", false, &default_model, error);
    if (status == MIMICRY_OK) {
        s->model = mim_model_share(options.model != NULL ? options.model : default_model);
        s->by_score = options.threshold_kind != MIMICRY_MAX_MISMATCHES;
    }
    mimicry_model_free(default_model);
    return status;
}

mimicry_status mimicry0_significance_create(const mimicry_index *index,
                                            const mimicry0_search_options *opt_options,
                                            mimicry0_significance **out_significance,
                                            mimicry_error *opt_error)
{
    mimicry_status status = mim_require(index != NULL && out_significance != NULL,
                                        "index or out_significance", opt_error);
    if (out_significance != NULL)
        *out_significance = NULL;
    if (status != MIMICRY_OK)
        return status;
    struct mimicry0_significance *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(opt_error);
    status = take_options(opt_options, s, opt_error);
    if (status != MIMICRY_OK) {
        free(s);
        return status;
    }
    mim_frequencies_set(&s->frequencies, index->counts);
    mim_window_counts_set(&s->windows, index);
    *out_significance = s;
    return MIMICRY_OK;
}

void mimicry0_significance_free(mimicry0_significance *opt_significance)
{
    if (opt_significance == NULL)
        return;
    mim_model_free(opt_significance->model);
    free(opt_significance);
}

/* ---- Values, hits and thresholds ---- */

static void put_value(const struct mim_evalues *w, double value, size_t i, double *opt_p_values,
                      double *opt_evalues)
{
    const double p = mim_evalues_p(w, value);
    if (opt_p_values != NULL)
        opt_p_values[i] = p;
    if (opt_evalues != NULL)
        opt_evalues[i] = p * w->windows;
}

mimicry_status mimicry0_significance_values(const mimicry0_significance *significance,
                                            const char *peptide, const double *values, size_t count,
                                            double *opt_p_values, double *opt_evalues,
                                            mimicry_error *opt_error)
{
    struct mim_evalues w;
    mimicry_status status =
        mim_require(significance != NULL && peptide != NULL && (values != NULL || count == 0),
                    "significance, peptide or values", opt_error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        if (isnan(values[i]))
            status =
                mim_fail(opt_error, MIMICRY_E_ARGUMENT, "value %zu: a number was expected", i + 1);
    }
    if (status != MIMICRY_OK)
        return status;
    status = mim_evalues_open(&w, significance, opt_error);
    if (status == MIMICRY_OK)
        status = mim_evalues_set(&w, peptide, strlen(peptide), opt_error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
        put_value(&w, values[i], i, opt_p_values, opt_evalues);
    mim_evalues_close(&w);
    return status;
}

static mimicry_status check_hit(const mimicry_hit *hit, const char *const *peptides,
                                size_t n_peptides, mimicry_error *error)
{
    const bool exists = hit->query < n_peptides && peptides[hit->query] != NULL &&
                        hit->query_start <= SIZE_MAX - hit->length;
    const size_t end = exists ? (size_t)hit->query_start + hit->length : 0;
    if (exists && memchr(peptides[hit->query], '\0', end) == NULL)
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_ARGUMENT, "a hit of query %llu: it is not in these peptides",
                    (unsigned long long)hit->query + 1);
}

static bool same_window(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start && a->length == b->length;
}

static mimicry_status put_hits(struct mim_evalues *w, const char *const *peptides,
                               size_t n_peptides, const char *hits, size_t count, size_t stride,
                               double *opt_p_values, double *opt_evalues, mimicry_error *error)
{
    mimicry_hit hit, last;
    for (size_t i = 0; i < count; i++, last = hit) {
        memcpy(&hit, hits + i * stride, sizeof hit);
        if (i == 0 || !same_window(&hit, &last)) {
            mimicry_status status = check_hit(&hit, peptides, n_peptides, error);
            if (status == MIMICRY_OK)
                status =
                    mim_evalues_set(w, peptides[hit.query] + hit.query_start, hit.length, error);
            if (status != MIMICRY_OK)
                return status;
        }
        put_value(w, w->significance->by_score ? hit.score : hit.mismatches, i, opt_p_values,
                  opt_evalues);
    }
    return MIMICRY_OK;
}

mimicry_status mimicry0_significance_hits(const mimicry0_significance *significance,
                                          const char *const *peptides, size_t n_peptides,
                                          const mimicry_hit *hits, size_t count, size_t stride,
                                          double *opt_p_values, double *opt_evalues,
                                          mimicry_error *opt_error)
{
    struct mim_evalues w;
    mimicry_status status =
        mim_require(significance != NULL && (peptides != NULL || n_peptides == 0) &&
                        (hits != NULL || count == 0),
                    "significance, peptides or hits", opt_error);
    if (status == MIMICRY_OK && stride < sizeof(mimicry_hit))
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "stride is %zu: at least the size of a hit was expected", stride);
    if (status != MIMICRY_OK)
        return status;
    status = mim_evalues_open(&w, significance, opt_error);
    if (status == MIMICRY_OK)
        status = put_hits(&w, peptides, n_peptides, (const char *)hits, count, stride, opt_p_values,
                          opt_evalues, opt_error);
    mim_evalues_close(&w);
    return status;
}

mimicry_status mimicry0_significance_threshold(const mimicry0_significance *significance,
                                               const char *peptide, double evalue,
                                               double *out_value, mimicry_error *opt_error)
{
    struct mim_evalues w;
    mimicry_status status =
        mim_require(significance != NULL && peptide != NULL && out_value != NULL,
                    "significance, peptide or out_value", opt_error);
    if (status == MIMICRY_OK && !(evalue >= 0))
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "an E-value of %g: a number from 0 on was expected", evalue);
    if (status != MIMICRY_OK)
        return status;
    status = mim_evalues_open(&w, significance, opt_error);
    if (status == MIMICRY_OK)
        status = mim_evalues_set(&w, peptide, strlen(peptide), opt_error);
    if (status == MIMICRY_OK) {
        const double lowest = mim_tail_lowest(&w.tail, w.windows, evalue);
        *out_value =
            significance->by_score ? lowest : fmax(-1, fmin((double)strlen(peptide), -lowest));
    }
    mim_evalues_close(&w);
    return status;
}

mimicry_status mimicry_adjust_p_values(const double *p_values, size_t count, double *out_adjusted,
                                       mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require((p_values != NULL && out_adjusted != NULL) || count == 0,
                    "p_values or out_adjusted", opt_error);
    return status == MIMICRY_OK ? mim_adjust_p_values(p_values, count, out_adjusted, opt_error)
                                : status;
}
