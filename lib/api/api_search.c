/* Public functions: the search, its hits handed over or counted. */
#include <string.h>

#include "api/check.h"
#include "api/prepare.h"

static mimicry_status prepare(const mimicry_index *index, const char *const *peptides,
                              size_t n_peptides, const mimicry_search_options *opt_options,
                              struct mim_prepared *out, mimicry_error *error)
{
    mimicry_status status = mim_require(peptides != NULL || n_peptides == 0, "peptides", error);
    for (size_t i = 0; i < n_peptides && status == MIMICRY_OK; i++)
        status = mim_require(peptides[i] != NULL, "a peptide", error);
    if (status == MIMICRY_OK)
        status = mim_prepare(index, opt_options, out, error);
    return status == MIMICRY_OK ? mim_prepared_without_table(out, error) : status;
}

mimicry_status mimicry_search_each(const mimicry_index *index, const char *const *peptides,
                                   size_t n_peptides, const mimicry_search_options *opt_options,
                                   mimicry_hits_fn each, void *data, mimicry_error *opt_error)
{
    struct mim_prepared prepared = {0};
    mimicry_status status = mim_require(each != NULL, "each", opt_error);
    if (status == MIMICRY_OK)
        status = prepare(index, peptides, n_peptides, opt_options, &prepared, opt_error);
    if (status == MIMICRY_OK)
        status = mim_search_run(&prepared.search, peptides, n_peptides, each, data, opt_error);
    mim_prepared_free(&prepared);
    return status;
}

static mimicry_status require_countable(const struct mim_search *search, mimicry_error *error)
{
    if (search->top == 0 && search->max_indels == 0 && search->positions == MIMICRY_POSITIONS_NONE)
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_ARGUMENT,
                    "the best hits, those with indels and those of discontinuous epitopes are "
                    "found and not counted");
}

mimicry_status mimicry_search_count(const mimicry_index *index, const char *const *peptides,
                                    size_t n_peptides, const mimicry_search_options *opt_options,
                                    uint64_t *out_counts, uint32_t columns,
                                    mimicry_error *opt_error)
{
    struct mim_prepared prepared = {0};
    mimicry_status status =
        mim_require(out_counts != NULL && columns > 0 && columns <= MIMICRY_MAX_PEPTIDE + 1,
                    "out_counts or columns", opt_error);
    if (status == MIMICRY_OK)
        status = prepare(index, peptides, n_peptides, opt_options, &prepared, opt_error);
    if (status == MIMICRY_OK)
        status = require_countable(&prepared.search, opt_error);
    if (status == MIMICRY_OK) {
        memset(out_counts, 0, n_peptides * columns * sizeof *out_counts);
        prepared.search.counts = out_counts;
        prepared.search.count_columns = columns;
        status = mim_search_run(&prepared.search, peptides, n_peptides, NULL, NULL, opt_error);
    }
    mim_prepared_free(&prepared);
    return status;
}
