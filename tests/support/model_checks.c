/* A search that looks at every window, and its comparison with the library's. */
#include "model_checks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char model_letters[] = "ARNDCQEGHILKMFPSTWYV";
static const char letters_of_texts[] = "ARNDCQEGHILKMFPSTWYVAADDYYLLX";

/* ---- Every window ---- */

void make_proteome(test_random *random, const char *planted, model_proteome *out)
{
    test_text fasta = {0};
    for (int r = 0; r < MODEL_RECORDS; r++) {
        const size_t length = random_below(random, MODEL_LONGEST);
        for (size_t i = 0; i < length; i++)
            out->letters[r][i] =
                letters_of_texts[random_below(random, sizeof letters_of_texts - 1)];
        out->letters[r][length] = '\0';
        const size_t n = strlen(planted);
        if (length > n && random_chance(random, 60)) {
            char *at = out->letters[r] + random_below(random, length - n);
            memcpy(at, planted, n);
            at[random_below(random, n)] = model_letters[random_below(random, 20)];
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

static bool test_window(const model_table *t, const request *r, double self, const char *window,
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

static size_t naive_search(const model_proteome *p, const model_table *t, const char *peptide,
                           const request *r, mimicry_hit *out)
{
    size_t count = 0;
    double self = 0;
    for (size_t j = 0; j < t->length; j++)
        self += t->score[j][(int)peptide[j]];
    for (uint64_t record = 0; record < MODEL_RECORDS; record++) {
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

static void expect_same(const model_proteome *p, const model_table *t, const char *peptide,
                        const request *r, const mimicry0_search_options *options, const char *label)
{
    static mimicry_hit wanted[MODEL_RECORDS * MODEL_LONGEST];
    mimicry_error error = {.size = sizeof error};
    mimicry0_hits *hits = NULL;
    size_t count, stride;
    const size_t n = naive_search(p, t, peptide, r, wanted);
    support_expect_ok(mimicry0_search(p->index, &peptide, 1, options, &hits, &error), &error,
                      label);
    const char *data = (const char *)mimicry0_hits_data(hits, &count, &stride);
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
    mimicry0_hits_free(hits);
}

static void check_request(const model_proteome *p, const mimicry_model *model, const model_table *t,
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
            mimicry0_search_options options;
            mimicry0_search_options_init(&options, sizeof options);
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
void check_model(test_random *random, const model_proteome *p, const mimicry_model *model,
                 const model_table *t, const char *peptide, const char *label)
{
    static mimicry_hit all[MODEL_RECORDS * MODEL_LONGEST];
    const request every = {MIMICRY_MIN_SCORE, -INFINITY, 0};
    const size_t n = naive_search(p, t, peptide, &every, all);
    check_request(p, model, t, peptide, &every, label);
    for (int m = 0; m <= 4; m++)
        check_request(p, model, t, peptide, &(request){MIMICRY_MAX_MISMATCHES, m, 0}, label);
    check_request(p, model, t, peptide, &(request){MIMICRY_MAX_MISMATCHES, MODEL_MOST, 2}, label);
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
