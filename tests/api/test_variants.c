/* A person's proteome against haplotypes that are written out: the same windows, each once. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "all_hits.h"
#include "oracle_variants.h"
#include "score_checks.h"
#include "support.h"
#include "table_reader.h"

enum { CASES = 400, PROTEINS = 4 };

static const char amino_acids[] = "ARNDCQEGHILKMFPSTWYV";
static const char *const codes[] = {"Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu",
                                    "Gly", "His", "Ile", "Leu", "Lys", "Met", "Phe",
                                    "Pro", "Ser", "Thr", "Trp", "Tyr", "Val"};

/* How many residues proteins and variants are of: few make repeats. */
static unsigned residues;

static char random_residue(test_random *random)
{
    return amino_acids[random_below(random, residues)];
}

/* ---- What is made up ---- */

/* Substitutions and stops, at places of their own, some with known phase. */
static void add_substitutions(test_random *random, oracle_protein *protein)
{
    const size_t length = strlen(protein->letters);
    const bool dense = random_chance(random, 30), stops = random_chance(random, 40);
    int block = 1; /* 0 is that of those whose phase is known */

    for (size_t at = random_below(random, 20); at < length && protein->n_events < ORACLE_EVENTS;
         at += 1 + random_below(random, dense ? 12 : 60)) {
        oracle_event *event = &protein->events[protein->n_events++];

        *event = (oracle_event){.start = at, .length = 1, .copies = 3};
        do {
            event->letters[0] = random_residue(random);
        } while (event->letters[0] == protein->letters[at]);
        event->stops = stops && at > 0 && random_chance(random, 12);
        if (event->stops)
            event->letters[0] = '\0';
        if (random_chance(random, 25)) {
            if (event->stops)
                break;
            continue;
        }
        event->copies = (int)random_below(random, 2) + 1;
        event->block = random_chance(random, 40) ? 0 : block++;
        if (event->block != 0)
            event->copies = 1;
    }
}

/* All kinds, each a block of its own. */
static void add_indels(test_random *random, oracle_protein *protein)
{
    const size_t length = strlen(protein->letters);
    int block = 0;

    for (size_t at = 1 + random_below(random, 60); at + 5 < length && protein->n_events < 6;
         at += 6 + random_below(random, 90)) {
        oracle_event *event = &protein->events[protein->n_events++];
        const size_t letters = random_below(random, 4);

        *event = (oracle_event){.start = at, .length = random_below(random, 4)};
        for (size_t i = 0; i < letters; i++)
            event->letters[i] = random_residue(random);
        /* Ends that stay as they are would be no part of the change. */
        while (event->length > 0 && letters > 0 && event->letters[0] == protein->letters[at])
            event->letters[0] = random_residue(random);
        while (event->length > 0 && letters > 1 &&
               event->letters[letters - 1] == protein->letters[at + event->length - 1])
            event->letters[letters - 1] = random_residue(random);
        if (event->length > 1 && letters == 1 &&
            event->letters[0] == protein->letters[at + event->length - 1])
            event->letters[0] = '\0';
        if (event->length == 0 && letters == 0)
            event->length = 1;
        event->stops = random_chance(random, 8) && event->length > 0;
        if (event->stops)
            event->letters[0] = '\0';
        event->copies = random_chance(random, 25) ? 3 : 1;
        event->block = event->copies == 3 ? 0 : block++;
        if (event->stops && event->copies == 3)
            break;
    }
}

static void put_place(test_text *text, bool one_letter, const oracle_protein *p, size_t at)
{
    const char letter = p->letters[at];

    if (one_letter)
        text_print(text, "%c%zu", letter, at + 1);
    else
        text_print(text, "%s%zu", codes[strchr(amino_acids, letter) - amino_acids], at + 1);
}

