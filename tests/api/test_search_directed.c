/* Searches at the edges of what is allowed: lengths, ends of records, odd residues, repeats, ties,
 * windows; each by every plan, against the oracle, and some against numbers known beforehand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"

static tested_proteome proteome_of(const char *fasta)
{
    return proteome_from_text(fasta, strlen(fasta));
}

static oracle_request request_of(int32_t kind, double threshold, uint64_t top)
{
    oracle_request request = {.kind = kind, .threshold = threshold, .top = top};

    return request;
}

/* Searches under BLOSUM62 and returns how many hits the oracle has, so that a test can see to it
 * that it tests something. */
static size_t check_request_to(const tested_proteome *proteome, const char *const *peptides,
                               size_t count, oracle_request request, check_extent extent,
                               const char *label)
{
    tested_model model = model_of_data("BLOSUM62", false, 0);
    tested_search search = {proteome, &model, peptides, count, request};

    search.request.matrix = model.matrix;
    check_search_to(&search, extent, label);
    oracle_hits hits = oracle_search(&proteome->records, peptides, count, &search.request);
    size_t n_hits = hits.count;
    oracle_hits_free(&hits);
    model_free(&model);
    return n_hits;
}

static size_t check_request(const tested_proteome *proteome, const char *const *peptides,
                            size_t count, oracle_request request, const char *label)
{
    return check_request_to(proteome, peptides, count, request, CHECK_SEVERAL, label);
}

/* ---- Lengths and numbers of mismatches ---- */

/* The numbers of mismatches that are worth a try for a length. */
static bool worth_a_try(unsigned m, unsigned length)
{
    return length <= 40 || m < 4 || m == length / 4 || m == length / 2 || m + 1 >= length;
}

static void climb_mismatches(const tested_proteome *proteome, unsigned length)
{
    static unsigned number;
    test_random random = random_of_case(10, length);
    letter_source source = {"ACD", 0};
    peptide_shape shape = {.proteome = proteome->records.letters,
                           .proteome_length = proteome->records.starts[proteome->records.count]};
    tested_model model = model_of_data("BLOSUM62", false, 0);
    test_peptides peptides = {0};
    char label[64];

    add_random_peptide(&random, &source, &shape, length, &peptides);
    add_random_peptide(&random, &source, &shape, length, &peptides);
    snprintf(label, sizeof label, "%u residues", length);
    for (unsigned m = 0; m <= length + 3; m++) {
        tested_search search = {proteome, &model, peptides.letters, peptides.count,
                                request_of(MIMICRY_MAX_MISMATCHES, m, 0)};

        search.request.matrix = model.matrix;
        if (worth_a_try(m, length) && support_included(number++))
            check_search_to(&search, CHECK_IN_TURN, label);
    }
    peptides_free(&peptides);
    model_free(&model);
}

START_TEST(every_length_and_number_of_mismatches)
{
    static const unsigned lengths[] = {64, 65, 128, 129, 255, 256, 257, 1023, 1024};
    test_random random = random_of_case(11, 0);
    letter_source source = {"ACD", 0};
    test_text fasta = {0};

    text_print(&fasta, ">a\n");
    for (unsigned i = 0; i < 1500; i++) {
        text_print(&fasta, "%c%s", random_letter(&random, &source),
                   i == 150 ? "\n>b\n" : (i == 300 ? "\n>c\n" : ""));
    }
    tested_proteome long_records = proteome_of(fasta.bytes);
    fasta.bytes[400] = '\0';
    tested_proteome short_records = proteome_of(fasta.bytes);
    for (unsigned length = 1; length <= 40; length++)
        climb_mismatches(&short_records, length);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        climb_mismatches(&long_records, lengths[i]);
    proteome_free(&short_records);
    proteome_free(&long_records);
    text_free(&fasta);
}
END_TEST

/* ---- Records ---- */

/* A peptide that does not overlap with copies of itself, whatever its length. */
static const char *peptide_of_length(char *letters, unsigned length)
{
    static const char cycle[] = "MAEVDPIGHLYWCFKNQRST";

    for (unsigned i = 0; i < length; i++)
        letters[i] = cycle[(i + i / 20) % 20];
    letters[length] = '\0';
    return letters;
}

