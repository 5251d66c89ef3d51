/* Calls each verb with options that a number chooses, and reads some of what it gives. */
#include "every_verb.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BATCHES = 2, COLUMNS = 8, LONG = 200 /* a window a search */ };

/* The next digit of the choice, below `bound`. */
static uint32_t take(verb_call *call, uint32_t bound)
{
    const uint32_t digit = (uint32_t)(call->choice % bound);

    call->choice /= bound;
    return digit;
}

static void give_up(const char *what, const mimicry_error *error)
{
    fprintf(stderr, "%s: status %d, message '%.*s'\n", what, (int)error->status,
            (int)sizeof error->message, error->message);
    abort();
}

/* An error is whole: its status, and one line. */
static void check(mimicry_status status, const mimicry_error *error, const char *what)
{
    if (status == MIMICRY_OK)
        return;
    if (error->status != status || error->message[0] == '\0' ||
        memchr(error->message, '\0', sizeof error->message) == NULL ||
        strchr(error->message, '\n') != NULL)
        give_up(what, error);
}

/* ---- Answers ---- */

static int take_text(void *data, const char *bytes, size_t count)
{
    uint64_t *sum = data;

    for (size_t i = 0; i < count; i++)
        *sum += (unsigned char)bytes[i];
    return 0;
}

/* Looks at each hit as a caller does. */
static int take_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    const mimicry_index *index = data;
    char letters[MIMICRY_MAX_PEPTIDE + MIMICRY_MAX_INDELS + 1];

    (void)stride;
    for (size_t i = 0; i < count && i < 64; i++) {
        mimicry_record record = {.size = sizeof record};

        if (hits[i].length > MIMICRY_MAX_PEPTIDE + MIMICRY_MAX_INDELS)
            abort();
        mimicry_index_residues(index, hits[i].record, hits[i].start, hits[i].length, letters);
        if (mimicry_index_record(index, hits[i].record, &record, NULL) == MIMICRY_OK)
            (void)(strlen(record.accession) + strlen(record.gene) + strlen(record.description));
    }
    return 0;
}

/* Writes the first batches of a table and releases it. */
static void read_table(mimicry_status status, struct ArrowArrayStream *table, int32_t format,
                       const mimicry_error *error, const char *what)
{
    mimicry_error late = {.size = sizeof late};
    const mimicry_write_options options = {
        .size = sizeof options, .format = format, .batches = MOST_BATCHES};
    uint64_t sum = 0;

    check(status, error, what);
    if (status != MIMICRY_OK)
        return;
    check(mimicry_table_write(table, &options, take_text, &sum, NULL, &late), &late, what);
    table->release(table);
}

/* ---- Options ---- */

static mimicry_run run_of(verb_call *call)
{
    return (mimicry_run){.threads = 1,
                         .instructions = take(call, 2) == 0 ? MIMICRY_INSTRUCTIONS_AUTO
                                                            : MIMICRY_INSTRUCTIONS_PORTABLE};
}

/* NULL, or some genes that the samples have. */
static mimicry_genes *genes_of(verb_call *call)
{
    static const char *const names[] = {"G1", "G2", "G5"};
    mimicry_genes *genes = NULL;

    if (take(call, 4) == 0)
        mimicry_genes_create(names, 1 + take(call, 3), &genes, NULL);
    return genes;
}

static mimicry_search_options search_of(verb_call *call)
{
    mimicry_search_options options = {.size = sizeof options, .run = run_of(call)};
    const double length = (double)strlen(call->peptide);

    options.run.plan = (int32_t)take(call, MIMICRY_PLAN_SLIDING + 1);
    switch (take(call, 6)) {
    case 0:
        break;
    case 1:
        options.threshold_kind = MIMICRY_MIN_SCORE;
        options.threshold = length * take(call, 5);
        break;
    case 2:
        options.threshold_kind = MIMICRY_MAX_EVALUE;
        options.threshold = 1 + take(call, 200);
        break;
    default:
        options.threshold_kind = MIMICRY_MAX_MISMATCHES;
        options.threshold = take(call, 6);
    }
    return options;
}

static mimicry_queries *queries_of(const char *peptide, uint32_t flags)
{
    const mimicry_query row = {
        .peptide = peptide, .wildtype = "MKEVDPIGHLY", .gene = "G2", .target = peptide};
    const mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_queries *queries = NULL;

    mimicry_queries_from(&row, 1, sizeof row, &options, &queries, NULL);
    return queries;
}

