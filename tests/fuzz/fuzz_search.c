/* Searches of a small proteome made of the bytes: of peptides, their windows, peptides with indels
 * and discontinuous epitopes, of all genes or some; by each plan and instruction set, as hits,
 * counts and a table, against the naive oracle; and shared segments. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "oracle.h"
#include "oracle_edits.h"
#include "oracle_shared.h"

enum { LONGEST = 40, COLUMNS = 8, GENES = 3, MOST_EDITED = 9, MOST_APART = 8 };
enum { PLAIN, INDELS, EPITOPE, N_FORMS };

static const char *const matrices[] = {"BLOSUM62", "PAM30", "BLOSUM45"};

struct fuzz_sample {
    char *fasta;
    oracle_records records;
    mimicry_index *index;
    char peptide[LONGEST + 1];
    int form;
    uint32_t max_indels;
    int32_t positions;             /* of an epitope: anywhere or fixed */
    uint32_t places[MOST_APART];   /* of its residues, from 1 */
    char epitope[16 * MOST_APART]; /* as it is written */
    bool searched[GENES];
    mimicry_genes *only, *excluded;
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
        length +=
            (size_t)snprintf(s->fasta + length, 64, ">sp|P%u|X_Y p GN=G%u PE=1\n", r, r % GENES);
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

/* Residues some way apart, most of them as they stand in the proteome from `from` on. */
static void make_epitope(struct fuzz_sample *s, size_t from, fuzz_bytes *bytes)
{
    const size_t residues = s->records.starts[s->records.count];
    const uint32_t moved = fuzz_below(bytes, 32);
    size_t record = 0;
    int length = 0;

    from = residues == 0 ? 0 : from % residues;
    while (record + 1 < s->records.count && s->records.starts[record + 1] <= from)
        record++;
    uint32_t place = (uint32_t)(from - s->records.starts[record]) + (moved < 8 ? moved : 0) + 1;
    s->request.fixed = s->positions == MIMICRY_POSITIONS_FIXED;
    s->request.fixed_start = place - 1;
    if (strlen(s->peptide) > MOST_APART)
        s->peptide[MOST_APART] = '\0';
    for (size_t i = 0; s->peptide[i] != '\0'; i++) {
        const uint32_t choice = fuzz_below(bytes, 128);

        if (from < residues && s->records.letters[from] != '*' && choice < 112)
            s->peptide[i] = s->records.letters[from];
        s->places[i] = place;
        length += snprintf(s->epitope + length, sizeof s->epitope - (size_t)length, "%s%c%u",
                           i > 0 ? ", " : "", s->peptide[i], place);
        from += 1 + choice % 8;
        place += 1 + choice % 8;
    }
}

/* Some peptides are searched with indels, and some are taken apart. */
static void make_form(struct fuzz_sample *s, fuzz_bytes *bytes)
{
    const uint32_t form = fuzz_below(bytes, 8);

    s->form = (int)form % N_FORMS;
    if (s->form == PLAIN)
        return;
    s->request.kind = MIMICRY_MAX_MISMATCHES;
    s->request.threshold = fuzz_below(bytes, 4);
    s->request.top = 0;
    s->request.window_min = s->request.window_max = 0;
    if (s->form == INDELS) {
        s->max_indels = 1 + fuzz_below(bytes, 2);
        if (strlen(s->peptide) > MOST_EDITED) /* the oracle tries every window of every length */
            s->peptide[MOST_EDITED] = '\0';
    } else {
        s->positions = 1 + (int32_t)fuzz_below(bytes, 2);
        make_epitope(s, (size_t)fuzz_number(bytes, 2), bytes);
    }
}

static bool is_searched(const void *data, uint64_t query, uint64_t record, uint64_t start,
                        uint32_t length)
{
    const struct fuzz_sample *s = data;

    (void)query, (void)start, (void)length;
    return s->searched[record % GENES];
}

/* Now and then some genes are asked for, or left out. */
static void make_genes(struct fuzz_sample *s, fuzz_bytes *bytes)
{
    static const char *const names[GENES] = {"G0", "G1", "G2"};
    const uint32_t how = fuzz_below(bytes, 4), which = fuzz_below(bytes, 1 << GENES);
    const char *listed[GENES];
    size_t count = 0;

    for (uint32_t g = 0; g < GENES; g++) {
        const bool is_listed = which >> g & 1;

        s->searched[g] = how == 1 ? is_listed : how == 2 ? !is_listed : true;
        if (is_listed)
            listed[count++] = names[g];
    }
    if (how == 1 || how == 2)
        FUZZ_EXPECT(mimicry_genes_create(listed, count, how == 1 ? &s->only : &s->excluded, NULL) ==
                    MIMICRY_OK);
}

/* It stays where it is: the request of the oracle points to it. */
static void make_sample(struct fuzz_sample *s, fuzz_bytes *bytes)
{
    mimicry_error error = {.size = sizeof error};

    *s = (struct fuzz_sample){0};
    make_fasta(s, bytes);
    s->records = oracle_fasta_parse(s->fasta, strlen(s->fasta));
    const char *path = fuzz_file(s->fasta, strlen(s->fasta));
    const mimicry_build_options options = {.size = sizeof options,
                                           .suffix_width = fuzz_below(bytes, 2) == 0 ? 4 : 8};
    fuzz_check(mimicry_index_build(&path, 1, &options, &s->index, &error), &error, &s->index);
    FUZZ_EXPECT(s->index != NULL);
    make_peptide(s, bytes);
    make_request(s, bytes);
    make_form(s, bytes);
    make_genes(s, bytes);
    s->request.counts = is_searched;
    s->request.counts_data = s;
}

