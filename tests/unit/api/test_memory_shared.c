/* Lets the allocations of shared segments, positions, scores and groups of hits fail, one after the
 * other. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "failing.h"
#include "search/groups.h"

static const char *fasta = "memory_shared_test.fasta";
static mimicry_index *shared;

static const mimicry_query rows[] = {{.peptide = "EVDPIGHLYQQQQQQQQQQQQ", .wildtype = "EVDPIGHLYQ"},
                                     {.peptide = "KLMX*NPQRST"}};

static mimicry_status find_segments(mimicry_error *error)
{
    static const char *const names[] = {"BBB"};
    mimicry_shared_options options = {
        .size = sizeof options, .run = {.threads = 2}, .min_length = 2, .changed = 1};
    mimicry_genes *genes = NULL;
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;
    mimicry_status status = mimicry_genes_create(names, 1, &genes, error);
    options.exclude_genes = genes;
    if (status == MIMICRY_OK)
        status = mimicry_queries_from(rows, 2, sizeof *rows, NULL, &queries, error);
    if (status == MIMICRY_OK)
        status = mimicry_shared(shared, queries, &options, &stream, error);
    if (status == MIMICRY_OK)
        status = read_to_the_end(&stream);
    mimicry_queries_close(queries);
    mimicry_genes_free(genes);
    return status;
}

static mimicry_status find_positions(mimicry_error *error)
{
    const mimicry_along_options options = {.size = sizeof options, .run = {.threads = 2}};
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;
    mimicry_status status = mimicry_queries_from(rows, 2, sizeof *rows, NULL, &queries, error);
    if (status == MIMICRY_OK)
        status = mimicry_along(shared, queries, &options, &stream, error);
    if (status == MIMICRY_OK)
        status = read_to_the_end(&stream);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status score_table(int32_t method, const mimicry_index *index, mimicry_error *error)
{
    static const mimicry_query pairs[] = {
        {.peptide = "EVDPIGHLY", .target = "ESDPIVAQY", .kd_wildtype = 2, .kd_mutant = 3},
        {.peptide = "KLMNPQRST", .target = "KLMNPQRST", .kd_wildtype = 1, .kd_mutant = 1}};
    const mimicry_score_options options = {
        .size = sizeof options, .run = {.threads = 2}, .method = method};
    mimicry_scorer *scorer = NULL;
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;
    mimicry_status status = mimicry_scorer_create(&options, &scorer, error);
    if (status == MIMICRY_OK)
        status = mimicry_queries_from(pairs, 2, sizeof *pairs, NULL, &queries, error);
    if (status == MIMICRY_OK)
        status = mimicry_scorer_table(scorer, index, queries, &stream, error);
    if (status == MIMICRY_OK)
        status = read_to_the_end(&stream);
    mimicry_queries_close(queries);
    mimicry_scorer_free(scorer);
    return status;
}

static mimicry_status score_pairs(mimicry_error *error)
{
    return score_table(MIMICRY_SCORE_SUM, NULL, error);
}

static mimicry_status score_records(mimicry_error *error)
{
    return score_table(MIMICRY_SCORE_RECOGNITION_POTENTIAL, shared, error);
}

static mimicry_status find_groups(mimicry_error *error)
{
    const mimicry_hit hits[] = {{.length = 2}, {.start = 1, .length = 2}};
    uint64_t groups[2], count;
    return mim_hits_group(shared, hits, 2, sizeof *hits, groups, &count, error);
}

static mimicry_status (*const jobs[])(mimicry_error *) = {find_segments, find_positions,
                                                          score_pairs, score_records, find_groups};

START_TEST(every_allocation_may_fail)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

static void set_up(void)
{
    FILE *file = fopen(fasta, "w");
    ck_assert_ptr_nonnull(file);
    fputs(">sp|P1|A_HUMAN Protein OS=Homo sapiens OX=9606 GN=AAA\nMKEVDPIGHLYQQQQQQQQQQKLMNPQRST\n"
          ">b\nEVDPVGHLYWWWWQQQQQQQQ\n",
          file);
    fclose(file);
    ck_assert_int_eq(mimicry_index_build(&fasta, 1, NULL, &shared, NULL), MIMICRY_OK);
}

static void tear_down(void)
{
    mimicry_index_close(shared);
    remove(fasta);
}

int main(void)
{
    return failing_main("memory_shared", every_allocation_may_fail, sizeof jobs / sizeof *jobs,
                        set_up, tear_down);
}
