/* A search that looks at every window, and its comparison with the library's. */
#include "model_checks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char model_letters[] = "ARNDCQEGHILKMFPSTWYV";
static const char letters_of_texts[] = "ARNDCQEGHILKMFPSTWYVAADDYYLLX";

/* ---- What is searched ---- */

void make_proteome(test_random *random, const char *planted, model_proteome *out)
{
    char letters[MODEL_LONGEST + 1];
    test_text fasta = {0};
    for (int r = 0; r < MODEL_RECORDS; r++) {
        const size_t length = random_below(random, MODEL_LONGEST);
        for (size_t i = 0; i < length; i++)
            letters[i] = letters_of_texts[random_below(random, sizeof letters_of_texts - 1)];
        letters[length] = '\0';
        const size_t n = strlen(planted);
        if (length > n && random_chance(random, 60)) {
            char *at = letters + random_below(random, length - n);
            memcpy(at, planted, n);
            at[random_below(random, n)] = model_letters[random_below(random, 20)];
        }
        text_print(&fasta, ">r%d\n%s\n", r, letters);
    }
    out->records = oracle_fasta_parse(fasta.bytes, fasta.length);
    out->index = index_from_text(fasta.bytes, fasta.length, 0);
    text_free(&fasta);
}

void model_proteome_free(model_proteome *proteome)
{
    oracle_records_free(&proteome->records);
    mimicry_index_close(proteome->index);
}

static bool by_score(const oracle_request *r)
{
    return r->kind != MIMICRY_MAX_MISMATCHES;
}

/* ---- The library, in every manner ---- */

static void expect_same(const model_proteome *p, const oracle_table *t, const char *peptide,
                        const oracle_request *r, const mimicry_search_options *options,
                        const char *label)
{
    mimicry_error error = {.size = sizeof error};
    all_hits *hits = NULL;
    size_t count, stride;
    oracle_hits found = {0};
    oracle_search_table(&p->records, t, &(mimicry_hit){.query = 0}, r, 0, &found);
    const mimicry_hit *wanted = found.data;
    const size_t n = found.count;
    support_expect_ok(all_hits_search(p->index, &peptide, 1, options, &hits, &error), &error,
                      label);
    const char *data = (const char *)all_hits_data(hits, &count, &stride);
    ck_assert_msg(count == n,
                  "%s: peptide %s, kind %d, threshold %.17g, top %llu, plan %d, "
                  "instructions %d: %zu hits, %zu were expected",
                  label, peptide, (int)r->kind, r->threshold, (unsigned long long)r->top,
                  (int)options->run.plan, (int)options->run.instructions, count, n);
    for (size_t i = 0; i < n; i++) {
        const void *at = data + i * stride;
        const mimicry_hit *hit = at;
        ck_assert_msg(hit->record == wanted[i].record && hit->start == wanted[i].start &&
                          hit->score == wanted[i].score && hit->mismatches == wanted[i].mismatches,
                      "%s: peptide %s, plan %d: hit %zu is %llu:%llu score %.17g, %u mismatches; "
                      "expected %llu:%llu, %.17g, %u",
                      label, peptide, (int)options->run.plan, i, (unsigned long long)hit->record,
                      (unsigned long long)hit->start, hit->score, hit->mismatches,
                      (unsigned long long)wanted[i].record, (unsigned long long)wanted[i].start,
                      wanted[i].score, wanted[i].mismatches);
    }
    all_hits_free(hits);
    oracle_hits_free(&found);
}

