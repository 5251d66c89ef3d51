/* Hands the hits of a search over block by block. */
#include "search/search.h"

#include "search/edits.h"
#include "search/run.h"

mimicry_status mim_search_run(const struct mim_search *search, const char *const *peptides,
                              size_t n_peptides, mimicry_hits_fn each, void *each_data,
                              mimicry_error *error)
{
    if (search->max_indels > 0)
        return mim_edits_run(search, peptides, n_peptides, each, each_data, error);
    struct mim_run *run;
    const mimicry_hit *hits;
    size_t count;
    mimicry_status status = mim_run_create(search, peptides, n_peptides, &run, error);
    if (status != MIMICRY_OK)
        return status;
    while ((status = mim_run_next(run, &hits, &count, error)) == MIMICRY_OK && count > 0) {
        if (each(each_data, hits, count, sizeof *hits) != 0) {
            status = mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
            break;
        }
    }
    mim_run_free(run);
    return status;
}
