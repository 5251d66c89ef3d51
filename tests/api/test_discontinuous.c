/* Discontinuous epitopes against a naive oracle: every place of every record, residue by residue.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "samples.h"

enum { CASES = 600, MOST = 12 };

/* ---- The oracle ---- */

typedef struct epitope {
    char letters[MOST];
    size_t positions[MOST]; /* from 1 */
    size_t count;
} epitope;

/* The positions of an epitope, as far apart as they stand. */
static oracle_table table_of(const oracle_matrix *matrix, const epitope *e)
{
    oracle_table table = oracle_table_of_peptide(matrix, e->letters, e->count);

    for (size_t k = 0; k < e->count; k++)
        table.offset[k] = e->positions[k] - e->positions[0];
    table.span = table.offset[e->count - 1] + 1;
    return table;
}

static void oracle_find(const tested_proteome *proteome, const oracle_matrix *matrix,
                        const epitope *e, const oracle_request *request, uint64_t query,
                        oracle_hits *out)
{
    oracle_table table = table_of(matrix, e);
    oracle_request fixed = *request;

    fixed.fixed_start = e->positions[0] - 1;
    oracle_search_table(&proteome->records, &table, &(mimicry_hit){.query = query}, &fixed, 0, out);
    oracle_table_free(&table);
}

/* ---- Random epitopes ---- */

/* Mostly residues of one place of the proteome, some changed; written with or without blanks. */
static epitope random_epitope(test_random *random, const letter_source *source,
                              const tested_proteome *proteome)
{
    size_t residues = proteome->records.starts[proteome->records.count];
    size_t place = residues > 0 ? (size_t)random_below(random, residues) : 0;
    size_t widest = random_chance(random, 10) ? 200 : 6, offset = 0;
    epitope e = {.count = 1 + (size_t)random_below(random, random_chance(random, 20) ? MOST : 5)};

    for (size_t k = 0; k < e.count; k++) {
        char letter = (char)toupper((unsigned char)random_letter(random, source));

        if (k > 0)
            offset += 1 + (size_t)random_below(random, widest);
        if (place + offset < residues && random_chance(random, 85))
            letter = proteome->records.letters[place + offset];
        e.letters[k] = letter == '*' ? 'A' : letter;
        e.positions[k] = place + 1 + offset;
    }
    if (random_chance(random, 30)) { /* somewhere else */
        size_t move = (size_t)random_below(random, 300);

        for (size_t k = 0; k < e.count; k++)
            e.positions[k] += move;
    }
    return e;
}

static void write_epitope(test_random *random, const epitope *e, test_peptides *texts)
{
    static const char *const between[] = {", ", ",", " ", " , ", "\t"};
    test_text text = {0};

    for (size_t k = 0; k < e->count; k++) {
        bool lower = random_chance(random, 10);

        text_print(&text, "%s%c%zu", k > 0 ? between[random_below(random, 5)] : "",
                   lower ? (char)tolower((unsigned char)e->letters[k]) : e->letters[k],
                   e->positions[k]);
    }
    peptides_add(texts, text.bytes, text.length);
    text_free(&text);
}

/* ---- Comparing ---- */

static mimicry0_hits *find(const mimicry_index *index, const test_peptides *texts,
                           const mimicry0_epitope_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_hits *hits = NULL;

    support_expect_ok(
        mimicry0_search_epitopes(index, texts->letters, texts->count, options, &hits, &error),
        &error, texts->letters[0]);
    return hits;
}

/* "R12, Q43" of the place that was found. */
static void expect_match(const mimicry_index *index, const char *epitope_text, const epitope *e,
                         const mimicry_hit *hit)
{
    mimicry_error error = {.size = sizeof error};
    char got[512], cut[8] = "???????", letter[2];
    test_text wanted = {0};
    size_t length = 0;

    for (size_t k = 0; k < e->count; k++) {
        size_t at = (size_t)hit->start + e->positions[k] - e->positions[0];

        mimicry0_index_get_residues(index, hit->record, at, 1, letter);
        text_print(&wanted, "%s%s%zu", k > 0 ? ", " : "", letter, at + 1);
    }
    support_expect_ok(
        mimicry0_epitope_text(index, epitope_text, hit, got, sizeof got, &length, &error), &error,
        epitope_text);
    ck_assert_str_eq(got, wanted.bytes);
    ck_assert_uint_eq(length, wanted.length);
    mimicry0_epitope_text(index, epitope_text, hit, cut, 4, &length, NULL);
    ck_assert_uint_eq(length, wanted.length);
    ck_assert(strncmp(cut, got, 3) == 0 && strlen(cut) < 4);
    ck_assert_int_eq(cut[4], '?');
    text_free(&wanted);
}