START_TEST(ends_of_records)
{
    for (unsigned length = 2; length <= 40; length++) {
        if (!support_included(length))
            continue;
        char letters[64];
        const char *peptide = peptide_of_length(letters, length);
        test_text fasta = {0};

        /* Whole; too short by one at either end; with a neighbour; twice; cut by a boundary. */
        text_print(&fasta, ">whole\n%s\n>tail\n%s\n", peptide, peptide + 1);
        text_print(&fasta, ">head\n%.*s\n>more\n%sG\n", (int)length - 1, peptide, peptide);
        text_print(&fasta, ">before\nG%s\n>twice\n%s%s\n", peptide, peptide, peptide);
        text_print(&fasta, ">left\n%.*s\n>right\n%s\n", (int)length / 2, peptide,
                   peptide + length / 2);
        tested_proteome proteome = proteome_of(fasta.bytes);
        for (unsigned m = 0; m <= 1 && m < length; m++) {
            oracle_request request = request_of(MIMICRY_MAX_MISMATCHES, m, 0);
            size_t hits = check_request(&proteome, &peptide, 1, request, "ends");

            ck_assert_msg(m > 0 || hits == 5, "%zu exact hits of %s", hits, peptide);
        }
        check_request(&proteome, &peptide, 1, request_of(MIMICRY_MAX_PENALTY, 9, 0), "ends");
        check_request(&proteome, &peptide, 1, request_of(MIMICRY_MIN_SIMILARITY, 1, 0), "ends");
        proteome_free(&proteome);
        text_free(&fasta);
    }
}
END_TEST

/* A record of every length, with a hit at its very end: no tail may be forgotten. */
START_TEST(every_length_of_text)
{
    static const unsigned more[] = {511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097};
    const char *peptide = "EVDPIGHLY";

    for (unsigned i = 9; i < 300; i++) {
        if (!support_included(i))
            continue;
        unsigned length = i < 280 ? i : more[i % 9];
        test_text fasta = {0};

        text_print(&fasta, ">a\n");
        for (unsigned j = 9; j < length; j++)
            text_add_char(&fasta, "AGSE"[j % 4]);
        text_print(&fasta, "%s\n", peptide);
        tested_proteome proteome = proteome_of(fasta.bytes);
        tested_model model = model_of_data("BLOSUM62", false, 0);
        tested_search search = {&proteome, &model, &peptide, 1,
                                request_of(MIMICRY_MAX_MISMATCHES, i % 3, 0)};
        search.request.matrix = model.matrix;
        check_search(&search, false, "length of text");
        search.request = request_of(MIMICRY_MAX_PENALTY, i % 5, 0);
        search.request.matrix = model.matrix;
        check_search(&search, false, "length of text");
        model_free(&model);
        proteome_free(&proteome);
        text_free(&fasta);
    }
}
END_TEST

/* Copies of a peptide at every multiple of 4096, where a text may be cut into tiles. They begin 4,
 * 8, 12 or 16 residues before it, so that with four shifts of the text, and whatever power of two a
 * tile is, some begin at each place near its end. */
START_TEST(across_tiles)
{
    const char *peptide = "EVDPIGHLYWCF";
    const size_t length = 300000;
    test_random random = random_of_case(12, 0);
    letter_source source = natural_letters();
    test_text letters = {0};

    for (size_t i = 0; i < length; i++)
        text_add_char(&letters, random_letter(&random, &source));
    for (size_t i = 1; i * 4096 < length; i++)
        memcpy(letters.bytes + i * 4096 - 4 * ((i + i / 16) % 4 + 1), peptide, 12);
    for (int shift = 0; shift < 4; shift++) {
        if (!support_included((unsigned)shift))
            continue;
        test_text shifted = {0};

        text_print(&shifted, ">a\n%.*s", shift, "ACD");
        text_add(&shifted, letters.bytes, letters.length);
        tested_proteome proteome = proteome_of(shifted.bytes);
        oracle_request exact = request_of(MIMICRY_MAX_MISMATCHES, 0, 0);
        size_t hits = check_request(&proteome, &peptide, 1, exact, "tiles");

        ck_assert_uint_ge(hits, 73);
        check_request(&proteome, &peptide, 1, request_of(MIMICRY_MAX_MISMATCHES, 6, 0), "tiles");
        check_request(&proteome, &peptide, 1, request_of(MIMICRY_MAX_PENALTY, 36, 0), "tiles");
        proteome_free(&proteome);
        text_free(&shifted);
    }
    text_free(&letters);
}
END_TEST

