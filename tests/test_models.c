/* Models that are no plain matrix: weights, presets, motifs, profiles and distances, by every plan
 * and instruction set, against a search that looks at every window. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"

static const char standard[] = "ARNDCQEGHILKMFPSTWYV";
static const char letters_of_texts[] = "ARNDCQEGHILKMFPSTWYVAADDYYLLX";

enum { RECORDS = 30, LONGEST = 70, MOST = 15 };

/* ---- Every window ---- */

typedef struct proteome {
    char letters[RECORDS][LONGEST + 1];
    mimicry_index *index;
} proteome;

/* What each letter scores at each position, and whether it is a mismatch there. */
typedef struct table {
    size_t length;
    double score[MOST][128];
    bool accepts[MOST][128];
} table;

static void make_proteome(test_random *random, const char *planted, proteome *out)
{
    test_text fasta = {0};
    for (int r = 0; r < RECORDS; r++) {
        const size_t length = random_below(random, LONGEST);
        for (size_t i = 0; i < length; i++)
            out->letters[r][i] =
                letters_of_texts[random_below(random, sizeof letters_of_texts - 1)];
        out->letters[r][length] = '\0';
        const size_t n = strlen(planted);
        if (length > n && random_chance(random, 60)) {
            char *at = out->letters[r] + random_below(random, length - n);
            memcpy(at, planted, n);
            at[random_below(random, n)] = standard[random_below(random, 20)];
        }
        text_print(&fasta, ">r%d\n%s\n", r, out->letters[r]);
    }
    out->index = index_from_text(fasta.bytes, fasta.length, 0);
    text_free(&fasta);
}

typedef struct request {
    int32_t kind;
    double threshold;
    uint64_t top;
} request;

static bool by_score(const request *r)
{
    return r->kind != MIMICRY_MAX_MISMATCHES;
}

static request compared; /* what qsort sorts for */

static int compare_hits(const void *x, const void *y)
{
    const mimicry_hit *a = x, *b = y;
    const int score = (a->score < b->score) - (a->score > b->score);
    const int mismatches = (a->mismatches > b->mismatches) - (a->mismatches < b->mismatches);
    const int first = by_score(&compared) ? score : mismatches;
    const int second = by_score(&compared) ? mismatches : score;
    if (first != 0 || second != 0)
        return first != 0 ? first : second;
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return (a->start > b->start) - (a->start < b->start);
}

static bool test_window(const table *t, const request *r, double self, const char *window,
                        mimicry_hit *out)
{
    out->score = 0;
    out->mismatches = 0;
    for (size_t j = 0; j < t->length; j++) {
        out->score += t->score[j][(int)window[j]];
        out->mismatches += !t->accepts[j][(int)window[j]];
    }
    switch (r->kind) {
    case MIMICRY_MAX_MISMATCHES:
        return out->mismatches <= r->threshold;
    case MIMICRY_MAX_PENALTY:
        return out->score >= self - r->threshold - 1e-9;
    default:
        return out->score >= r->threshold - 1e-9;
    }
}

static size_t naive_search(const proteome *p, const table *t, const char *peptide, const request *r,
                           mimicry_hit *out)
{
    size_t count = 0;
    double self = 0;
    for (size_t j = 0; j < t->length; j++)
        self += t->score[j][(int)peptide[j]];
    for (uint64_t record = 0; record < RECORDS; record++) {
        const size_t n = strlen(p->letters[record]);
        for (size_t i = 0; i + t->length <= n; i++) {
            mimicry_hit *hit = &out[count];
            *hit = (mimicry_hit){.record = record, .start = i};
            count += test_window(t, r, self, p->letters[record] + i, hit);
        }
    }
    compared = *r;
    qsort(out, count, sizeof *out, compare_hits);
    while (r->top > 0 && count > r->top) {
        const mimicry_hit *last = &out[count - 1], *kept = &out[r->top - 1];
        if (by_score(r) ? last->score >= kept->score - 1e-9 : last->mismatches == kept->mismatches)
            break;
        count--;
    }
    return count;
}

/* ---- The library, in every manner ---- */