static void random_case(uint64_t number, unsigned residues)
{
    test_random random = random_of_case(1, number);
    letter_source source = random_letter_source(&random);
    proteome_shape shape = {6, residues};
    test_text fasta = random_fasta(&random, &source, &shape);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    tested_model model = model_of_data("BLOSUM62", false, 0);
    test_peptides texts = {0};
    epitope epitopes[3];
    oracle_hits wanted = {0};
    oracle_request request = {.kind = MIMICRY_MAX_MISMATCHES};
    mimicry0_epitope_options options;

    mimicry0_epitope_options_init(&options, sizeof options);
    options.max_mismatches = (uint32_t)random_below(&random, 5);
    options.fixed_positions = random_chance(&random, 25);
    options.threads = 1 + (int32_t)random_below(&random, 4);
    request.threshold = options.max_mismatches;
    request.fixed = options.fixed_positions != 0;
    for (uint64_t i = 0; i < 3; i++) {
        epitopes[i] = random_epitope(&random, &source, &proteome);
        write_epitope(&random, &epitopes[i], &texts);
        oracle_find(&proteome, model.matrix, &epitopes[i], &request, i, &wanted);
    }
    hit_list got = list_of(find(proteome.index[number % 2], &texts, &options));
    for (size_t i = 0; i < got.count; i++) {
        ck_assert_uint_eq(got.data[i].query_length, epitopes[got.data[i].query].count);
        if (i < 20)
            expect_match(proteome.index[0], texts.letters[got.data[i].query],
                         &epitopes[got.data[i].query], &got.data[i]);
    }
    expect_same(got, (hit_list){.data = wanted.data, .count = wanted.count}, "epitopes",
                (unsigned)number);
    peptides_free(&texts);
    model_free(&model);
    proteome_free(&proteome);
    text_free(&fasta);
}

START_TEST(random_epitopes)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++)
        random_case(i, i % 20 == 0 ? 3000 : 60);
}
END_TEST

/* Texts of several tiles; an epitope at the last place of a block, and of a tile, and one that
 * spans almost all. */
START_TEST(large_texts)
{
    enum { RESIDUES = 150000 };
    test_text fasta = {0};
    test_peptides texts = {0};
    mimicry0_epitope_options options;
    static const uint64_t starts[] = {1023, 65535, 65536, RESIDUES - 5};

    text_print(&fasta, ">one\n");
    for (unsigned i = 0; i < RESIDUES; i++)
        text_add_char(&fasta, 'A');
    for (size_t i = 0; i < 4; i++) {
        fasta.bytes[5 + starts[i]] = 'C';
        fasta.bytes[5 + starts[i] + 4] = 'D';
    }
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    peptides_add(&texts, "C1 D5", 5);
    peptides_add(&texts, "C1024 D150000", 13);
    mimicry0_epitope_options_init(&options, sizeof options);
    for (options.threads = 1; options.threads < 4; options.threads++) {
        hit_list got = list_of(find(index, &texts, &options));

        ck_assert_uint_eq(got.count, 5);
        for (size_t i = 0; i < 4; i++)
            ck_assert_uint_eq(got.data[i].start, starts[i]);
        ck_assert_uint_eq(got.data[4].start, 1023);
        ck_assert_uint_eq(got.data[4].length, RESIDUES - 1023);
        free(got.data);
    }
    mimicry_index_close(index);
    peptides_free(&texts);
    text_free(&fasta);
}
END_TEST

static int stop(void *data, uint64_t done, uint64_t total)
{
    ck_assert_uint_le(done, total);
    return ++*(int *)data == 2;
}

