/* Opens what the options and words of a verb name. */
#include "inputs.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "tool.h"

void inputs_begin(const struct request *request, struct inputs *in)
{
    *in = (struct inputs){.request = request};
    watch_begin(&in->watch, request);
    in->run.threads = (int32_t)request->threads;
    in->run.progress = watch_progress;
    in->run.note = watch_note;
    in->run.data = &in->watch;
}

void inputs_close(struct inputs *in)
{
    free(in->alleles);
    mimicry_annotations_free(in->annotations);
    mimicry_genes_free(in->only_genes);
    mimicry_genes_free(in->exclude_genes);
    mimicry_queries_close(in->queries);
    mimicry_queries_close(in->mutated);
    mimicry_model_free(in->model);
    mimicry_index_close(in->index);
    watch_free(&in->watch);
}

/* ---- Models ---- */

static void note_remarks(struct inputs *in)
{
    const char *remarks = mimicry_model_remarks(in->model);
    if (remarks[0] != '\0')
        watch_note(&in->watch, remarks);
}

int inputs_open_model(struct inputs *in)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    mimicry_model_options options = {.size = sizeof options,
                                     .kind = MIMICRY_MODEL_MATRIX,
                                     .flags = r->uo_as_ck ? MIMICRY_MODEL_UO_AS_CK : 0,
                                     .source = r->matrix,
                                     .mask = r->mask};
    if (r->scan != NULL && r->peptides.count > 1)
        return report_usage(r->verb->name, "-e names the one index peptide of --scan");
    if (r->scan != NULL) {
        options.kind = MIMICRY_MODEL_SCAN;
        options.source = r->scan;
        options.peptide = r->peptides.count > 0 ? r->peptides.at[0] : NULL;
    } else if (r->motif != NULL || r->profile != NULL) {
        options.kind = r->motif != NULL ? MIMICRY_MODEL_MOTIF : MIMICRY_MODEL_PROFILE;
        options.source = r->motif != NULL ? r->motif : r->profile;
    } else if (r->distance != NULL) {
        options.kind = MIMICRY_MODEL_DISTANCE;
        options.source = r->distance;
    } else if (r->matrix == NULL && r->mask == NULL && !r->uo_as_ck) {
        return 0; /* the default */
    }
    if (mimicry_model_create(&options, &in->model, &error) != MIMICRY_OK)
        return report_status(&error);
    note_remarks(in);
    return 0;
}

/* ---- Queries ---- */

bool inputs_is_peptide(const char *word)
{
    return word[0] != '\0' && word[strspn(word, "ACDEFGHIKLMNPQRSTVWYBZJXUO")] == '\0';
}

static mimicry_status take_peptides(struct inputs *in, const mimicry_read_options *options,
                                    mimicry_error *error)
{
    const struct cli_words *peptides = &in->request->peptides;
    mimicry_query *rows = calloc(peptides->count, sizeof *rows);
    if (rows == NULL) {
        snprintf(error->message, sizeof error->message, "not enough memory");
        return error->status = MIMICRY_E_MEMORY;
    }
    for (size_t i = 0; i < peptides->count; i++) {
        rows[i].peptide = peptides->at[i];
        rows[i].kd_wildtype = NAN;
        rows[i].kd_mutant = NAN;
    }
    const mimicry_status status =
        mimicry_queries_from(rows, peptides->count, sizeof *rows, options, &in->queries, error);
    free(rows);
    return status;
}

static int report_queries(const char *opt_path, mimicry_status status, const mimicry_error *error)
{
    if (status == MIMICRY_E_IO && error->system == ENOENT && inputs_is_peptide(opt_path))
        return report("%s: a peptide is given as -e %s", error->message, opt_path);
    return report_status(error);
}

/* Which columns of a table were taken for what: the user may have meant others. */
static void note_columns(struct inputs *in)
{
    char line[1024];
    const char *columns = mimicry_queries_columns(in->queries);
    if (columns[0] == '\0')
        return;
    snprintf(line, sizeof line, "columns taken: %s", columns);
    watch_note(&in->watch, line);
}

/* Of the longest window all residues but one on either side of a junction. */
static uint32_t junction_flank(const struct request *r)
{
    const uint32_t longest = r->windows.max > 0 ? (uint32_t)r->windows.max : MIMICRY_USUAL_WINDOW;
    return r->junctions ? longest - 1 : 0;
}

int inputs_open_queries(struct inputs *in, const char *opt_path, uint32_t flags)
{
    if (in->request->junctions && in->request->windows.max == 1)
        return report_usage(in->request->verb->name,
                            "--junctions takes windows of 2 residues or more");
    mimicry_error error = {.size = sizeof error};
    const mimicry_read_options options = {.size = sizeof options,
                                          .flags = flags,
                                          .junctions = junction_flank(in->request),
                                          .peptide_column = in->request->peptide_column,
                                          .target_column = in->request->target_column};
    const mimicry_status status =
        opt_path != NULL ? mimicry_queries_open(opt_path, &options, &in->queries, &error)
                         : take_peptides(in, &options, &error);
    if (status != MIMICRY_OK)
        return report_queries(opt_path, status, &error);
    note_columns(in);
    return 0;
}

