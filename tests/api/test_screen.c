/* Screens of random and of real proteins against the oracle: what is within any reach, what is left
 * out and why, the nearest, genes, tissues and binders; queries of all kinds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query_checks.h"
#include "generate.h"
#include "oracle_significance.h"
#include "screen_checks.h"

enum { CASES = 80, REAL_CASES = 3, MOST_RECORDS = 12, MOST_QUERIES = 10 };
enum { N_GENES = 6, N_ACCESSIONS = 8, N_TISSUES = 4, N_ROWS = 4, MOST_BINDERS = 40 };

static const char *const gene_names[N_GENES] = {"", "ONE", "one", "HLA B", "THREE", "FOUR"};
static const char *const accession_names[N_ACCESSIONS] = {
    "P12345",   "P12345-2", "Q8WZ42",  "ENSP00000000001.1", "ENSP00000000001.2",
    "NP_12345", "sample-1", "sample-2"};

/* ---- Tables of tissues and binders ---- */

typedef struct tables {
    double levels[N_ROWS * N_TISSUES];
    screen_tissues tissues;
    char *written[MOST_BINDERS];
    const char *peptides[MOST_BINDERS], *alleles[MOST_BINDERS];
    double ranks[MOST_BINDERS];
    screen_binders binders;
    mimicry_annotations *annotations;
} tables;

static const char *const table_genes[N_ROWS] = {"One", "hla b", "THREE", "OTHER"};
static const char *const table_tissues[N_TISSUES] = {"heart muscle", "skin", "liver", "moon"};
static const char *const table_systems[N_TISSUES] = {"heart", "skin", "liver", NULL};
static const bool table_vital[N_TISSUES] = {true, false, true, false};
static const char *const allele_names[] = {"HLA-A*02:01", "HLA-B*07:02"};

static void write_and_add(const test_text *text, int32_t kind, const tables *t)
{
    mimicry_error error = {.size = sizeof error};
    char *path = support_write_file(".tsv", text->bytes, text->length);

    support_expect_ok(mimicry_annotations_add(t->annotations, kind, path, &error), &error,
                      "annotations");
    remove(path);
    free(path);
}

static void make_tissues(test_random *random, tables *t)
{
    test_text text = {0}, organs = {0};

    text_print(&text, "gene");
    text_print(&organs, "tissue\torgan\tvital\n");
    for (size_t k = 0; k < N_TISSUES; k++) {
        text_print(&text, "\t%s", table_tissues[k]);
        if (table_systems[k])
            text_print(&organs, "%s\t%s\t%s\n", table_tissues[k], table_systems[k],
                       table_vital[k] ? "yes" : "no");
    }
    for (size_t g = 0; g < N_ROWS; g++) {
        bool silent = g == 2 && random_chance(random, 50); /* a gene of which nothing is told */
        text_print(&text, "\n%s", table_genes[g]);
        for (size_t k = 0; k < N_TISSUES; k++) {
            double *level = &t->levels[g * N_TISSUES + k];
            *level = silent || (g > 0 && random_chance(random, 20))
                         ? (double)NAN
                         : (double)random_below(random, 9) / 4;
            if (isnan(*level))
                text_print(&text, "\t");
            else
                text_print(&text, "\t%g", *level);
        }
    }
    text_print(&text, "\n");
    write_and_add(&text, MIMICRY_EXPRESSION, t);
    t->tissues = (screen_tissues){.n_genes = N_ROWS,
                                  .n_tissues = N_TISSUES,
                                  .genes = table_genes,
                                  .tissues = table_tissues,
                                  .systems = table_systems,
                                  .is_vital = table_vital,
                                  .levels = t->levels,
                                  .floor = 1,
                                  .organs = random_chance(random, 70)};
    t->tissues.vital = t->tissues.organs && random_chance(random, 70);
    if (t->tissues.organs)
        write_and_add(&organs, MIMICRY_ORGANS, t);
    text_free(&text);
    text_free(&organs);
}

