/* Searches of a small proteome made of the bytes: each plan and instruction set, as hits, counts
 * and a table, against the naive oracle; and shared segments. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "oracle.h"
#include "oracle_shared.h"

enum { LONGEST = 40, COLUMNS = 8 };

static const char *const matrices[] = {"BLOSUM62", "PAM30", "BLOSUM45"};

struct fuzz_sample {
    char *fasta;
    oracle_records records;
    mimicry_index *index;
    char peptide[LONGEST + 1];
    uint32_t matrix;
    oracle_request request;
};

/* ---- What is searched ---- */

/* Few letters, so that much is alike; now and then any. */
static char letter(fuzz_bytes *bytes, bool stop)
{
    static const char all[] = "AAAAQQQQEEKKLLVWWARNDCQEGHILKMFPSTWYVBZJXUO*";
    const char c = all[fuzz_below(bytes, sizeof all - 1)];

    return c == '*' && !stop ? 'X' : c;
}

static void make_fasta(struct fuzz_sample *s, fuzz_bytes *bytes)
{
    const uint32_t records = 1 + fuzz_below(bytes, 6);
    size_t length = 0;

    s->fasta = malloc(4096);
    FUZZ_EXPECT(s->fasta != NULL);
    for (uint32_t r = 0; r < records; r++) {
        length += (size_t)snprintf(s->fasta + length, 64, ">sp|P%u|X_Y p GN=G%u PE=1\n", r, r % 3);
        for (uint32_t left = fuzz_below(bytes, 200); left > 0; left--)
            s->fasta[length++] = letter(bytes, true);
        s->fasta[length++] = '\n';
    }
    s->fasta[length] = '\0';
}

/* A piece of the proteome, changed here and there. */
static void make_peptide(struct fuzz_sample *s, fuzz_bytes *bytes)
{
    const size_t residues = s->records.starts[s->records.count];
    const uint32_t length = 1 + fuzz_below(bytes, LONGEST);
    const size_t from = (size_t)fuzz_number(bytes, 2);

    for (uint32_t i = 0; i < length; i++) {
        char c = residues == 0 ? 'A' : s->records.letters[(from + i) % residues];

        if (c == '*' || fuzz_below(bytes, 8) == 7)
            c = letter(bytes, false);
        s->peptide[i] = c;
    }
    s->peptide[length] = '\0';
}

static void make_request(struct fuzz_sample *s, fuzz_bytes *bytes)
{
    static oracle_matrix *read[3];
    char path[4096];
    oracle_request *request = &s->request;
    const double length = (double)strlen(s->peptide);

    s->matrix = fuzz_below(bytes, 3);
    if (read[s->matrix] == NULL) {
        snprintf(path, sizeof path, "%s/matrices/%s", MIMICRY_DATA_DIR, matrices[s->matrix]);
        read[s->matrix] = oracle_matrix_read(path, false);
    }
    request->matrix = read[s->matrix];
    request->kind = 1 + (int32_t)fuzz_below(bytes, 5);
    const double level = fuzz_below(bytes, 32);
    request->threshold = request->kind == MIMICRY_MAX_MISMATCHES   ? fmin(level / 2, 12)
                         : request->kind == MIMICRY_MIN_SCORE      ? level * length / 8
                         : request->kind == MIMICRY_MIN_SIMILARITY ? level / 31
                         : request->kind == MIMICRY_MAX_PENALTY    ? level * 2
                                                                   : (1 + level) * 4;
    request->threshold =
        request->kind == MIMICRY_MAX_MISMATCHES ? floor(request->threshold) : request->threshold;
    request->top = fuzz_below(bytes, 4) == 0 ? 1 + fuzz_below(bytes, 9) : 0;
    if (fuzz_below(bytes, 4) == 0) {
        request->window_min = 2 + fuzz_below(bytes, 8);
        request->window_max = request->window_min + fuzz_below(bytes, 3);
    }
    /* The oracle of E-values is for short peptides. */
    if (request->kind == MIMICRY_MAX_EVALUE && strlen(s->peptide) > 12)
        s->peptide[12] = '\0';
}

static struct fuzz_sample make_sample(fuzz_bytes *bytes)
{
    struct fuzz_sample s = {0};
    mimicry_error error = {.size = sizeof error};

    make_fasta(&s, bytes);
    s.records = oracle_fasta_parse(s.fasta, strlen(s.fasta));
    const char *path = fuzz_file(s.fasta, strlen(s.fasta));
    const mimicry_build_options options = {.size = sizeof options,
                                           .suffix_width = fuzz_below(bytes, 2) == 0 ? 4 : 8};
    fuzz_check(mimicry_index_build(&path, 1, &options, &s.index, &error), &error, &s.index);
    FUZZ_EXPECT(s.index != NULL);
    make_peptide(&s, bytes);
    make_request(&s, bytes);
    return s;
}

static void free_sample(struct fuzz_sample *s)
{
    mimicry_index_close(s->index);
    oracle_records_free(&s->records);
    free(s->fasta);
}

/* ---- Hits ---- */

struct fuzz_comparison {
    const oracle_hits *wanted;
    size_t at;
};

