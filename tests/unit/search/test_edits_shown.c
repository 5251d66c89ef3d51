/* How hits with indels are shown: the alignment against all there are, and PEPMatch's notation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edits_checks.h"
#include "residue/alphabet.h"
#include "search/find/edits_align.h"

enum { SHOWN_CASES = 400, NOTATION_CASES = 20000 };

/* The text of the alignment that is shown. Letters are residues in either case. */
static mimicry_status edits_text(const char *peptide, const char *window, unsigned indels,
                                 unsigned mismatches, char *text, size_t room, size_t *length,
                                 mimicry_error *error)
{
    enum { MOST = MIMICRY_MAX_PEPTIDE + MIMICRY_MAX_INDELS };
    uint8_t codes[2][MOST];
    struct mim_alignment alignment = {0};
    const struct mim_edits_pair pair = {.peptide = codes[0],
                                        .window = codes[1],
                                        .peptide_length = (uint32_t)strlen(peptide),
                                        .window_length = (uint32_t)strlen(window),
                                        .indels = indels,
                                        .mismatches = mismatches};

    for (size_t i = 0; peptide[i]; i++)
        codes[0][i] = mim_code_of[(unsigned char)peptide[i]];
    for (size_t i = 0; window[i]; i++)
        codes[1][i] = mim_code_of[(unsigned char)window[i]];
    mimicry_status status = mim_alignment_find(&alignment, &pair, error);
    if (status == MIMICRY_OK)
        *length = mim_alignment_text(&alignment, &pair, text, room);
    mim_alignment_free(&alignment);
    return status;
}

static void expect_text(const char *peptide, const char *window, unsigned indels,
                        unsigned mismatches, const char *wanted)
{
    mimicry_error error = {.size = sizeof error};
    char text[512];
    size_t length = 0;

    support_expect_ok(
        edits_text(peptide, window, indels, mismatches, text, sizeof text, &length, &error), &error,
        window);
    ck_assert_msg(strcmp(text, wanted) == 0, "%s, %s: %s, not %s", peptide, window, text, wanted);
    ck_assert_uint_eq(length, strlen(wanted));
}

/* PEPMatch's published examples (its tests, and golden rows of them). Its B stands for any letter;
 * here B matches nothing, so that W takes its place. Topiary's: a first residue that is deleted. */
