/* Lets the 1st, 2nd, 3rd ... allocation of every table of a search fail, until the job succeeds. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"

static const char *fasta = "memory_searches.fasta", *atlas = "memory_searches.tsv",
                  *binders = "memory_searches.csv";
static mimicry_index *index_of_all;
static mimicry_annotations *annotations;
static mimicry_genes *genes;

/* Reads a table to its end, or to where memory failed. */
static mimicry_status drain(struct ArrowArrayStream *stream, mimicry_error *error)
{
    struct ArrowArray batch;
    struct ArrowSchema schema;
    int failure = stream->get_schema(stream, &schema);
    if (failure == 0)
        schema.release(&schema);
    while (failure == 0 && (failure = stream->get_next(stream, &batch)) == 0) {
        if (batch.release == NULL)
            break;
        batch.release(&batch);
    }
    if (failure != 0) {
        const char *text = stream->get_last_error(stream);
        snprintf(error->message, sizeof error->message, "%s", text != NULL ? text : "");
        error->status = failure == ENOMEM ? MIMICRY_E_MEMORY : MIMICRY_E_IO;
    }
    stream->release(stream);
    return failure == 0 ? MIMICRY_OK : error->status;
}

static mimicry_status run(const mimicry_search_options *options, uint32_t flags, bool explained,
                          mimicry_error *error)
{
    static const mimicry_query peptides[] = {
        {.peptide = "ESDPIVAQY", .id = "a"}, {.peptide = "SDPIVAQ"}, {.peptide = "ESDPIVAQY"}};
    static const mimicry_query epitopes[] = {{.peptide = "E2, D4, Y10"}};
    const mimicry_query *rows = flags == 0 ? peptides : epitopes;
    const mimicry_read_options reading = {.size = sizeof reading, .flags = flags};
    mimicry_queries *queries;
    struct ArrowArrayStream stream = {0};
    mimicry_status status =
        mimicry_queries_from(rows, flags == 0 ? 3 : 1, sizeof *rows, &reading, &queries, error);
    if (status != MIMICRY_OK)
        return status;
    status = (explained ? mimicry_explain : mimicry_search)(index_of_all, queries, options, &stream,
                                                            error);
    consistent = consistent && (status == MIMICRY_OK) == (stream.release != NULL);
    mimicry_queries_close(queries);
    return status == MIMICRY_OK ? drain(&stream, error) : status;
}

static mimicry_search_options options_of(double mismatches)
{
    return (mimicry_search_options){.size = sizeof(mimicry_search_options),
                                    .run = {.threads = 1},
                                    .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                    .threshold = mismatches};
}

static mimicry_status search_hits(mimicry_error *error)
{
    mimicry_search_options o = options_of(2);
    o.columns = MIMICRY_COLUMN_EVALUE | MIMICRY_COLUMN_ALIGNMENT | MIMICRY_COLUMN_PROTEIN |
                MIMICRY_COLUMN_GROUP | MIMICRY_COLUMN_VITAL;
    o.flank = 3;
    o.annotations = annotations;
    o.exclude_genes = genes;
    o.window_min = o.window_max = 7;
    return run(&o, 0, false, error);
}

static mimicry_status search_peptides(mimicry_error *error)
{
    mimicry_search_options o = options_of(2);
    o.rows = MIMICRY_ROWS_PEPTIDES;
    return run(&o, 0, false, error);
}

static mimicry_status search_edits(mimicry_error *error)
{
    mimicry_search_options o = options_of(1);
    o.max_indels = 1;
    o.columns = MIMICRY_COLUMN_ALIGNMENT;
    return run(&o, 0, false, error);
}

static mimicry_status search_counts(mimicry_error *error)
{
    mimicry_search_options o = options_of(3);
    o.rows = MIMICRY_ROWS_COUNTS;
    o.window_min = 6;
    o.window_max = 7;
    return run(&o, 0, false, error);
}

static mimicry_status count_best(mimicry_error *error)
{
    mimicry_search_options o = options_of(3);
    o.rows = MIMICRY_ROWS_COUNTS;
    o.top = 2;
    return run(&o, 0, false, error);
}

static mimicry_status search_epitopes(mimicry_error *error)
{
    mimicry_search_options o = options_of(1);
    o.positions = MIMICRY_POSITIONS_ANYWHERE;
    return run(&o, MIMICRY_READ_EPITOPES, false, error);
}

static mimicry_status explain(mimicry_error *error)
{
    mimicry_search_options o = options_of(2);
    return run(&o, 0, true, error);
}

static mimicry_status search_motif(mimicry_error *error)
{
    const mimicry_model_options motif = {
        .size = sizeof motif, .kind = MIMICRY_MODEL_MOTIF, .source = "ES[DE]P"};
    mimicry_search_options o = options_of(0);
    mimicry_model *model;
    struct ArrowArrayStream stream = {0};
    mimicry_status status = mimicry_model_create(&motif, &model, error);
    if (status != MIMICRY_OK)
        return status;
    o.model = model;
    status = mimicry_search(index_of_all, NULL, &o, &stream, error);
    mimicry_model_free(model);
    return status == MIMICRY_OK ? drain(&stream, error) : status;
}

static mimicry_status (*const jobs[])(mimicry_error *) = {
    search_hits, search_peptides, search_edits, search_counts,
    count_best,  search_epitopes, explain,      search_motif};
enum { JOBS = sizeof jobs / sizeof *jobs };

START_TEST(failing_allocations)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

static void set_up(void)
{
    static const char *const names[] = {"OTHER"};
    write_file(fasta, ">sp|P1|A one OS=x GN=TTN\nMESDPIVAQYKESDPIVCQY\n>b\nESDPIVAQY\n"
                      ">sp|P3|C three OS=x GN=OTHER\nESDPIVAQY\n");
    write_file(atlas, "Gene\tGene name\tTissue\tnTPM\nENSG1\tTTN\theart muscle\t57.3\n");
    write_file(binders, "Peptide,MHC,%Rank_EL\nSDPIVAQ,HLA-B*35:01,0.9\n");
    ck_assert_int_eq(mimicry_index_open(fasta, MIMICRY_OPEN_FASTA, &index_of_all, NULL), 0);
    ck_assert_int_eq(mimicry_genes_create(names, 1, &genes, NULL), 0);
    ck_assert_int_eq(mimicry_annotations_create(&annotations, NULL), 0);
    ck_assert_int_eq(mimicry_annotations_add(annotations, MIMICRY_EXPRESSION, atlas, NULL), 0);
    ck_assert_int_eq(mimicry_annotations_add(annotations, MIMICRY_BINDERS, binders, NULL), 0);
}

static void tear_down(void)
{
    mimicry_index_close(index_of_all);
    mimicry_genes_free(genes);
    mimicry_annotations_free(annotations);
    remove(fasta);
    remove(atlas);
    remove(binders);
}

int main(void)
{
    return failing_main("memory of tables of searches", failing_allocations, JOBS, set_up,
                        tear_down);
}
