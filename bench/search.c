/* Times the library's search, a row at a time, and counts the reads that a row cannot do without.
 *
 * A data folder holds proteome.mim, 9mers.fasta, 8to15mers.fasta, 15mers.fasta and gram.txt. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WARM_UP = 20, /* peptides searched before the clock starts */
    SAMPLE = 25,  /* peptides whose candidates are counted */
    LENGTHS = 64  /* of the windows that are counted */
};

struct bench_setting {
    mimicry_index *index;
    mimicry_model *gram;
    struct bench_peptides queries[3];
    uint64_t windows[LENGTHS]; /* of the proteome, by length */
    size_t most;
};

/* The path of a file in the data folder; the caller frees it. */
static char *path_in(const char *folder, const char *name)
{
    const size_t room = strlen(folder) + strlen(name) + 2;
    char *path = bench_alloc(room, 1);
    snprintf(path, room, "%s/%s", folder, name);
    return path;
}

static void count_windows(struct bench_setting *s)
{
    mimicry_info info = {.size = sizeof info};
    mimicry_error error = {.size = sizeof error};
    bench_expect(mimicry_index_info(s->index, &info, &error), &error);
    for (uint64_t i = 0; i < info.records; i++) {
        mimicry_record record = {.size = sizeof record};
        bench_expect(mimicry_index_record(s->index, i, &record, &error), &error);
        for (uint64_t n = 1; n < LENGTHS && n <= record.length; n++)
            s->windows[n] += record.length - n + 1;
    }
}

static void open_setting(struct bench_setting *s, const char *folder, const char *index,
                         size_t most)
{
    static const char *const names[] = {"9mers.fasta", "8to15mers.fasta", "15mers.fasta"};
    mimicry_error error = {.size = sizeof error};
    char *path = path_in(folder, "proteome.mim");
    *s = (struct bench_setting){.most = most};
    s->index = bench_open(index != NULL ? index : path);
    free(path);
    for (size_t i = 0; i < 3; i++) {
        path = path_in(folder, names[i]);
        s->queries[i] = bench_read_peptides(path);
        free(path);
    }
    path = path_in(folder, "gram.txt");
    const mimicry_model_options gram = {.size = sizeof gram, .source = path};
    bench_expect(mimicry_model_create(&gram, &s->gram, &error), &error);
    free(path);
    count_windows(s);
}

static void close_setting(struct bench_setting *s)
{
    mimicry_index_close(s->index);
    mimicry_model_free(s->gram);
    for (size_t i = 0; i < 3; i++)
        bench_free_peptides(&s->queries[i]);
}

static int count_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)hits;
    (void)stride;
    *(uint64_t *)data += count;
    return 0;
}

static size_t query_count(const struct bench_setting *s, const struct bench_row *row)
{
    size_t count = s->queries[row->queries].count;
    if (row->most != 0 && count > row->most)
        count = row->most;
    return s->most != 0 && count > s->most ? s->most : count;
}

static mimicry_search_options options_of(const struct bench_setting *s, const struct bench_row *row)
{
    mimicry_search_options options;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.model = row->gram ? s->gram : NULL;
    options.threshold_kind = row->kind;
    options.threshold = row->threshold;
    options.top = row->top;
    options.run.threads = row->threads != 0 ? row->threads : 1;
    options.run.plan = row->plan;
    options.run.instructions = row->instructions;
    return options;
}

