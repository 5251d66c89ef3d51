/* Public functions: discontinuous epitopes. */
#include <stdio.h>
#include <stdlib.h>

#include "api/check.h"
#include "api/hits.h"
#include "base/memory.h"
#include "base/limits.h"
#include "base/parallel.h"
#include "search/find/epitope.h"
#include "model/model.h"

static void set_defaults(mimicry0_epitope_options *options)
{
    *options = (mimicry0_epitope_options){.size = sizeof *options};
}

void mimicry0_epitope_options_init(mimicry0_epitope_options *options, size_t size)
{
    mimicry0_epitope_options defaults;
    set_defaults(&defaults);
    mim_give_options(&defaults, sizeof defaults, options, size);
}

static mimicry_status parse(const char *text, uint64_t number, struct mim_epitope *out,
                            mimicry_error *error)
{
    const char *expected;
    size_t column;
    if (mim_epitope_parse(text, out, &column, &expected))
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_ARGUMENT, "epitope %llu: column %zu: %s was expected",
                    (unsigned long long)number + 1, column, expected);
}

/* The share of all epitopes that is done. */
struct progress {
    const mimicry0_epitope_options *options;
    uint64_t done, total;
};

static int watch(void *data, uint64_t done, uint64_t total)
{
    const struct progress *p = data;
    const uint64_t part = 1000, now = total == 0 ? 0 : done * part / total;
    return p->options->progress(p->options->progress_data, p->done * part + now, p->total * part);
}

static mimicry_status find_all(const mimicry_index *index, const char *const *epitopes, size_t n,
                               const mimicry0_epitope_options *o, const mimicry_model *model,
                               struct mim_epitope_hits *hits, mimicry_error *error)
{
    struct progress progress = {o, 0, n};
    struct mim_epitope epitope;
    struct mim_filter filter = {0};
    uint8_t *records = NULL;
    struct mim_epitope_search search = {
        .index = index,
        .matrix = &model->matrix,
        .max_mismatches = o->max_mismatches,
        .fixed = o->fixed_positions != 0,
        .threads = o->threads > 0 ? (unsigned)o->threads : mim_processors(),
        .watch = o->progress != NULL ? watch : NULL,
        .watch_data = &progress,
    };
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < n && status == MIMICRY_OK; i++)
        status = parse(epitopes[i], i, &epitope, error); /* all, before a long search */
    if (status == MIMICRY_OK && (o->only_genes != NULL || o->exclude_genes != NULL)) {
        status = mim_filter_records(index, o->only_genes, o->exclude_genes, &records, &filter.kept,
                                    error);
        filter.records = records;
        search.filter = &filter;
    }
    for (size_t i = 0; i < n && status == MIMICRY_OK; i++) {
        progress.done = i;
        status = parse(epitopes[i], i, &epitope, error);
        if (status == MIMICRY_OK)
            status = mim_epitope_find(&search, &epitope, i, hits, error);
        if (status == MIMICRY_OK && o->progress != NULL && watch(&progress, 1, 1) != 0)
            status = mim_fail_cancelled(error);
    }
    free(records);
    return status;
}

static mimicry_status take_options(const mimicry0_epitope_options *opt_options,
                                   mimicry0_epitope_options *o, mimicry_error *error)
{
    set_defaults(o);
    const mimicry_status status = mim_take_options(opt_options, o, sizeof *o, error);
    if (status != MIMICRY_OK)
        return status;
    if (o->threads < 0 || o->threads > MIM_MOST_THREADS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%d threads: 0 to %d were expected",
                        (int)o->threads, (int)MIM_MOST_THREADS);
    if (o->fixed_positions != 0 && o->fixed_positions != 1)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "fixed_positions %d: 0 or 1 was expected",
                        (int)o->fixed_positions);
    if (o->reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    return MIMICRY_OK;
}

mimicry_status mimicry0_search_epitopes(const mimicry_index *index, const char *const *epitopes,
                                        size_t n_epitopes,
                                        const mimicry0_epitope_options *opt_options,
                                        mimicry0_hits **out_hits, mimicry_error *opt_error)
{
    mimicry0_epitope_options options;
    mimicry_model *default_model = NULL;
    struct mim_epitope_hits found = {0};
    mimicry0_hits *hits = NULL;
    if (out_hits != NULL)
        *out_hits = NULL;
    mimicry_status status =
        mim_require(index != NULL && out_hits != NULL && (epitopes != NULL || n_epitopes == 0),
                    "index, epitopes or out_hits", opt_error);
    for (size_t i = 0; i < n_epitopes && status == MIMICRY_OK; i++)
        status = mim_require(epitopes[i] != NULL, "an epitope", opt_error);
    if (status == MIMICRY_OK)
        status = take_options(opt_options, &options, opt_error);
    if (status == MIMICRY_OK && options.model != NULL)
        status = mim_require_matrix(options.model, opt_error);
    if (status == MIMICRY_OK && options.model == NULL)
        status = mim_model_from_matrix("BLOSUM62", false, &default_model, opt_error);
    if (status == MIMICRY_OK)
        status = find_all(index, epitopes, n_epitopes, &options,
                          options.model != NULL ? options.model : default_model, &found, opt_error);
    mimicry_model_free(default_model);
    if (status == MIMICRY_OK) {
        hits = mim_alloc_zeroed(1, sizeof *hits);
        if (hits == NULL)
            status = mim_fail_memory(opt_error);
    }
    if (status != MIMICRY_OK) {
        free(found.hits);
        return status;
    }
    *hits = (struct mimicry0_hits){found.hits, found.count, found.capacity};
    *out_hits = hits;
    return MIMICRY_OK;
}

mimicry_status mimicry0_epitope_text(const mimicry_index *index, const char *epitope,
                                     const mimicry_hit *hit, char *out_text, size_t room,
                                     size_t *out_length, mimicry_error *opt_error)
{
    struct mim_epitope parsed;
    size_t length = 0;
    mimicry_status status = mim_require(index != NULL && epitope != NULL && hit != NULL &&
                                            (out_text != NULL || room == 0),
                                        "index, epitope, hit or out_text", opt_error);
    if (status == MIMICRY_OK)
        status = parse(epitope, 0, &parsed, opt_error);
    if (status != MIMICRY_OK)
        return status;
    for (uint32_t k = 0; k < parsed.count; k++) {
        char letter[2];
        const size_t left = length < room ? room - length : 0;
        const uint64_t at = hit->start + parsed.offsets[k];
        if (mimicry0_index_get_residues(index, hit->record, at, 1, letter) != 1)
            return mim_fail(opt_error, MIMICRY_E_ARGUMENT, "no hit of this index and epitope");
        const int n = snprintf(left > 0 ? out_text + length : NULL, left, "%s%s%llu",
                               k > 0 ? ", " : "", letter, (unsigned long long)at + 1);
        length += n > 0 ? (size_t)n : 0;
    }
    if (out_length != NULL)
        *out_length = length;
    return MIMICRY_OK;
}
