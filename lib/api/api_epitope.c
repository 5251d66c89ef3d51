/* Public functions: discontinuous epitopes. */
#include <stdio.h>

#include "api/check.h"
#include "api/setup0.h"
#include "base/memory.h"
#include "query/epitope.h"

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

static mimicry_status take_options(const mimicry0_epitope_options *opt_options,
                                   mimicry_search_options *out, mimicry_error *error)
{
    mimicry0_epitope_options o;
    set_defaults(&o);
    const mimicry_status status = mim_take_options(opt_options, &o, sizeof o, error);
    if (status != MIMICRY_OK)
        return status;
    if (o.fixed_positions != 0 && o.fixed_positions != 1)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "fixed_positions %d: 0 or 1 was expected",
                        (int)o.fixed_positions);
    if (o.reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    *out = (mimicry_search_options){
        .size = sizeof *out,
        .run = {.threads = o.threads, .progress = o.progress, .data = o.progress_data},
        .model = o.model,
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
        .threshold = o.max_mismatches,
        .positions = o.fixed_positions ? MIMICRY_POSITIONS_FIXED : MIMICRY_POSITIONS_ANYWHERE,
        .only_genes = o.only_genes,
        .exclude_genes = o.exclude_genes,
    };
    return MIMICRY_OK;
}

mimicry_status mimicry0_search_epitopes(const mimicry_index *index, const char *const *epitopes,
                                        size_t n_epitopes,
                                        const mimicry0_epitope_options *opt_options,
                                        mimicry0_hits **out_hits, mimicry_error *opt_error)
{
    mimicry_search_options options;
    struct mim_hits0_appending appending = {NULL, false};
    mimicry_status status = mim_require(out_hits != NULL, "out_hits", opt_error);
    if (status != MIMICRY_OK)
        return status;
    *out_hits = NULL;
    status = take_options(opt_options, &options, opt_error);
    if (status != MIMICRY_OK)
        return status;
    appending.hits = mim_alloc_zeroed(1, sizeof(mimicry0_hits));
    if (appending.hits == NULL)
        return mim_fail_memory(opt_error);
    status = mimicry_search_each(index, epitopes, n_epitopes, &options, mim_hits0_append,
                                 &appending, opt_error);
    if (appending.no_memory)
        status = mim_fail_memory(opt_error);
    if (status != MIMICRY_OK) {
        mimicry0_hits_free(appending.hits);
        return status;
    }
    *out_hits = appending.hits;
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