static int compare_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct fuzz_comparison *c = data;

    for (size_t i = 0; i < count; i++) {
        const mimicry_hit *got = (const void *)((const char *)hits + i * stride);

        FUZZ_EXPECT(c->at < c->wanted->count);
        const mimicry_hit *want = &c->wanted->data[c->at++];
        FUZZ_EXPECT(got->query_start == want->query_start && got->record == want->record);
        FUZZ_EXPECT(got->start == want->start && got->length == want->length);
        FUZZ_EXPECT(got->mismatches == want->mismatches && got->score == want->score);
    }
    return 0;
}

static mimicry_search_options options_of(const struct fuzz_sample *s, const mimicry_model *model)
{
    return (mimicry_search_options){.size = sizeof(mimicry_search_options),
                                    .run = {.threads = 1},
                                    .model = model,
                                    .threshold = s->request.threshold,
                                    .threshold_kind = s->request.kind,
                                    .top = s->request.top,
                                    .window_min = s->request.window_min,
                                    .window_max = s->request.window_max};
}

static void check_hits(const struct fuzz_sample *s, mimicry_search_options options,
                       const oracle_hits *wanted)
{
    const char *peptide = s->peptide;

    for (int32_t plan = 0; plan <= MIMICRY_PLAN_BRANCH; plan++) {
        for (int32_t set = 0; set <= MIMICRY_INSTRUCTIONS_AVX512; set++) {
            mimicry_error error = {.size = sizeof error};
            struct fuzz_comparison comparison = {wanted, 0};

            options.run.plan = plan;
            options.run.instructions = set;
            const mimicry_status status = mimicry_search_each(s->index, &peptide, 1, &options,
                                                              compare_hits, &comparison, &error);
            fuzz_check(status, &error, NULL);
            FUZZ_EXPECT(status == MIMICRY_OK || plan + set > 0);
            FUZZ_EXPECT(status != MIMICRY_OK || comparison.at == wanted->count);
            FUZZ_EXPECT(status == MIMICRY_OK || status == MIMICRY_E_ARGUMENT);
        }
    }
}

static void check_counts(const struct fuzz_sample *s, mimicry_search_options options,
                         const oracle_hits *wanted)
{
    const char *peptide = s->peptide;
    uint64_t counts[COLUMNS], own[COLUMNS] = {0};

    if (options.top > 0)
        return;
    FUZZ_EXPECT(mimicry_search_count(s->index, &peptide, 1, &options, counts, COLUMNS, NULL) ==
                MIMICRY_OK);
    for (size_t i = 0; i < wanted->count; i++) {
        if (wanted->data[i].mismatches < COLUMNS)
            own[wanted->data[i].mismatches]++;
    }
    FUZZ_EXPECT(memcmp(counts, own, sizeof own) == 0);
}

/* ---- Tables ---- */

static int count_lines(void *data, const char *bytes, size_t count)
{
    uint64_t *lines = data;

    for (size_t i = 0; i < count; i++)
        *lines += bytes[i] == '\n';
    return 0;
}

/* Rows of a table, which is released. */
static uint64_t rows_of(mimicry_status status, struct ArrowArrayStream *table)
{
    const mimicry_write_options options = {.size = sizeof options, .no_header = 1};
    uint64_t lines = 0;

    FUZZ_EXPECT(status == MIMICRY_OK);
    FUZZ_EXPECT(mimicry_table_write(table, &options, count_lines, &lines, NULL, NULL) ==
                MIMICRY_OK);
    table->release(table);
    return lines;
}

static mimicry_queries *queries_of(const struct fuzz_sample *s)
{
    const mimicry_query row = {.peptide = s->peptide};
    mimicry_queries *queries;

    FUZZ_EXPECT(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, NULL) == MIMICRY_OK);
    return queries;
}

static void check_tables(const struct fuzz_sample *s, mimicry_search_options options,
                         const oracle_hits *wanted, uint64_t min_length)
{
    const mimicry_shared_options shared = {
        .size = sizeof shared, .run = {.threads = 1}, .min_length = min_length};
    const char *sequence = s->peptide;
    struct ArrowArrayStream table;
    mimicry_queries *queries = queries_of(s);

    options.columns = MIMICRY_COLUMN_EVALUE | MIMICRY_COLUMN_ALIGNMENT | MIMICRY_COLUMN_GROUP;
    options.flank = 5;
    FUZZ_EXPECT(rows_of(mimicry_search(s->index, queries, &options, &table, NULL), &table) ==
                wanted->count);
    mimicry_queries_close(queries);
    queries = queries_of(s);
    oracle_segments segments =
        oracle_shared(&s->records, &sequence, 1, (size_t)min_length, NULL, NULL, NULL);
    FUZZ_EXPECT(rows_of(mimicry_shared(s->index, queries, &shared, &table, NULL), &table) ==
                segments.count);
    mimicry_queries_close(queries);
    free(segments.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    struct fuzz_sample s = make_sample(&bytes);
    const char *peptide = s.peptide;
    const mimicry_model_options named = {.size = sizeof named, .source = matrices[s.matrix]};
    mimicry_model *model;

    FUZZ_EXPECT(mimicry_model_create(&named, &model, NULL) == MIMICRY_OK);
    const mimicry_search_options options = options_of(&s, model);
    oracle_hits wanted = oracle_search(&s.records, &peptide, 1, &s.request);
    check_hits(&s, options, &wanted);
    check_counts(&s, options, &wanted);
    check_tables(&s, options, &wanted, 1 + fuzz_below(&bytes, 6));
    oracle_hits_free(&wanted);
    mimicry_model_free(model);
    free_sample(&s);
    return 0;
}