/* Whether the machine has the instructions that the row asks for. */
static bool can_run(const struct bench_setting *s, const mimicry_search_options *options)
{
    const char *const peptide = "ACDEFGHIK";
    mimicry_search_options trial;
    trial =
        (mimicry_search_options){.size = sizeof trial, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    trial.run.instructions = options->run.instructions;
    uint64_t hits = 0;
    return mimicry_search_each(s->index, &peptide, 1, &trial, count_hits, &hits, NULL) ==
           MIMICRY_OK;
}

/* How many hits the first n peptides have. */
static uint64_t search_row(const struct bench_setting *s, const struct bench_row *row, size_t n)
{
    enum { COLUMNS = 16 }; /* mismatches that are counted apart: as many as any row can have */
    mimicry_error error = {.size = sizeof error};
    const char *const *letters = s->queries[row->queries].letters;
    const mimicry_search_options options = options_of(s, row);
    uint64_t hits = 0;
    if (row->form != BENCH_EACH)
        return bench_read_table(s->index, letters, n, &options, row->form);
    if (!row->counted) {
        bench_expect(mimicry_search_each(s->index, letters, n, &options, count_hits, &hits, &error),
                     &error);
        return hits;
    }
    uint64_t *counts = bench_alloc(n * COLUMNS, sizeof *counts);
    bench_expect(mimicry_search_count(s->index, letters, n, &options, counts, COLUMNS, &error),
                 &error);
    for (size_t i = 0; i < n * COLUMNS; i++)
        hits += counts[i];
    free(counts);
    return hits;
}

/* The median of several calls where one is short: it would be a measure of how cold the caches
 * are. */
static double time_row(const struct bench_setting *s, const struct bench_row *row, size_t n,
                       uint64_t *hits)
{
    enum { MOST_CALLS = 25 };
    const double long_enough = 0.25;
    double seconds[MOST_CALLS], total = 0;
    size_t calls = 0;
    while (calls < MOST_CALLS && (calls == 0 || total < long_enough)) {
        const double start = bench_seconds();
        *hits = search_row(s, row, n);
        seconds[calls] = bench_seconds() - start;
        total += seconds[calls++];
    }
    return bench_median(seconds, calls);
}

static void run_row(const struct bench_setting *s, const struct bench_row *row)
{
    const char *const *letters = s->queries[row->queries].letters;
    const mimicry_search_options options = options_of(s, row);
    const size_t n = query_count(s, row);
    if (!can_run(s, &options))
        return;
    const struct bench_memory before = bench_memory();
    search_row(s, row, n < WARM_UP ? n : WARM_UP);
    uint64_t hits = 0;
    const double seconds = time_row(s, row, n, &hits);
    const uint64_t peak = bench_memory().peak;

    double windows = 0;
    double positions = 0; /* of all windows */
    for (size_t i = 0; i < n; i++) {
        const size_t length = strlen(letters[i]);
        const double w = length < LENGTHS ? (double)s->windows[length] : 0;
        windows += w;
        positions += w * (double)length;
    }
    printf("row\tid=%s\ttitle=%s\tgroup=%s\tbound=%s\tinstructions=%d\tthreads=%d\tqueries=%zu\t"
           "seconds=%.9f\thits=%llu\twindows=%.0f\tpositions=%.0f\tmemory=%llu\n",
           row->id, row->title, row->group, row->bound, row->instructions, options.run.threads, n,
           seconds, (unsigned long long)hits, windows, positions,
           (unsigned long long)(peak > before.now ? peak - before.now : 0));
    fflush(stdout);
}

int bench_cmd_search(int argc, char **argv)
{
    struct bench_setting s;
    bool found = false;
    if (argc != 4 && argc != 5)
        return 2;
    open_setting(&s, argv[1], argc == 5 ? argv[4] : NULL, (size_t)bench_number(argv[3]));
    for (size_t i = 0; i < bench_row_count; i++) {
        const struct bench_row *row = &bench_rows[i];
        if (strcmp(row->group, argv[2]) == 0 || strcmp(row->id, argv[2]) == 0) {
            found = true;
            run_row(&s, row);
        }
    }
    close_setting(&s);
    if (!found)
        bench_die("'%s': a row or a group of rows was expected", argv[2]);
    return 0;
}

/* ---- Reads of a pigeonhole search ---- */

/* How often the pieces of a peptide occur: the windows that have to be compared with it. */
static uint64_t count_candidates(const struct bench_setting *s, const char *letters,
                                 uint32_t pieces)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options options;
    const size_t length = strlen(letters);
    char piece[MIMICRY_MAX_PEPTIDE + 1];
    const char *const peptide = piece;
    uint64_t hits = 0;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.run.threads = 1;
    for (uint32_t i = 0; i < pieces; i++) {
        const size_t from = i * length / pieces;
        const size_t to = (i + 1) * length / pieces;
        memcpy(piece, letters + from, to - from);
        piece[to - from] = '\0';
        bench_expect(
            mimicry_search_each(s->index, &peptide, 1, &options, count_hits, &hits, &error),
            &error);
    }
    return hits;
}

/* For each row of seeds, the random reads a peptide of the plain pigeonhole search: each piece is
 * looked up in the prefix table and in the suffix array, and each place of it in the text. */
int bench_cmd_reads(int argc, char **argv)
{
    struct bench_setting s;
    if (argc != 3)
        return 2;
    open_setting(&s, argv[1], NULL, (size_t)bench_number(argv[2]));
    for (size_t i = 0; i < bench_row_count; i++) {
        const struct bench_row *row = &bench_rows[i];
        const char *const *letters = s.queries[row->queries].letters;
        size_t n = query_count(&s, row);
        uint64_t reads = 0;
        if (row->pieces == 0 || strcmp(row->group, "mismatches") != 0)
            continue;
        n = n < SAMPLE ? n : SAMPLE;
        for (size_t k = 0; k < n; k++)
            reads += 2 * row->pieces + count_candidates(&s, letters[k], row->pieces);
        printf("reads\tid=%s\treads=%.3f\n", row->id, (double)reads / (double)n);
    }
    close_setting(&s);
    return 0;
}
