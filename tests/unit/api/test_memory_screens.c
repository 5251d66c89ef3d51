/* Lets the 1st, 2nd, 3rd ... allocation of presentation, its filter, and of screens of tables that
 * are given back, of junctions and of a scan fail, until the job succeeds: it then writes what it
 * wrote when none failed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"

static const char *const fasta = "memory_screens.fasta", *const table = "memory_screens.tsv",
                         *const mutated = "memory_screens_mutated.fasta",
                         *const binders = "memory_screens.csv", *const scan = "memory_scan.tsv";
static mimicry_index *index_of_all;
static mimicry_annotations *annotations;

/* ---- What was written ---- */

static int sum_bytes(void *data, const char *bytes, size_t count)
{
    uint64_t *sum = data;
    for (size_t i = 0; i < count; i++)
        *sum = (*sum ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return 0;
}

static void ignore(void *data, const char *note)
{
    (void)data;
    (void)note;
}

/* Writes a table and releases it; the first time its sum is kept, then it has to be the same. */
static mimicry_status write_table(struct ArrowArrayStream *stream, uint64_t *wanted,
                                  mimicry_error *error)
{
    const mimicry_write_options options = {.size = sizeof options, .threads = 1};
    uint64_t sum = 1;
    const mimicry_status status =
        mimicry_table_write(stream, &options, sum_bytes, &sum, NULL, error);
    if (status == MIMICRY_OK && *wanted == 0)
        *wanted = sum;
    consistent = consistent && (status != MIMICRY_OK || sum == *wanted);
    stream->release(stream);
    return status;
}

/* ---- Jobs ---- */

static const mimicry_run plain_run = {.threads = 1, .note = ignore};

/* Screens these queries, which are closed, or those of the model; mutated ones are closed too. */
static mimicry_status run_screen(mimicry_queries *queries, mimicry_queries *proteins,
                                 mimicry_screen_options *o, uint64_t *wanted, mimicry_error *error)
{
    struct ArrowArrayStream rows = {0};
    o->size = sizeof *o;
    o->run = plain_run;
    o->mutated = proteins;
    const mimicry_status status = mimicry_screen(index_of_all, queries, o, &rows, NULL, error);
    consistent = consistent && (status == MIMICRY_OK) == (rows.release != NULL);
    mimicry_queries_close(queries);
    mimicry_queries_close(proteins);
    return status == MIMICRY_OK ? write_table(&rows, wanted, error) : status;
}

static mimicry_status annotate(mimicry_error *error)
{
    static uint64_t wanted;
    mimicry_screen_options o = {.annotate = 1, .exclude_own_gene = 1};
    mimicry_queries *queries, *proteins;
    mimicry_status status = mimicry_queries_open(table, NULL, &queries, error);
    if (status != MIMICRY_OK)
        return status;
    status = mimicry_queries_open(mutated, NULL, &proteins, error);
    if (status == MIMICRY_OK)
        return run_screen(queries, proteins, &o, &wanted, error);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status junctions(mimicry_error *error)
{
    static uint64_t wanted;
    const mimicry_read_options reading = {.size = sizeof reading, .junctions = 8};
    mimicry_screen_options o = {.window_min = 8, .window_max = 9};
    mimicry_queries *queries;
    const mimicry_status status = mimicry_queries_open(mutated, &reading, &queries, error);
    return status == MIMICRY_OK ? run_screen(queries, NULL, &o, &wanted, error) : status;
}

/* Alleles of the candidates' own table; a filter; and binders. */
static mimicry_status present_own(mimicry_error *error)
{
    static uint64_t wanted;
    mimicry_screen_options o = {.annotations = annotations, .max_presented = 50, .max_rank = 20};
    mimicry_queries *queries;
    const mimicry_status status = mimicry_queries_open(table, NULL, &queries, error);
    return status == MIMICRY_OK ? run_screen(queries, NULL, &o, &wanted, error) : status;
}

/* Alleles that are asked for, in a search, whose order they decide; and its filter. */
static mimicry_status search_presented(mimicry_error *error)
{
    static uint64_t wanted;
    static const mimicry_query rows[] = {{.peptide = "ESDPIVAQY"}, {.peptide = "SDPIVAQY"}};
    const mimicry_search_options o = {.size = sizeof o,
                                      .run = plain_run,
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = 5,
                                      .alleles = "HLA-A*01:01,B0702,A*99:99",
                                      .max_presented = 60,
                                      .order = MIMICRY_ORDER_PRESENTED,
                                      .top = 3,
                                      .models = "PAM30,relatedness"};
    mimicry_queries *queries;
    struct ArrowArrayStream stream = {0};
    mimicry_status status = mimicry_queries_from(rows, 2, sizeof *rows, NULL, &queries, error);
    if (status != MIMICRY_OK)
        return status;
    status = mimicry_search(index_of_all, queries, &o, &stream, error);
    mimicry_queries_close(queries);
    return status == MIMICRY_OK ? write_table(&stream, &wanted, error) : status;
}

/* The index peptide of a scan in place of queries. */
static mimicry_status screen_scan(mimicry_error *error)
{
    static uint64_t wanted;
    const mimicry_model_options options = {
        .size = sizeof options, .kind = MIMICRY_MODEL_SCAN, .source = scan};
    mimicry_screen_options o = {.top = 2};
    mimicry_model *model;
    mimicry_status status = mimicry_model_create(&options, &model, error);
    if (status != MIMICRY_OK)
        return status;
    o.model = model;
    status = run_screen(NULL, NULL, &o, &wanted, error);
    mimicry_model_free(model);
    return status;
}

static mimicry_status (*const jobs[])(mimicry_error *) = {annotate, junctions, present_own,
                                                          search_presented, screen_scan};
enum { JOBS = sizeof jobs / sizeof *jobs };

START_TEST(failing_allocations)
{
    mimicry_error error = {.size = sizeof error};
    ck_assert_msg(jobs[_i](&error) == MIMICRY_OK, "job %d: %s", _i, error.message);
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

/* ---- Files ---- */

static void write_scan(void)
{
    FILE *file = fopen(scan, "w");
    ck_assert_ptr_nonnull(file);
    fputs("peptide\tresponse\nESDPIVAQY\t100\n", file);
    for (int i = 0; i < 9; i++) {
        char mutant[] = "ESDPIVAQY";
        mutant[i] = 'G';
        fprintf(file, "%s\t%d\n", mutant, 10 * i + 5);
    }
    fclose(file);
}

static void set_up(void)
{
    write_file(fasta, ">ENSP1 pep gene:ENSG1 transcript:ENST00000000001.1 gene_symbol:TTN\n"
                      "MESDPIVAQYKESDPIVCQYWWHHEEDDKKLLMMNNPPQQRRSSTTVVYY\n>b\nESDPIVAQYKKLLMMNN\n"
                      ">sp|P3|C three OS=x GN=OTHER\nESDPIVAQYTTVVYYAACCDDEEFF\n");
    write_file(table, "ID\tBest Peptide\tAllele\tGene\tnearest\tEvaluation\n"
                      "1\tESDPIVAHY\tHLA-A*01:01\tTTN\tx\tPending\n"
                      "2\tSDPIVAQYK\tHLA-B*07:02\tA-TTN\ty\tPending\n"
                      "3\tSDPIVAQYK\tnothing\t\tz\tPending\n");
    write_file(mutated, ">WT.1\nESDPIVAQYK\n>MT.1\nESDPIVAQYT\n>2\nESDPIVAHYKKW\n>4\nGGG\n");
    write_file(binders, "Peptide,MHC,%Rank_EL\nESDPIVAQY,HLA-A*01:01,0.9\n");
    write_scan();
    ck_assert_int_eq(mimicry_index_open(fasta, MIMICRY_OPEN_FASTA, &index_of_all, NULL), 0);
    ck_assert_int_eq(mimicry_annotations_create(&annotations, NULL), 0);
    ck_assert_int_eq(mimicry_annotations_add(annotations, MIMICRY_BINDERS, binders, NULL), 0);
}

static void tear_down(void)
{
    const char *const files[] = {fasta, table, mutated, binders, scan};
    mimicry_index_close(index_of_all);
    mimicry_annotations_free(annotations);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        remove(files[i]);
}

int main(void)
{
    return failing_main("memory of screens", failing_allocations, JOBS, set_up, tear_down);
}