/* Windows of the proteome, some of them twice. */
static void make_binders(test_random *random, const oracle_records *records, tables *t)
{
    size_t residues = records->starts[records->count];
    test_text text = {0};

    text_print(&text, "peptide\tallele\trank\nWWWWWWWWWWWWWW\tHLA-A*01:01\t0.1\n");
    for (size_t tries = 0; tries < 3 * MOST_BINDERS && t->binders.count < MOST_BINDERS; tries++) {
        size_t n = 3 + (size_t)random_below(random, 7), i = t->binders.count;
        test_text peptide = {0};

        if (residues < n)
            break;
        text_add(&peptide, records->letters + random_below(random, residues - n + 1), n);
        if (strchr(peptide.bytes, '*')) {
            text_free(&peptide);
            continue;
        }
        t->written[i] = peptide.bytes;
        t->peptides[i] = peptide.bytes;
        t->alleles[i] = allele_names[random_below(random, 2)];
        t->ranks[i] =
            random_chance(random, 80) ? (double)random_below(random, 20) / 4 : (double)NAN;
        text_print(&text, "%s\t%s\t", t->peptides[i], t->alleles[i]);
        if (!isnan(t->ranks[i]))
            text_print(&text, "%g", t->ranks[i]);
        text_print(&text, "\n");
        t->binders.count++;
    }
    write_and_add(&text, MIMICRY_BINDERS, t);
    t->binders.peptides = t->peptides;
    t->binders.alleles = t->alleles;
    t->binders.ranks = t->ranks;
    text_free(&text);
}

static void free_tables(tables *t)
{
    mimicry_annotations_free(t->annotations);
    for (size_t i = 0; i < t->binders.count; i++)
        free(t->written[i]);
}

/* ---- Queries ---- */

typedef struct query_list {
    mimicry_query data[MOST_QUERIES];
    char *owned[MOST_QUERIES][2];
    size_t count;
} query_list;

static const char *const ids[MOST_QUERIES] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

/* The wild type with something else in a place, its first and last residue too, or up to its end.
 */
static char *mutate(test_random *random, const letter_source *source, const char *wildtype)
{
    size_t n = strlen(wildtype);
    size_t at = random_chance(random, 25)   ? 0
                : random_chance(random, 33) ? n - 1
                                            : (size_t)random_below(random, n);
    size_t gone = random_chance(random, 20) ? n - at : (size_t)random_below(random, 3);
    test_text text = {0};

    gone = gone > n - at ? n - at : gone;
    text_add(&text, wildtype, at);
    for (uint64_t k = random_chance(random, 60) ? gone : random_below(random, 5); k > 0; k--) {
        char letter = random_letter(random, source);
        text_add_char(&text, letter >= 'a' ? 'A' : letter);
    }
    text_add(&text, wildtype + at + gone, n - at - gone);
    return text.bytes;
}

static void no_stops(char *letters)
{
    for (; *letters; letters++)
        *letters = *letters == '*' ? 'A' : *letters;
}

