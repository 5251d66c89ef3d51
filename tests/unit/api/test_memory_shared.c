/* Lets the allocations of shared segments, profiles and groups of hits fail, one after the other.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "failing.h"

static const char *fasta = "memory_shared_test.fasta";
static mimicry_index *shared;

static const char *const sequences[] = {"EVDPIGHLYQQQQQQQQQQQQ", "", "KLMX*NPQRST"};

static int pass_segments(void *data, const mimicry0_segment *segments, size_t count, size_t stride)
{
    (void)data;
    (void)segments;
    (void)count;
    (void)stride;
    return 0;
}

static int pass_positions(void *data, const mimicry0_shared_position *positions, size_t count,
                          size_t stride)
{
    (void)data;
    (void)positions;
    (void)count;
    (void)stride;
    return 0;
}

static mimicry_status find_segments(mimicry_error *error)
{
    static const char *const names[] = {"BBB"};
    mimicry0_shared_options options;
    mimicry_genes *genes;
    mimicry_status status = mimicry_genes_create(names, 1, &genes, error);
    if (status != MIMICRY_OK)
        return status;
    mimicry0_shared_options_init(&options, sizeof options);
    options.threads = 2;
    options.min_length = 2;
    options.exclude_genes = genes;
    status = mimicry0_shared(shared, sequences, 3, &options, pass_segments, NULL, error);
    mimicry_genes_free(genes);
    return status;
}

static mimicry_status find_profile(mimicry_error *error)
{
    mimicry0_shared_profile_options options;
    mimicry0_shared_profile_options_init(&options, sizeof options);
    options.threads = 2;
    return mimicry0_shared_profile(shared, sequences, 3, &options, pass_positions, NULL, error);
}

static mimicry_status find_groups(mimicry_error *error)
{
    const mimicry_hit hits[] = {{.length = 2}, {.start = 1, .length = 2}};
    uint64_t groups[2];
    return mimicry0_hits_group(shared, hits, 2, sizeof *hits, groups, NULL, error);
}

static mimicry_status (*const jobs[])(mimicry_error *) = {find_segments, find_profile, find_groups};

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
    ck_assert_int_eq(mimicry0_index_build(&fasta, 1, NULL, &shared, NULL), MIMICRY_OK);
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
