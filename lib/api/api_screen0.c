/* The first edition's screen, by way of the one that is pulled. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/check.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "residue/alphabet.h"
#include "screen/screen.h"

enum { MOST_THREADS = 1024, USUAL_WINDOW = 9, AT_ONCE = 4096 };

/* What a call has in hand. */
struct call {
    const mimicry_index *index;
    mimicry0_screen_options options;
    const char *candidates;
    size_t count, stride, at;
    mimicry_query queries[AT_ONCE]; /* given to the screen */
    uint64_t before;                /* candidates of earlier blocks */
    mimicry0_screen_fn each;
    void *data;
};

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

/* ---- Candidates ---- */

static const char *text_or_none(const char *text)
{
    return text == NULL ? "" : text;
}

static mimicry0_candidate candidate_at(const struct call *call, size_t i)
{
    mimicry0_candidate c;
    memcpy(&c, call->candidates + i * call->stride, sizeof c);
    c.wildtype = text_or_none(c.wildtype);
    return c;
}

static mimicry_status check_letters(const char *letters, bool stops, const char *what,
                                    uint64_t number, mimicry_error *error)
{
    for (size_t i = 0; letters[i] != '\0'; i++) {
        const uint8_t code = mim_code_of[(unsigned char)letters[i]];
        char byte[24];
        if (code < MIM_RESIDUES || (code == MIM_STOP && stops))
            continue;
        mim_describe_byte((uint8_t)letters[i], byte);
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "candidate %llu: %s, column %zu: %s is no residue",
                        (unsigned long long)number + 1, what, i + 1, byte);
    }
    return MIMICRY_OK;
}

static mimicry_status check_length(const struct call *call, const mimicry0_candidate *c,
                                   uint64_t number, mimicry_error *error)
{
    const size_t length = strlen(c->peptide);
    uint32_t least = 1, most = c->is_sequence ? UINT32_MAX : MIMICRY_MAX_PEPTIDE;
    if (!c->is_sequence && call->options.model != NULL)
        mim_model_lengths(call->options.model, &least, &most);
    if (length < least || length > most)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "candidate %llu: it has %zu residues, %u to %u were expected",
                        (unsigned long long)number + 1, length, (unsigned)least, (unsigned)most);
    if (c->change_start > c->change_end || c->change_end > length)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "candidate %llu: residues %u to %u are not a part of its %zu",
                        (unsigned long long)number + 1, (unsigned)c->change_start,
                        (unsigned)c->change_end, length);
    return MIMICRY_OK;
}

static mimicry_status check_candidate(const struct call *call, uint64_t number,
                                      mimicry_error *error)
{
    const mimicry0_candidate c = candidate_at(call, (size_t)number);
    if (c.peptide == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "candidate %llu: the peptide is missing",
                        (unsigned long long)number + 1);
    mimicry_status status = check_length(call, &c, number, error);
    if (status == MIMICRY_OK)
        status = check_letters(c.peptide, c.is_sequence != 0, "peptide", number, error);
    return status == MIMICRY_OK ? check_letters(c.wildtype, true, "wild type", number, error)
                                : status;
}

static mimicry_status next_queries(void *data, size_t most, const mimicry_query **out_queries,
                                   size_t *out_count, mimicry_error *error)
{
    struct call *call = data;
    size_t n = 0;
    (void)error;
    for (; n < most && n < AT_ONCE && call->at < call->count; n++) {
        const mimicry0_candidate c = candidate_at(call, call->at++);
        call->queries[n] = (mimicry_query){
            .id = text_or_none(c.id),
            .peptide = c.peptide,
            .wildtype = c.wildtype,
            .gene = text_or_none(c.gene),
            .accession = text_or_none(c.accession),
            .line = c.line,
            .change_start = c.change_start,
            .change_end = c.change_end,
            .is_sequence = c.is_sequence != 0,
        };
    }
    *out_queries = call->queries;
    *out_count = n;
    return MIMICRY_OK;
}

/* ---- Rows and hits ---- */

/* The unit of a block is a query and a step of the same number of steps. */
static int watch(void *data, uint64_t done, uint64_t total)
{
    const struct call *call = data;
    const uint64_t steps = 4, before = call->before * steps, all = call->count * steps;
    (void)total;
    return call->options.progress(call->options.progress_data,
                                  before + done < all ? before + done : all, all);
}

static mimicry_status give_hits(const struct call *call, const struct mim_screen_block *block,
                                mimicry_error *error)
{
    const mimicry0_screen_options *o = &call->options;
    for (size_t q = 0; o->each_hit != NULL && q < mim_screen_block_queries(block); q++) {
        size_t count;
        const mimicry_hit *hits = mim_screen_hits(block, q, &count);
        for (size_t i = 0; i < count; i++) {
            mimicry_hit hit = hits[i];
            hit.query = call->before + q;
            if (o->each_hit(o->hit_data, &hit, 1, sizeof hit) != 0)
                return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
        }
    }
    return MIMICRY_OK;
}

static mimicry0_names names_of(const struct mim_name_list *list)
{
    return (mimicry0_names){list->names, list->count};
}