static void add_query(test_random *random, const letter_source *source,
                      const oracle_records *records, bool sequences, size_t least, query_list *list)
{
    size_t residues = records->starts[records->count];
    size_t n = least + (size_t)random_below(random, sequences ? 16 : 8);
    test_text wildtype = {0};
    mimicry_query *q = &list->data[list->count];

    if (residues < n)
        return;
    text_add(&wildtype, records->letters + random_below(random, residues - n + 1), n);
    char *peptide =
        random_chance(random, 85) ? mutate(random, source, wildtype.bytes) : strdup(wildtype.bytes);
    if (!peptide || !*peptide || (least > 3 && strlen(peptide) < least)) {
        free(peptide);
        text_free(&wildtype);
        return;
    }
    if (!sequences)
        no_stops(peptide);
    list->owned[list->count][0] = peptide;
    list->owned[list->count++][1] = wildtype.bytes;
    *q = (mimicry_query){.id = ids[list->count - 1], .peptide = peptide, .is_sequence = sequences};
    q->change_end = (uint32_t)strlen(peptide);
    q->wildtype = random_chance(random, 75)   ? wildtype.bytes
                  : random_chance(random, 50) ? ""
                                              : NULL;
    q->gene = random_chance(random, 50) ? gene_names[random_below(random, N_GENES)] : NULL;
    q->accession =
        random_chance(random, 40) ? accession_names[random_below(random, N_ACCESSIONS)] : NULL;
    if (random_chance(random, 10))
        q->gene = "NO_SUCH";
    if (q->wildtype && *q->wildtype) {
        size_t start, end;
        query_change(peptide, q->wildtype, &start, &end);
        q->change_start = (uint32_t)start;
        q->change_end = (uint32_t)end;
    }
    if (sequences && strlen(peptide) > 1 && random_chance(random, 15)) {
        q->junction = 1 + (uint32_t)random_below(random, strlen(peptide) - 1);
        q->change_start = q->change_end = q->junction;
    }
}

/* Some of them again. */
static void repeat_some(test_random *random, query_list *list)
{
    while (list->count > 0 && list->count < MOST_QUERIES) {
        list->data[list->count] = list->data[random_below(random, list->count)];
        list->data[list->count].id = ids[list->count];
        if (random_chance(random, 30))
            list->data[list->count].gene = "THREE";
        list->owned[list->count][0] = list->owned[list->count][1] = NULL;
        list->count++;
    }
}

static void free_queries(query_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->owned[i][0]);
        free(list->owned[i][1]);
    }
}

/* ---- Random ---- */

static tested_proteome random_named(test_random *random, const letter_source *source)
{
    proteome_shape shape = {MOST_RECORDS, 60};
    test_text plain = random_fasta(random, source, &shape), fasta = {0};

    for (const char *line = plain.bytes; *line;) {
        size_t length = strcspn(line, "\n") + 1;

        if (*line == '>') {
            const char *gene = gene_names[random_below(random, N_GENES)];

            text_print(&fasta, ">sp|%s|X_Y some protein%s%s OX=1\n",
                       accession_names[random_below(random, N_ACCESSIONS)], *gene ? " GN=" : "",
                       gene);
        } else {
            text_add(&fasta, line, length);
        }
        line += length;
    }
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    text_free(&plain);
    text_free(&fasta);
    return proteome;
}

static void choose_rules(test_random *random, const screen_proteome *p, screen_request *request,
                         mimicry_screen_options *options, bool *left_out)
{
    static const double shares[] = {0, 0, 0.2, 0.4, 0.6, 1};
    static const char *const excluded[] = {"three", " ONE "};

    request->rules = (scope_rules){random_chance(random, 50), random_chance(random, 40),
                                   shares[random_below(random, 6)], NULL};
    options->exclude_wildtype = request->rules.wildtype;
    options->exclude_own_gene = request->rules.own_gene;
    options->exclude_paralogs = request->rules.paralogs;
    if (!random_chance(random, 40))
        return;
    bool only = random_chance(random, 30);
    mimicry_genes *genes = NULL;
    ck_assert_int_eq(mimicry_genes_create(excluded, 2, &genes, NULL), MIMICRY_OK);
    for (size_t r = 0; r < p->proteome.records.count; r++) {
        bool named = strcmp(p->genes[r], "THREE") == 0 || strcmp(p->genes[r], "ONE") == 0 ||
                     strcmp(p->genes[r], "one") == 0;
        left_out[r] = only ? !named : named;
    }
    request->rules.left_out = left_out;
    if (only)
        options->only_genes = genes;
    else
        options->exclude_genes = genes;
}