/* Texts that end a little after a power of two, with a hit at the very end. */
START_TEST(just_beyond_a_tile)
{
    static const char *const peptides[] = {"EVDPIGHLYWCF", "Y", "IGHLYWCF"};
    static const int more[] = {-1, 0, 1, 2, 8, 11, 12, 13, 30};
    test_random random = random_of_case(14, 0);
    letter_source source = natural_letters();
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (unsigned i = 0; i < 5 * 9; i++) {
        if (!support_included(i))
            continue;
        size_t length = (4096U << i / 9) + (size_t)more[i % 9];
        test_text fasta = {0};

        text_print(&fasta, ">a\n");
        while (fasta.length < length + 3 - 12)
            text_add_char(&fasta, random_letter(&random, &source));
        text_print(&fasta, "%s\n", peptides[0]);
        tested_proteome proteome = proteome_of(fasta.bytes);
        tested_search search = {&proteome, &model, peptides, 3,
                                request_of(MIMICRY_MAX_MISMATCHES, 0, 0)};
        search.request.matrix = model.matrix;
        check_search(&search, false, "just beyond");
        search.request = request_of(MIMICRY_MAX_PENALTY, 9, 4);
        search.request.matrix = model.matrix;
        check_search(&search, false, "just beyond");
        proteome_free(&proteome);
        text_free(&fasta);
    }
    model_free(&model);
}
END_TEST

START_TEST(empty_and_tiny_records)
{
    static const char *const peptides[] = {"A", "C", "AC", "X", "ACDEFGHIK"};
    static const char *const proteomes[] = {
        ">nothing\n",
        ">a\n>b\n\n>c\n",
        ">a\nA\n",
        ">a\n>b\nA\n>c\nC\n>d\n>e\nAC\n>f\nX\n>g\n",
        ">star\n*\n>b\n**\n>c\nA*C\n>d\n*AC*\n>e\nAC*\n",
    };

    for (size_t i = 0; i < sizeof proteomes / sizeof proteomes[0]; i++) {
        tested_proteome proteome = proteome_of(proteomes[i]);

        for (unsigned m = 0; m <= 10; m++) {
            oracle_request request = request_of(MIMICRY_MAX_MISMATCHES, m, m / 3);
            size_t hits = check_request(&proteome, peptides, 5, request, "tiny");

            ck_assert(i >= 2 || hits == 0);
            ck_assert(i < 2 || m < 1 || hits > 0);
        }
        check_request(&proteome, peptides, 5, request_of(MIMICRY_MIN_SCORE, -INFINITY, 0), "tiny");
        check_request(&proteome, peptides, 5, request_of(MIMICRY_MIN_SCORE, 0, 1), "tiny");
        check_request(&proteome, peptides, 5, request_of(MIMICRY_MIN_SIMILARITY, 0.5, 2), "tiny");
        proteome_free(&proteome);
    }
}
END_TEST

/* ---- Residues ---- */

START_TEST(letters_that_are_no_amino_acid)
{
    static const char *const peptides[] = {"ACDXEF",  "acdxef",  "BZJXUO",   "X",   "XX", "U",
                                           "SECUSEC", "PYLOPYL", "ACDBEFGH", "bJz", "CK", "UO"};
    tested_proteome proteome =
        proteome_of(">a\nACDXEFACDXEF\n>b\nbzjxuo\n>c\nSECUSECpylopyl\n>d\nACD*EFACDBEFGH*\n"
                    ">e\nXXXXXXXXXXXX\n>f\nUUUOOOCCCKKK*BJZbjz\n");

    for (size_t i = 0; i < sizeof peptides / sizeof peptides[0]; i++) {
        oracle_request exact = request_of(MIMICRY_MAX_MISMATCHES, 0, 0);
        bool standard = strcmp(peptides[i], "CK") == 0;
        size_t hits = check_request(&proteome, peptides + i, 1, exact, "no amino acid");

        /* Each of these stands in the text, but a residue such as X is like nothing. */
        ck_assert_msg(hits == (standard ? 1U : 0U), "%zu exact hits of %s", hits, peptides[i]);
    }
    for (unsigned m = 1; m <= 6; m++) {
        check_request(&proteome, peptides, 12, request_of(MIMICRY_MAX_MISMATCHES, m, 0),
                      "no amino acid");
    }
    check_request(&proteome, peptides, 12, request_of(MIMICRY_MIN_SCORE, 3, 0), "no amino acid");
    check_request(&proteome, peptides, 12, request_of(MIMICRY_MAX_PENALTY, 4, 0), "no amino acid");
    proteome_free(&proteome);
}
END_TEST

