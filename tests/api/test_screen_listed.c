/* Screens of candidates that have alleles, by plain loops over all windows of the proteome: the
 * nearest, the best, and the first by similarity and presentation together. So many have the same
 * alleles that what these present best is listed, or so few that it is not. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"
#include "samples.h"
#include "screen_checks.h"

enum {
    CASES = 24,
    RECORDS = 24,
    LONGEST = 240,
    GENES = 6,
    MOST_QUERIES = 110,
    LEAST = 8,
    MOST = 11,
    LENGTHS = MOST - LEAST + 1,
    ALLELES = 3,
    SCORES = 400 /* of -200 to 199 */
};
static const char amino_acids[] = "ACDEFGHIKLMNPQRSTVWY";
static const char *const names[ALLELES] = {"HLA-A*02:01", "HLA-B*07:02", "HLA-C*07:02"};

/* Of an allele and a length. */
typedef struct plain_motif {
    bool exists;
    double score[MOST][128];
    double *scores; /* of all windows, the lowest first */
    size_t count;
} plain_motif;

typedef struct candidate {
    char letters[16], gene[4];
    unsigned alleles; /* a bit each */
    char list[64];
    double evalues[SCORES]; /* by score; NAN: not asked yet */
} candidate;

typedef struct listed_case {
    mimicry_index *index;
    oracle_records records;
    oracle_matrix *matrix;
    char genes[RECORDS][4];
    plain_motif motifs[ALLELES][LENGTHS];
    mimicry_annotations *annotations;
    candidate queries[MOST_QUERIES];
    size_t n_queries;
    bool own_gene;
    double most; /* percent; 0: whatever is presented */
} listed_case;

/* ---- Cases ---- */

static void make_proteome(listed_case *c, test_random *random)
{
    test_text text = {0};
    for (size_t r = 0; r < RECORDS; r++) {
        const size_t length = 5 + (size_t)random_below(random, LONGEST);
        snprintf(c->genes[r], sizeof c->genes[r], "G%u", (unsigned)random_below(random, GENES));
        text_print(&text, ">sp|R%zu|R_X OS=X GN=%s\n", r, c->genes[r]);
        for (size_t i = 0; i < length; i++)
            text_add_char(&text, random_chance(random, 1) ? "XUB"[random_below(random, 3)]
                                                          : amino_acids[random_below(random, 20)]);
        text_add_char(&text, '\n');
    }
    c->records = oracle_fasta_parse(text.bytes, text.length);
    c->index = index_from_text(text.bytes, text.length, 0);
    text_free(&text);
}

static bool plain_score(const plain_motif *m, const char *letters, size_t length, double *out)
{
    *out = 0;
    for (size_t j = 0; j < length; j++) {
        if (strchr(amino_acids, letters[j]) == NULL)
            return false;
        *out += m->score[j][(unsigned char)letters[j]];
    }
    return true;
}

