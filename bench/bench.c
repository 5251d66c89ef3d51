/* The benchmark program: measures one thing and prints it. bench/run.sh runs it, in turn with the
 * prototypes, and makes the table. */
#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void bench_die(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fputs("mimicry_bench: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    exit(1);
}

void bench_expect(mimicry_status status, const mimicry_error *error)
{
    if (status != MIMICRY_OK)
        bench_die("%s: %s", mimicry_status_name(status), error->message);
}

void *bench_alloc(size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX - 64) / size)
        bench_die("not enough memory");
    void *memory = aligned_alloc(64, (count * size + 64) / 64 * 64);
    if (memory == NULL)
        bench_die("not enough memory");
    return memory;
}

uint64_t bench_number(const char *text)
{
    char *end;
    const unsigned long long value = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0')
        bench_die("'%s': a whole number was expected", text);
    return value;
}

double bench_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

struct bench_memory bench_memory(void)
{
    struct bench_memory memory = {0};
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        unsigned long long kilobytes;
        if (sscanf(line, "VmHWM: %llu", &kilobytes) == 1)
            memory.peak = kilobytes * 1024;
        if (sscanf(line, "VmRSS: %llu", &kilobytes) == 1)
            memory.now = kilobytes * 1024;
    }
    if (file != NULL)
        fclose(file);
    return memory;
}

static void keep_peptide(struct bench_peptides *peptides, const char *letters)
{
    char *copy = strdup(letters);
    const char **grown =
        realloc(peptides->letters, (peptides->count + 1) * sizeof *peptides->letters);
    if (copy == NULL || grown == NULL)
        bench_die("not enough memory");
    grown[peptides->count++] = copy;
    peptides->letters = grown;
}

struct bench_peptides bench_read_peptides(const char *path)
{
    enum { MOST = 4096 };
    struct bench_peptides peptides = {0};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries;
    size_t count, stride;
    bench_expect(mimicry_queries_open(path, NULL, &queries, &error), &error);
    do {
        const mimicry_query *rows;
        bench_expect(mimicry_queries_next(queries, MOST, &rows, &count, &stride, &error), &error);
        const char *at = (const char *)rows;
        for (size_t i = 0; i < count; i++, at += stride)
            keep_peptide(&peptides, ((const mimicry_query *)(const void *)at)->peptide);
    } while (count > 0);
    mimicry_queries_close(queries);
    return peptides;
}

void bench_free_peptides(struct bench_peptides *peptides)
{
    for (size_t i = 0; i < peptides->count; i++)
        free((void *)peptides->letters[i]);
    free(peptides->letters);
}

mimicry_index *bench_open(const char *path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index;
    /* Verifying reads every page, so that the first search does not pay for it. */
    bench_expect(mimicry_index_open(path, MIMICRY_OPEN_VERIFY, &index, &error), &error);
    return index;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return (values[count / 2] + values[(count - 1) / 2]) / 2;
}

uint64_t bench_random(struct bench_random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint64_t bench_below(struct bench_random *random, uint64_t bound)
{
    return bench_random(random) % bound;
}

static int about(int argc, char **argv)
{
    (void)argv;
    if (argc != 1)
        return 2;
#if defined(__clang__)
    printf("about\tcompiler=clang %d.%d.%d", __clang_major__, __clang_minor__,
           __clang_patchlevel__);
#elif defined(__GNUC__)
    printf("about\tcompiler=gcc %d.%d.%d", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#else
    printf("about\tcompiler=unknown");
#endif
    printf("\tversion=%s\n", mimicry_version());
    return 0;
}

static const struct {
    const char *name;
    const char *usage;
    int (*run)(int argc, char **argv);
} verbs[] = {
    {"about", "", about},
    {"bounds", "", bench_cmd_bounds},
    {"build", "OUT.mim FASTA...", bench_cmd_build},
    {"open", "INDEX", bench_cmd_open},
    {"suffix", "INDEX", bench_cmd_suffix},
    {"gram", "OUT", bench_cmd_gram},
    {"mutate", "INDEX COPIES PERCENT OUT.fasta", bench_cmd_mutate},
    {"sample", "INDEX COUNT MIN MAX CHANGES OUT.fasta [FASTA]", bench_cmd_sample},
    {"reads", "FOLDER MOST", bench_cmd_reads},
    {"search", "FOLDER ROW|GROUP MOST [INDEX]", bench_cmd_search},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(argv[1], verbs[i].name) != 0)
            continue;
        const int status = verbs[i].run(argc - 1, argv + 1);
        if (status == 2)
            fprintf(stderr, "usage: mimicry_bench %s %s\n", verbs[i].name, verbs[i].usage);
        return fflush(stdout) == 0 ? status : 1;
    }
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        fprintf(stderr, "mimicry_bench %s %s\n", verbs[i].name, verbs[i].usage);
    return 2;
}