static void free_sample(struct fuzz_sample *s)
{
    mimicry_index_close(s->index);
    mimicry_genes_free(s->only);
    mimicry_genes_free(s->excluded);
    oracle_records_free(&s->records);
    free(s->fasta);
}

/* ---- Hits ---- */

static const char *query_of(const struct fuzz_sample *s)
{
    return s->form == EPITOPE ? s->epitope : s->peptide;
}

static oracle_hits wanted_epitopes(const struct fuzz_sample *s)
{
    const mimicry_hit first = {0};
    const size_t count = strlen(s->peptide);
    oracle_table table = oracle_table_of_peptide(s->request.matrix, s->peptide, count);
    oracle_hits hits = {0};

    for (size_t i = 0; i < count; i++)
        table.offset[i] = s->places[i] - s->places[0];
    table.span = table.offset[count - 1] + 1;
    oracle_search_table(&s->records, &table, &first, &s->request, 0, &hits);
    oracle_table_free(&table);
    return hits;
}

/* Hits that the plain loops find. Those with indels have no score there. */
static oracle_hits wanted_hits(const struct fuzz_sample *s)
{
    const edits_request edits = {.max_indels = s->max_indels,
                                 .max_mismatches = (unsigned)s->request.threshold};
    const char *peptide = s->peptide;
    oracle_hits hits;
    size_t kept = 0;

    if (s->form == EPITOPE)
        return wanted_epitopes(s);
    if (s->form == PLAIN)
        return oracle_search(&s->records, &peptide, 1, &s->request);
    hits = oracle_edits_search(&s->records, &peptide, 1, &edits);
    for (size_t i = 0; i < hits.count; i++) {
        if (s->searched[hits.data[i].record % GENES])
            hits.data[kept++] = hits.data[i];
    }
    hits.count = kept;
    return hits;
}

struct fuzz_comparison {
    const oracle_hits *wanted;
    bool scores;
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
        FUZZ_EXPECT(got->mismatches == want->mismatches && got->indels == want->indels);
        FUZZ_EXPECT(!c->scores || got->score == want->score);
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
                                    .max_indels = s->max_indels,
                                    .positions = s->positions,
                                    .only_genes = s->only,
                                    .exclude_genes = s->excluded,
                                    .top = s->request.top,
                                    .window_min = s->request.window_min,
                                    .window_max = s->request.window_max};
}

static void check_hits(const struct fuzz_sample *s, mimicry_search_options options,
                       const oracle_hits *wanted)
{
    const char *query = query_of(s);

    for (int32_t plan = 0; plan <= MIMICRY_PLAN_SLIDING; plan++) {
        for (int32_t set = 0; set <= MIMICRY_INSTRUCTIONS_AVX512; set++) {
            mimicry_error error = {.size = sizeof error};
            struct fuzz_comparison comparison = {wanted, s->form != INDELS, 0};

            options.run.plan = plan;
            options.run.instructions = set;
            const mimicry_status status = mimicry_search_each(s->index, &query, 1, &options,
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

    if (options.top > 0 || s->form != PLAIN)
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

static mimicry_queries *queries_of(const char *query, bool are_epitopes)
{
    const mimicry_query row = {.peptide = query};
    const mimicry_read_options epitopes = {.size = sizeof epitopes, .flags = MIMICRY_READ_EPITOPES};
    mimicry_queries *queries;

    FUZZ_EXPECT(mimicry_queries_from(&row, 1, sizeof row, are_epitopes ? &epitopes : NULL, &queries,
                                     NULL) == MIMICRY_OK);
    return queries;
}

/* Of a table the best are the best by score, under every threshold. */
static size_t count_rows(const struct fuzz_sample *s)
{
    struct fuzz_sample by_score = *s;

    by_score.request.similar_first = true;
    oracle_hits wanted = wanted_hits(&by_score);
    const size_t count = wanted.count;
    oracle_hits_free(&wanted);
    return count;
}

static void check_tables(const struct fuzz_sample *s, mimicry_search_options options,
                         uint64_t min_length)
{
    const mimicry_shared_options shared = {
        .size = sizeof shared, .run = {.threads = 1}, .min_length = min_length};
    const char *sequence = s->peptide;
    struct ArrowArrayStream table;
    mimicry_queries *queries = queries_of(query_of(s), s->form == EPITOPE);

    if (s->form == PLAIN)
        options.columns = MIMICRY_COLUMN_EVALUE | MIMICRY_COLUMN_GROUP;
    if (s->form != EPITOPE) {
        options.columns |= MIMICRY_COLUMN_ALIGNMENT;
        options.flank = 5;
    }
    FUZZ_EXPECT(rows_of(mimicry_search(s->index, queries, &options, &table, NULL), &table) ==
                count_rows(s));
    mimicry_queries_close(queries);
    queries = queries_of(s->peptide, false);
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
    struct fuzz_sample s;

    make_sample(&s, &bytes);
    const mimicry_model_options named = {.size = sizeof named, .source = matrices[s.matrix]};
    mimicry_model *model;

    FUZZ_EXPECT(mimicry_model_create(&named, &model, NULL) == MIMICRY_OK);
    const mimicry_search_options options = options_of(&s, model);
    oracle_hits wanted = wanted_hits(&s);
    check_hits(&s, options, &wanted);
    check_counts(&s, options, &wanted);
    check_tables(&s, options, 1 + fuzz_below(&bytes, 6));
    oracle_hits_free(&wanted);
    mimicry_model_free(model);
    free_sample(&s);
    return 0;
}