static void expect_same(const proteome *p, const table *t, const char *peptide, const request *r,
                        const mimicry_search_options *options, const char *label)
{
    static mimicry_hit wanted[RECORDS * LONGEST];
    mimicry_error error = {.struct_size = sizeof error};
    mimicry_hits *hits = NULL;
    size_t count, stride;
    const size_t n = naive_search(p, t, peptide, r, wanted);
    support_expect_ok(mimicry_search(p->index, &peptide, 1, options, &hits, &error), &error, label);
    const char *data = (const char *)mimicry_hits_data(hits, &count, &stride);
    ck_assert_msg(count == n,
                  "%s: peptide %s, kind %d, threshold %.17g, top %llu, plan %d, "
                  "instructions %d: %zu hits, %zu were expected",
                  label, peptide, (int)r->kind, r->threshold, (unsigned long long)r->top,
                  (int)options->plan, (int)options->instructions, count, n);
    for (size_t i = 0; i < n; i++) {
        const void *at = data + i * stride;
        const mimicry_hit *hit = at;
        ck_assert_msg(hit->record == wanted[i].record && hit->start == wanted[i].start &&
                          hit->score == wanted[i].score && hit->mismatches == wanted[i].mismatches,
                      "%s: peptide %s, plan %d: hit %zu is %llu:%llu score %.17g, %u mismatches; "
                      "expected %llu:%llu, %.17g, %u",
                      label, peptide, (int)options->plan, i, (unsigned long long)hit->record,
                      (unsigned long long)hit->start, hit->score, hit->mismatches,
                      (unsigned long long)wanted[i].record, (unsigned long long)wanted[i].start,
                      wanted[i].score, wanted[i].mismatches);
    }
    mimicry_hits_free(hits);
}

static void check_request(const proteome *p, const mimicry_model *model, const table *t,
                          const char *peptide, const request *r, const char *label)
{
    const instruction_sets *sets = instruction_sets_here();
    bool single = true;
    for (size_t j = 0; j < t->length; j++) {
        int accepted = 0;
        for (int c = 'A'; c <= 'Z'; c++)
            accepted += t->accepts[j][c];
        single = single && accepted <= 1;
    }
    for (size_t i = 0; i < sets->count; i++) {
        for (int32_t plan = MIMICRY_PLAN_AUTO; plan <= MIMICRY_PLAN_BRANCH; plan++) {
            mimicry_search_options options;
            mimicry_search_options_init(&options, sizeof options);
            if (plan == MIMICRY_PLAN_SUFFIX || (plan == MIMICRY_PLAN_PLANES && !single) ||
                (plan == MIMICRY_PLAN_PLANES && by_score(r)) ||
                (plan == MIMICRY_PLAN_SEEDS && (by_score(r) || r->threshold >= (double)t->length)))
                continue;
            options.model = model;
            options.threshold_kind = r->kind;
            options.threshold = r->threshold;
            options.top = r->top;
            options.plan = plan;
            options.instructions = sets->set[i];
            options.threads = 1 + plan % 2;
            expect_same(p, t, peptide, r, &options, label);
        }
    }
}

/* Thresholds of every kind, those at a window's own score included. */
static void check_model(test_random *random, const proteome *p, const mimicry_model *model,
                        const table *t, const char *peptide, const char *label)
{
    static mimicry_hit all[RECORDS * LONGEST];
    const request every = {MIMICRY_MIN_SCORE, -INFINITY, 0};
    const size_t n = naive_search(p, t, peptide, &every, all);
    check_request(p, model, t, peptide, &every, label);
    for (int m = 0; m <= 4; m++)
        check_request(p, model, t, peptide, &(request){MIMICRY_MAX_MISMATCHES, m, 0}, label);
    check_request(p, model, t, peptide, &(request){MIMICRY_MAX_MISMATCHES, MOST, 2}, label);
    check_request(p, model, t, peptide, &(request){MIMICRY_MIN_SCORE, -INFINITY, 3}, label);
    check_request(p, model, t, peptide,
                  &(request){MIMICRY_MAX_PENALTY, random_unit(random) * 20, 0}, label);
    for (int k = 0; k < 3 && n > 0; k++) {
        const double score = all[random_below(random, n < 50 ? n : 50)].score;
        check_request(p, model, t, peptide, &(request){MIMICRY_MIN_SCORE, score, 0}, label);
        check_request(p, model, t, peptide, &(request){MIMICRY_MIN_SCORE, score + 1e-6, 0}, label);
        check_request(p, model, t, peptide, &(request){MIMICRY_MIN_SCORE, score - 1e-6, 5}, label);
    }
}

