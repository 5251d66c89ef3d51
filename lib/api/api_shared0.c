/* Public functions of the first edition: what sequences share with an index. */
#include <stdlib.h>

#include "api/check.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "search/along.h"
#include "search/segments.h"

enum { MOST_THREADS = 1024 };

static void set_defaults(mimicry0_shared_options *options)
{
    *options = (mimicry0_shared_options){.size = sizeof *options, .min_length = 8};
}

static void set_profile_defaults(mimicry0_shared_profile_options *options)
{
    *options = (mimicry0_shared_profile_options){.size = sizeof *options, .window = 9};
}

void mimicry0_shared_options_init(mimicry0_shared_options *options, size_t size)
{
    mimicry0_shared_options defaults;
    set_defaults(&defaults);
    mim_give_options(&defaults, sizeof defaults, options, size);
}

void mimicry0_shared_profile_options_init(mimicry0_shared_profile_options *options, size_t size)
{
    mimicry0_shared_profile_options defaults;
    set_profile_defaults(&defaults);
    mim_give_options(&defaults, sizeof defaults, options, size);
}

static mimicry_status check_threads(int32_t threads, mimicry_error *error)
{
    return threads >= 0 && threads <= MOST_THREADS
               ? MIMICRY_OK
               : mim_fail(error, MIMICRY_E_ARGUMENT, "%d threads: 0 to %d were expected",
                          (int)threads, (int)MOST_THREADS);
}

static mimicry_status check_sequences(const mimicry_index *index, const char *const *sequences,
                                      size_t n, bool each, mimicry_error *error)
{
    mimicry_status status = mim_require(index != NULL && each && (sequences != NULL || n == 0),
                                        "index, sequences or each", error);
    for (size_t i = 0; i < n && status == MIMICRY_OK; i++)
        status = mim_require(sequences[i] != NULL, "a sequence", error);
    return status;
}

static mimicry_status check_options(const mimicry0_shared_options *o, mimicry_error *error)
{
    if (o->min_length < 1)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "segments of 0 residues: min_length of at least 1 was expected");
    if ((o->change_starts == NULL) != (o->change_ends == NULL))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "change_starts and change_ends: both or none were expected");
    if (o->reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    return check_threads(o->threads, error);
}

/* The changes, each of which is a part of its sequence; the caller frees them. */
static mimicry_status take_changes(const struct mim_shared_search *search,
                                   const mimicry0_shared_options *o, struct mim_change **out,
                                   mimicry_error *error)
{
    const struct mim_encoded *all = &search->sequences;
    if (o->change_starts == NULL)
        return MIMICRY_OK;
    *out = mim_alloc_array(all->count, sizeof **out);
    if (*out == NULL)
        return mim_fail_memory(error);
    for (uint64_t i = 0; i < all->count; i++) {
        const uint64_t length = all->starts[i + 1] - 1 - all->starts[i];
        const uint32_t from = o->change_starts[i], to = o->change_ends[i];
        (*out)[i] = (struct mim_change){from, to};
        if (from > to || to > length)
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "sequence %llu: a change of residues %u to %u, but it has %llu",
                            (unsigned long long)i + 1, (unsigned)from, (unsigned)to,
                            (unsigned long long)length);
    }
    return MIMICRY_OK;
}

/* The sets of genes as a filter. `*records` is the caller's to free. */
static mimicry_status set_filter(struct mim_shared_search *search, const mimicry_genes *only,
                                 const mimicry_genes *exclude, struct mim_filter *filter,
                                 uint8_t **records, mimicry_error *error)
{
    if (only == NULL && exclude == NULL)
        return MIMICRY_OK;
    const mimicry_status status =
        mim_filter_records(search->index, only, exclude, records, &filter->kept, error);
    filter->records = *records;
    search->filter = filter;
    return status;
}

static mimicry_status give_segments(const struct mim_shared_search *search,
                                    const mimicry0_shared_options *o,
                                    const struct mim_change *changes, mimicry0_segments_fn each,
                                    void *data, mimicry_error *error)
{
    struct mim_segments *segments = NULL;
    size_t count = 1;
    mimicry_status status = mim_segments_create(search, o->min_length, changes, &segments, error);
    while (status == MIMICRY_OK && count > 0) {
        const struct mim_segment *block;
        status = mim_segments_next(segments, &block, &count, error);
        if (status == MIMICRY_OK && count > 0 &&
            each(data, (const mimicry0_segment *)block, count, sizeof *block) != 0)
            status = mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
    }
    mim_segments_free(segments);
    return status;
}

