/* Shared segments and positions along queries, against the naive oracle. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "shared_checks.h"

enum { CASES = 800, MOST_RECORDS = 16 };

/* ---- Random cases ---- */

/* Few letters make many and long matches; some sequences are repeats of one or two letters. */
static void add_repeat(test_random *random, test_peptides *sequences)
{
    char letters[200];
    size_t length = 1 + (size_t)random_below(random, sizeof letters - 1);
    size_t unit = 1 + (size_t)random_below(random, 3);

    for (size_t i = 0; i < length; i++)
        letters[i] = "QAL"[i % unit];
    if (random_chance(random, 30))
        letters[random_below(random, length)] = "*XW"[random_below(random, 3)];
    peptides_add(sequences, letters, length);
}

static void add_in_capitals(test_peptides *sequences, const char *letters)
{
    test_text text = {0};

    for (const char *c = letters; *c != '\0'; c++)
        text_add_char(&text, (char)toupper((unsigned char)*c));
    peptides_add(sequences, text.bytes, text.length);
    text_free(&text);
}

static void random_changes(test_random *random, const test_peptides *sequences, uint32_t *starts,
                           uint32_t *ends)
{
    for (size_t i = 0; i < sequences->count; i++) {
        size_t length = strlen(sequences->letters[i]);
        uint32_t a = (uint32_t)random_below(random, length + 1);
        uint32_t b = (uint32_t)random_below(random, length + 1);

        starts[i] = a < b ? a : b;
        ends[i] = random_chance(random, 40)   ? starts[i]
                  : random_chance(random, 40) ? starts[i] + (starts[i] < length)
                                              : (a < b ? b : a);
    }
}

/* Records of genes G1 to G3 or none, and a choice of them. */
typedef struct gene_scope {
    bool counts[MOST_RECORDS];
    mimicry_genes *only, *exclude; /* or NULL */
} gene_scope;

static mimicry_genes *genes_of(const bool *in)
{
    static const char *const names[] = {"", "G1", "G2", "G3"};
    const char *chosen[5] = {"G4"};
    size_t n = 1;
    mimicry_genes *genes = NULL;

    for (size_t g = 1; g < 4; g++) {
        if (in[g])
            chosen[n++] = names[g];
    }
    ck_assert_int_eq(mimicry_genes_create(chosen, n, &genes, NULL), MIMICRY_OK);
    return genes;
}

/* Gives the records of a FASTA text other headers, with genes. */
static test_text with_genes(test_random *random, const test_text *fasta, gene_scope *s)
{
    test_text text = {0};
    bool only[4], exclude[4];
    bool has_only = random_chance(random, 35), has_exclude = random_chance(random, 35);
    size_t record = 0;

    for (size_t g = 0; g < 4; g++) {
        only[g] = g > 0 && random_chance(random, 50);
        exclude[g] = g > 0 && random_chance(random, 30);
    }
    for (const char *line = fasta->bytes; *line != '\0';) {
        size_t length = strcspn(line, "\n") + 1;

        if (*line != '>') {
            text_add(&text, line, length);
        } else {
            uint64_t gene = random_below(random, 4);

            ck_assert_uint_lt(record, MOST_RECORDS);
            s->counts[record++] = (!has_only || only[gene]) && (!has_exclude || !exclude[gene]);
            text_print(&text, ">sp|P%zu|X_Y protein", record);
            text_print(&text, gene > 0 ? " GN=G%llu PE=1\n" : "\n", (unsigned long long)gene);
        }
        line += length;
    }
    s->only = has_only ? genes_of(only) : NULL;
    s->exclude = has_exclude ? genes_of(exclude) : NULL;
    return text;
}

typedef struct random_world {
    gene_scope scope;
    test_text fasta;
    tested_proteome proteome;
    test_peptides sequences;
    uint32_t starts[8], ends[8];
} random_world;