static void set_row(const struct mim_screen_row *from, uint64_t number, mimicry0_screen_row *to)
{
    static const int32_t answers[] = {
        [MIM_NO] = MIMICRY_NO, [MIM_YES] = MIMICRY_YES, [MIM_UNKNOWN] = MIMICRY_UNKNOWN};
    static const int32_t sources[] = {[MIM_OWN_UNKNOWN] = MIMICRY_SOURCE_UNKNOWN,
                                      [MIM_OWN_ABSENT] = MIMICRY_SOURCE_ABSENT,
                                      [MIM_OWN_FOUND] = MIMICRY_SOURCE_FOUND};
    *to = (mimicry0_screen_row){
        .candidate = number,
        .windows = from->windows,
        .nearest = &from->nearest,
        .best = &from->best,
        .evalue = from->evalue,
        .dissimilarity = from->dissimilarity,
        .peptides = names_of(&from->peptides),
        .genes = names_of(&from->genes),
        .unnamed = from->unnamed,
        .unknown_genes = names_of(&from->unknown_genes),
        .tissues = names_of(&from->tissues),
        .vital = names_of(&from->vital_tissues),
        .organs = names_of(&from->organs),
        .expression = from->expression,
        .is_vital = answers[from->vital],
        .source = sources[from->source],
        .binders = from->binders,
        .binder = from->binder,
        .binder_allele = from->binder_allele,
        .binder_rank = from->binder_rank,
    };
    memcpy(to->self, from->self, sizeof to->self);
    memcpy(to->left_out, from->left_out, sizeof to->left_out);
}

static mimicry_status give_rows(const struct call *call, struct mim_screen *screen,
                                const struct mim_screen_block *block, mimicry_error *error)
{
    for (size_t q = 0; q < mim_screen_block_queries(block); q++) {
        struct mim_screen_row row;
        mimicry0_screen_row old;
        const mimicry_status status = mim_screen_row(screen, block, q, &row, error);
        if (status != MIMICRY_OK)
            return status;
        row.nearest.query = row.best.query = call->before + q;
        set_row(&row, call->before + q, &old);
        if (call->each(call->data, &old, sizeof old) != 0)
            return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
    }
    return MIMICRY_OK;
}

static mimicry_status run_all(struct call *call, const struct mim_screen_request *request,
                              mimicry_error *error)
{
    struct mim_screen *screen;
    struct mim_screen_block *block;
    mimicry_status status = mim_screen_create(request, &screen, error);
    while (status == MIMICRY_OK) {
        status = mim_screen_next(screen, &block, error);
        if (status != MIMICRY_OK || block == NULL)
            break;
        status = give_hits(call, block, error);
        if (status == MIMICRY_OK)
            status = give_rows(call, screen, block, error);
        call->before += mim_screen_block_queries(block);
        mim_screen_block_free(block);
    }
    mim_screen_free(screen);
    return status;
}

static mimicry_status run(struct call *call, mimicry_error *error)
{
    const mimicry0_screen_options *o = &call->options;
    const struct mim_screen_request request = {
        .index = call->index,
        .source = {next_queries, call},
        .opt_model = o->model,
        .reach = {MIMICRY_MAX_MISMATCHES, MIMICRY_SCREEN_MISMATCHES, 0},
        .window_min = o->window_min,
        .window_max = o->window_max,
        .exclude_wildtype = o->exclude_wildtype != 0,
        .exclude_own_gene = o->exclude_own_gene != 0,
        .exclude_paralogs = o->exclude_paralogs,
        .only_genes = o->only_genes,
        .exclude_genes = o->exclude_genes,
        .dissimilarity = o->dissimilarity != 0,
        .hits = o->each_hit != NULL,
        .annotations = {.expression = (struct mimicry0_expression *)(uintptr_t)o->expression,
                        .organs = (struct mimicry0_organs *)(uintptr_t)o->organs,
                        .binders = (struct mimicry0_binders *)(uintptr_t)o->binders},
        .min_expression = o->min_expression,
        .kernels = mim_kernels_get(o->instructions),
        .threads = o->threads > 0 ? (unsigned)o->threads : mim_processors(),
        .plan = o->plan,
        .progress = o->progress == NULL ? NULL : watch,
        .data = call,
    };
    if (request.kernels == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "instructions %d are not known or this machine lacks them",
                        (int)o->instructions);
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < call->count && status == MIMICRY_OK; i++)
        status = check_candidate(call, i, error);
    return status == MIMICRY_OK ? run_all(call, &request, error) : status;
}

mimicry_status mimicry0_screen(const mimicry_index *index, const mimicry0_candidate *candidates,
                               size_t n_candidates, size_t stride,
                               const mimicry0_screen_options *opt_options, mimicry0_screen_fn each,
                               void *data, mimicry_error *opt_error)
{
    mimicry_status status =
        mim_require(index != NULL && each != NULL && (candidates != NULL || n_candidates == 0),
                    "index, candidates or each", opt_error);
    if (status == MIMICRY_OK && stride < sizeof *candidates)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "stride is %zu: at least the size of a candidate was expected", stride);
    if (status != MIMICRY_OK)
        return status;
    struct call *call = mim_alloc_zeroed(1, sizeof *call);
    if (call == NULL)
        return mim_fail_memory(opt_error);
    call->index = index;
    call->candidates = (const char *)candidates;
    call->count = n_candidates;
    call->stride = stride;
    call->each = each;
    call->data = data;
    set_defaults(&call->options);
    status = mim_take_options(opt_options, &call->options, sizeof call->options, opt_error);
    if (status == MIMICRY_OK)
        status = check_numbers(&call->options, opt_error);
    if (status == MIMICRY_OK)
        status = check_model(&call->options, opt_error);
    if (status == MIMICRY_OK)
        status = run(call, opt_error);
    free(call);
    return status;
}