/* A threshold at the value of some window and query, or just above or below it. */
static double near_threshold(test_random *random, int32_t kind, const screen_proteome *p,
                             const mimicry_query *query, const oracle_matrix *matrix)
{
    static const double steps[] = {0, 0, 1e-6, -1e-6, 0.5, -0.5};
    const oracle_records *records = &p->proteome.records;
    size_t residues = records->starts[records->count], n = strlen(query->peptide);
    double step = steps[random_below(random, 6)];

    n = n < residues ? n : residues;
    const char *window = records->letters + random_below(random, residues - n + 1);
    double self = oracle_score(matrix, query->peptide, query->peptide, n);
    double score = oracle_score(matrix, query->peptide, window, n);
    switch (kind) {
    case MIMICRY_MIN_SCORE:
        return score + step;
    case MIMICRY_MIN_SIMILARITY:
        return self > 0 ? score / self + step : 0.5;
    case MIMICRY_MAX_PENALTY:
        return self - score + step;
    default: { /* an E-value: apart from all values by more than rounding */
        oracle_outcomes outcomes = oracle_outcomes_of(records, matrix, query->peptide, n);
        double evalue = oracle_p_value(&outcomes, score) * oracle_windows(records, n);
        oracle_outcomes_free(&outcomes);
        return evalue > 0 ? evalue * (random_chance(random, 50) ? 1 + 1e-6 : 1 - 1e-6) : 1e-3;
    }
    }
}

/* Any kind of threshold; a sequence would be searched by windows of other lengths. */
static void choose_reach(test_random *random, const screen_proteome *p, const query_list *list,
                         screen_request *request, mimicry_screen_options *options)
{
    const mimicry_query *query = NULL;

    for (size_t i = 0; i < list->count && !query; i++)
        query = list->data[i].is_sequence ? NULL : &list->data[i];
    request->kind = MIMICRY_MAX_MISMATCHES;
    request->threshold = 3;
    if (random_chance(random, 20))
        return;
    request->top = random_chance(random, 30) ? 1 + random_below(random, 20) : 0;
    options->top = request->top;
    if (request->top > 0 && random_chance(random, 40)) {
        request->kind = MIMICRY_MIN_SCORE;
        request->threshold = -INFINITY;
        return;
    }
    request->kind = query ? (int32_t)random_between(random, 1, 5) : MIMICRY_MAX_MISMATCHES;
    request->threshold = request->kind == MIMICRY_MAX_MISMATCHES
                             ? (double)random_below(random, 6)
                             : near_threshold(random, request->kind, p, query, request->matrix);
    options->threshold_kind = request->kind;
    options->threshold = request->threshold;
}

static void random_case(unsigned i, const tested_model *model)
{
    test_random random = random_of_case(1, i);
    letter_source source = random_letter_source(&random);
    screen_proteome p = screen_proteome_of(random_named(&random, &source));
    mimicry_screen_options options = {.size = sizeof options};
    tables t = {.annotations = NULL};
    query_list list = {.count = 0};
    bool left_out[MOST_RECORDS];
    char label[32];

    p.named = (scope_proteome){&p.proteome.records, p.accessions, p.genes};
    options.model = model->usual && i % 4 == 0 ? NULL : model->model;
    ck_assert_int_eq(mimicry_annotations_create(&t.annotations, NULL), MIMICRY_OK);
    bool tissues = random_chance(&random, 60), binders = random_chance(&random, 60);
    if (tissues)
        make_tissues(&random, &t);
    if (binders)
        make_binders(&random, &p.proteome.records, &t);
    options.window_min = 3 + (uint32_t)random_below(&random, 4);
    options.window_max = options.window_min + (uint32_t)random_below(&random, 3);
    screen_request request = {.proteome = &p.named,
                              .matrix = model->matrix,
                              .window_min = options.window_min,
                              .window_max = options.window_max,
                              .dissimilarity = random_chance(&random, 30),
                              .lists = random_chance(&random, 70),
                              .tissues = tissues ? &t.tissues : NULL,
                              .binders = binders ? &t.binders : NULL};
    options.annotations = t.annotations;
    options.columns = (tissues && t.tissues.vital ? MIMICRY_COLUMN_VITAL : 0) |
                      (request.lists ? MIMICRY_COLUMN_LISTS : 0);
    options.dissimilarity = request.dissimilarity;
    choose_rules(&random, &p, &request, &options, left_out);
    for (unsigned k = 0; k < 6; k++)
        add_query(&random, &source, &p.proteome.records, random_chance(&random, 40), 3, &list);
    repeat_some(&random, &list);
    choose_reach(&random, &p, &list, &request, &options);
    snprintf(label, sizeof label, "case %u", i);
    check_screen(&p, &request, list.data, list.count, &options, i, label);
    free_queries(&list);
    free_tables(&t);
    mimicry_genes_free((mimicry_genes *)(uintptr_t)options.only_genes);
    mimicry_genes_free((mimicry_genes *)(uintptr_t)options.exclude_genes);
    screen_proteome_free(&p);
}