static void random_peptide(test_random *random, size_t length, char *out)
{
    for (size_t j = 0; j < length; j++)
        out[j] = random_chance(random, 3) ? 'X' : standard[random_below(random, 20)];
    out[length] = '\0';
}

/* ---- Weights ---- */

static void weigh(const mimicry_model *matrix, const double *weights, const char *peptide,
                  table *out)
{
    memset(out, 0, sizeof *out);
    out->length = strlen(peptide);
    for (size_t j = 0; j < out->length; j++) {
        for (int c = 'A'; c <= 'Z'; c++) {
            const double score = mimicry_model_score(matrix, peptide[j], (char)c);
            const bool same = c == peptide[j] && strchr(standard, c) != NULL;
            out->score[j][c] = weights[j] == 0 ? 0 : weights[j] * score;
            out->accepts[j][c] = same || weights[j] == 0;
        }
    }
}

START_TEST(weights_against_every_window)
{
    static const double some[] = {0, 1, 1, 2, 0.5, 3, 0.37, 0};
    static const char *const matrices[] = {"BLOSUM62", "PAM250", "PMBEC"};
    for (unsigned n = 0; n < support_scaled(12); n++) {
        test_random random = random_of_case(1, n);
        char peptide[MOST + 1];
        double weights[MOST];
        static proteome p;
        static table t;
        mimicry_model *matrix, *model;
        const size_t length = (size_t)random_between(&random, 1, MOST);
        const size_t kinds = n % 3 == 0 ? 3 : 8; /* 0 and 1 alone, or anything */
        random_peptide(&random, length, peptide);
        for (size_t j = 0; j < length; j++)
            weights[j] = some[random_below(&random, kinds)];
        make_proteome(&random, peptide, &p);
        ck_assert_int_eq(mimicry_model_matrix(matrices[n % 3], 0, &matrix, NULL), MIMICRY_OK);
        ck_assert_int_eq(mimicry_model_weighted(matrix, weights, length, &model, NULL), MIMICRY_OK);
        weigh(matrix, weights, peptide, &t);
        mimicry_model_free(matrix);
        check_model(&random, &p, model, &t, peptide, "weights");
        mimicry_model_free(model);
        mimicry_index_close(p.index);
    }
}
END_TEST