/* ---- Genes ---- */

/* Makes `*genes` the genes of both, and frees `more`. */
static mimicry_status add_genes(mimicry_genes **genes, mimicry_genes *more, mimicry_error *error)
{
    mimicry_genes *both = NULL;
    if (*genes == NULL) {
        *genes = more;
        return MIMICRY_OK;
    }
    const mimicry_status status = mimicry_genes_join(*genes, more, &both, error);
    mimicry_genes_free(more);
    if (status == MIMICRY_OK) {
        mimicry_genes_free(*genes);
        *genes = both;
    }
    return status;
}

static mimicry_status open_genes(const struct cli_words *names, const struct cli_words *files,
                                 mimicry_genes **out, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (names->count > 0)
        status = mimicry_genes_create(names->at, names->count, out, error);
    for (size_t i = 0; i < files->count && status == MIMICRY_OK; i++) {
        mimicry_genes *more = NULL;
        status = mimicry_genes_read(files->at[i], &more, error);
        if (status == MIMICRY_OK)
            status = add_genes(out, more, error);
    }
    return status;
}

/* ---- Annotations ---- */

static mimicry_status open_annotations(struct inputs *in, mimicry_error *error)
{
    const struct request *r = in->request;
    const bool organs = r->organs || r->organs_table != NULL || r->verb->bit == VERB_REPORT;
    if (r->tissues == NULL && r->binders == NULL && r->motifs == NULL)
        return MIMICRY_OK;
    mimicry_status status = mimicry_annotations_create(&in->annotations, error);
    if (status == MIMICRY_OK && r->tissues != NULL)
        status = mimicry_annotations_add(in->annotations, MIMICRY_EXPRESSION, r->tissues, error);
    if (status == MIMICRY_OK && r->tissues != NULL && organs)
        status = mimicry_annotations_add(in->annotations, MIMICRY_ORGANS, r->organs_table, error);
    if (status == MIMICRY_OK && r->binders != NULL)
        status = mimicry_annotations_add(in->annotations, MIMICRY_BINDERS, r->binders, error);
    if (status == MIMICRY_OK && r->motifs != NULL)
        status = mimicry_annotations_add(in->annotations, MIMICRY_MOTIFS, r->motifs, error);
    return status;
}

/* Joins the lists of alleles; the word none alone is the empty list. */
static int join_alleles(struct inputs *in)
{
    const struct cli_words *words = &in->request->alleles;
    size_t bytes = 1;
    for (size_t i = 0; i < words->count; i++)
        bytes += strlen(words->at[i]) + 1;
    if (words->count == 0)
        return 0;
    in->alleles = calloc(bytes, 1);
    if (in->alleles == NULL)
        return report("not enough memory");
    char *to = in->alleles;
    const bool none = words->count == 1 && strcmp(words->at[0], "none") == 0;
    for (size_t i = 0; i < words->count && !none; i++) {
        const size_t length = strlen(words->at[i]);
        memcpy(to, words->at[i], length);
        to[length] = ',';
        to += length + 1;
    }
    return 0;
}

int inputs_open(const struct request *r, struct inputs *in)
{
    mimicry_error error = {.size = sizeof error};
    inputs_begin(r, in);
    int status = join_alleles(in);
    if (status == 0)
        status = inputs_open_model(in);
    const bool is_own =
        r->motif != NULL || r->profile != NULL || (r->scan != NULL && r->n_words < 2);
    if (status == 0 && !is_own)
        status = inputs_open_queries(in, r->n_words > 1 ? r->words[1] : NULL,
                                     r->discontinuous ? MIMICRY_READ_EPITOPES : 0);
    if (status == 0 &&
        ((r->mutated != NULL &&
          mimicry_queries_open(r->mutated, NULL, &in->mutated, &error) != MIMICRY_OK) ||
         open_annotations(in, &error) != MIMICRY_OK ||
         open_genes(&r->only_gene, &r->only_genes, &in->only_genes, &error) != MIMICRY_OK ||
         open_genes(&r->exclude_gene, &r->exclude_genes, &in->exclude_genes, &error) != MIMICRY_OK))
        status = report_status(&error);
    return status == 0 ? inputs_open_index(in, r->words[0]) : status;
}

double inputs_min_expression(const struct request *r)
{
    /* 0 stands for the default; every level is above the least number below it. */
    return cli_given(r, "min-expression") && r->min_expression == 0 ? -DBL_MIN : r->min_expression;
}