static void put_residues(test_text *text, bool one_letter, const char *letters)
{
    for (; *letters != '\0'; letters++)
        text_print(text, "%.*s", one_letter ? 1 : 3,
                   one_letter ? letters : codes[strchr(amino_acids, *letters) - amino_acids]);
}

/* The change as HGVS writes it, in letters of either kind. */
static void put_change(test_random *random, test_text *text, const oracle_protein *p,
                       const oracle_event *event)
{
    const bool one = random_chance(random, 50), bracket = random_chance(random, 30);
    const size_t letters = strlen(event->letters);

    text_print(text, "%s%s", random_chance(random, 70) ? "p." : "", bracket ? "(" : "");
    if (event->stops) {
        put_place(text, one, p, event->start);
        text_print(text, "%s", one ? "*" : "Ter");
    } else if (event->length == 0) {
        put_place(text, one, p, event->start - 1);
        text_print(text, "_");
        put_place(text, one, p, event->start);
        text_print(text, "ins");
        put_residues(text, one, event->letters);
    } else {
        put_place(text, one, p, event->start);
        if (event->length > 1) {
            text_print(text, "_");
            put_place(text, one, p, event->start + event->length - 1);
        }
        if (letters == 0)
            text_print(text, "del");
        else if (event->length > 1 || letters > 1)
            text_print(text, "delins");
        put_residues(text, one, event->letters);
    }
    text_print(text, "%s", bracket ? ")" : "");
}

static void put_variants(test_random *random, test_text *text, const oracle_protein *proteins,
                         bool phased)
{
    text_print(text, "accession\tprotein_change\tzygosity\n");
    for (size_t i = 0; i < PROTEINS; i++) {
        for (size_t k = 0; k < proteins[i].n_events; k++) {
            const oracle_event *event = &proteins[i].events[k];

            text_print(text, "P%zu\t", i);
            put_change(random, text, &proteins[i], event);
            if (event->copies == 3)
                text_print(text, "\t%s\n", random_chance(random, 50) ? "hom" : "1/1");
            else if (event->block == 0 && phased)
                text_print(text, "\t%s\n", event->copies == 1 ? "1|0" : "0|1");
            else
                text_print(text, "\t%s\n", random_chance(random, 50) ? "heterozygous" : "0/1");
        }
    }
}

static mimicry_index *build(const char *fasta, const char *variants, int32_t reopen)
{
    char *fasta_path = support_write_file(".fa", fasta, strlen(fasta));
    char *variants_path = support_write_file(".tsv", variants, strlen(variants));
    const char *paths[] = {fasta_path};
    const mimicry_build_options options = {.size = sizeof options, .variants = variants_path};
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index;

    support_expect_ok(mimicry_index_build(paths, 1, &options, &index, &error), &error, variants);
    if (reopen) {
        char *path = support_temporary_name(".mim");

        support_expect_ok(mimicry_index_save(index, path, &error), &error, "save");
        mimicry_index_close(index);
        support_expect_ok(mimicry_index_verify(path, &error), &error, variants);
        support_expect_ok(mimicry_index_open(path, 0, &index, &error), &error, "open");
        remove(path);
        free(path);
    }
    remove(fasta_path);
    remove(variants_path);
    free(fasta_path);
    free(variants_path);
    return index;
}

/* ---- Windows ---- */

/* All hits as windows, in order; each record is named by its protein. */
static oracle_window *take_hits(const mimicry_index *index, const all_hits *hits)
{
    oracle_window *list = support_realloc(NULL, (hits->count + 1) * sizeof *list);

    for (size_t i = 0; i < hits->count; i++) {
        mimicry_record record = {.size = sizeof record};
        mimicry_error error = {.size = sizeof error};

        support_expect_ok(mimicry_index_record(index, hits->data[i].record, &record, &error),
                          &error, "record");
        list[i].protein = (size_t)strtoul(record.accession + 1, NULL, 10);
        list[i].start = hits->data[i].start;
        mimicry_index_residues(index, hits->data[i].record, hits->data[i].start,
                               hits->data[i].length, list[i].letters);
    }
    if (hits->count > 0)
        qsort(list, hits->count, sizeof *list, oracle_window_compare);
    return list;
}