mimicry_status mimicry0_shared(const mimicry_index *index, const char *const *sequences,
                               size_t n_sequences, const mimicry0_shared_options *opt_options,
                               mimicry0_segments_fn each, void *data, mimicry_error *opt_error)
{
    mimicry0_shared_options o;
    struct mim_filter filter = {0};
    uint8_t *records = NULL;
    struct mim_change *changes = NULL;
    set_defaults(&o);
    mimicry_status status = check_sequences(index, sequences, n_sequences, each != NULL, opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &o, sizeof o, opt_error);
    if (status == MIMICRY_OK)
        status = check_options(&o, opt_error);
    if (status != MIMICRY_OK)
        return status;
    struct mim_shared_search search = {
        .index = index,
        .threads = o.threads > 0 ? (unsigned)o.threads : mim_processors(),
        .progress = o.progress,
        .progress_data = o.progress_data,
    };
    status = mim_encode(sequences, n_sequences, &search.sequences, opt_error);
    if (status == MIMICRY_OK)
        status = take_changes(&search, &o, &changes, opt_error);
    if (status == MIMICRY_OK)
        status = set_filter(&search, o.only_genes, o.exclude_genes, &filter, &records, opt_error);
    if (status == MIMICRY_OK)
        status = give_segments(&search, &o, changes, each, data, opt_error);
    free(changes);
    mim_encoded_free(&search.sequences);
    free(records);
    return status;
}

/* ---- The profile ---- */

static mimicry_status run_profile(const struct mim_shared_search *shared,
                                  const char *const *sequences, uint32_t window,
                                  mimicry0_shared_positions_fn each, void *data,
                                  mimicry_error *error)
{
    mimicry_model *model = NULL;
    struct mim_search windows = {
        .index = shared->index,
        .kernels = mim_kernels_get(MIMICRY_INSTRUCTIONS_AUTO),
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
        .plan = MIMICRY_PLAN_AUTO,
        .threshold = window,
        .top = 1,
        .window_min = window,
        .window_max = window,
        .threads = shared->threads,
        .filter = shared->filter,
    };
    mimicry_status status = mim_model_from_matrix("BLOSUM62", false, &model, error);
    windows.model = model;
    struct mim_along *along = NULL;
    size_t count = 1;
    if (status == MIMICRY_OK)
        status = mim_along_create(shared, sequences, window > 0 ? &windows : NULL, &along, error);
    while (status == MIMICRY_OK && count > 0) {
        const struct mim_along_position *block;
        status = mim_along_next(along, &block, &count, error);
        if (status == MIMICRY_OK && count > 0 &&
            each(data, (const mimicry0_shared_position *)block, count, sizeof *block) != 0)
            status = mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
    }
    mim_along_free(along);
    mimicry_model_free(model);
    return status;
}

mimicry_status mimicry0_shared_profile(const mimicry_index *index, const char *const *sequences,
                                       size_t n_sequences,
                                       const mimicry0_shared_profile_options *opt_options,
                                       mimicry0_shared_positions_fn each, void *data,
                                       mimicry_error *opt_error)
{
    mimicry0_shared_profile_options o;
    struct mim_filter filter = {0};
    uint8_t *records = NULL;
    set_profile_defaults(&o);
    mimicry_status status = check_sequences(index, sequences, n_sequences, each != NULL, opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &o, sizeof o, opt_error);
    if (status == MIMICRY_OK)
        status = check_threads(o.threads, opt_error);
    if (status == MIMICRY_OK && o.window > MIMICRY_MAX_PEPTIDE)
        status =
            mim_fail(opt_error, MIMICRY_E_ARGUMENT, "windows of %u residues: 0 to %d were expected",
                     (unsigned)o.window, (int)MIMICRY_MAX_PEPTIDE);
    if (status != MIMICRY_OK)
        return status;
    struct mim_shared_search shared = {
        .index = index,
        .threads = o.threads > 0 ? (unsigned)o.threads : mim_processors(),
        .progress = o.progress,
        .progress_data = o.progress_data,
    };
    status = mim_encode(sequences, n_sequences, &shared.sequences, opt_error);
    if (status == MIMICRY_OK)
        status = set_filter(&shared, o.only_genes, o.exclude_genes, &filter, &records, opt_error);
    if (status == MIMICRY_OK)
        status = run_profile(&shared, sequences, o.window, each, data, opt_error);
    mim_encoded_free(&shared.sequences);
    free(records);
    return status;
}
