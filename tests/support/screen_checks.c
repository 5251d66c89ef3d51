/* Writes the rows of a screen out, and compares them. */
#include "screen_checks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

screen_proteome screen_proteome_of(tested_proteome proteome)
{
    screen_proteome p = {.proteome = proteome};
    size_t count = proteome.records.count;

    p.accessions = support_realloc(NULL, (count + 1) * sizeof *p.accessions);
    p.genes = support_realloc(NULL, (count + 1) * sizeof *p.genes);
    for (size_t r = 0; r < count; r++) {
        mimicry0_record record = {.size = sizeof record};

        ck_assert_int_eq(mimicry0_index_get_record(proteome.index[0], r, &record, NULL), 0);
        p.accessions[r] = record.accession;
        p.genes[r] = record.gene;
    }
    return p;
}

void screen_proteome_free(screen_proteome *p)
{
    free(p->accessions);
    free(p->genes);
    proteome_free(&p->proteome);
}

/* ---- The library's rows ---- */

typedef struct taking {
    screen_rows rows;
    const mimicry0_screen_options *options;
} taking;

static void print_list(test_text *text, const char *label, const mimicry0_names *names)
{
    text_print(text, "\n%s", label);
    for (size_t i = 0; i < names->count; i++)
        text_print(text, " %s;", names->names[i]);
}

static void print_row(test_text *text, const mimicry0_screen_row *row,
                      const mimicry0_screen_options *o)
{
    static const char *const sources[] = {"unknown", "absent", "found"};

    text_print(text, "windows %llu source %s\nnearest", (unsigned long long)row->windows,
               sources[row->source]);
    screen_print_hit(text, row->nearest);
    text_print(text, "\nbest");
    screen_print_hit(text, row->best);
    text_print(text, "\nself");
    for (unsigned m = 0; m <= MIMICRY_SCREEN_MISMATCHES; m++)
        text_print(text, " %llu", (unsigned long long)row->self[m]);
    text_print(text, "\nleft out");
    for (unsigned k = MIMICRY_LEFT_OUT_WILDTYPE; k < MIMICRY_LEFT_OUT_REASONS; k++)
        text_print(text, " %llu", (unsigned long long)row->left_out[k]);
    print_list(text, "peptides", &row->peptides);
    print_list(text, "genes", &row->genes);
    text_print(text, "\nunnamed %llu", (unsigned long long)row->unnamed);
    if (o->expression) {
        print_list(text, "unknown", &row->unknown_genes);
        print_list(text, "tissues", &row->tissues);
        print_list(text, "vital", &row->vital);
        print_list(text, "organs", &row->organs);
        text_print(text, "\nhighest %.9g vital %s", isnan(row->expression) ? -1 : row->expression,
                   row->is_vital == MIMICRY_YES  ? "yes"
                   : row->is_vital == MIMICRY_NO ? "no"
                                                 : "unknown");
    }
    if (!o->binders)
        return;
    text_print(text, "\nbinders %llu", (unsigned long long)row->binders);
    if (row->binder)
        text_print(text, " %s %s %.9g", row->binder, row->binder_allele,
                   isnan(row->binder_rank) ? -1 : row->binder_rank);
}

static int take_row(void *data, const mimicry0_screen_row *row, size_t size)
{
    taking *t = data;
    size_t i = t->rows.given++;

    ck_assert_uint_eq(size, sizeof *row);
    ck_assert_uint_eq(row->candidate, i); /* in the order given */
    ck_assert_uint_eq(row->nearest->query, i);
    print_row(&t->rows.texts[i], row, t->options);
    t->rows.nearest[i] = *row->nearest;
    t->rows.best[i] = *row->best;
    t->rows.evalues[i] = row->evalue;
    t->rows.dissimilarities[i] = row->dissimilarity;
    return 0;
}

static int take_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    taking *t = data;
    size_t strangers = 0;

    for (size_t i = 0; i < count; i++) {
        mimicry_hit hit;

        memcpy(&hit, (const char *)hits + i * stride, sizeof hit);
        if (hit.query >= t->rows.count || hit.query < t->rows.given) /* they come before the row */
            strangers++;
        else
            screen_print_hit(&t->rows.hits[hit.query], &hit);
    }
    ck_assert_uint_eq(strangers, 0);
    return 0;
}

