/* Times what is done once a proteome: building, saving and opening an index, and libdivsufsort by
 * itself on the same residues. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <divsufsort.h>

enum { OPENINGS = 21 };

/* A process of its own, so that its peak memory is that of the build. */
int bench_cmd_build(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_info info = {.size = sizeof info};
    mimicry_index *index;
    if (argc < 3)
        return 2;
    double start = bench_seconds();
    bench_expect(mimicry_index_build((const char *const *)(argv + 2), (size_t)argc - 2, NULL,
                                     &index, &error),
                 &error);
    const double seconds = bench_seconds() - start;
    const uint64_t peak = bench_memory().peak;
    start = bench_seconds();
    bench_expect(mimicry_index_save(index, argv[1], &error), &error);
    const double save = bench_seconds() - start;
    bench_expect(mimicry_index_info(index, &info, &error), &error);
    mimicry_index_close(index);
    printf("build\tseconds=%.6f\tsave=%.6f\tpeak=%llu\trecords=%llu\tresidues=%llu\tbytes=%llu\n",
           seconds, save, (unsigned long long)peak, (unsigned long long)info.records,
           (unsigned long long)info.residues, (unsigned long long)info.memory);
    return 0;
}

int bench_cmd_open(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    double seconds[OPENINGS];
    if (argc != 2)
        return 2;
    for (size_t i = 0; i < OPENINGS; i++) {
        mimicry_index *index;
        const double start = bench_seconds();
        bench_expect(mimicry_index_open(argv[1], 0, &index, &error), &error);
        seconds[i] = bench_seconds() - start;
        mimicry_index_close(index);
    }
    printf("open\tseconds=%.9f\n", bench_median(seconds, OPENINGS));
    return 0;
}

/* The residues of all records, as small codes, each record ended by a 0. */
static uint8_t *text_of(const mimicry_index *index, size_t *out_length)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_info info = {.size = sizeof info};
    bench_expect(mimicry_index_info(index, &info, &error), &error);
    uint8_t *text = bench_alloc((size_t)(info.residues + info.records + 1), 1);
    size_t at = 0;
    for (uint64_t i = 0; i < info.records; i++) {
        mimicry_record record = {.size = sizeof record};
        bench_expect(mimicry_index_record(index, i, &record, &error), &error);
        const size_t end =
            at + (size_t)mimicry_index_residues(index, i, 0, record.length, (char *)text + at);
        for (; at < end; at++)
            text[at] = text[at] >= 'A' ? (uint8_t)(text[at] - 'A' + 1) : 27;
        text[at++] = 0;
    }
    *out_length = at;
    return text;
}

int bench_cmd_suffix(int argc, char **argv)
{
    size_t length;
    if (argc != 2)
        return 2;
    mimicry_index *index = bench_open(argv[1]);
    uint8_t *text = text_of(index, &length);
    mimicry_index_close(index);
    if (length > INT32_MAX)
        bench_die("more residues than a 32-bit suffix array takes");
    int32_t *suffixes = bench_alloc(length, sizeof *suffixes);
    const double start = bench_seconds();
    if (divsufsort(text, suffixes, (int32_t)length) != 0)
        bench_die("libdivsufsort failed");
    printf("suffix\tseconds=%.6f\n", bench_seconds() - start);
    free(suffixes);
    free(text);
    return 0;
}
