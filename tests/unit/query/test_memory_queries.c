/* Lets the 1st, 2nd, 3rd ... allocation of every kind of queries fail. */
#include <check.h>
#include <mimicry/mimicry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"

/* Reads to the end, and closes. */
static mimicry_status read_all(mimicry_queries *queries, mimicry_error *error)
{
    mimicry_status status;
    size_t count, stride;
    do {
        const mimicry_query *rows;
        status = mimicry_queries_next(queries, 2, &rows, &count, &stride, error);
        consistent = consistent && (rows != NULL) == (count > 0);
        if (status != MIMICRY_OK)
            consistent = consistent && count == 0;
    } while (status == MIMICRY_OK && count > 0);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status read_text(const char *text, uint32_t flags, mimicry_error *error)
{
    const char *path = "memory_queries.txt";
    const mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_queries *queries;
    FILE *file = fopen(path, "w"); /* its memory is the C library's, which does not fail here */
    if (file == NULL)
        return MIMICRY_E_IO;
    fputs(text, file);
    fclose(file);
    const mimicry_status status = mimicry_queries_open(path, &options, &queries, error);
    consistent = consistent && (status == MIMICRY_OK) == (queries != NULL);
    remove(path);
    return status == MIMICRY_OK ? read_all(queries, error) : status;
}

static mimicry_status read_table(mimicry_error *error)
{
    return read_text("id,peptide,wildtype,gene,accession,allele\nx,EVDPIGHLY,EVDPIGHLF,G,P1,A\n"
                     "y,KLM,,,,\nz,EVDPIGHLYEVDPIGHLY,,,,\n",
                     0, error);
}

static mimicry_status read_aggregated(mimicry_error *error)
{
    return read_text("ID\tAA Change\tBest Peptide\tPos\n1\tE2V\tEVDPIGHLY\t2\n", 0, error);
}

static mimicry_status read_two_lines(mimicry_error *error)
{
    return read_text("\tHLA-A02:01\nPos\tPeptide\n0\tEVDPIGHLY\n", 0, error);
}

static mimicry_status read_list(mimicry_error *error)
{
    return read_text("EVDPIGHLY\nKLM\nKLMKLM\n", 0, error);
}

static mimicry_status read_fasta(mimicry_error *error)
{
    return read_text(">WT.1\nKLM\n>MT.1\nEVDPIGHLY\n>\nKLM\n", 0, error);
}

static mimicry_status read_epitopes(mimicry_error *error)
{
    return read_text("x\tR3, K7\nK9\n", MIMICRY_READ_EPITOPES, error);
}

static mimicry_status read_pairs(mimicry_error *error)
{
    return read_text("ACD\tDEF\nKLM\tKLM\n", MIMICRY_READ_PAIRS, error);
}

static mimicry_status read_constants(mimicry_error *error)
{
    return read_text("kd_wt,kd_mt\n1,2\n", MIMICRY_READ_CONSTANTS, error);
}

static mimicry_status take_rows(mimicry_error *error)
{
    const mimicry_query rows[] = {{.peptide = "EVDPIGHLY", .wildtype = "KLM", .gene = "G"},
                                  {.peptide = "KLM", .id = "mine", .target = "KLM"}};
    mimicry_queries *queries;
    const mimicry_status status =
        mimicry_queries_from(rows, 2, sizeof *rows, NULL, &queries, error);
    consistent = consistent && (status == MIMICRY_OK) == (queries != NULL);
    return status == MIMICRY_OK ? read_all(queries, error) : status;
}

/* ---- A stream of two rows, all of which is static ---- */

static void release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    array->release = NULL;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    static struct ArrowSchema peptide = {.name = "peptide", .format = "u"},
                              *children[] = {&peptide};
    (void)stream;
    *out = (struct ArrowSchema){
        .format = "+s", .n_children = 1, .children = children, .release = release_schema};
    return 0;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    static const int32_t offsets[] = {0, 3, 9};
    static const void *buffers[] = {NULL, offsets, "KLMEVDPIG"}, *none[] = {NULL};
    static struct ArrowArray peptide = {.length = 2, .n_buffers = 3, .buffers = buffers},
                             *children[] = {&peptide};
    int *given = stream->private_data;
    *out = (struct ArrowArray){0};
    if ((*given)++ == 0)
        *out = (struct ArrowArray){.length = 2,
                                   .n_buffers = 1,
                                   .buffers = none,
                                   .n_children = 1,
                                   .children = children,
                                   .release = release_array};
    return 0;
}

static mimicry_status take_stream(mimicry_error *error)
{
    int given = 0;
    struct ArrowArrayStream stream = {.get_schema = get_schema,
                                      .get_next = get_next,
                                      .release = release_stream,
                                      .private_data = &given};
    mimicry_queries *queries;
    const mimicry_status status = mimicry_queries_table(&stream, NULL, &queries, error);
    consistent =
        consistent && (status == MIMICRY_OK) == (queries != NULL) && stream.release == NULL;
    return status == MIMICRY_OK ? read_all(queries, error) : status;
}

static mimicry_status (*const jobs[])(mimicry_error *) = {
    read_table,    read_aggregated, read_two_lines, read_list, read_fasta,
    read_epitopes, read_pairs,      read_constants, take_rows, take_stream};

START_TEST(every_failing_allocation)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

int main(void)
{
    return failing_main("queries without memory", every_failing_allocation,
                        sizeof jobs / sizeof *jobs, NULL, NULL);
}