screen_rows screen_index(const mimicry_index *index, const mimicry0_candidate *candidates,
                         size_t count, const mimicry0_screen_options *options)
{
    mimicry0_screen_options o = *options;
    mimicry_error error = {.size = sizeof error};
    taking t = {.options = &o};

    t.rows.count = count;
    t.rows.texts = support_realloc(NULL, (count + 1) * sizeof *t.rows.texts);
    t.rows.hits = support_realloc(NULL, (count + 1) * sizeof *t.rows.hits);
    t.rows.nearest = support_realloc(NULL, (count + 1) * sizeof *t.rows.nearest);
    t.rows.best = support_realloc(NULL, (count + 1) * sizeof *t.rows.best);
    t.rows.evalues = support_realloc(NULL, (count + 1) * sizeof *t.rows.evalues);
    t.rows.dissimilarities = support_realloc(NULL, (count + 1) * sizeof *t.rows.dissimilarities);
    for (size_t i = 0; i < count; i++) {
        t.rows.texts[i] = t.rows.hits[i] = (test_text){0};
        text_print(&t.rows.hits[i], " ");
    }
    o.each_hit = take_hits;
    o.hit_data = &t;
    support_expect_ok(
        mimicry0_screen(index, candidates, count, sizeof *candidates, &o, take_row, &t, &error),
        &error, "screen");
    ck_assert_uint_eq(t.rows.given, count);
    return t.rows;
}

void screen_rows_free(screen_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        text_free(&rows->texts[i]);
        text_free(&rows->hits[i]);
    }
    free(rows->texts);
    free(rows->hits);
    free(rows->nearest);
    free(rows->best);
    free(rows->evalues);
    free(rows->dissimilarities);
}

/* ---- Against the oracle ---- */

static bool is_close(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-9 * fabs(b) + 1e-300;
}

static void check_row(const screen_rows *rows, size_t i, const screen_answer *want,
                      const mimicry0_candidate *c, const char *label)
{
    ck_assert_msg(
        strcmp(rows->texts[i].bytes, want->text.bytes) == 0,
        "seed %llu, %s: candidate %zu, %s (%s, gene %s, accession %s, change %u-%u):\n%s\n"
        "and the oracle has\n%s",
        (unsigned long long)support_seed(), label, i, c->peptide, c->wildtype, c->gene,
        c->accession, (unsigned)c->change_start, (unsigned)c->change_end, rows->texts[i].bytes,
        want->text.bytes);
    ck_assert_msg(strcmp(rows->hits[i].bytes, want->hits.bytes) == 0,
                  "%s: candidate %zu, %s: hits%s\nand the oracle has%s", label, i, c->peptide,
                  rows->hits[i].bytes, want->hits.bytes);
    ck_assert_msg(
        rows->nearest[i].score == want->nearest.score && rows->best[i].score == want->best.score,
        "%s: candidate %zu: scores %g and %g, and the oracle has %g and %g", label, i,
        rows->nearest[i].score, rows->best[i].score, want->nearest.score, want->best.score);
    ck_assert_msg(is_close(rows->evalues[i], want->evalue),
                  "%s: candidate %zu: E-value %.17g, and the oracle has %.17g", label, i,
                  rows->evalues[i], want->evalue);
}

/* NaN is the same as NaN here. */
static bool same_bits(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!(a[i] == b[i] || (isnan(a[i]) && isnan(b[i]))))
            return false;
    }
    return true;
}

static void check_same(const screen_rows *a, const screen_rows *b, const char *label,
                       const mimicry0_screen_options *o)
{
    for (size_t i = 0; i < a->count; i++) {
        ck_assert_msg(strcmp(a->texts[i].bytes, b->texts[i].bytes) == 0 &&
                          strcmp(a->hits[i].bytes, b->hits[i].bytes) == 0,
                      "%s: %s, %s, %d threads: candidate %zu:\n%s\nand first\n%s", label,
                      plan_name(o->plan), instructions_name(o->instructions), (int)o->threads, i,
                      a->texts[i].bytes, b->texts[i].bytes);
    }
    ck_assert_msg(same_bits(a->evalues, b->evalues, a->count) &&
                      same_bits(a->dissimilarities, b->dissimilarities, a->count),
                  "%s: %s, %s, %d threads: other numbers", label, plan_name(o->plan),
                  instructions_name(o->instructions), (int)o->threads);
}

void check_screen(const screen_proteome *proteome, const screen_request *request,
                  const mimicry0_candidate *candidates, size_t count,
                  const mimicry0_screen_options *options, unsigned number, const char *label)
{
    static const int32_t threads[] = {2, 1, 7};
    const instruction_sets *sets = instruction_sets_here();
    mimicry0_screen_options o = *options;

    o.threads = 1;
    screen_rows rows = screen_index(proteome->proteome.index[0], candidates, count, &o);
    for (size_t i = 0; i < count; i++) {
        screen_answer want = oracle_screen(request, &candidates[i]);

        check_row(&rows, i, &want, &candidates[i], label);
        screen_answer_free(&want);
    }
    for (int32_t plan = MIMICRY_PLAN_AUTO; plan < N_PLANS; plan++) {
        unsigned turn = number + (unsigned)plan;

        o.plan = plan;
        o.instructions = sets->set[turn % sets->count];
        o.threads = threads[turn % 3];
        screen_rows others =
            screen_index(proteome->proteome.index[turn % 2], candidates, count, &o);
        check_same(&others, &rows, label, &o);
        screen_rows_free(&others);
    }
    screen_rows_free(&rows);
}