START_TEST(what_is_refused)
{
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"", "epitope 2: column 1: a residue"},
        {"R", "column 2: a position"},
        {"R0", "column 2: a position"},
        {"R1000000001", "column 2: a position"},
        {"R99999999999999999999999", "column 2: a position"},
        {"377R", "column 1: a residue"},
        {"*377", "column 1: a residue"},
        {"R3,", "column 4: a residue"},
        {"R3,,Q4", "column 4: a residue"},
        {"R3Q4", "column 3: a comma"},
        {"R3 Q3", "column 5: a position after"},
        {"R3, Q2", "column 6: a position after"},
        {"R3; Q4", "column 3: a comma"},
    };
    mimicry_index *index = index_from_text(">a\nRAQ\n", 7, 4);
    mimicry_error error = {.size = sizeof error};
    mimicry0_epitope_options options;
    mimicry0_hits *hits;
    test_text text = {0};
    int calls = 0;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *texts[] = {"R1", bad[i].text};

        ck_assert_int_eq(mimicry0_search_epitopes(index, texts, 2, NULL, &hits, &error),
                         MIMICRY_E_ARGUMENT);
        ck_assert_ptr_null(hits);
        ck_assert_msg(strstr(error.message, bad[i].message), "%s: %s", bad[i].text, error.message);
    }
    for (unsigned k = 1; k <= MIMICRY_MAX_EPITOPE + 1; k++)
        text_print(&text, "%sA%u", k > 1 ? "," : "", k);
    const char *letters = text.bytes;
    ck_assert_int_eq(mimicry0_search_epitopes(index, &letters, 1, NULL, &hits, &error),
                     MIMICRY_E_ARGUMENT);
    text.bytes[strrchr(text.bytes, ',') - text.bytes] = '\0';
    ck_assert_int_eq(mimicry0_search_epitopes(index, &letters, 1, NULL, &hits, &error), MIMICRY_OK);
    mimicry0_hits_free(hits);
    mimicry0_epitope_options_init(&options, sizeof options);
    letters = "R1";
    for (int k = 0; k < 3; k++) {
        options.threads = k == 0 ? -1 : 1;
        options.fixed_positions = k == 1 ? 2 : 0;
        options.reserved = k == 2;
        ck_assert_int_eq(mimicry0_search_epitopes(index, &letters, 1, &options, &hits, &error),
                         MIMICRY_E_ARGUMENT);
    }
    const char *three[] = {"R1", "R1", "R1"};
    options.reserved = 0;
    options.progress = stop;
    options.progress_data = &calls;
    ck_assert_int_eq(mimicry0_search_epitopes(index, three, 3, &options, &hits, &error),
                     MIMICRY_E_CANCELLED);
    ck_assert_int_eq(calls, 2);
    ck_assert_int_eq(mimicry0_search_epitopes(NULL, three, 3, NULL, &hits, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry0_search_epitopes(index, NULL, 0, NULL, &hits, &error), MIMICRY_OK);
    mimicry0_hits_free(hits);
    mimicry_index_close(index);
    text_free(&text);
}
END_TEST

START_TEST(files)
{
    static const char text[] = "x y\tR1, Q3\r\n\n  \nR1\n\tQ3 A4";
    static const char *const ids[] = {"x y", "2", "3"}, *const letters[] = {"R1, Q3", "R1",
                                                                            "Q3 A4"};
    char *path = support_write_file(".txt", text, sizeof text - 1);
    mimicry_error error = {.size = sizeof error};
    mimicry0_sequences *sequences;

    support_expect_ok(mimicry0_sequences_read(path, MIMICRY0_READ_EPITOPES, &sequences, &error),
                      &error, "epitopes");
    ck_assert_uint_eq(mimicry0_sequences_count(sequences), 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(mimicry0_sequences_ids(sequences)[i], ids[i]);
        ck_assert_str_eq(mimicry0_sequences_letters(sequences)[i], letters[i]);
    }
    mimicry0_sequences_free(sequences);
    ck_assert_int_eq(mimicry0_sequences_read(path, 3, &sequences, &error), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(sequences);
    remove(path);
    free(path);
    path = support_write_file(".txt", "R1\nid\tR1; Q3\n", 13);
    ck_assert_int_eq(mimicry0_sequences_read(path, MIMICRY0_READ_EPITOPES, &sequences, &error),
                     MIMICRY_E_FORMAT);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_msg(strstr(error.message, ":2: column 6: a comma"), "%s", error.message);
    remove(path);
    free(path);
    path = support_write_file(".txt", "\n", 1);
    ck_assert_int_eq(mimicry0_sequences_read(path, MIMICRY0_READ_EPITOPES, &sequences, &error),
                     MIMICRY_E_FORMAT);
    remove(path);
    free(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("discontinuous");

    support_begin("test_discontinuous");
    support_add_test(suite, random_epitopes);
    support_add_test(suite, large_texts);
    support_add_test(suite, what_is_refused);
    support_add_test(suite, files);
    return support_run(suite);
}