/* ---- The verbs ---- */

static void search_each(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options options = search_of(call);
    mimicry_genes *genes = genes_of(call);

    if (take(call, 2) == 0)
        options.only_genes = genes;
    else
        options.exclude_genes = genes;
    check(mimicry_search_each(call->index, &call->peptide, 1, &options, take_hits,
                              (void *)(uintptr_t)call->index, &error),
          &error, "search_each");
    mimicry_genes_free(genes);
}

static void search_windows(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options options = search_of(call);

    options.window_min = 3 + take(call, 6);
    options.window_max = options.window_min + take(call, 3);
    check(mimicry_search_each(call->index, &call->sequence, 1, &options, take_hits,
                              (void *)(uintptr_t)call->index, &error),
          &error, "windows");
}

static void search_count(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_search_options options = search_of(call);
    uint64_t counts[COLUMNS];

    check(mimicry_search_count(call->index, &call->peptide, 1, &options, counts, COLUMNS, &error),
          &error, "search_count");
}

static void search_table(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options options = search_of(call);
    mimicry_queries *queries = queries_of(call->peptide, 0);
    struct ArrowArrayStream table;

    options.rows = (int32_t)take(call, 3);
    options.columns = options.rows == MIMICRY_ROWS_COUNTS ? 0 : take(call, 16);
    options.flank = options.rows == MIMICRY_ROWS_HITS ? take(call, 2) * 100 : 0;
    options.top = take(call, 3) == 0 && options.rows != MIMICRY_ROWS_COUNTS ? 3 : 0;
    options.models = options.rows == MIMICRY_ROWS_HITS && take(call, 3) == 0 ? "PAM30" : NULL;
    const mimicry_status status = mimicry_search(call->index, queries, &options, &table, &error);
    read_table(status, &table, 1 + (int32_t)take(call, MIMICRY_FORMAT_PEPMATCH), &error, "search");
    mimicry_queries_close(queries);
}

static void search_edits(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options options = {.size = sizeof options, .run = run_of(call)};
    mimicry_queries *queries = queries_of(call->peptide, 0);
    struct ArrowArrayStream table;

    options.threshold_kind = MIMICRY_MAX_MISMATCHES;
    options.threshold = take(call, 3);
    options.max_indels = 1 + take(call, 3);
    if (take(call, 2) == 0)
        options.run.plan = MIMICRY_PLAN_SCAN;
    options.columns = MIMICRY_COLUMN_ALIGNMENT | MIMICRY_COLUMN_GROUP;
    options.flank = 10 * take(call, 2);
    read_table(mimicry_search(call->index, queries, &options, &table, &error), &table,
               MIMICRY_FORMAT_TSV, &error, "edits");
    mimicry_queries_close(queries);
}

static void search_epitopes(verb_call *call)
{
    static const char *const epitopes[] = {"E3, D5, Q13", "K1", "E1, V2, D3", "A3, E5, P90, L900"};
    mimicry_error error = {.size = sizeof error};
    mimicry_search_options options = {.size = sizeof options, .run = run_of(call)};
    struct ArrowArrayStream table;

    options.threshold_kind = MIMICRY_MAX_MISMATCHES;
    options.threshold = take(call, 3);
    options.positions = (int32_t)(MIMICRY_POSITIONS_ANYWHERE + take(call, 2));
    options.columns = MIMICRY_COLUMN_ALIGNMENT;
    mimicry_queries *queries = queries_of(epitopes[take(call, 4)], MIMICRY_READ_EPITOPES);
    read_table(mimicry_search(call->index, queries, &options, &table, &error), &table,
               MIMICRY_FORMAT_JSONL, &error, "epitopes");
    mimicry_queries_close(queries);
}

static void share(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_shared_options options = {.size = sizeof options, .run = run_of(call)};
    mimicry_queries *queries = queries_of(call->sequence, 0);
    mimicry_genes *genes = genes_of(call);
    struct ArrowArrayStream table;

    options.min_length = 1 + take(call, 9);
    options.changed = (int32_t)take(call, 2);
    options.exclude_genes = genes;
    read_table(mimicry_shared(call->index, queries, &options, &table, &error), &table,
               MIMICRY_FORMAT_TSV, &error, "shared");
    mimicry_queries_close(queries);
    mimicry_genes_free(genes);
}