static unsigned mismatches_of(const char *a, const char *b)
{
    unsigned n = 0;

    for (; *a != '\0'; a++, b++)
        n += *a != *b;
    return n;
}

/* Those of the oracle within a number of mismatches, against the library's; and only counted. */
static void compare(const mimicry_index *index, const oracle_window *expected, size_t n,
                    const char *peptide, unsigned most, int32_t plan, const char *what)
{
    mimicry_search_options options = {.size = sizeof options,
                                      .run = {.threads = 1, .plan = plan},
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = most};
    uint64_t counts[ORACLE_LONGEST] = {0}, counted = 0;
    mimicry_error error = {.size = sizeof error};
    all_hits *hits;
    size_t at = 0;

    support_expect_ok(all_hits_search(index, &peptide, 1, &options, &hits, &error), &error, what);
    oracle_window *got = take_hits(index, hits);
    for (size_t i = 0; i < n; i++) {
        if (mismatches_of(expected[i].letters, peptide) > most)
            continue;
        ck_assert_msg(at < hits->count && oracle_window_compare(&expected[i], &got[at]) == 0,
                      "%s: P%zu %zu %s was expected%s%s", what, expected[i].protein,
                      expected[i].start, expected[i].letters, at < hits->count ? ", not " : "",
                      at < hits->count ? got[at].letters : "");
        at++;
    }
    ck_assert_msg(at == hits->count, "%s: %zu hits, %zu were expected", what, hits->count, at);
    support_expect_ok(mimicry_search_count(index, &peptide, 1, &options, counts, most + 1, &error),
                      &error, what);
    for (unsigned k = 0; k <= most; k++)
        counted += counts[k];
    ck_assert_uint_eq(counted, at);
    free(got);
    all_hits_free(hits);
}

/* With any number of mismatches all windows are rows: `presented` is the share of the rows that are
 * presented as well or better. */
static void check_presented(const mimicry_index *index, size_t n, const char *peptide,
                            const char *what)
{
    const mimicry_search_options options = {.size = sizeof options,
                                            .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                            .threshold = (double)strlen(peptide),
                                            .alleles = "A0201"};
    const mimicry_query query = {.peptide = peptide};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries;
    struct ArrowArrayStream stream;

    support_expect_ok(mimicry_queries_from(&query, 1, sizeof query, NULL, &queries, &error), &error,
                      what);
    support_expect_ok(mimicry_search(index, queries, &options, &stream, &error), &error, what);
    read_table table = table_read_all(&stream);
    ck_assert_uint_eq(table.n_rows, n);
    double *percents = support_realloc(NULL, (n + 1) * sizeof *percents);
    for (size_t row = 0; row < n; row++)
        percents[row] = table_real(&table, row, "presented");
    for (size_t row = 0; row < n; row++) {
        size_t as_good = 0;

        for (size_t other = 0; other < n; other++)
            as_good += percents[other] <= percents[row];
        const double expected = 100 * (double)as_good / (double)n;
        ck_assert_msg(fabs(percents[row] - expected) <= 1e-5 * expected, "%s: row %zu: %g, not %g",
                      what, row + 1, percents[row], expected);
    }
    free(percents);
    table_release(&table);
    mimicry_queries_close(queries);
}

/* A protein has one term, whatever variants have added: by alignment of all records and by seeds.
 */
