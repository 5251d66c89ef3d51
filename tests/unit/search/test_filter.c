/* Searches of a part of the proteome, by genes and by a filter of windows: every plan, instruction
 * set and kind of search, against the oracle, which leaves out windows one by one. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/prepare.h"
#include "annotate/genes.h"
#include "checks.h"
#include "edits_checks.h"
#include "generate.h"

enum { CASES = 240, MOST_RECORDS = 12 };

static const char *const gene_names[] = {"",    "BRCA1", "brca1", "HLA-A", "HLA B",  "G1",
                                         "G10", "G",     "ENSG1", "",      "MT-CO1", "H2-K1 "};
enum { N_GENES = sizeof gene_names / sizeof gene_names[0] };

/* ---- What the oracle is told ---- */

/* Which records have which gene, and which are searched. */
typedef struct filter_case {
    unsigned gene[MOST_RECORDS];
    bool only[N_GENES], excluded[N_GENES]; /* is in the set */
    bool has_only, has_excluded;
} filter_case;

static bool same_gene(unsigned a, unsigned b)
{
    const char *x = gene_names[a];
    const char *y = gene_names[b];

    while (*x && *y && toupper((unsigned char)*x) == toupper((unsigned char)*y)) {
        x++;
        y++;
    }
    return (!*x || *x == ' ') && (!*y || *y == ' '); /* "HLA B" has no twin */
}

static bool is_in(const bool *set, unsigned gene)
{
    for (unsigned g = 0; g < N_GENES; g++) {
        if (set[g] && same_gene(g, gene))
            return true;
    }
    return false;
}

static bool scope_counts(const void *data, uint64_t query, uint64_t record, uint64_t start,
                         uint32_t length)
{
    const filter_case *s = data;
    unsigned gene = s->gene[record];

    (void)query;
    (void)start;
    (void)length;
    if (gene_names[gene][0] == '\0')
        return !s->has_only;
    return (!s->has_only || is_in(s->only, gene)) &&
           (!s->has_excluded || !is_in(s->excluded, gene));
}

/* ---- Random proteomes with genes ---- */

/* The FASTA with other headers: record r is of gene s->gene[r]. */
static test_text with_genes(const test_text *fasta, const filter_case *s)
{
    test_text text = {0};
    unsigned record = 0;

    for (const char *line = fasta->bytes; *line;) {
        size_t length = strcspn(line, "\n") + 1;

        if (*line == '>') {
            const char *gene = gene_names[s->gene[record]];

            text_print(&text, ">sp|R%u|X_Y some protein%s%s OX=1\n", record, *gene ? " GN=" : "",
                       gene);
            record++;
        } else {
            text_add(&text, line, length);
        }
        line += length;
    }
    return text;
}

static mimicry_genes *random_set(test_random *random, bool *set)
{
    static const char *const blanks[] = {"", " ", "\t"};
    const char *names[N_GENES + 1];
    test_text written[N_GENES] = {{0}};
    size_t n = 0;
    mimicry_genes *genes = NULL;

    names[n++] = "NO_SUCH_GENE";
    for (unsigned g = 0; g < N_GENES; g++) {
        set[g] = random_chance(random, 35) && gene_names[g][0];
        if (!set[g])
            continue;
        text_print(&written[g], "%s%s%s", blanks[random_below(random, 3)], gene_names[g],
                   blanks[random_below(random, 3)]);
        for (char *c = written[g].bytes; *c; c++)
            *c = random_chance(random, 50) ? (char)tolower((unsigned char)*c) : *c;
        names[n++] = written[g].bytes;
    }
    ck_assert_int_eq(mimicry_genes_create(names, n, &genes, NULL), MIMICRY_OK);
    for (unsigned g = 0; g < N_GENES; g++)
        text_free(&written[g]);
    return genes;
}

static tested_proteome random_proteome(test_random *random, const letter_source *source,
                                       unsigned longest, filter_case *s)
{
    proteome_shape shape = {MOST_RECORDS, longest};
    test_text plain = random_fasta(random, source, &shape);

    *s = (filter_case){.has_only = random_chance(random, 50)};
    s->has_excluded = !s->has_only || random_chance(random, 40);
    for (unsigned r = 0; r < MOST_RECORDS; r++)
        s->gene[r] = (unsigned)random_below(random, N_GENES);
    test_text fasta = with_genes(&plain, s);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    proteome.only_genes = s->has_only ? random_set(random, s->only) : NULL;
    proteome.exclude_genes = s->has_excluded ? random_set(random, s->excluded) : NULL;
    text_free(&plain);
    text_free(&fasta);
    return proteome;
}

