/* Shared segments and profiles along sequences, against the naive oracle. */
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
typedef struct scope {
    bool counts[MOST_RECORDS];
    mimicry_genes *only, *exclude; /* or NULL */
} scope;

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
static test_text with_genes(test_random *random, const test_text *fasta, scope *s)
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
    scope scope;
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
    if (random_chance(random, 20))
        peptides_add(&made->sequences, "", 0);
    for (unsigned k = 0; k < 4; k++)
        add_random_peptide(random, &source, &list, 1 + (unsigned)random_below(random, 80),
                           &made->sequences);
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
    mimicry0_shared_options options;

    make_world(&random, number, &made);
    mimicry0_shared_options_init(&options, sizeof options);
    options.threads = 1 + (int32_t)random_below(&random, 4);
    options.min_length = 1 + random_below(&random, random_chance(&random, 20) ? 30 : 8);
    options.only_genes = made.scope.only;
    options.exclude_genes = made.scope.exclude;
    if (random_chance(&random, 50)) {
        options.change_starts = made.starts;
        options.change_ends = made.ends;
    }
    expect_segments(find_segments(made.proteome.index[number % 2], &made.sequences, &options),
                    oracle_shared(&made.proteome.records, made.sequences.letters,
                                  made.sequences.count, (size_t)options.min_length,
                                  options.change_starts, options.change_ends, made.scope.counts),
                    "random segments", number);
    free_world(&made);
}

static void profile_case(uint64_t number, const oracle_matrix *matrix)
{
    test_random random = random_of_case(61, number);
    random_world made;
    mimicry0_shared_profile_options options;

    make_world(&random, number, &made);
    mimicry0_shared_profile_options_init(&options, sizeof options);
    options.threads = 1 + (int32_t)random_below(&random, 4);
    options.window = (uint32_t)random_below(&random, 14);
    options.only_genes = made.scope.only;
    options.exclude_genes = made.scope.exclude;
    check_profile(&made.proteome, made.proteome.index[number % 2], matrix, &made.sequences,
                  &options, made.scope.counts, "random profile");
    free_world(&made);
}

START_TEST(random_segments)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++)
        segments_case(i);
}
END_TEST

START_TEST(random_profiles)
{
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (unsigned i = 0; i < support_scaled(CASES); i++)
        profile_case(i, model.matrix);
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
    mimicry0_shared_options options;
    mimicry0_shared_profile_options profile;
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
    mimicry0_shared_options_init(&options, sizeof options);
    for (uint64_t least = 5; least <= 12; least += 3) {
        options.min_length = least;
        options.threads = (int32_t)least % 3;
        expect_segments(find_segments(proteome.index[least % 2], &sequences, &options),
                        oracle_shared(records, sequences.letters, sequences.count, (size_t)least,
                                      NULL, NULL, NULL),
                        "human proteins", least);
    }
    mimicry0_shared_profile_options_init(&profile, sizeof profile);
    check_profile(&proteome, proteome.index[0], model.matrix, &few, &profile, NULL,
                  "human proteins");
    peptides_free(&sequences);
    peptides_free(&few);
    model_free(&model);
    proteome_free(&proteome);
    free(path);
}
END_TEST

/* Coronavirus peptides, one sequence, against 5,000 human proteins, where these are at hand. */
START_TEST(virus_and_human)
{
    const char *shared = getenv("MIMICRY_SHARED");
    char path[4096];
    mimicry_error error = {.size = sizeof error};
    mimicry0_sequences *read = NULL;
    mimicry0_shared_options options;
    test_peptides sequences = {0};
    test_text joined = {0};

    snprintf(path, sizeof path, "%s/queries/coronavirus-8to15mer.fasta",
             shared == NULL ? "none" : shared);
    if (mimicry0_sequences_read(path, 0, &read, &error) != MIMICRY_OK) {
        printf("skipped: coronavirus peptides are not at hand\n");
        return;
    }
    for (uint64_t i = 0; i < mimicry0_sequences_count(read) && joined.length < 900; i++)
        text_print(&joined, "%s", mimicry0_sequences_letters(read)[i]);
    peptides_add(&sequences, joined.bytes, joined.length);
    snprintf(path, sizeof path, "%s/proteomes/human5k.fasta.gz", shared);
    oracle_records records = oracle_fasta_read(path);
    const char *const paths[] = {path};
    mimicry_index *index = NULL;
    support_expect_ok(mimicry0_index_build(paths, 1, NULL, &index, &error), &error, path);
    mimicry0_shared_options_init(&options, sizeof options);
    options.min_length = 5;
    segment_list got = find_segments(index, &sequences, &options);
    ck_assert_uint_gt(got.count, 100);
    expect_segments(got, oracle_shared(&records, sequences.letters, 1, 5, NULL, NULL, NULL),
                    "virus and human", 0);
    oracle_records_free(&records);
    mimicry_index_close(index);
    mimicry0_sequences_free(read);
    peptides_free(&sequences);
    text_free(&joined);
}
END_TEST

/* ---- The rule of pVACtools ---- */

/* Whether 8 residues of the candidate that overlap its change are somewhere in a record, by looking
 * for the text of each window. Windows of a deletion hold the residues on both sides. */
static bool has_reference_match(const oracle_records *records, const mimicry0_candidate *c)
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

/* Returns how many have one. */
static size_t check_candidates(const mimicry_index *index, const oracle_records *records,
                               const char *path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_candidates *candidates = NULL;
    mimicry0_shared_options options;
    size_t matches = 0, checked = 0, number = 0;

    mimicry0_shared_options_init(&options, sizeof options);
    support_expect_ok(mimicry0_candidates_open(path, &candidates, &error), &error, path);
    for (;;) {
        const mimicry0_candidate *block;
        size_t count, stride;

        support_expect_ok(mimicry0_candidates_next(candidates, 1, &block, &count, &stride, &error),
                          &error, path);
        if (count == 0)
            break;
        test_peptides one = {0};
        peptides_add(&one, block->peptide, strlen(block->peptide));
        options.change_starts = &block->change_start;
        options.change_ends = &block->change_end;
        segment_list got = find_segments(index, &one, &options);
        /* All that are found are to be so; of the many others, some. */
        bool looked_up = got.count > 0 || number++ % 40 == 0;
        bool wanted = looked_up && has_reference_match(records, block);
        ck_assert_msg(wanted == (got.count > 0), "%s: %s: %zu segments", path, block->id,
                      got.count);
        matches += wanted;
        checked += looked_up;
        free(got.data);
        peptides_free(&one);
    }
    mimicry0_candidates_close(candidates);
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
    if (mimicry0_index_build(paths, 1, NULL, &index, &error) != MIMICRY_OK) {
        printf("skipped: tables of candidates are not at hand\n");
        return;
    }
    oracle_records records = oracle_fasta_read(path);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/tables/%s", shared, tables[i]);
        matches += check_candidates(index, &records, path);
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
    support_add_test(suite, random_profiles);
    support_add_test(suite, human_proteins);
    support_add_test(suite, virus_and_human);
    support_add_test(suite, reference_matches);
    return support_run(suite);
}