START_TEST(random_proteins)
{
    tested_model models[] = {model_of_data("BLOSUM62", false, 0),
                             model_of_data("PAM250", false, 0)};

    for (unsigned i = 0; i < support_scaled(CASES); i++)
        random_case(i, &models[i % 2]);
    model_free(&models[0]);
    model_free(&models[1]);
}
END_TEST

/* ---- Real ---- */

static void real_case(const screen_proteome *p, const tested_model *model, unsigned i,
                      const char *label)
{
    test_random random = random_of_case(2, i);
    letter_source source = natural_letters();
    mimicry_screen_options options = {.size = sizeof options};
    query_list list = {.count = 0};
    screen_request request = {.proteome = &p->named,
                              .matrix = model->matrix,
                              .rules = {i % 2 == 0, i % 3 != 1, i % 3 == 2 ? 0.5 : 0, NULL},
                              .kind = MIMICRY_MAX_MISMATCHES,
                              .threshold = i % 2 == 0 ? 3 : 4,
                              .window_min = 9,
                              .window_max = 9,
                              .lists = true};

    options.columns = MIMICRY_COLUMN_LISTS;
    options.exclude_wildtype = request.rules.wildtype;
    options.exclude_own_gene = request.rules.own_gene;
    options.exclude_paralogs = request.rules.paralogs;
    if (i % 2 == 1) {
        options.threshold_kind = request.kind;
        options.threshold = request.threshold;
    }
    for (unsigned k = 0; k < 4; k++) {
        add_query(&random, &source, &p->proteome.records, k == 3, 9, &list);
        size_t r = (size_t)random_below(&random, p->proteome.records.count);
        if (list.count > 0 && list.data[list.count - 1].gene) {
            list.data[list.count - 1].gene = p->genes[r];
            list.data[list.count - 1].accession = p->accessions[r];
        }
    }
    check_screen(p, &request, list.data, list.count, &options, i, label);
    free_queries(&list);
}

static void check_file(const char *path, unsigned cases, const char *label)
{
    tested_model model = model_of_data("BLOSUM62", false, 0);
    screen_proteome p = screen_proteome_of(proteome_from_file(path));

    p.named = (scope_proteome){&p.proteome.records, p.accessions, p.genes};
    for (unsigned i = 0; i < cases; i++)
        real_case(&p, &model, i, label);
    screen_proteome_free(&p);
    model_free(&model);
}

START_TEST(real_proteins)
{
    const char *shared = getenv("MIMICRY_SHARED");
    char *sample = support_data_path("self_sample.fasta.gz");
    test_text path = {0};
    FILE *file;

    check_file(sample, support_scaled(REAL_CASES), "self_sample");
    free(sample);
    text_print(&path, "%s/proteomes/human5k.fasta.gz", shared ? shared : ".");
    file = fopen(path.bytes, "rb");
    if (file) {
        fclose(file);
        check_file(path.bytes, support_scaled(REAL_CASES), "human5k");
    } else {
        puts("skipped: MIMICRY_SHARED names no folder with human5k");
    }
    text_free(&path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screen");

    support_begin("test_screen");
    support_add_test(suite, random_proteins);
    support_add_test(suite, real_proteins);
    return support_run(suite);
}