static void free_all(tested_proteome *proteome)
{
    mimicry_genes_free((mimicry_genes *)(uintptr_t)proteome->only_genes);
    mimicry_genes_free((mimicry_genes *)(uintptr_t)proteome->exclude_genes);
    proteome_free(proteome);
}

static test_peptides some_peptides(test_random *random, const letter_source *source,
                                   const tested_proteome *proteome, unsigned shortest,
                                   unsigned longest)
{
    peptide_shape shape = {.proteome = proteome->records.letters,
                           .proteome_length = proteome->records.starts[proteome->records.count],
                           .count = 4,
                           .min_length = shortest,
                           .max_length = longest};
    test_peptides peptides = random_peptides(random, source, &shape);

    /* Twice the same. */
    peptides_add(&peptides, peptides.letters[0], strlen(peptides.letters[0]));
    return peptides;
}

/* Whole numbers, so that nothing rounds. */
static oracle_request random_request(test_random *random, const tested_model *model,
                                     unsigned longest)
{
    static const uint64_t tops[] = {0, 0, 1, 2, 5, 30, 1000};
    oracle_request request = {
        .kind = (int32_t)random_between(random, MIMICRY_MAX_MISMATCHES, MIMICRY_MAX_PENALTY),
        .matrix = model->matrix,
        .top = tops[random_below(random, 7)]};

    switch (request.kind) {
    case MIMICRY_MAX_MISMATCHES:
        request.threshold = (double)random_below(random, longest + 2);
        break;
    case MIMICRY_MIN_SCORE:
        request.threshold =
            random_chance(random, 40) ? -INFINITY : (double)random_between(random, -20, 40);
        break;
    case MIMICRY_MIN_SIMILARITY:
        request.threshold = 0.25 * (double)random_below(random, 5);
        break;
    default:
        request.threshold = (double)random_below(random, 80);
    }
    if (random_chance(random, 25)) {
        request.window_min = 3 + (uint32_t)random_below(random, 5);
        request.window_max = request.window_min + (uint32_t)random_below(random, 2);
    }
    return request;
}

START_TEST(sets_of_genes)
{
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(1, i);
        letter_source source = random_letter_source(&random);
        /* Some of several tiles, of which some are passed over. */
        unsigned longest = i % 40 == 7 ? 60000 : i % 8 ? 200 : 3000;
        filter_case s;
        tested_proteome proteome = random_proteome(&random, &source, longest, &s);
        test_peptides peptides = some_peptides(&random, &source, &proteome, 3, 14);
        tested_search search = {&proteome, &model, peptides.letters, peptides.count,
                                random_request(&random, &model, 14)};
        char label[64];

        search.request.counts = scope_counts;
        search.request.counts_data = &s;
        snprintf(label, sizeof label, "genes, case %u", i);
        check_search(&search, false, label);
        peptides_free(&peptides);
        free_all(&proteome);
    }
    model_free(&model);
}
END_TEST

/* ---- With indels ---- */

static oracle_hits kept_hits(oracle_hits hits, const filter_case *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < hits.count; i++) {
        if (scope_counts(s, 0, hits.data[i].record, 0, 0))
            hits.data[kept++] = hits.data[i];
    }
    hits.count = kept;
    return hits;
}

static void expect_same_edits(const all_hits *hits, const oracle_hits *wanted, unsigned number)
{
    size_t count = 0;
    size_t stride = 0;
    const mimicry_hit *got = all_hits_data(hits, &count, &stride);

    ck_assert_msg(count == wanted->count, "seed %llu, case %u: %zu hits, the oracle has %zu",
                  (unsigned long long)support_seed(), number, count, wanted->count);
    for (size_t i = 0; i < count; i++) {
        const mimicry_hit *want = wanted->data + i;

        ck_assert_msg(got[i].query == want->query && got[i].record == want->record &&
                          got[i].start == want->start && got[i].length == want->length &&
                          got[i].indels == want->indels && got[i].mismatches == want->mismatches,
                      "seed %llu, case %u: hit %zu is another", (unsigned long long)support_seed(),
                      number, i);
    }
}