static void look_along(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_along_options options = {.size = sizeof options, .run = run_of(call)};
    mimicry_queries *queries = queries_of(call->sequence, 0);
    mimicry_genes *genes = genes_of(call);
    struct ArrowArrayStream table;

    options.window = (int32_t)take(call, 4) - 1;
    options.only_genes = genes;
    read_table(mimicry_along(call->index, queries, &options, &table, &error), &table,
               MIMICRY_FORMAT_CSV, &error, "along");
    mimicry_queries_close(queries);
    mimicry_genes_free(genes);
}

static void screen(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_screen_options options = {.size = sizeof options, .run = run_of(call)};
    const bool windows = take(call, 3) == 0 && strlen(call->sequence) < LONG;
    mimicry_queries *queries = queries_of(windows ? call->sequence : call->peptide, 0);
    struct ArrowArrayStream rows, hits;

    options.exclude_own_gene = (int32_t)take(call, 2);
    options.exclude_wildtype = (int32_t)take(call, 2);
    options.exclude_paralogs = take(call, 2) == 0 ? 0 : 0.5;
    options.dissimilarity = (int32_t)take(call, 2);
    options.columns = MIMICRY_COLUMN_ALIGNMENT | MIMICRY_COLUMN_GROUP;
    options.flank = 20 * take(call, 2);
    options.top = 5 * take(call, 2);
    const mimicry_status status =
        mimicry_screen(call->index, queries, &options, &rows, &hits, &error);
    read_table(status, &rows, MIMICRY_FORMAT_TSV, &error, "screen");
    read_table(status, &hits, MIMICRY_FORMAT_JSONL, &error, "hits of a screen");
    mimicry_queries_close(queries);
}

static void score(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_score_options options = {.size = sizeof options, .run = run_of(call)};
    mimicry_queries *queries = queries_of(call->peptide, 0);
    mimicry_scorer *scorer;
    struct ArrowArrayStream table;

    options.method = MIMICRY_SCORE_DISSIMILARITY + (int32_t)take(call, 2);
    options.gap_extend = -(int32_t)take(call, 2);
    if (mimicry_scorer_create(&options, &scorer, NULL) == MIMICRY_OK) {
        read_table(mimicry_scorer_table(scorer, call->index, queries, &table, &error), &table,
                   MIMICRY_FORMAT_TSV, &error, "score");
        mimicry_scorer_free(scorer);
    }
    mimicry_queries_close(queries);
}

static void explain(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_search_options options = search_of(call);
    mimicry_queries *queries = queries_of(call->peptide, 0);
    struct ArrowArrayStream table;

    read_table(mimicry_explain(call->index, queries, &options, &table, &error), &table,
               MIMICRY_FORMAT_TSV, &error, "explain");
    mimicry_queries_close(queries);
    (void)mimicry_evalue(call->index, NULL, call->peptide, MIMICRY_MIN_SCORE, take(call, 100));
}

static void inspect(verb_call *call)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_info info = {.size = sizeof info};
    struct ArrowArrayStream table;
    char letters[65];

    check(mimicry_index_info(call->index, &info, &error), &error, "info");
    for (int32_t what = MIMICRY_INDEX_RECORDS; what <= MIMICRY_INDEX_SOURCES; what++)
        read_table(mimicry_index_table(call->index, what, &table, &error), &table,
                   MIMICRY_FORMAT_TSV, &error, "records");
    for (uint64_t r = 0; r <= info.records && r < 100; r++) {
        mimicry_record record = {.size = sizeof record};

        check(mimicry_index_record(call->index, r, &record, &error), &error, "record");
        mimicry_index_residues(call->index, r, 3, 64, letters);
        mimicry_index_residues(call->index, r, UINT64_MAX, 64, letters);
    }
}

static const struct {
    const char *name;
    void (*drive)(verb_call *call);
} verbs[N_VERBS] = {{"search_each", search_each},
                    {"windows", search_windows},
                    {"search_count", search_count},
                    {"search", search_table},
                    {"edits", search_edits},
                    {"epitopes", search_epitopes},
                    {"shared", share},
                    {"along", look_along},
                    {"screen", screen},
                    {"score", score},
                    {"explain", explain},
                    {"inspect", inspect}};

const char *verb_name(unsigned verb)
{
    return verbs[verb].name;
}

void drive_verb(unsigned verb, verb_call call)
{
    verbs[verb].drive(&call);
}