static int by_size(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static void count_windows(const oracle_records *records, plain_motif *m, size_t length)
{
    m->scores = support_realloc(NULL, (records->starts[records->count] + 1) * sizeof *m->scores);
    for (size_t r = 0; r < records->count; r++) {
        for (size_t i = records->starts[r]; i + length <= records->starts[r + 1]; i++)
            m->count += plain_score(m, records->letters + i, length, &m->scores[m->count]);
    }
    qsort(m->scores, m->count, sizeof *m->scores, by_size);
}

static void make_motifs(listed_case *c, test_random *random)
{
    test_text text = {0};
    text_print(&text, "allele\tlength\tposition");
    for (const char *a = amino_acids; *a; a++)
        text_print(&text, "\t%c", *a);
    text_print(&text, "\n");
    for (size_t a = 0; a < ALLELES; a++) {
        for (size_t n = LEAST; n <= MOST; n++) {
            plain_motif *m = &c->motifs[a][n - LEAST];
            m->exists = n == 9 || random_chance(random, 60);
            for (size_t j = 0; m->exists && j < n; j++) {
                text_print(&text, "%s\t%zu\t%zu", names[a], n, j + 1);
                for (const char *l = amino_acids; *l; l++) {
                    const int hundredths = (int)random_between(random, -6, 4) * 50;
                    m->score[j][(unsigned char)*l] = hundredths;
                    text_print(&text, "\t%.2f", hundredths / 100.0);
                }
                text_print(&text, "\n");
            }
            if (m->exists)
                count_windows(&c->records, m, n);
        }
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    ck_assert_int_eq(mimicry_annotations_create(&c->annotations, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_annotations_add(c->annotations, MIMICRY_MOTIFS, path, NULL),
                     MIMICRY_OK);
    remove(path);
    free(path);
    text_free(&text);
}

/* A window of the proteome with changes, or random letters; of the lengths of motifs and others. */
static void make_query(const listed_case *c, test_random *random, unsigned alleles, candidate *q)
{
    const size_t total = c->records.starts[c->records.count];
    const size_t length = random_chance(random, 80) ? 9 : (size_t)random_between(random, 7, 12);
    const size_t from = (size_t)random_below(random, total - length);
    const bool is_cut = random_chance(random, 70);
    memset(q, 0, sizeof *q);
    for (size_t j = 0; j < length; j++) {
        const char letter = c->records.letters[from + j];
        const bool kept = is_cut && random_chance(random, 75) && strchr(amino_acids, letter);
        q->letters[j] = kept ? letter : amino_acids[random_below(random, 20)];
    }
    snprintf(q->gene, sizeof q->gene, "G%u", (unsigned)random_below(random, GENES));
    q->alleles = alleles;
    for (size_t a = 0; a < ALLELES; a++) {
        if (alleles >> a & 1)
            snprintf(q->list + strlen(q->list), sizeof q->list - strlen(q->list), "%s%s",
                     q->list[0] ? "," : "", names[a]);
    }
    for (size_t i = 0; i < SCORES; i++)
        q->evalues[i] = (double)NAN;
}

/* ---- The oracle ---- */

static double percent_under(const plain_motif *m, const char *letters, size_t length)
{
    double score;
    size_t from = 0, to = m->count;
    if (!m->exists || !plain_score(m, letters, length, &score))
        return (double)NAN;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (m->scores[middle] < score)
            from = middle + 1;
        else
            to = middle;
    }
    return 100.0 * (double)(m->count - from) / (double)m->count;
}

static double percent_of(const listed_case *c, unsigned alleles, const char *letters, size_t length)
{
    double lowest = (double)NAN;
    for (size_t a = 0; a < ALLELES && length >= LEAST && length <= MOST; a++) {
        if (alleles >> a & 1)
            lowest = fmin(lowest, percent_under(&c->motifs[a][length - LEAST], letters, length));
    }
    return lowest;
}

static double evalue_of(const listed_case *c, candidate *q, double score)
{
    double *known = &q->evalues[(size_t)(score + SCORES / 2.0)];
    if (isnan(*known))
        *known = mimicry_evalue(c->index, NULL, q->letters, MIMICRY_MIN_SCORE, score);
    return *known;
}

typedef struct plain_window {
    bool exists;
    size_t record, start;
    unsigned mismatches;
    double score, value;
} plain_window;

typedef struct plain_answer {
    plain_window nearest, best, first;
} plain_answer;

/* Below 0 if a comes before b: by what is to be low, in turn. */
static int compare_three(double a1, double b1, double a2, double b2, double a3, double b3)
{
    const double a[] = {a1, a2, a3}, b[] = {b1, b2, b3};
    for (size_t i = 0; i < 3; i++) {
        if (a[i] < b[i] || a[i] > b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

/* Windows come in the order of places, which decides at last. */
static void take_window(plain_answer *answer, const plain_window *w)
{
    plain_window *n = &answer->nearest, *b = &answer->best, *f = &answer->first;
    if (!n->exists || compare_three(w->mismatches, n->mismatches, -w->score, -n->score, 0, 0) < 0)
        *n = *w;
    if (!b->exists || compare_three(-w->score, -b->score, w->mismatches, b->mismatches, 0, 0) < 0)
        *b = *w;
    if (!f->exists ||
        compare_three(w->value, f->value, -w->score, -f->score, w->mismatches, f->mismatches) < 0)
        *f = *w;
}

static plain_answer answer_of(const listed_case *c, candidate *q)
{
    const size_t length = strlen(q->letters);
    plain_answer answer = {0};
    for (size_t r = 0; r < c->records.count; r++) {
        if (c->own_gene && strcmp(c->genes[r], q->gene) == 0)
            continue;
        for (size_t at = c->records.starts[r]; at + length <= c->records.starts[r + 1]; at++) {
            const char *letters = c->records.letters + at;
            const double percent = percent_of(c, q->alleles, letters, length);
            plain_window w = {.exists = true, .record = r, .start = at - c->records.starts[r]};
            if (c->most > 0 && percent > c->most + 1e-9)
                continue;
            for (size_t j = 0; j < length; j++)
                w.mismatches += letters[j] != q->letters[j];
            w.score = oracle_score(c->matrix, q->letters, letters, length);
            w.value = evalue_of(c, q, w.score) *
                      sqrt((isnan(percent) ? 100 : fmax(percent, 0.001)) / 100);
            take_window(&answer, &w);
        }
    }
    return answer;
}

/* ---- Comparison ---- */

static void expect_window(const read_table *rows, size_t row, const char *what,
                          const plain_window *want)
{
    char column[40], accession[24];
    ck_assert_msg(table_at(rows, row, what)->known == want->exists, "seed %llu: row %zu: %s",
                  (unsigned long long)support_seed(), row, what);
    if (!want->exists)
        return;
    snprintf(column, sizeof column, "%s_accession", what);
    snprintf(accession, sizeof accession, "R%zu", want->record);
    ck_assert_msg(strcmp(table_text(rows, row, column), accession) == 0,
                  "seed %llu: row %zu: %s in %s, not %s of score %g and value %g",
                  (unsigned long long)support_seed(), row, what, table_text(rows, row, column),
                  accession, want->score, want->value);
    snprintf(column, sizeof column, "%s_start", what);
    ck_assert_int_eq(table_integer(rows, row, column), (int64_t)want->start + 1);
    snprintf(column, sizeof column, "%s_mismatches", what);
    ck_assert_int_eq(table_integer(rows, row, column), want->mismatches);
}

static read_table screen(const listed_case *c, const mimicry_screen_options *options)
{
    mimicry_query rows[MOST_QUERIES] = {0};
    for (size_t i = 0; i < c->n_queries; i++)
        rows[i] = (mimicry_query){.peptide = c->queries[i].letters,
                                  .gene = c->queries[i].gene,
                                  .allele = c->queries[i].list};
    screen_tables tables = screen_index(c->index, rows, c->n_queries, options);
    table_release(&tables.hits);
    return tables.rows;
}

static void check_case(listed_case *c, test_random *random)
{
    static const struct {
        int32_t kind;
        double threshold;
        uint64_t top;
    } reaches[] = {
        {MIMICRY_MAX_MISMATCHES, 3, 0}, {MIMICRY_MAX_MISMATCHES, 0, 0},
        {MIMICRY_MAX_MISMATCHES, 6, 0}, {MIMICRY_MAX_MISMATCHES, 5, 2},
        {MIMICRY_MIN_SCORE, 12, 0},     {MIMICRY_MAX_EVALUE, 1, 0},
        {MIMICRY_NO_THRESHOLD, 0, 3},
    };
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_LANES, MIMICRY_PLAN_PLANES,
                                    MIMICRY_PLAN_BRANCH, MIMICRY_PLAN_SLIDING};
    const size_t reach = (size_t)random_below(random, sizeof reaches / sizeof *reaches);
    const bool combined = c->most == 0 || random_chance(random, 60);
    const mimicry_screen_options options = {
        .size = sizeof options,
        .run = {.threads = 1 + (int32_t)random_below(random, 3),
                .plan = plans[random_below(random, 5)],
                .instructions = (int32_t)random_below(random, 2)},
        .threshold_kind = reaches[reach].kind,
        .threshold = reaches[reach].threshold,
        .top = reaches[reach].top,
        .annotations = c->annotations,
        .exclude_own_gene = c->own_gene,
        .max_presented = c->most,
        .order = combined ? MIMICRY_ORDER_COMBINED : MIMICRY_ORDER_SIMILARITY};
    read_table rows = screen(c, &options);
    ck_assert_uint_eq(rows.n_rows, c->n_queries);
    for (size_t i = 0; i < c->n_queries; i++) {
        const plain_answer want = answer_of(c, &c->queries[i]);
        expect_window(&rows, i, "nearest", &want.nearest);
        expect_window(&rows, i, "best", &want.best);
        if (combined)
            expect_window(&rows, i, "first", &want.first);
    }
    table_release(&rows);
}

/* The percentile of some window under some alleles, a little more or less, or a band's. */
static double random_cut(const listed_case *c, test_random *random, unsigned alleles)
{
    static const double edges[] = {0.1, 1, 10, 33, 100};
    const size_t total = c->records.starts[c->records.count];
    const double percent =
        percent_of(c, alleles, c->records.letters + random_below(random, total - 9), 9);
    if (isnan(percent) || percent > 12 || random_chance(random, 30))
        return edges[random_below(random, 5)];
    return percent + (double)random_between(random, -1, 1) * 1e-6;
}

static void free_case(listed_case *c)
{
    for (size_t a = 0; a < ALLELES; a++) {
        for (size_t n = 0; n < LENGTHS; n++)
            free(c->motifs[a][n].scores);
    }
    mimicry_annotations_free(c->annotations);
    mimicry_index_close(c->index);
    oracle_records_free(&c->records);
    free(c);
}

START_TEST(as_by_plain_loops)
{
    tested_model model = model_of_data("BLOSUM62", false, 0);
    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(1, i);
        listed_case *c = calloc(1, sizeof *c);
        const unsigned some = (unsigned)random_between(&random, 1, 7);
        c->matrix = model.matrix;
        c->own_gene = random_chance(&random, 50);
        make_proteome(c, &random);
        make_motifs(c, &random);
        c->n_queries = random_chance(&random, 20) ? 10 : MOST_QUERIES;
        for (size_t q = 0; q < c->n_queries; q++)
            make_query(c, &random, random_chance(&random, 80) ? some : 1, &c->queries[q]);
        check_case(c, &random);
        c->most = random_cut(c, &random, some);
        check_case(c, &random);
        free_case(c);
    }
    model_free(&model);
}
END_TEST

int main(void)
{
    support_begin("screen_listed");
    Suite *suite = suite_create("screen_listed");
    support_add_test(suite, as_by_plain_loops);
    return support_run(suite);
}