START_TEST(with_indels)
{
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_SCAN};

    for (unsigned i = 0; i < support_scaled(CASES / 2); i++) {
        test_random random = random_of_case(2, i);
        letter_source source = random_letter_source(&random);
        edits_request request = {1 + (unsigned)random_below(&random, 2),
                                 (unsigned)random_below(&random, 3)};
        filter_case s;
        tested_proteome proteome = random_proteome(&random, &source, 60, &s);
        test_peptides peptides = edits_peptides(&random, &source, &proteome, 10, &request);
        oracle_hits wanted = kept_hits(
            oracle_edits_search(&proteome.records, peptides.letters, peptides.count, &request), &s);

        for (unsigned turn = 0; turn < 2; turn++) {
            mimicry_search_options options;
            all_hits *hits = NULL;

            options = (mimicry_search_options){.size = sizeof options,
                                               .threshold_kind = MIMICRY_MAX_MISMATCHES};
            options.threshold = request.max_mismatches;
            options.max_indels = request.max_indels;
            options.run.plan = plans[turn];
            options.run.threads = turn ? 2 : 1;
            options.only_genes = proteome.only_genes;
            options.exclude_genes = proteome.exclude_genes;
            ck_assert_int_eq(all_hits_search(proteome.index[turn], peptides.letters, peptides.count,
                                             &options, &hits, NULL),
                             MIMICRY_OK);
            expect_same_edits(hits, &wanted, i);
            all_hits_free(hits);
        }
        oracle_hits_free(&wanted);
        peptides_free(&peptides);
        free_all(&proteome);
    }
}
END_TEST

/* ---- A filter of windows ---- */

/* Takes about two windows in three, each peptide others. */
static bool odd_counts(const void *data, uint64_t query, uint64_t record, uint64_t start,
                       uint32_t length)
{
    uint64_t mixed =
        (query * 7919 + record * 104729 + start * 1299709 + length) * UINT64_C(0x9e3779b97f4a7c15);

    return (mixed >> 40) % 3 != *(const uint64_t *)data;
}

static int append(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    oracle_hits *all = data;

    ck_assert_uint_eq(stride, sizeof *hits);
    all->data = support_realloc(all->data, (all->count + count) * sizeof *hits);
    memcpy(all->data + all->count, hits, count * sizeof *hits);
    all->count += count;
    return 0;
}

static void expect_filtered(const tested_search *search, const search_manner *manner,
                            const oracle_hits *wanted, const uint64_t *data, unsigned number)
{
    mimicry_search_options options = {.size = sizeof options};
    const struct mim_filter filter = {.takes = odd_counts, .data = data, .share = 0.5};
    struct mim_prepared prepared;
    oracle_hits got = {0};

    options.model = search->model->model;
    options.threshold_kind = search->request.kind;
    options.threshold = search->request.threshold;
    options.top = search->request.top;
    options.window_min = search->request.window_min;
    options.window_max = search->request.window_max;
    options.run.plan = manner->plan;
    options.run.instructions = manner->instructions;
    options.run.threads = manner->threads;
    ck_assert_int_eq(mim_prepare(search->proteome->index[manner->wide], &options, &prepared, NULL),
                     MIMICRY_OK);
    prepared.search.filter = &filter;
    ck_assert_int_eq(
        mim_search_run(&prepared.search, search->peptides, search->n_peptides, append, &got, NULL),
        MIMICRY_OK);
    ck_assert_msg(got.count == wanted->count,
                  "seed %llu, case %u, plan %s: %zu hits, the oracle has %zu",
                  (unsigned long long)support_seed(), number, plan_name(manner->plan), got.count,
                  wanted->count);
    for (size_t i = 0; i < got.count; i++) {
        const mimicry_hit *a = got.data + i;
        const mimicry_hit *b = wanted->data + i;

        ck_assert_msg(a->query == b->query && a->query_start == b->query_start &&
                          a->record == b->record && a->start == b->start &&
                          a->length == b->length && a->score == b->score,
                      "seed %llu, case %u, plan %s: hit %zu is another",
                      (unsigned long long)support_seed(), number, plan_name(manner->plan), i);
    }
    oracle_hits_free(&got);
    mim_prepared_free(&prepared);
}

START_TEST(windows_of_each_peptide)
{
    const instruction_sets *sets = instruction_sets_here();
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (unsigned i = 0; i < support_scaled(CASES / 2); i++) {
        test_random random = random_of_case(3, i);
        letter_source source = random_letter_source(&random);
        filter_case s;
        uint64_t data = random_below(&random, 3);
        tested_proteome proteome = random_proteome(&random, &source, 200, &s);
        test_peptides peptides = some_peptides(&random, &source, &proteome, 3, 14);
        tested_search search = {&proteome, &model, peptides.letters, peptides.count,
                                random_request(&random, &model, 14)};

        search.request.counts = odd_counts;
        search.request.counts_data = &data;
        oracle_hits wanted =
            oracle_search(&proteome.records, peptides.letters, peptides.count, &search.request);
        for (int32_t plan = 0; plan < N_PLANS; plan++) {
            search_manner manner = {plan, sets->set[i % sets->count], 1 + (int32_t)(i % 2), i % 2};

            if (plan_applies(&search, plan))
                expect_filtered(&search, &manner, &wanted, &data, i);
        }
        oracle_hits_free(&wanted);
        peptides_free(&peptides);
        free_all(&proteome);
    }
    model_free(&model);
}
END_TEST

