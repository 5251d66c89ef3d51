/* Hits handed over a block at a time, for results larger than memory: every window of a protein
 * against a proteome, only counted here, until there are as many as are wanted.
 *     stream INDEX PROTEINS LENGTH MISMATCHES MOST
 * It also shows how a search is watched, and how it is stopped.
 *     cc stream.c $(pkg-config --cflags --libs mimicry) -o stream */
#include <inttypes.h>
#include <mimicry/mimicry.h>
#include <stdio.h>
#include <stdlib.h>

struct count {
    uint64_t hits;
    uint64_t exact;
    uint64_t most;
};

/* Both are called in the thread that made the call. Non-zero stops the search. */

static int take(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct count *c = data;
    const char *at = (const char *)hits;
    for (size_t i = 0; i < count && c->hits < c->most; i++, c->hits++)
        c->exact += ((const mimicry_hit *)(const void *)(at + i * stride))->mismatches == 0;
    return c->hits >= c->most;
}

static int watch(void *data, uint64_t done, uint64_t total)
{
    (void)data;
    fprintf(stderr, "\r%3.0f %%", total > 0 ? 100 * (double)done / (double)total : 0);
    return 0;
}

static mimicry_status run(char **words, struct count *c, mimicry_error *error)
{
    mimicry_index *index = NULL;
    mimicry_queries *proteins = NULL;
    const mimicry_query *protein;
    size_t count = 0, stride;
    mimicry_search_options options = {.size = sizeof options};
    options.window_min = options.window_max = (uint32_t)strtoul(words[2], NULL, 10);
    options.threshold_kind = MIMICRY_MAX_MISMATCHES;
    options.threshold = atof(words[3]);
    options.run.progress = watch;
    c->most = strtoull(words[4], NULL, 10);

    mimicry_status status = mimicry_index_open(words[0], MIMICRY_OPEN_FASTA, &index, error);
    if (status == MIMICRY_OK)
        status = mimicry_queries_open(words[1], NULL, &proteins, error);
    do {
        if (status == MIMICRY_OK)
            status = mimicry_queries_next(proteins, 1, &protein, &count, &stride, error);
        if (status == MIMICRY_OK && count > 0)
            status = mimicry_search_each(index, &protein->peptide, 1, &options, take, c, error);
    } while (status == MIMICRY_OK && count > 0);
    mimicry_queries_close(proteins);
    mimicry_index_close(index);
    return status;
}

int main(int argc, char **argv)
{
    mimicry_error error = {.size = sizeof error};
    struct count count = {0};
    if (argc != 6) {
        fprintf(stderr, "usage: stream INDEX PROTEINS LENGTH MISMATCHES MOST\n");
        return 2;
    }
    const mimicry_status status = run(argv + 1, &count, &error);
    fprintf(stderr, "\n");
    if (status != MIMICRY_OK && status != MIMICRY_E_CANCELLED) {
        fprintf(stderr, "stream: %s\n", error.message);
        return 1;
    }
    printf("%" PRIu64 " windows, %" PRIu64 " of them the same%s\n", count.hits, count.exact,
           status == MIMICRY_E_CANCELLED ? "; there are more" : "");
    return 0;
}