START_TEST(repeats)
{
    test_text fasta = {0};
    test_peptides peptides = {0};

    text_print(&fasta, ">q\n");
    for (unsigned i = 0; i < 700; i++)
        text_print(&fasta, "%s", i % 150 == 149 ? "H" : (i == 350 ? "\n>r\n" : "Q"));
    text_print(&fasta, "\n>s\nQPQPQPQPQPQPQPQPQPQPQPQPQPQP\n>t\nQQQQQQQQQQ\n");
    tested_proteome proteome = proteome_of(fasta.bytes);
    peptides_add(&peptides, "QPQPQPQPQ", 9);
    for (size_t length = 1; length <= 40; length += 3)
        peptides_add(&peptides, "QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", length);
    for (unsigned m = 0; m <= 3; m++) {
        check_request(&proteome, peptides.letters, peptides.count,
                      request_of(MIMICRY_MAX_MISMATCHES, m, m == 3 ? 5 : 0), "repeats");
    }
    check_request(&proteome, peptides.letters, peptides.count,
                  request_of(MIMICRY_MIN_SIMILARITY, 0.9, 0), "repeats");
    check_request(&proteome, peptides.letters, peptides.count,
                  request_of(MIMICRY_MIN_SCORE, -INFINITY, 30), "repeats");
    peptides_free(&peptides);
    proteome_free(&proteome);
    text_free(&fasta);
}
END_TEST

/* ---- Lists, the best few, windows ---- */

START_TEST(many_peptides)
{
    test_random random = random_of_case(13, 0);
    letter_source source = natural_letters();
    proteome_shape shape = {20, 600};
    test_text fasta = random_fasta(&random, &source, &shape);
    tested_proteome proteome = proteome_of(fasta.bytes);
    peptide_shape list = {.proteome = proteome.records.letters,
                          .proteome_length = proteome.records.starts[proteome.records.count],
                          .count = 1 + support_scaled(150),
                          .min_length = 1,
                          .max_length = 30};
    test_peptides peptides = random_peptides(&random, &source, &list);

    for (unsigned m = 0; m <= 2; m++) {
        check_request(&proteome, peptides.letters, peptides.count,
                      request_of(MIMICRY_MAX_MISMATCHES, m, 0), "many");
    }
    check_request(&proteome, peptides.letters, peptides.count,
                  request_of(MIMICRY_MAX_MISMATCHES, 30, 2), "many");
    check_request(&proteome, peptides.letters, peptides.count,
                  request_of(MIMICRY_MAX_PENALTY, 12, 0), "many");
    check_request(&proteome, peptides.letters, peptides.count,
                  request_of(MIMICRY_MIN_SCORE, -INFINITY, 1), "many");
    peptides_free(&peptides);
    proteome_free(&proteome);
    text_free(&fasta);
}
END_TEST