START_TEST(presets_are_these_weights)
{
    static const struct {
        const char *preset;
        size_t length;
        double weights[MOST];
    } presets[] = {
        {"mhc1-face", 8, {0, 0, 0, 1, 1, 1, 0, 0}},
        {"mhc1-face", 9, {0, 0, 0, 1, 1, 1, 1, 0, 0}},
        {"mhc1-face", 11, {0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0}},
        {"mhc1-anchors", 9, {1, 0, 1, 1, 1, 1, 1, 1, 0}},
        {"mhc2-face", 9, {0, 1, 1, 0, 1, 0, 1, 1, 0}},
        {"mhc2-face:4", 15, {0, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof presets / sizeof presets[0]; i++) {
        test_random random = random_of_case(2, i);
        char peptide[MOST + 1];
        static proteome p;
        static table t;
        mimicry_model *matrix, *model;
        random_peptide(&random, presets[i].length, peptide);
        make_proteome(&random, peptide, &p);
        ck_assert_int_eq(mimicry_model_matrix("BLOSUM62", 0, &matrix, NULL), MIMICRY_OK);
        ck_assert_int_eq(mimicry_model_preset(NULL, presets[i].preset, &model, NULL), MIMICRY_OK);
        weigh(matrix, presets[i].weights, peptide, &t);
        check_model(&random, &p, model, &t, peptide, presets[i].preset);
        mimicry_model_free(matrix);
        mimicry_model_free(model);
        mimicry_index_close(p.index);
    }
}
END_TEST

/* ---- Motifs ---- */

static void add_position(test_random *random, test_text *pattern, table *t)
{
    const size_t j = t->length;
    const uint64_t kind = random_below(random, 4);
    char set[8];
    const size_t n = (size_t)random_between(random, 1, 5);
    for (size_t k = 0; k < n; k++)
        set[k] = standard[random_below(random, 20)];
    set[n] = '\0';
    const size_t repeats = random_chance(random, 20) ? 2 : 1;
    if (kind == 0)
        text_print(pattern, "%c", random_chance(random, 50) ? '.' : 'x');
    else if (kind == 1)
        text_print(pattern, "[%s]", set);
    else if (kind == 2)
        text_print(pattern, "{%s}", set);
    else
        text_print(pattern, "%c", set[0]);
    if (repeats > 1)
        text_print(pattern, "(2)");
    if (random_chance(random, 20))
        text_print(pattern, "-");
    for (size_t r = 0; r < repeats; r++) {
        for (int c = 'A'; c <= 'Z'; c++) {
            const bool standard_one = strchr(standard, c) != NULL, in_set = strchr(set, c) != NULL;
            const bool met = kind == 0   ? true
                             : kind == 1 ? in_set
                             : kind == 2 ? standard_one && !in_set
                                         : c == set[0];
            t->accepts[j + r][c] = met;
            t->score[j + r][c] = kind != 0 && met;
        }
    }
    t->length += repeats;
}

START_TEST(motifs_against_every_window)
{
    for (unsigned n = 0; n < support_scaled(12); n++) {
        test_random random = random_of_case(3, n);
        static proteome p;
        static table t;
        test_text pattern = {0};
        mimicry_model *model;
        mimicry_error error = {.struct_size = sizeof error};
        const size_t positions = (size_t)random_between(&random, 1, 7);
        memset(&t, 0, sizeof t);
        for (size_t j = 0; j < positions; j++)
            add_position(&random, &pattern, &t);
        if (pattern.bytes[pattern.length - 1] == '-')
            pattern.bytes[pattern.length - 1] = '\0';
        support_expect_ok(mimicry_model_motif(pattern.bytes, &model, &error), &error,
                          pattern.bytes);
        const char *consensus = mimicry_model_consensus(model);
        ck_assert_uint_eq(strlen(consensus), t.length);
        make_proteome(&random, "ACDEFGHIKLMNPQ", &p);
        check_model(&random, &p, model, &t, consensus, pattern.bytes);
        mimicry_model_free(model);
        mimicry_index_close(p.index);
        text_free(&pattern);
    }
}
END_TEST

/* ---- Profiles ---- */

static char *write_profile(test_random *random, size_t length, bool whole, table *t)
{
    test_text text = {0};
    bool has_column[128] = {false};
    char separator = random_chance(random, 50) ? '\t' : ',';
    memset(t, 0, sizeof *t);
    t->length = length;
    text_print(&text, "position");
    for (int k = 0; k < 20; k++) {
        has_column[(int)standard[k]] = k == 0 || random_chance(random, 80);
        if (has_column[(int)standard[k]])
            text_print(&text, "%c%c", separator, standard[k]);
    }
    for (size_t j = 0; j < length; j++) {
        double lowest = INFINITY, best = -INFINITY;
        bool given[128] = {false};
        text_print(&text, "\n%zu", j + 1);
        for (int k = 0; k < 20; k++) {
            const int c = standard[k];
            const double value =
                whole ? (double)random_below(random, 12) - 4 : random_unit(random) * 8 - 3;
            if (!has_column[c])
                continue;
            text_print(&text, "%c", separator);
            given[c] = k == 0 || random_chance(random, 80);
            if (!given[c])
                continue;
            text_print(&text, "%.17g", value);
            t->score[j][c] = value;
            lowest = fmin(lowest, value);
        }
        for (int c = 'A'; c <= 'Z'; c++)
            t->score[j][c] = given[c] ? t->score[j][c] : lowest;
        for (int k = 0; k < 20; k++)
            best = fmax(best, t->score[j][(int)standard[k]]);
        for (int k = 0; k < 20; k++)
            t->accepts[j][(int)standard[k]] = t->score[j][(int)standard[k]] == best;
    }
    text_print(&text, "\n");
    char *path = support_write_file(".tsv", text.bytes, text.length);
    text_free(&text);
    return path;
}

START_TEST(profiles_against_every_window)
{
    for (unsigned n = 0; n < support_scaled(12); n++) {
        test_random random = random_of_case(4, n);
        static proteome p;
        static table t;
        mimicry_model *model;
        mimicry_error error = {.struct_size = sizeof error};
        char *path =
            write_profile(&random, (size_t)random_between(&random, 1, MOST), n % 2 == 0, &t);
        support_expect_ok(mimicry_model_profile(path, &model, &error), &error, "profile");
        make_proteome(&random, mimicry_model_consensus(model), &p);
        check_model(&random, &p, model, &t, mimicry_model_consensus(model), "profile");
        mimicry_model_free(model);
        mimicry_index_close(p.index);
        free(path);
    }
}
END_TEST

/* ---- Distances ---- */

/* Of one residue at one position, by the score of pairs that differ there alone. */
static void distance_table(const mimicry_scorer *scorer, const char *peptide, table *out)
{
    double most = 0;
    memset(out, 0, sizeof *out);
    out->length = strlen(peptide);
    for (size_t j = 0; j < out->length; j++) {
        for (int k = 0; k < 20; k++) {
            char other[MOST + 1];
            double value;
            memcpy(other, peptide, out->length + 1);
            other[j] = standard[k];
            ck_assert_int_eq(mimicry_scorer_pair(scorer, peptide, other, &value, NULL), MIMICRY_OK);
            out->score[j][(int)standard[k]] = -value;
            out->accepts[j][(int)standard[k]] = standard[k] == peptide[j];
            most = fmax(most, value);
        }
    }
    for (size_t j = 0; j < out->length; j++) {
        for (int c = 'A'; c <= 'Z'; c++)
            out->score[j][c] = strchr(standard, c) != NULL ? out->score[j][c] : -most;
    }
}

START_TEST(relatedness_against_every_window)
{
    static const double weights[] = {3, 0.5, 0.5, 4, 2, 0.5, 1, 1, 0.5};
    for (unsigned n = 0; n < support_scaled(8); n++) {
        test_random random = random_of_case(5, n);
        static proteome p;
        static table t;
        const bool weighted = n % 2 == 1;
        char peptide[MOST + 1] = "";
        mimicry_scorer_options options;
        mimicry_scorer *scorer;
        mimicry_model *model;
        for (size_t j = 0; j < 9; j++)
            peptide[j] = standard[random_below(&random, 20)];
        mimicry_scorer_options_init(&options, sizeof options);
        options.weights = weighted ? weights : NULL;
        options.n_weights = weighted ? 9 : 0;
        ck_assert_int_eq(mimicry_scorer_create(MIMICRY_SCORE_RELATEDNESS, &options, &scorer, NULL),
                         MIMICRY_OK);
        ck_assert_int_eq(
            mimicry_model_distance(NULL, options.weights, options.n_weights, &model, NULL),
            MIMICRY_OK);
        make_proteome(&random, peptide, &p);
        distance_table(scorer, peptide, &t);
        check_model(&random, &p, model, &t, peptide, "relatedness");
        mimicry_scorer_free(scorer);
        mimicry_model_free(model);
        mimicry_index_close(p.index);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("models");

    support_begin("test_models");
    support_add_test(suite, weights_against_every_window);
    support_add_test(suite, presets_are_these_weights);
    support_add_test(suite, motifs_against_every_window);
    support_add_test(suite, profiles_against_every_window);
    support_add_test(suite, relatedness_against_every_window);
    return support_run(suite);
}
