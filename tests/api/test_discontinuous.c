/* Discontinuous epitopes against a naive oracle: every place of every record, residue by residue.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "samples.h"
#include "table_reader.h"

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

static all_hits *find(const mimicry_index *index, const test_peptides *texts,
                      const mimicry_search_options *options)
{
    mimicry_error error = {.size = sizeof error};
    all_hits *hits = NULL;

    support_expect_ok(all_hits_search(index, texts->letters, texts->count, options, &hits, &error),
                      &error, texts->letters[0]);
    return hits;
}

/* "R12, Q43" of the place that was found, as the table has it. */
static void expect_match(const mimicry_index *index, const epitope *e, const mimicry_hit *hit,
                         const char *match)
{
    char letter[2];
    test_text wanted = {0};

    for (size_t k = 0; k < e->count; k++) {
        size_t at = (size_t)hit->start + e->positions[k] - e->positions[0];

        mimicry_index_residues(index, hit->record, at, 1, letter);
        text_print(&wanted, "%s%s%zu", k > 0 ? ", " : "", letter, at + 1);
    }
    ck_assert_str_eq(match, wanted.bytes);
    text_free(&wanted);
}

static read_table table_of_hits(const mimicry_index *index, const test_peptides *texts,
                                const mimicry_search_options *options)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_read_options read = {.size = sizeof read, .flags = MIMICRY_READ_EPITOPES};
    mimicry_query rows[8];
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;

    ck_assert_uint_le(texts->count, 8);
    for (size_t i = 0; i < texts->count; i++)
        rows[i] = (mimicry_query){.peptide = texts->letters[i]};
    support_expect_ok(
        mimicry_queries_from(rows, texts->count, sizeof *rows, &read, &queries, &error), &error,
        texts->letters[0]);
    support_expect_ok(mimicry_search(index, queries, options, &stream, &error), &error,
                      texts->letters[0]);
    mimicry_queries_close(queries);
    return table_read_all(&stream);
}

static void expect_table(const mimicry_index *index, const test_peptides *texts,
                         const mimicry_search_options *options, const epitope *epitopes,
                         const hit_list *hits)
{
    read_table table = table_of_hits(index, texts, options);

    ck_assert_uint_eq(table.n_rows, hits->count);
    for (size_t i = 0; i < hits->count; i++) {
        const mimicry_hit *hit = &hits->data[i];

        ck_assert_int_eq(table_integer(&table, i, "mismatches"), hit->mismatches);
        ck_assert_int_eq(table_integer(&table, i, "start"), (int64_t)hit->start + 1);
        ck_assert_int_eq(table_integer(&table, i, "end"), (int64_t)(hit->start + hit->length));
        expect_match(index, &epitopes[hit->query], hit, table_text(&table, i, "match"));
    }
    table_release(&table);
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
    mimicry_search_options options;

    options = (mimicry_search_options){.size = sizeof options,
                                       .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                       .positions = MIMICRY_POSITIONS_ANYWHERE};
    options.threshold = (uint32_t)random_below(&random, 5);
    options.positions =
        random_chance(&random, 25) ? MIMICRY_POSITIONS_FIXED : MIMICRY_POSITIONS_ANYWHERE;
    options.run.threads = 1 + (int32_t)random_below(&random, 4);
    request.threshold = options.threshold;
    request.fixed = options.positions == MIMICRY_POSITIONS_FIXED;
    for (uint64_t i = 0; i < 3; i++) {
        epitopes[i] = random_epitope(&random, &source, &proteome);
        write_epitope(&random, &epitopes[i], &texts);
        oracle_find(&proteome, model.matrix, &epitopes[i], &request, i, &wanted);
    }
    hit_list got = list_of(find(proteome.index[number % 2], &texts, &options));
    for (size_t i = 0; i < got.count; i++) {
        ck_assert_uint_eq(got.data[i].query_length, epitopes[got.data[i].query].count);
    }
    expect_same(got, (hit_list){.data = wanted.data, .count = wanted.count}, "epitopes",
                (unsigned)number);
    wanted = (oracle_hits){0};
    request.similar_first = true;
    for (uint64_t i = 0; i < 3; i++)
        oracle_find(&proteome, model.matrix, &epitopes[i], &request, i, &wanted);
    expect_table(proteome.index[0], &texts, &options, epitopes,
                 &(hit_list){.data = wanted.data, .count = wanted.count});
    free(wanted.data);
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
    mimicry_search_options options;
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
    options = (mimicry_search_options){.size = sizeof options,
                                       .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                       .positions = MIMICRY_POSITIONS_ANYWHERE};
    for (options.run.threads = 1; options.run.threads < 4; options.run.threads++) {
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
    const mimicry_search_options anywhere = {.size = sizeof anywhere,
                                             .positions = MIMICRY_POSITIONS_ANYWHERE};
    mimicry_search_options options;
    all_hits *hits;
    test_text text = {0};
    int calls = 0;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *texts[] = {"R1", bad[i].text};

        ck_assert_int_eq(all_hits_search(index, texts, 2, &anywhere, &hits, &error),
                         MIMICRY_E_ARGUMENT);
        ck_assert_ptr_null(hits);
        ck_assert_msg(strstr(error.message, bad[i].message), "%s: %s", bad[i].text, error.message);
    }
    for (unsigned k = 1; k <= MIMICRY_MAX_EPITOPE + 1; k++)
        text_print(&text, "%sA%u", k > 1 ? "," : "", k);
    const char *letters = text.bytes;
    ck_assert_int_eq(all_hits_search(index, &letters, 1, &anywhere, &hits, &error),
                     MIMICRY_E_ARGUMENT);
    text.bytes[strrchr(text.bytes, ',') - text.bytes] = '\0';
    ck_assert_int_eq(all_hits_search(index, &letters, 1, &anywhere, &hits, &error), MIMICRY_OK);
    all_hits_free(hits);
    options = (mimicry_search_options){.size = sizeof options,
                                       .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                       .positions = MIMICRY_POSITIONS_ANYWHERE};
    letters = "R1";
    for (int k = 0; k < 3; k++) {
        options.run.threads = k == 0 ? -1 : 1;
        options.positions = k == 1 ? 3 : MIMICRY_POSITIONS_FIXED;
        options.run.reserved = k == 2;
        ck_assert_int_eq(all_hits_search(index, &letters, 1, &options, &hits, &error),
                         MIMICRY_E_ARGUMENT);
    }
    const char *three[] = {"R1", "R1", "R1"};
    options.run.reserved = 0;
    options.positions = MIMICRY_POSITIONS_ANYWHERE;
    options.run.progress = stop;
    options.run.data = &calls;
    ck_assert_int_eq(all_hits_search(index, three, 3, &options, &hits, &error),
                     MIMICRY_E_CANCELLED);
    ck_assert_int_eq(calls, 2);
    ck_assert_int_eq(all_hits_search(NULL, three, 3, &anywhere, &hits, &error), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(all_hits_search(index, NULL, 0, &anywhere, &hits, &error), MIMICRY_OK);
    all_hits_free(hits);
    mimicry_index_close(index);
    text_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("discontinuous");

    support_begin("test_discontinuous");
    support_add_test(suite, random_epitopes);
    support_add_test(suite, large_texts);
    support_add_test(suite, what_is_refused);
    return support_run(suite);
}