/* Peptides that begin like one another, and many enough for a table of them to be crowded. */
START_TEST(beginnings_of_peptides)
{
    test_random random = random_of_case(15, 0);
    letter_source source = natural_letters();
    test_peptides peptides = {0};
    test_text fasta = {0};

    text_print(&fasta, ">a\n");
    for (unsigned i = 0; i < 300; i++)
        text_add_char(&fasta, random_letter(&random, &source));
    tested_proteome proteome = proteome_of(fasta.bytes);
    for (unsigned i = 0; i < support_scaled(130); i++) {
        size_t start = 3 + random_below(&random, 260);

        for (size_t length = 30; length > 0; length--)
            peptides_add(&peptides, fasta.bytes + start, length);
    }
    size_t hits = check_request(&proteome, peptides.letters, peptides.count,
                                request_of(MIMICRY_MAX_MISMATCHES, 0, 0), "beginnings");
    ck_assert_uint_ge(hits, peptides.count);
    peptides_free(&peptides);
    proteome_free(&proteome);
    text_free(&fasta);
}
END_TEST

START_TEST(best_few_with_ties)
{
    static const uint64_t tops[] = {1, 2, 3, 10, 11, 50, 1000, UINT64_MAX};
    static const char *const peptides[] = {"AAAA", "ACAC", "WWWW", "AAAA", "X", "AAAAAAAAAAAA"};
    tested_proteome proteome =
        proteome_of(">a\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n>b\nACACACACACACACAC\n>c\nWAWAWWWA\n"
                    ">d\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n>e\nXXXXXAAAA\n");

    for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++) {
        for (unsigned m = 0; m <= 4; m++) {
            check_request(&proteome, peptides, 6, request_of(MIMICRY_MAX_MISMATCHES, m, tops[i]),
                          "ties");
        }
        check_request(&proteome, peptides, 6, request_of(MIMICRY_MIN_SCORE, -INFINITY, tops[i]),
                      "ties");
        check_request(&proteome, peptides, 6, request_of(MIMICRY_MIN_SCORE, 12, tops[i]), "ties");
        check_request(&proteome, peptides, 6, request_of(MIMICRY_MIN_SIMILARITY, 0.5, tops[i]),
                      "ties");
        check_request(&proteome, peptides, 6, request_of(MIMICRY_MAX_PENALTY, 6, tops[i]), "ties");
    }
    proteome_free(&proteome);
}
END_TEST

static size_t check_windows(const tested_proteome *proteome, const char *const *sequences,
                            oracle_request request)
{
    return check_request_to(proteome, sequences, 10, request, CHECK_EACH, "windows");
}

START_TEST(windows)
{
    static const char *const sequences[] = {
        "EVDPIGHLYEVDPIGHLY", "*",     "**A*", "ACDEF*GHIKLMN", "", "ACD", "acdef", "XACDX",
        "EVDPIGHLYEVDPIGHLY", "EVDPI*"};
    tested_proteome proteome = proteome_of(">a\nMEVDPIGHLYACDEFGHIKLMN\n>b\n\n>c\nESDPIVAQY*ACDEF\n"
                                           ">d\nEVDPI\n>e\nGHLYXACDX\n");

    for (uint32_t shortest = 1; shortest <= 9; shortest += 2) {
        for (uint32_t longest = shortest; longest <= shortest + 4; longest += 2) {
            oracle_request request = request_of(MIMICRY_MAX_MISMATCHES, shortest / 3, 0);

            request.window_min = shortest;
            request.window_max = longest;
            size_t hits = check_windows(&proteome, sequences, request);
            ck_assert_uint_gt(hits, 0);
            request.top = 2;
            check_windows(&proteome, sequences, request);
            request.kind = MIMICRY_MIN_SIMILARITY;
            request.threshold = 0.55;
            check_windows(&proteome, sequences, request);
            request.kind = MIMICRY_MIN_SCORE;
            request.threshold = -INFINITY;
            check_windows(&proteome, sequences, request);
        }
    }
    proteome_free(&proteome);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("search_directed");

    support_begin("test_search_directed");
    support_add_test(suite, every_length_and_number_of_mismatches);
    support_add_test(suite, ends_of_records);
    support_add_test(suite, every_length_of_text);
    support_add_test(suite, across_tiles);
    support_add_test(suite, just_beyond_a_tile);
    support_add_test(suite, empty_and_tiny_records);
    support_add_test(suite, letters_that_are_no_amino_acid);
    support_add_test(suite, repeats);
    support_add_test(suite, many_peptides);
    support_add_test(suite, beginnings_of_peptides);
    support_add_test(suite, best_few_with_ties);
    support_add_test(suite, windows);
    return support_run(suite);
}