START_TEST(published_notations)
{
    static const struct {
        const char *peptide, *window, *wanted;
    } rows[] = {
        {"YYADGY", "YADGY", "d: Y[2]"},
        {"NALVEATRFC", "NALVETRFC", "d: A[6]"},
        {"AWCDEF", "AWXCDEF", "i: X[3]"},
        {"AAAAA", "AAAA", "d: A[2,4]"},
        {"AAAAAA", "AAAAA", "d: A[2,5]"},
        {"AAAAAA", "AAAAAAA", "i: A[2,6]"},
        {"YYADGY", "YDGY", "d: YA[2]"},
        {"AWCDEF", "AWDF", "d: C[3], d: E[5]"},
        {"AWAWAW", "AWAW", "d: WA[2], d: AW[3], d: WA[4]"},
        {"AAAAAA", "AAAA", "d: AA[2,4]"},
        {"AAAA", "AAAAAA", "i: AA[2,4]"},
        {"AAAWAA", "AAWA", "d: A[2,3], d: A[5]"},
        {"AWCDEF", "AWXCDYEF", "i: X[3], i: Y[5]"},
        {"CAAAD", "CAAD", "d: A[2,4]"},
        {"XMASIINFE", "MASIINFE", "d: X[1]"},
        {"SIINFEKLG", "SIINFEKLGG", "i: G[9]"},
        {"SIINFEKLG", "SIINFEKLG", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t a = strlen(rows[i].peptide), b = strlen(rows[i].window);

        expect_text(rows[i].peptide, rows[i].window, (unsigned)(a > b ? a - b : b - a), 0,
                    rows[i].wanted);
    }
    expect_text("EVDPIGHLY", "ESDPIVAQY", 0, 4, "m: V>S[2], m: G>V[6], m: H>A[7], m: L>Q[8]");
    expect_text("EVDPIGHLY", "EVDPIXHLY", 2, 0, "d: G[6], i: X[7]");
    expect_text("EXDP", "EXDP", 0, 1, "m: X>X[2]");
}
END_TEST

static char *random_letters(test_random *random, const char *alphabet, unsigned shortest,
                            unsigned longest)
{
    size_t length = (size_t)random_between(random, shortest, longest);
    test_text text = {0};

    for (size_t i = 0; i < length; i++)
        text_add_char(&text, alphabet[random_below(random, strlen(alphabet))]);
    return text.bytes;
}

/* Against PEPMatch's rule, wherever there is a place inside the peptide. */
START_TEST(notation_is_that_of_pepmatch)
{
    unsigned compared = 0;

    for (unsigned i = 0; i < support_scaled(NOTATION_CASES); i++) {
        test_random random = random_of_case(4, i);
        letter_source source = {"AC", 0};
        char *peptide = random_letters(&random, "ACAC", 3, 12);
        unsigned n = 1 + (unsigned)random_below(&random, 2);
        char *window = edits_changed(&random, &source, peptide, strlen(peptide), n);
        size_t a = strlen(peptide), b = strlen(window);

        if (a + n == b || b + n == a) {
            test_text wanted = oracle_pepmatch_text(peptide, window);

            if (wanted.length > 0)
                expect_text(peptide, window, n, 0, wanted.bytes);
            compared += wanted.length > 0;
            text_free(&wanted);
        }
        free(peptide);
        free(window);
    }
    ck_assert_uint_gt(compared, support_scaled(NOTATION_CASES) / 20);
}
END_TEST

static double score_of(const oracle_matrix *matrix, const char *peptide, const char *window,
                       const char *columns)
{
    double sum = 0;

    for (; *columns; columns++) {
        if (*columns == 'p')
            sum += matrix->score[(unsigned char)*peptide][(unsigned char)*window];
        peptide += *columns != 'i';
        window += *columns != 'd';
    }
    return sum;
}

/* The hits of a short peptide: their alignments out of all there are, texts and scores. */
static void check_shown(const tested_proteome *proteome, const tested_model *model,
                        const test_peptides *peptides, const edits_request *request)
{
    mimicry_error error = {.size = sizeof error};
    size_t count, stride;
    all_hits *hits;

    support_expect_ok(edits_search(proteome->index[0], peptides, request, 0, 1, &hits, &error),
                      &error, "shown");
    const char *at = (const char *)all_hits_data(hits, &count, &stride);
    for (size_t i = 0; i < count; i++, at += stride * (1 + count / 40), i += count / 40) {
        const mimicry_hit *hit = (const mimicry_hit *)at;
        const char *peptide = peptides->letters[hit->query];
        char window[64], *columns;

        mimicry_index_residues(proteome->index[0], hit->record, hit->start, hit->length, window);
        ck_assert(oracle_edits_align(peptide, window, hit->indels, hit->mismatches, &columns));
        test_text text = oracle_edits_text(peptide, window, columns);
        expect_text(peptide, window, hit->indels, hit->mismatches, text.bytes);
        ck_assert_msg(score_of(model->matrix, peptide, window, columns) == hit->score,
                      "%s %s %s: score %g", peptide, window, columns, hit->score);
        text_free(&text);
        free(columns);
    }
    all_hits_free(hits);
}

START_TEST(what_is_shown)
{
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (unsigned i = 0; i < support_scaled(SHOWN_CASES); i++) {
        test_random random = random_of_case(5, i);
        letter_source source = random_letter_source(&random);
        proteome_shape shape = {4, 40};
        test_text fasta = random_fasta(&random, &source, &shape);
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        edits_request request = {1 + (unsigned)random_below(&random, 4),
                                 (unsigned)random_below(&random, 3)};
        test_peptides peptides = edits_peptides(&random, &source, &proteome, 8, &request);

        check_shown(&proteome, &model, &peptides, &request);
        peptides_free(&peptides);
        proteome_free(&proteome);
        text_free(&fasta);
    }
    model_free(&model);
}
END_TEST

START_TEST(texts_that_are_refused)
{
    static const struct {
        const char *peptide, *window;
        unsigned indels, mismatches;
        const char *message;
    } bad[] = {
        {"AC", "AC", 0, 1, "not what this peptide"},
        {"AC", "AD", 0, 0, "not what this peptide"},
        {"AC", "A", 0, 1, "not what this peptide"},
        {"AC", "A", 2, 0, "not what this peptide"},
        {"A", "AD", 1, 0, "not what this peptide"}, /* an end of the window would be inserted */
        {"A", "C", 2, UINT32_MAX, "not what this peptide"},
    };
    mimicry_error error = {.size = sizeof error};
    char text[16] = "same";
    size_t length = 7;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert_int_eq(edits_text(bad[i].peptide, bad[i].window, bad[i].indels, bad[i].mismatches,
                                    text, sizeof text, &length, &error),
                         MIMICRY_E_ARGUMENT);
        ck_assert_msg(strstr(error.message, bad[i].message), "%s", error.message);
        ck_assert_str_eq(text, "same");
        ck_assert_uint_eq(length, 7);
    }
    /* Cut to the room there is. */
    support_expect_ok(edits_text("YYADGY", "YDGY", 2, 0, text, 5, &length, &error), &error, "cut");
    ck_assert_str_eq(text, "d: Y");
    ck_assert_uint_eq(length, 8);
    support_expect_ok(edits_text("yyadgy", "ydgy", 2, 0, NULL, 0, &length, &error), &error,
                      "no room");
    ck_assert_uint_eq(length, 8);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("edits_shown");

    support_begin("test_edits_shown");
    support_add_test(suite, published_notations);
    support_add_test(suite, notation_is_that_of_pepmatch);
    support_add_test(suite, what_is_shown);
    support_add_test(suite, texts_that_are_refused);
    return support_run(suite);
}