static void check_request(const model_proteome *p, const mimicry_model *model,
                          const oracle_table *t, const char *peptide, const oracle_request *r,
                          const char *label)
{
    const instruction_sets *sets = instruction_sets_here();
    bool single = true;
    for (size_t j = 0; j < t->length; j++) {
        int accepted = 0;
        for (int c = 'A'; c <= 'Z'; c++)
            accepted += t->position[j].accepts[c];
        single = single && accepted <= 1;
    }
    for (size_t i = 0; i < sets->count; i++) {
        for (int32_t plan = MIMICRY_PLAN_AUTO; plan <= MIMICRY_PLAN_SLIDING; plan++) {
            mimicry_search_options options;
            options = (mimicry_search_options){.size = sizeof options,
                                               .threshold_kind = MIMICRY_MAX_MISMATCHES};
            const bool planes = plan == MIMICRY_PLAN_PLANES || plan == MIMICRY_PLAN_SLIDING;
            if (plan == MIMICRY_PLAN_SUFFIX || plan == MIMICRY_PLAN_SCAN ||
                (planes && (!single || by_score(r))) ||
                (plan == MIMICRY_PLAN_SEEDS && (by_score(r) || r->threshold >= (double)t->length)))
                continue;
            options.model = model;
            options.threshold_kind = r->kind;
            options.threshold = r->threshold;
            options.top = r->top;
            options.run.plan = plan;
            options.run.instructions = sets->set[i];
            options.run.threads = 1 + plan % 2;
            expect_same(p, t, peptide, r, &options, label);
        }
    }
}

/* Thresholds of every kind, those at a window's own score included. */
void check_model(test_random *random, const model_proteome *p, const mimicry_model *model,
                 const oracle_table *table, const char *peptide, const char *label)
{
    const oracle_request every = {.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY};
    const double penalty = random_unit(random) * 20;
    const oracle_request fixed[] = {
        every,
        {.kind = MIMICRY_MAX_MISMATCHES, .threshold = MODEL_MOST, .top = 2},
        {.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY, .top = 3},
        {.kind = MIMICRY_MAX_PENALTY, .threshold = penalty},
    };
    oracle_table t = *table;
    oracle_hits all = {0};
    t.span = t.length;
    t.self = 0;
    for (size_t j = 0; j < t.length; j++)
        t.self += t.position[j].score[(unsigned char)peptide[j]];
    oracle_search_table(&p->records, &t, &(mimicry_hit){.query = 0}, &every, 0, &all);
    for (size_t k = 0; k < sizeof fixed / sizeof *fixed; k++)
        check_request(p, model, &t, peptide, &fixed[k], label);
    for (int m = 0; m <= 4; m++) {
        const oracle_request r = {.kind = MIMICRY_MAX_MISMATCHES, .threshold = m};
        check_request(p, model, &t, peptide, &r, label);
    }
    for (int k = 0; k < 3 && all.count > 0; k++) {
        oracle_request r = {.kind = MIMICRY_MIN_SCORE};
        const double score = all.data[random_below(random, all.count < 50 ? all.count : 50)].score;
        for (int side = -1; side <= 1; side++) {
            r.threshold = score + side * 1e-6;
            r.top = side < 0 ? 5 : 0;
            check_request(p, model, &t, peptide, &r, label);
        }
    }
    oracle_hits_free(&all);
}

void check_activities(test_random *random, const model_proteome *p, const mimicry_model *model,
                      const oracle_table *table, const char *peptide)
{
    const oracle_request every = {.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY};
    oracle_table t = *table;
    oracle_hits all = {0};
    t.span = t.length;
    oracle_search_table(&p->records, &t, &(mimicry_hit){.query = 0}, &every, 0, &all);
    for (int k = 0; k < 3 && all.count > 0; k++) {
        const double score = all.data[random_below(random, all.count < 50 ? all.count : 50)].score;
        for (int side = -1; side <= 1; side++) {
            const double activity = pow(0.05, -score) * (1 + side * 1e-6);
            const oracle_request r = {
                .kind = MIMICRY_MIN_ACTIVITY, .threshold = activity, .top = k == 2 ? 4 : 0};
            if (activity > 0 && activity <= 1)
                check_request(p, model, &t, peptide, &r, "activity");
        }
    }
    oracle_hits_free(&all);
}
