/* Screens of random and of real proteins against the oracle: what is within reach, what is left out
 * and why, the nearest, genes, tissues and binders; candidates of all kinds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "candidate_checks.h"
#include "generate.h"
#include "screen_checks.h"

enum { CASES = 80, REAL_CASES = 3, MOST_RECORDS = 12, MOST_CANDIDATES = 10 };
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
    mimicry0_expression *expression;
    mimicry0_organs *organs;
    mimicry0_binders *library_binders;
} tables;

static const char *const table_genes[N_ROWS] = {"One", "hla b", "THREE", "OTHER"};
static const char *const table_tissues[N_TISSUES] = {"heart muscle", "skin", "liver", "moon"};
static const char *const table_systems[N_TISSUES] = {"heart", "skin", "liver", NULL};
static const bool table_vital[N_TISSUES] = {true, false, true, false};
static const char *const allele_names[] = {"HLA-A*02:01", "HLA-B*07:02"};

static void write_and_read(const test_text *text, const char *what, tables *t)
{
    mimicry_error error = {.size = sizeof error};
    char *path = support_write_file(".tsv", text->bytes, text->length);
    mimicry_status status = MIMICRY_OK;

    if (strcmp(what, "expression") == 0)
        status = mimicry0_expression_read(path, &t->expression, &error);
    else if (strcmp(what, "organs") == 0)
        status = mimicry0_organs_read(path, &t->organs, &error);
    else
        status = mimicry0_binders_read(path, &t->library_binders, &error);
    support_expect_ok(status, &error, what);
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
    write_and_read(&text, "expression", t);
    write_and_read(&organs, "organs", t);
    t->tissues = (screen_tissues){N_ROWS,        N_TISSUES,   table_genes, table_tissues,
                                  table_systems, table_vital, t->levels,   1};
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
    write_and_read(&text, "binders", t);
    t->binders.peptides = t->peptides;
    t->binders.alleles = t->alleles;
    t->binders.ranks = t->ranks;
    text_free(&text);
}

static void free_tables(tables *t)
{
    mimicry0_expression_free(t->expression);
    mimicry0_organs_free(t->organs);
    mimicry0_binders_free(t->library_binders);
    for (size_t i = 0; i < t->binders.count; i++)
        free(t->written[i]);
}

/* ---- Candidates ---- */

typedef struct candidate_list {
    mimicry0_candidate data[MOST_CANDIDATES];
    char *owned[MOST_CANDIDATES][2];
    size_t count;
} candidate_list;

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

static void add_candidate(test_random *random, const letter_source *source,
                          const oracle_records *records, bool sequences, size_t least,
                          candidate_list *list)
{
    size_t residues = records->starts[records->count];
    size_t n = least + (size_t)random_below(random, sequences ? 16 : 8);
    test_text wildtype = {0};
    mimicry0_candidate *c = &list->data[list->count];

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
    *c = (mimicry0_candidate){.id = "x", .peptide = peptide, .is_sequence = sequences};
    c->change_end = (uint32_t)strlen(peptide);
    c->wildtype = random_chance(random, 75)   ? wildtype.bytes
                  : random_chance(random, 50) ? ""
                                              : NULL;
    c->gene = random_chance(random, 50) ? gene_names[random_below(random, N_GENES)] : NULL;
    c->accession =
        random_chance(random, 40) ? accession_names[random_below(random, N_ACCESSIONS)] : NULL;
    if (random_chance(random, 10))
        c->gene = "NO_SUCH";
    if (c->wildtype && *c->wildtype) {
        size_t start, end;
        candidate_change(peptide, c->wildtype, &start, &end);
        c->change_start = (uint32_t)start;
        c->change_end = (uint32_t)end;
    }
}

/* Some of them again. */
static void repeat_some(test_random *random, candidate_list *list)
{
    while (list->count > 0 && list->count < MOST_CANDIDATES) {
        list->data[list->count] = list->data[random_below(random, list->count)];
        if (random_chance(random, 30))
            list->data[list->count].gene = "THREE";
        list->owned[list->count][0] = list->owned[list->count][1] = NULL;
        list->count++;
    }
}

static void free_candidates(candidate_list *list)
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
                         mimicry0_screen_options *options, bool *left_out)
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

static void random_case(unsigned i, const tested_model *model)
{
    test_random random = random_of_case(1, i);
    letter_source source = random_letter_source(&random);
    screen_proteome p = screen_proteome_of(random_named(&random, &source));
    mimicry0_screen_options options;
    tables t = {.expression = NULL};
    candidate_list list = {.count = 0};
    bool left_out[MOST_RECORDS];
    char label[32];

    p.named = (scope_proteome){&p.proteome.records, p.accessions, p.genes};
    mimicry0_screen_options_init(&options, sizeof options);
    options.model = model->usual && i % 4 == 0 ? NULL : model->model;
    make_tissues(&random, &t);
    make_binders(&random, &p.proteome.records, &t);
    options.window_min = 3 + (uint32_t)random_below(&random, 4);
    options.window_max = options.window_min + (uint32_t)random_below(&random, 3);
    screen_request request = {.proteome = &p.named,
                              .matrix = model->matrix,
                              .window_min = options.window_min,
                              .window_max = options.window_max,
                              .tissues = random_chance(&random, 60) ? &t.tissues : NULL,
                              .binders = random_chance(&random, 60) ? &t.binders : NULL};
    options.expression = request.tissues ? t.expression : NULL;
    options.organs = request.tissues ? t.organs : NULL;
    options.binders = request.binders ? t.library_binders : NULL;
    options.dissimilarity = random_chance(&random, 30);
    choose_rules(&random, &p, &request, &options, left_out);
    for (unsigned k = 0; k < 6; k++)
        add_candidate(&random, &source, &p.proteome.records, random_chance(&random, 40), 3, &list);
    repeat_some(&random, &list);
    snprintf(label, sizeof label, "case %u", i);
    check_screen(&p, &request, list.data, list.count, &options, i, label);
    free_candidates(&list);
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
    mimicry0_screen_options options;
    candidate_list list = {.count = 0};
    screen_request request = {.proteome = &p->named,
                              .matrix = model->matrix,
                              .rules = {i % 2 == 0, i % 3 != 1, i % 3 == 2 ? 0.5 : 0, NULL},
                              .window_min = 9,
                              .window_max = 9};

    mimicry0_screen_options_init(&options, sizeof options);
    options.exclude_wildtype = request.rules.wildtype;
    options.exclude_own_gene = request.rules.own_gene;
    options.exclude_paralogs = request.rules.paralogs;
    for (unsigned k = 0; k < 4; k++) {
        add_candidate(&random, &source, &p->proteome.records, k == 3, 9, &list);
        size_t r = (size_t)random_below(&random, p->proteome.records.count);
        if (list.count > 0 && list.data[list.count - 1].gene) {
            list.data[list.count - 1].gene = p->genes[r];
            list.data[list.count - 1].accession = p->accessions[r];
        }
    }
    check_screen(p, &request, list.data, list.count, &options, i, label);
    free_candidates(&list);
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
