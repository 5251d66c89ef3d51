/* mimicry search --discontinuous: one search for each epitope, so that memory does not grow with
 * their number, and its hits as rows. */
#include "epitopes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const columns[] = {"query_id",  "query", "match", "mismatches", "score",
                                      "accession", "gene",  "start", "end"};
enum { LONGEST_MATCH = 16 * MIMICRY_MAX_EPITOPE };

/* What was opened. */
struct session {
    mimicry_index *index;
    mimicry_model *model;
    struct scope scope;
    mimicry0_sequences *sequences;
    const char *const *epitopes;
    const char *const *ids; /* or NULL */
    size_t count;
    mimicry0_epitope_options options;
};

bool epitopes_allow(const char *verb, const struct epitopes_request *request,
                    const mimicry0_search_options *options, const struct hits_style *style)
{
    const char *other = NULL;
    if (request->fixed && !request->asked) {
        report_usage(verb, "--fixed-positions without --discontinuous");
        return false;
    }
    if (!request->asked)
        return true;
    if (options->threshold_kind != MIMICRY_MAX_MISMATCHES)
        other = "a threshold of scores";
    else if (options->top > 0)
        other = "--top";
    else if (style->windows)
        other = "--windows";
    else if (style->flank > 0)
        other = "--flank";
    else if (style->counts)
        other = "--counts";
    else if (style->by_peptide)
        other = "--by-peptide";
    else if (style->edits)
        other = "--max-indels";
    if (other != NULL)
        report_usage(verb, "--discontinuous and %s together", other);
    else if (!(options->threshold >= 0 && options->threshold == floor(options->threshold)))
        other = "", report_usage(verb, "--max-mismatches %g: a whole number from 0 on was expected",
                                 options->threshold);
    return other == NULL;
}

static mimicry_status open_all(const struct epitopes_request *r, struct session *s,
                               mimicry_error *error)
{
    mimicry_status status = mimicry0_model_matrix(r->matrix, r->model_flags, &s->model, error);
    if (status == MIMICRY_OK && r->queries != NULL)
        status = mimicry0_sequences_read(r->queries, MIMICRY0_READ_EPITOPES, &s->sequences, error);
    if (status == MIMICRY_OK)
        status = scope_open(r->scope, &s->scope, error);
    if (status == MIMICRY_OK)
        status = mimicry_index_open(r->index, MIMICRY_OPEN_FASTA, &s->index, error);
    if (status == MIMICRY_OK)
        status = scope_report(r->scope, &s->scope, s->index, error);
    s->epitopes = r->epitopes;
    s->count = r->n_epitopes;
    if (s->sequences != NULL) {
        s->epitopes = mimicry0_sequences_letters(s->sequences);
        s->ids = mimicry0_sequences_ids(s->sequences);
        s->count = mimicry0_sequences_count(s->sequences);
    }
    mimicry0_epitope_options_init(&s->options, sizeof s->options);
    const double most = r->search->threshold;
    s->options.max_mismatches = most > MIMICRY_MAX_EPITOPE ? MIMICRY_MAX_EPITOPE : (uint32_t)most;
    s->options.fixed_positions = r->fixed;
    s->options.threads = r->search->threads;
    s->options.model = s->model;
    s->options.only_genes = s->scope.only;
    s->options.exclude_genes = s->scope.exclude;
    s->options.progress = stop_if_interrupted;
    return status;
}

static void put_id(struct rows *rows, const struct session *s, size_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", number + 1);
    rows_text(rows, s->ids != NULL ? s->ids[number] : digits);
}

static mimicry_status put_hit(struct rows *rows, const struct session *s, size_t number,
                              const mimicry_hit *hit, mimicry_error *error)
{
    char match[LONGEST_MATCH];
    mimicry0_record record = {.size = sizeof record};
    mimicry_status status = mimicry0_index_get_record(s->index, hit->record, &record, error);
    if (status == MIMICRY_OK)
        status = mimicry0_epitope_text(s->index, s->epitopes[number], hit, match, sizeof match,
                                       NULL, error);
    if (status != MIMICRY_OK)
        return status;
    put_id(rows, s, number);
    rows_text(rows, s->epitopes[number]);
    rows_text(rows, match);
    rows_integer(rows, hit->mismatches);
    rows_real(rows, hit->score);
    rows_text(rows, record.accession);
    rows_text(rows, record.gene);
    rows_integer(rows, hit->start + 1);
    rows_integer(rows, hit->start + hit->length);
    rows_end(rows);
    return MIMICRY_OK;
}

static mimicry_status search_one(struct rows *rows, const struct session *s, size_t number,
                                 struct output *out, mimicry_error *error)
{
    mimicry0_hits *hits;
    size_t count, stride;
    mimicry_status status =
        mimicry0_search_epitopes(s->index, s->epitopes + number, 1, &s->options, &hits, error);
    if (status != MIMICRY_OK)
        return status;
    const char *at = (const char *)mimicry0_hits_data(hits, &count, &stride);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++, at += stride) {
        status = put_hit(rows, s, number, (const mimicry_hit *)(const void *)at, error);
        if (was_interrupted() || !output_good(out))
            status = MIMICRY_E_CANCELLED;
    }
    mimicry0_hits_free(hits);
    return status;
}

/* Epitopes of the command line: that they are some is known before anything is printed. */
static mimicry_status check(const struct session *s, mimicry_error *error)
{
    mimicry0_epitope_options options = s->options;
    mimicry0_hits *hits = NULL;
    options.fixed_positions = 1; /* a look at one place of each record */
    options.max_mismatches = 0;
    const mimicry_status status =
        mimicry0_search_epitopes(s->index, s->epitopes, s->count, &options, &hits, error);
    mimicry0_hits_free(hits);
    return status;
}

static int search(const struct epitopes_request *r, struct session *s)
{
    mimicry_error error = {.size = sizeof error};
    struct output out;
    struct rows rows;
    mimicry_status status = open_all(r, s, &error);
    if (status == MIMICRY_OK && s->sequences == NULL)
        status = check(s, &error);
    if (status != MIMICRY_OK)
        return report_error(&error);
    if (r->output != NULL)
        watch_signals(); /* from here on there is something to clean up */
    if (!output_open(&out, r->output))
        return EXIT_FAILED;
    rows_begin(&rows, out.stream, r->format, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < s->count && status == MIMICRY_OK; i++)
        status = search_one(&rows, s, i, &out, &error);
    return output_finish(&out, status, &error);
}

int epitopes_search(const struct epitopes_request *request)
{
    struct session s = {0};
    const int status = search(request, &s);
    mimicry0_sequences_free(s.sequences);
    mimicry_model_free(s.model);
    mimicry_genes_free(s.scope.only);
    mimicry_genes_free(s.scope.exclude);
    mimicry_index_close(s.index);
    return status;
}
