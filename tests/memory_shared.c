/* Jobs for the test of failing allocations: shared segments, profiles, groups of hits. */
#include "memory_shared.h"

const mimicry_index *memory_index;

static const char *const sequences[] = {"EVDPIGHLYQQQQQQQQQQQQ", "", "KLMX*NPQRST"};

static int pass_segments(void *data, const mimicry_segment *segments, size_t count, size_t stride)
{
    (void)data;
    (void)segments;
    (void)count;
    (void)stride;
    return 0;
}

static int pass_positions(void *data, const mimicry_shared_position *positions, size_t count,
                          size_t stride)
{
    (void)data;
    (void)positions;
    (void)count;
    (void)stride;
    return 0;
}

mimicry_status memory_shared(mimicry_error *error)
{
    static const char *const names[] = {"BBB"};
    mimicry_shared_options options;
    mimicry_genes *genes;
    mimicry_status status = mimicry_genes_create(names, 1, &genes, error);
    if (status != MIMICRY_OK)
        return status;
    mimicry_shared_options_init(&options, sizeof options);
    options.threads = 2;
    options.min_length = 2;
    options.exclude_genes = genes;
    status = mimicry_shared(memory_index, sequences, 3, &options, pass_segments, NULL, error);
    mimicry_genes_free(genes);
    return status;
}

mimicry_status memory_shared_profile(mimicry_error *error)
{
    mimicry_shared_profile_options options;
    mimicry_shared_profile_options_init(&options, sizeof options);
    options.threads = 2;
    return mimicry_shared_profile(memory_index, sequences, 3, &options, pass_positions, NULL,
                                  error);
}

mimicry_status memory_groups(mimicry_error *error)
{
    const mimicry_hit hits[] = {{.length = 2}, {.start = 1, .length = 2}};
    uint64_t groups[2];
    return mimicry_hits_group(memory_index, hits, 2, sizeof *hits, groups, NULL, error);
}