static void make_world(test_random *random, uint64_t number, random_world *made)
{
    letter_source source = random_letter_source(random);
    proteome_shape shape = {8, number % 10 == 0 ? 600 : 60};
    test_text plain = random_fasta(random, &source, &shape);

    if (random_chance(random, 30))
        text_print(&plain, ">repeat\n%.*s\n", (int)random_below(random, 61),
                   "QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQALQALQALQALQALQALQAL");
    *made = (random_world){.fasta = {0}};
    made->fasta = with_genes(random, &plain, &made->scope);
    made->proteome = proteome_from_text(made->fasta.bytes, made->fasta.length);
    const oracle_records *records = &made->proteome.records;
    peptide_shape list = {.proteome = records->letters,
                          .proteome_length = records->starts[records->count],
                          .min_length = 1,
                          .max_length = 80,
                          .star = true};
    test_peptides any_case = {0};
    for (unsigned k = 0; k < 4; k++)
        add_random_peptide(random, &source, &list, 1 + (unsigned)random_below(random, 80),
                           &any_case);
    for (size_t k = 0; k < any_case.count; k++)
        add_in_capitals(&made->sequences, any_case.letters[k]);
    peptides_free(&any_case);
    if (random_chance(random, 40))
        add_repeat(random, &made->sequences);
    random_changes(random, &made->sequences, made->starts, made->ends);
    text_free(&plain);
}

static void free_world(random_world *made)
{
    mimicry_genes_free(made->scope.only);
    mimicry_genes_free(made->scope.exclude);
    peptides_free(&made->sequences);
    proteome_free(&made->proteome);
    text_free(&made->fasta);
}

static void segments_case(uint64_t number)
{
    test_random random = random_of_case(60, number);
    random_world made;
    mimicry_shared_options options = {.size = sizeof options};
    sequence_changes changes = {0};

    make_world(&random, number, &made);
    const mimicry_index *index = made.proteome.index[number % 2];
    options.run.threads = 1 + (int32_t)random_below(&random, 4);
    options.min_length = 1 + random_below(&random, random_chance(&random, 20) ? 30 : 8);
    options.only_genes = made.scope.only;
    options.exclude_genes = made.scope.exclude;
    options.changed = random_chance(&random, 50);
    if (options.changed)
        changes = (sequence_changes){made.starts, made.ends};
    expect_segments(
        index, &made.sequences, find_segments(index, &made.sequences, changes, &options),
        oracle_shared(&made.proteome.records, made.sequences.letters, made.sequences.count,
                      (size_t)options.min_length, changes.starts, changes.ends, made.scope.counts),
        "random segments", number);
    free_world(&made);
}

static void along_case(uint64_t number, const oracle_matrix *matrix)
{
    test_random random = random_of_case(61, number);
    random_world made;
    mimicry_along_options options = {.size = sizeof options};

    make_world(&random, number, &made);
    options.run.threads = 1 + (int32_t)random_below(&random, 4);
    options.window = (int32_t)random_below(&random, 15) - 1;
    options.only_genes = made.scope.only;
    options.exclude_genes = made.scope.exclude;
    check_along(&made.proteome, made.proteome.index[number % 2], matrix, &made.sequences, &options,
                made.scope.counts, "random positions");
    free_world(&made);
}

START_TEST(random_segments)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++)
        segments_case(i);
}
END_TEST

START_TEST(random_positions)
{
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (unsigned i = 0; i < support_scaled(CASES); i++)
        along_case(i, model.matrix);
    model_free(&model);
}
END_TEST

/* ---- Real proteins ---- */

/* Human records against the sample itself, cut so that the oracle can follow: isoforms, domains
 * that repeat, paralogs. */
