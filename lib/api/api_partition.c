/* Public functions: scores of peptides against all records of an index. */
#include <math.h>

#include "api/check.h"
#include "base/parallel.h"
#include "score/amplitude.h"
#include "score/partition.h"
#include "model/model.h"

enum { MOST_THREADS = 1024 };

static void set_defaults(mimicry0_partition_options *options)
{
    *options = (mimicry0_partition_options){
        .size = sizeof *options, .a = 32, .k = 4.87, .gap_open = 11, .gap_extend = 1};
}

void mimicry0_partition_options_init(mimicry0_partition_options *options, size_t size)
{
    mimicry0_partition_options defaults;
    set_defaults(&defaults);
    mim_give_options(&defaults, sizeof defaults, options, size);
}

static mimicry_status check_gap(int32_t cost, const char *what, mimicry_error *error)
{
    if (cost >= 0 && cost <= MIM_MOST_GAP_COST)
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_ARGUMENT, "%s is %d: 0 to %d was expected", what, (int)cost,
                    (int)MIM_MOST_GAP_COST);
}

static mimicry_status check_options(const mimicry0_partition_options *o, mimicry_error *error)
{
    if (!isfinite(o->a))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a is %g: a number was expected", o->a);
    if (!isfinite(o->k) || o->k <= 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "k is %g: a number above 0 was expected", o->k);
    if (o->threads < 0 || o->threads > MOST_THREADS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%d threads: 0 to %d were expected",
                        (int)o->threads, (int)MOST_THREADS);
    const mimicry_status status = check_gap(o->gap_open, "gap_open", error);
    return status == MIMICRY_OK ? check_gap(o->gap_extend, "gap_extend", error) : status;
}

static mimicry_status run(const mimicry_index *index, const char *const *peptides,
                          size_t n_peptides, const mimicry0_partition_options *o,
                          const mimicry_model *model, double *opt_out_r, double *opt_out_rest,
                          mimicry_error *error)
{
    struct mim_align_scoring scoring;
    const struct mim_partition partition = {
        .index = index,
        .scoring = &scoring,
        .kernels = mim_kernels_get(o->instructions),
        .a = o->a,
        .k = o->k,
        .threads = o->threads > 0 ? (unsigned)o->threads : mim_processors(),
        .progress = o->progress,
        .progress_data = o->progress_data,
    };
    if (partition.kernels == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "instructions %d are not known or this machine lacks them",
                        (int)o->instructions);
    mimicry_status status = mim_require_matrix(model, error);
    if (status == MIMICRY_OK)
        status = mim_align_scoring_set(&scoring, &model->matrix, o->gap_open, o->gap_extend, error);
    if (status != MIMICRY_OK)
        return status;
    return mim_partition_run(&partition, peptides, n_peptides, opt_out_r, opt_out_rest, error);
}

mimicry_status mimicry0_score_partition(const mimicry_index *index, const char *const *peptides,
                                        size_t n_peptides,
                                        const mimicry0_partition_options *opt_options,
                                        double *opt_out_r, double *opt_out_rest,
                                        mimicry_error *opt_error)
{
    mimicry0_partition_options options;
    mimicry_model *default_model = NULL;
    set_defaults(&options);
    mimicry_status status = mim_require(index != NULL && (peptides != NULL || n_peptides == 0),
                                        "index or peptides", opt_error);
    for (size_t i = 0; i < n_peptides && status == MIMICRY_OK; i++)
        status = mim_require(peptides[i] != NULL, "a peptide", opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &options, sizeof options, opt_error);
    if (status == MIMICRY_OK)
        status = check_options(&options, opt_error);
    if (status == MIMICRY_OK && options.model == NULL)
        status = mim_model_from_matrix("BLOSUM62", false, &default_model, opt_error);
    if (status == MIMICRY_OK)
        status = run(index, peptides, n_peptides, &options,
                     options.model != NULL ? options.model : default_model, opt_out_r, opt_out_rest,
                     opt_error);
    mimicry_model_free(default_model);
    return status;
}

double mimicry0_score_amplitude(double kd_wild_type, double kd_mutant)
{
    return mim_score_amplitude(kd_wild_type, kd_mutant);
}