/* ---- Epitopes ---- */

START_TEST(discontinuous_epitopes)
{
    static const char fasta[] = ">sp|A|A_X a GN=one\nACDEFGACDEF\n>sp|B|B_X b GN=TWO\nACDEF\n"
                                ">sp|C|C_X c\nACDEF\n";
    static const char *const names[] = {"One"};
    const char *epitope = "A1, D3, F5";
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_search_options options;
    mimicry_genes *genes = NULL;
    all_hits *hits = NULL;
    size_t count;

    ck_assert_int_eq(mimicry_genes_create(names, 1, &genes, NULL), MIMICRY_OK);
    for (int32_t fixed = 0; fixed < 2; fixed++) {
        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                           .positions = MIMICRY_POSITIONS_ANYWHERE};
        options.positions = fixed ? MIMICRY_POSITIONS_FIXED : MIMICRY_POSITIONS_ANYWHERE;
        options.only_genes = genes;
        ck_assert_int_eq(all_hits_search(index, &epitope, 1, &options, &hits, NULL), 0);
        all_hits_data(hits, &count, NULL);
        ck_assert_uint_eq(count, fixed ? 1 : 2);
        all_hits_free(hits);
        options.only_genes = NULL;
        options.exclude_genes = genes;
        ck_assert_int_eq(all_hits_search(index, &epitope, 1, &options, &hits, NULL), 0);
        all_hits_data(hits, &count, NULL);
        ck_assert_uint_eq(count, 2);
        all_hits_free(hits);
    }
    mimicry_genes_free(genes);
    mimicry_index_close(index);
}
END_TEST

START_TEST(sets)
{
    static const char *const names[] = {" brca1", "HLA B", "", "BRCA1\t", "TP53"};
    mimicry_genes *genes = NULL;

    ck_assert_int_eq(mimicry_genes_create(names, 5, &genes, NULL), MIMICRY_OK);
    ck_assert_uint_eq(genes->count, 3);
    ck_assert_str_eq(genes->names[0], "brca1"); /* as it was given first */
    ck_assert_str_eq(genes->names[2], "TP53");
    ck_assert_int_eq(mimicry_genes_has(genes, "hla b "), 1);
    ck_assert_int_eq(mimicry_genes_has(genes, "hla"), 0);
    ck_assert_int_eq(mimicry_genes_has(genes, ""), 0);
    ck_assert_int_eq(mimicry_genes_has(genes, NULL), 0);
    const char *other[] = {"MAGEA3", "tp53"};
    mimicry_genes *others = NULL, *joined = NULL, *both = NULL;
    ck_assert_int_eq(mimicry_genes_create(other, 2, &others, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_genes_join(genes, others, &joined, NULL), MIMICRY_OK);
    ck_assert_uint_eq(joined->count, 4); /* TP53 once */
    ck_assert_int_eq(mimicry_genes_has(joined, "magea3"), 1);
    ck_assert_int_eq(mimicry_genes_has(joined, "brca1"), 1);
    ck_assert_int_eq(mimicry_genes_join(genes, NULL, &both, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(both);
    mimicry_genes_free(joined);
    mimicry_genes_free(others);
    mimicry_genes_free(genes);
    ck_assert_int_eq(mimicry_genes_create(NULL, 0, &genes, NULL), MIMICRY_OK); /* an empty one */
    ck_assert_int_eq(mimicry_genes_has(genes, "TP53"), 0);
    mimicry_genes_free(genes);
    ck_assert_int_eq(mimicry_genes_create(NULL, 1, &genes, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_genes_read(NULL, &genes, NULL), MIMICRY_E_ARGUMENT);
    mimicry_genes_free(NULL);
}
END_TEST

/* Options of a header that had no sets of genes are shorter, and mean the same. */
START_TEST(older_callers)
{
    static const char fasta[] = ">sp|A|A_X a GN=one\nACDEF\n";
    const char *peptide = "ACDEF";
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_search_options options;
    all_hits *hits = NULL;

    memset(&options, 0x55, sizeof options);
    memset(&options, 0, offsetof(mimicry_search_options, only_genes));
    options.size = offsetof(mimicry_search_options, only_genes);
    ck_assert_int_eq(all_hits_search(index, &peptide, 1, &options, &hits, NULL), MIMICRY_OK);
    ck_assert_uint_eq(hits->count, 1);
    all_hits_free(hits);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("filter");

    support_begin("test_filter");
    support_add_test(suite, sets_of_genes);
    support_add_test(suite, with_indels);
    support_add_test(suite, windows_of_each_peptide);
    support_add_test(suite, discontinuous_epitopes);
    support_add_test(suite, sets);
    support_add_test(suite, older_callers);
    return support_run(suite);
}