START_TEST(human_proteins)
{
    test_random random = random_of_case(62, 0);
    char *path = support_data_path("self_sample.fasta.gz");
    tested_proteome proteome = proteome_from_file(path);
    tested_model model = model_of_data("BLOSUM62", false, 0);
    const oracle_records *records = &proteome.records;
    mimicry_shared_options options = {.size = sizeof options};
    test_peptides sequences = {0}, few = {0};

    for (size_t k = 0; k < support_scaled(8); k++) {
        size_t r = (size_t)random_below(&random, records->count);
        size_t length = records->starts[r + 1] - records->starts[r];
        size_t from = length > 400 ? (size_t)random_below(&random, length - 400) : 0;

        length = length - from > 400 ? 400 : length - from;
        peptides_add(&sequences, records->letters + records->starts[r] + from, length);
        if (k < 2)
            peptides_add(&few, records->letters + records->starts[r] + from,
                         length < 60 ? length : 60);
    }
    for (uint64_t least = 5; least <= 12; least += 3) {
        const mimicry_index *index = proteome.index[least % 2];

        options.min_length = least;
        options.run.threads = (int32_t)least % 3;
        expect_segments(index, &sequences,
                        find_segments(index, &sequences, (sequence_changes){0}, &options),
                        oracle_shared(records, sequences.letters, sequences.count, (size_t)least,
                                      NULL, NULL, NULL),
                        "human proteins", least);
    }
    const mimicry_along_options along = {.size = sizeof along};
    check_along(&proteome, proteome.index[0], model.matrix, &few, &along, NULL, "human proteins");
    peptides_free(&sequences);
    peptides_free(&few);
    model_free(&model);
    proteome_free(&proteome);
    free(path);
}
END_TEST

/* The queries of a file, as many as make up 900 residues, or 300 where tests are not thorough,
 * joined to one sequence. */
static bool join_queries(const char *path, test_text *joined)
{
    mimicry_queries *queries;
    const mimicry_query *query;
    const size_t wanted = support_is_thorough() ? 900 : 300;
    size_t count = 1, stride;

    if (mimicry_queries_open(path, NULL, &queries, NULL) != MIMICRY_OK)
        return false;
    while (count > 0 && joined->length < wanted) {
        ck_assert_int_eq(mimicry_queries_next(queries, 1, &query, &count, &stride, NULL),
                         MIMICRY_OK);
        if (count > 0)
            text_print(joined, "%s", query->peptide);
    }
    mimicry_queries_close(queries);
    return true;
}

/* Coronavirus peptides, one sequence, against 5,000 human proteins, where these are at hand. */
START_TEST(virus_and_human)
{
    const char *shared = getenv("MIMICRY_SHARED");
    char path[4096];
    mimicry_error error = {.size = sizeof error};
    const mimicry_shared_options options = {.size = sizeof options, .min_length = 5};
    test_peptides sequences = {0};
    test_text joined = {0};

    snprintf(path, sizeof path, "%s/queries/coronavirus-8to15mer.fasta",
             shared == NULL ? "none" : shared);
    if (!join_queries(path, &joined)) {
        printf("skipped: coronavirus peptides are not at hand\n");
        return;
    }
    peptides_add(&sequences, joined.bytes, joined.length);
    snprintf(path, sizeof path, "%s/proteomes/human5k.fasta.gz", shared);
    oracle_records records = oracle_fasta_read(path);
    const char *const paths[] = {path};
    mimicry_index *index = NULL;
    support_expect_ok(mimicry_index_build(paths, 1, NULL, &index, &error), &error, path);
    read_table got = find_segments(index, &sequences, (sequence_changes){0}, &options);
    ck_assert_uint_gt(got.n_rows, 100);
    expect_segments(index, &sequences, got,
                    oracle_shared(&records, sequences.letters, 1, 5, NULL, NULL, NULL),
                    "virus and human", 0);
    oracle_records_free(&records);
    mimicry_index_close(index);
    peptides_free(&sequences);
    text_free(&joined);
}
END_TEST

/* ---- The rule of pVACtools ---- */

/* Whether 8 residues of the candidate that overlap its change are somewhere in a record, by looking
 * for the text of each window. Windows of a deletion hold the residues on both sides. */
