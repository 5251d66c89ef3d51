/* Public functions: the screen. */
#include <math.h>

#include "api/check.h"
#include "base/parallel.h"
#include "screen/screen.h"

enum { MOST_THREADS = 1024, USUAL_WINDOW = 9 };

static void set_defaults(mimicry0_screen_options *options)
{
    *options = (mimicry0_screen_options){.size = sizeof *options,
                                         .window_min = USUAL_WINDOW,
                                         .window_max = USUAL_WINDOW,
                                         .min_expression = 1};
}

void mimicry0_screen_options_init(mimicry0_screen_options *options, size_t size)
{
    mimicry0_screen_options defaults;
    set_defaults(&defaults);
    mim_give_options(&defaults, sizeof defaults, options, size);
}

static bool is_switch(int32_t value)
{
    return value == 0 || value == 1;
}

static mimicry_status check_numbers(const mimicry0_screen_options *o, mimicry_error *error)
{
    if (!is_switch(o->exclude_wildtype) || !is_switch(o->exclude_own_gene) ||
        !is_switch(o->dissimilarity))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "0 or 1 was expected for what is on or off");
    if (!(o->exclude_paralogs >= 0 && o->exclude_paralogs <= 1))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "paralogs at a share of %g: a number from 0 to 1 was expected",
                        o->exclude_paralogs);
    if (isnan(o->min_expression))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "min_expression: a number was expected");
    if (o->threads < 0 || o->threads > MOST_THREADS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%d threads: 0 to %d were expected",
                        (int)o->threads, (int)MOST_THREADS);
    if (o->plan < MIMICRY_PLAN_AUTO || o->plan > MIMICRY_PLAN_SCAN)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "plan %d is not known", (int)o->plan);
    return MIMICRY_OK;
}

static mimicry_status check_model(const mimicry0_screen_options *o, mimicry_error *error)
{
    if (o->model != NULL && o->model->kind == MIM_MODEL_TABLE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a motif or a profile takes the place of the peptides: no candidate can be "
                        "screened with it");
    if (o->window_min == 0 || o->window_min > o->window_max || o->window_max > MIMICRY_MAX_PEPTIDE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "windows of %u to %u residues: 1 to %d, the smaller first, were expected",
                        (unsigned)o->window_min, (unsigned)o->window_max, (int)MIMICRY_MAX_PEPTIDE);
    return MIMICRY_OK;
}

static mimicry_status prepare(const mimicry_index *index, struct mim_screen *screen,
                              mimicry_model **own_model, mimicry_error *error)
{
    mimicry0_screen_options *o = &screen->options;
    mimicry_status status = check_numbers(o, error);
    if (status == MIMICRY_OK)
        status = check_model(o, error);
    if (status == MIMICRY_OK)
        status = mim_model_from_matrix("BLOSUM62", false, own_model, error);
    if (status != MIMICRY_OK)
        return status;
    o->model = o->model != NULL ? o->model : *own_model;
    screen->alignment = *own_model;
    screen->index = index;
    screen->threads = o->threads > 0 ? (unsigned)o->threads : mim_processors();
    screen->kernels = mim_kernels_get(o->instructions);
    if (screen->kernels == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "instructions %d are not known or this machine lacks them",
                        (int)o->instructions);
    return MIMICRY_OK;
}

mimicry_status mimicry0_screen(const mimicry_index *index, const mimicry0_candidate *candidates,
                               size_t n_candidates, size_t stride,
                               const mimicry0_screen_options *opt_options, mimicry0_screen_fn each,
                               void *data, mimicry_error *opt_error)
{
    struct mim_screen screen = {.each = each, .data = data};
    mimicry_model *own_model = NULL;
    set_defaults(&screen.options);
    mimicry_status status =
        mim_require(index != NULL && each != NULL && (candidates != NULL || n_candidates == 0),
                    "index, candidates or each", opt_error);
    if (status == MIMICRY_OK && stride < sizeof *candidates)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "stride is %zu: at least the size of a candidate was expected", stride);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &screen.options, sizeof screen.options, opt_error);
    if (status == MIMICRY_OK)
        status = prepare(index, &screen, &own_model, opt_error);
    if (status == MIMICRY_OK)
        status = mim_screen_run(&screen, candidates, n_candidates, stride, opt_error);
    mim_model_free(own_model);
    return status;
}