static void compare_sums(const mimicry_index *index, const char *peptide, const char *what)
{
    double values[2];

    for (size_t i = 0; i < 2; i++) {
        mimicry_error error = {.size = sizeof error};
        const mimicry_score_options options = {
            .size = sizeof options,
            .run = {.plan = i == 0 ? MIMICRY_PLAN_SCAN : MIMICRY_PLAN_SEEDS},
            .method = MIMICRY_SCORE_DISSIMILARITY,
            .midpoint = 5 * (double)strlen(peptide)};

        support_expect_ok(score_records(index, &options, &peptide, 1, &values[i], &error), &error,
                          what);
    }
    ck_assert_msg(values[0] == values[1], "%s: %s: %.17g by alignment, %.17g by seeds", what,
                  peptide, values[0], values[1]);
}

static void check_length(test_random *random, const mimicry_index *index,
                         const oracle_protein *proteins, size_t length, const char *what)
{
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_PLANES, MIMICRY_PLAN_LANES,
                                    MIMICRY_PLAN_BRANCH};
    char peptide[ORACLE_LONGEST + 1];
    size_t n;
    oracle_window *expected = oracle_variant_windows(proteins, PROTEINS, length, &n);

    for (size_t i = 0; i < length; i++)
        peptide[i] = random_residue(random);
    peptide[length] = '\0';
    /* With any number of mismatches all windows are hits. */
    compare(index, expected, n, peptide, (unsigned)length, MIMICRY_PLAN_AUTO, what);
    const double windows =
        mimicry_evalue(index, NULL, peptide, MIMICRY_MAX_MISMATCHES, (double)length);
    ck_assert_msg(windows > (double)n - 0.001 && windows < (double)n + 0.001,
                  "%s: an E-value of %f, %zu windows of %zu", what, windows, n, length);
    if (length >= 8 && length <= 11)
        check_presented(index, n, peptide, what);
    for (unsigned i = 0; i < 6 && n > 0; i++) {
        strcpy(peptide, expected[random_below(random, n)].letters);
        for (unsigned k = (unsigned)random_below(random, 3); k > 0; k--)
            peptide[random_below(random, length)] = random_residue(random);
        compare(index, expected, n, peptide, (unsigned)random_below(random, 4),
                plans[random_below(random, 4)], what);
        compare(index, expected, n, peptide, 0, MIMICRY_PLAN_SUFFIX, what);
        if (i == 0 && strcmp(peptide, "NA") != 0) /* a query of these letters is a missing value */
            compare_sums(index, peptide, what);
    }
    free(expected);
}

static void check_case(unsigned number, bool indels)
{
    static oracle_protein proteins[PROTEINS];
    test_random random = random_of_case(indels ? 92 : 91, number);
    test_text fasta = {0}, variants = {0};
    char what[64];

    residues = number % 3 == 0 ? 2 : 20;
    memset(proteins, 0, sizeof proteins);
    for (size_t i = 0; i < PROTEINS; i++) {
        const size_t length = 20 + random_below(&random, number % 8 == 0 ? 500 : 120);

        for (size_t k = 0; k < length; k++)
            proteins[i].letters[k] = random_residue(&random);
        if (indels)
            add_indels(&random, &proteins[i]);
        else
            add_substitutions(&random, &proteins[i]);
        text_print(&fasta, ">P%zu\n%s\n", i, proteins[i].letters);
    }
    put_variants(&random, &variants, proteins, !indels);
    snprintf(what, sizeof what, "case %u%s", number, indels ? " with indels" : "");
    mimicry_index *index = build(fasta.bytes, variants.bytes, number % 2);
    check_length(&random, index, proteins, 9, what);
    check_length(&random, index, proteins, 1 + random_below(&random, 12), what);
    check_length(&random, index, proteins, 1 + random_below(&random, 120), what);
    mimicry_index_close(index);
    text_free(&fasta);
    text_free(&variants);
}

START_TEST(substitutions)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++)
        check_case(i, false);
}
END_TEST

START_TEST(insertions_and_deletions)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++)
        check_case(i, true);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("variants");

    support_begin("test_variants");
    support_add_test(suite, substitutions);
    support_add_test(suite, insertions_and_deletions);
    return support_run(suite);
}