static bool has_reference_match(const oracle_records *records, const mimicry_query *c)
{
    enum { WINDOW = 8 };
    size_t length = strlen(c->peptide);

    for (size_t at = 0; at + WINDOW <= length; at++) {
        bool overlaps = c->change_start < c->change_end
                            ? at < c->change_end && at + WINDOW > c->change_start
                            : at < c->change_start && at + WINDOW > c->change_start;

        if (!overlaps || strcspn(c->peptide + at, "BZJXUO*") < WINDOW)
            continue;
        for (size_t r = 0; r < records->count; r++) {
            const char *letters = records->letters + records->starts[r];
            size_t residues = records->starts[r + 1] - records->starts[r];

            for (size_t k = 0; k + WINDOW <= residues; k++) {
                if (letters[k] == c->peptide[at] &&
                    memcmp(letters + k, c->peptide + at, WINDOW) == 0)
                    return true;
            }
        }
    }
    return false;
}

/* How many segments one query has that overlap its change. */
static size_t count_segments(const mimicry_index *index, const mimicry_query *query)
{
    const mimicry_shared_options options = {.size = sizeof options, .changed = 1};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *one;
    struct ArrowArrayStream stream;

    support_expect_ok(mimicry_queries_from(query, 1, sizeof *query, NULL, &one, &error), &error,
                      query->id);
    support_expect_ok(mimicry_shared(index, one, &options, &stream, &error), &error, query->id);
    read_table table = table_read_all(&stream);
    const size_t count = table.n_rows;
    table_release(&table);
    mimicry_queries_close(one);
    return count;
}

/* Returns how many have one. All that are found are to be so; of the many others, some are looked
 * up. */
static size_t check_file(const mimicry_index *index, const oracle_records *records,
                         const char *path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = NULL;
    size_t matches = 0, checked = 0, number = 0, count = 1;

    support_expect_ok(mimicry_queries_open(path, NULL, &queries, &error), &error, path);
    while (count > 0) {
        const mimicry_query *query;
        size_t stride;

        support_expect_ok(mimicry_queries_next(queries, 1, &query, &count, &stride, &error), &error,
                          path);
        if (count == 0)
            break;
        size_t segments = count_segments(index, query);
        bool looked_up = segments > 0 || number++ % 40 == 0;
        bool wanted = looked_up && has_reference_match(records, query);
        ck_assert_msg(wanted == (segments > 0), "%s: %s: %zu segments", path, query->id, segments);
        matches += wanted;
        checked += looked_up;
    }
    mimicry_queries_close(queries);
    ck_assert_uint_gt(checked, 0);
    return matches;
}

START_TEST(reference_matches)
{
    static const char *const tables[] = {"pvacseq.HCC1395.MHC_I.filtered.tsv",
                                         "pvacseq.HCC1395.MHC_II.filtered.tsv",
                                         "neofox.balachandran.neoantigens.tsv"};
    const char *shared = getenv("MIMICRY_SHARED");
    char path[4096];
    mimicry_error error = {.size = sizeof error};
    const char *const paths[] = {path};
    mimicry_index *index = NULL;
    size_t matches = 0;

    snprintf(path, sizeof path, "%s/proteomes/human5k.fasta.gz", shared == NULL ? "none" : shared);
    if (mimicry_index_build(paths, 1, NULL, &index, &error) != MIMICRY_OK) {
        printf("skipped: tables of candidates are not at hand\n");
        return;
    }
    oracle_records records = oracle_fasta_read(path);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/tables/%s", shared, tables[i]);
        matches += check_file(index, &records, path);
    }
    ck_assert_uint_gt(matches, 0);
    oracle_records_free(&records);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shared");

    support_begin("test_shared");
    support_add_test(suite, random_segments);
    support_add_test(suite, random_positions);
    support_add_test(suite, human_proteins);
    support_add_test(suite, virus_and_human);
    support_add_test(suite, reference_matches);
    return support_run(suite);
}
