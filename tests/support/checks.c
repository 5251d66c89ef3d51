/* Compares searches of the library with the oracle's. */
#include "checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Proteomes and models ---- */

static mimicry_index *index_from_file(const char *path, int32_t suffix_width)
{
    mimicry_build_options options;
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index = NULL;

    options = (mimicry_build_options){.size = sizeof options};
    options.suffix_width = suffix_width;
    support_expect_ok(mimicry_index_build(&path, 1, &options, &index, &error), &error, path);
    ck_assert_ptr_nonnull(index);
    return index;
}

mimicry_index *index_from_text(const char *fasta, size_t length, int32_t suffix_width)
{
    char *path = support_write_file(".fasta", fasta, length);
    mimicry_index *index = index_from_file(path, suffix_width);

    remove(path);
    free(path);
    return index;
}

tested_proteome proteome_from_text(const char *fasta, size_t length)
{
    tested_proteome proteome = {0};
    test_text copy = {0};

    text_add(&copy, fasta, length);
    proteome.fasta = copy.bytes;
    proteome.records = oracle_fasta_parse(fasta, length);
    proteome.index[0] = index_from_text(fasta, length, 4);
    proteome.index[1] = index_from_text(fasta, length, 8);
    return proteome;
}

tested_proteome long_proteome(test_random *random, unsigned records, unsigned residues)
{
    enum { ODD = 2 }; /* percent */
    static const char odd[] = "XBZJUO*";
    test_text fasta = {0};
    for (unsigned r = 0; r < records; r++) {
        char *letters = random_protein(random, residues);
        for (unsigned i = 0; i < residues; i++) {
            if (random_chance(random, ODD))
                letters[i] = odd[random_below(random, sizeof odd - 1)];
            if (r < 3)
                letters[i] = 'L';
        }
        text_print(&fasta, ">r%u\n", r);
        text_add(&fasta, letters, residues);
        text_add_char(&fasta, '\n');
        free(letters);
    }
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    text_free(&fasta);
    return proteome;
}

tested_proteome proteome_from_file(const char *path)
{
    tested_proteome proteome = {0};

    proteome.records = oracle_fasta_read(path);
    proteome.index[0] = index_from_file(path, 4);
    proteome.index[1] = index_from_file(path, 8);
    return proteome;
}

void proteome_free(tested_proteome *proteome)
{
    free(proteome->fasta);
    oracle_records_free(&proteome->records);
    mimicry_index_close(proteome->index[0]);
    mimicry_index_close(proteome->index[1]);
    *proteome = (tested_proteome){0};
}

static tested_model model_of(const char *name, const char *path, bool exact, uint32_t flags)
{
    tested_model model = {.exact = exact};
    mimicry_error error = {.size = sizeof error};
    test_text copy = {0};

    text_print(&copy, "%s", name);
    model.name = copy.bytes;
    model.usual = strcmp(name, "BLOSUM62") == 0 && flags == 0;
    model.matrix = oracle_matrix_read(path, (flags & MIMICRY_MODEL_UO_AS_CK) != 0);
    support_expect_ok(model_matrix(name, flags, &model.model, &error), &error, name);
    ck_assert_ptr_nonnull(model.model);
    return model;
}

tested_model model_of_data(const char *name, bool by_path, uint32_t flags)
{
    test_text relative = {0};
    bool exact = strcmp(name, "PMBEC") != 0;

    text_print(&relative, "matrices/%s", name);
    char *path = support_data_path(relative.bytes);
    tested_model model = model_of(by_path ? path : name, path, exact, flags);
    text_free(&relative);
    free(path);
    return model;
}

tested_model model_from_text(const char *matrix, size_t length, bool exact, uint32_t flags)
{
    char *path = support_write_file(".matrix", matrix, length);
    tested_model model = model_of(path, path, exact, flags);

    remove(path);
    free(path);
    return model;
}

void model_free(tested_model *model)
{
    free(model->name);
    free(model->matrix);
    mimicry_model_free(model->model);
    *model = (tested_model){0};
}

/* ---- Ways to search ---- */

const char *plan_name(int32_t plan)
{
    static const char *const names[N_PLANS] = {"auto",  "suffix", "seeds", "planes",
                                               "lanes", "branch", "scan",  "sliding"};

    return names[plan];
}

const char *instructions_name(int32_t instructions)
{
    static const char *const names[] = {"auto", "portable", "AVX2", "AVX-512"};

    return names[instructions];
}

static size_t shortest_query(const tested_search *search)
{
    size_t shortest = MIMICRY_MAX_PEPTIDE;

    if (search->request.window_min > 0)
        return search->request.window_min;
    for (size_t i = 0; i < search->n_peptides; i++) {
        size_t length = strlen(search->peptides[i]);

        shortest = length < shortest ? length : shortest;
    }
    return shortest;
}

bool plan_applies(const tested_search *search, int32_t plan)
{
    bool mismatches = search->request.kind == MIMICRY_MAX_MISMATCHES;

    switch (plan) {
    case MIMICRY_PLAN_SUFFIX:
        return mismatches && search->request.threshold == 0;
    case MIMICRY_PLAN_SEEDS:
        return mismatches && search->request.threshold < (double)shortest_query(search);
    case MIMICRY_PLAN_PLANES:
        return mismatches;
    case MIMICRY_PLAN_SCAN:
        return false;
    default:
        return true;
    }
}

/* Asks for a search that every machine can do, so that only the instructions can be refused. */
static mimicry_status try_instructions(const mimicry_index *index, int32_t instructions)
{
    const char *peptide = "ACD";
    mimicry_search_options options;
    all_hits *hits = NULL;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.run.instructions = instructions;
    options.run.threads = 1;
    mimicry_status status = all_hits_search(index, &peptide, 1, &options, &hits, NULL);
    all_hits_free(hits);
    return status;
}

const instruction_sets *instruction_sets_here(void)
{
    static instruction_sets sets;
    static const char fasta[] = ">a\nACDE\n";

    if (sets.count > 0)
        return &sets;
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);
    for (int32_t i = MIMICRY_INSTRUCTIONS_AUTO; i <= MIMICRY_INSTRUCTIONS_AVX512; i++) {
        mimicry_status status = try_instructions(index, i);

        if (status == MIMICRY_OK) {
            sets.set[sets.count++] = i;
            continue;
        }
        ck_assert_int_eq(status, MIMICRY_E_ARGUMENT);
        ck_assert_msg(i > MIMICRY_INSTRUCTIONS_PORTABLE, "%s was refused", instructions_name(i));
    }
    mimicry_index_close(index);
    return &sets;
}

/* ---- Messages ---- */

static void describe(test_text *text, const tested_search *search, const search_manner *manner,
                     const char *label)
{
    static const char *const kinds[] = {"",           "mismatches", "score",
                                        "similarity", "penalty",    "E-value"};
    const oracle_request *request = &search->request;

    text_print(text, "%s (seed %llu): %s %.17g, top %llu, windows %u-%u, matrix %s; plan %s, ",
               label, (unsigned long long)support_seed(), kinds[request->kind], request->threshold,
               (unsigned long long)request->top, request->window_min, request->window_max,
               search->model->name, plan_name(manner->plan));
    text_print(text, "instructions %s, threads %d, suffix width %d: ",
               instructions_name(manner->instructions), (int)manner->threads, manner->wide ? 8 : 4);
}

static void describe_hit(test_text *text, const tested_search *search, const mimicry_hit *hit,
                         const char *whose)
{
    if (!hit) {
        text_print(text, "\n  %s: no more", whose);
        return;
    }
    text_print(text, "\n  %s: query %llu+%llu (%.200s) record %llu start %llu", whose,
               (unsigned long long)hit->query, (unsigned long long)hit->query_start,
               hit->query < search->n_peptides ? search->peptides[hit->query] : "?",
               (unsigned long long)hit->record, (unsigned long long)hit->start);
    text_print(text, " length %u mismatches %u score %.17g", hit->length, hit->mismatches,
               hit->score);
}

static void describe_proteome(test_text *text, const tested_search *search)
{
    const char *fasta = search->proteome->fasta;

    if (fasta && strlen(fasta) < 3000)
        text_print(text, "\n  FASTA:\n%s", fasta);
}

/* ---- Comparing ---- */

static mimicry_search_options options_of(const tested_search *search, const search_manner *manner)
{
    static unsigned calls;
    const oracle_request *request = &search->request;
    mimicry_search_options options;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.model = search->model->usual && calls++ % 2 ? NULL : search->model->model;
    options.threshold_kind = request->kind;
    options.threshold = request->threshold;
    options.top = request->top;
    options.window_min = request->window_min;
    options.window_max = request->window_max;
    options.run.plan = manner->plan;
    options.run.instructions = manner->instructions;
    options.run.threads = manner->threads;
    options.only_genes = search->proteome->only_genes;
    options.exclude_genes = search->proteome->exclude_genes;
    return options;
}

all_hits *search_in_manner(const tested_search *search, const search_manner *manner,
                           const char *label)
{
    mimicry_search_options options = options_of(search, manner);
    mimicry_error error = {.size = sizeof error};
    all_hits *hits = NULL;
    mimicry_status status = all_hits_search(search->proteome->index[manner->wide], search->peptides,
                                            search->n_peptides, &options, &hits, &error);
    if (status != MIMICRY_OK || !hits) {
        test_text text = {0};

        describe(&text, search, manner, label);
        ck_abort_msg("%s status %d: %s", text.bytes, (int)status, error.message);
    }
    return hits;
}

static bool same_hit(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start && a->record == b->record &&
           a->start == b->start && a->length == b->length && a->mismatches == b->mismatches &&
           a->score == b->score && a->indels == 0 && a->query_length == b->length;
}

void expect_hits(const tested_search *search, const search_manner *manner, const all_hits *hits,
                 const oracle_hits *wanted, const char *label)
{
    size_t count = 0;
    size_t stride = 0;
    const char *data = (const char *)all_hits_data(hits, &count, &stride);

    ck_assert_uint_ge(stride, sizeof(mimicry_hit));
    for (size_t i = 0; i < count || i < wanted->count; i++) {
        const void *at = i < count ? data + i * stride : NULL;
        const mimicry_hit *got = at;
        const mimicry_hit *want = i < wanted->count ? wanted->data + i : NULL;

        if (!got || !want || !same_hit(got, want)) {
            test_text text = {0};

            describe(&text, search, manner, label);
            text_print(&text, "%zu hits, the oracle has %zu; first difference at hit %zu:", count,
                       wanted->count, i);
            describe_hit(&text, search, got, "library");
            describe_hit(&text, search, want, "oracle ");
            describe_proteome(&text, search);
            ck_abort_msg("%s", text.bytes);
        }
    }
}

/* The same search, its hits counted: by peptide and mismatches. */
static void expect_counts(const tested_search *search, const search_manner *manner,
                          const oracle_hits *wanted, const char *label)
{
    enum { COLUMNS = 4 };
    const size_t n = search->n_peptides * COLUMNS;
    mimicry_search_options options = options_of(search, manner);
    uint64_t *expected = support_realloc(NULL, (n + 1) * sizeof *expected);
    uint64_t *counts = support_realloc(NULL, (n + 1) * sizeof *counts);

    memset(expected, 0, n * sizeof *expected);
    for (size_t i = 0; i < wanted->count; i++) {
        const mimicry_hit *hit = wanted->data + i;
        if (hit->mismatches < COLUMNS)
            expected[hit->query * COLUMNS + hit->mismatches]++;
    }
    ck_assert_int_eq(mimicry_search_count(search->proteome->index[manner->wide], search->peptides,
                                          search->n_peptides, &options, counts, COLUMNS, NULL),
                     MIMICRY_OK);
    for (size_t i = 0; i < n; i++) {
        test_text text = {0};

        if (counts[i] == expected[i])
            continue;
        describe(&text, search, manner, label);
        ck_abort_msg("%s peptide %zu: %llu hits with %zu mismatches, the oracle has %llu",
                     text.bytes, i / COLUMNS, (unsigned long long)counts[i], i % COLUMNS,
                     (unsigned long long)expected[i]);
    }
    free(expected);
    free(counts);
}

static void expect_all_hits(const tested_search *search, const search_manner *manner,
                            const oracle_hits *wanted, const char *label)
{
    all_hits *hits = search_in_manner(search, manner, label);

    expect_hits(search, manner, hits, wanted, label);
    all_hits_free(hits);
}

void check_manner(const tested_search *search, const search_manner *manner,
                  const oracle_hits *wanted, const char *label)
{
    expect_all_hits(search, manner, wanted, label);
    if (search->request.top == 0)
        expect_counts(search, manner, wanted, label);
}

/* Whether a plan has loops over vectors: the others are the same for each instruction set. */
static bool has_vectors(int32_t plan)
{
    return plan == MIMICRY_PLAN_AUTO || plan == MIMICRY_PLAN_PLANES || plan == MIMICRY_PLAN_LANES ||
           plan == MIMICRY_PLAN_SLIDING;
}

/* Thorough tests have every plan with every instruction set. Others leave out what is known to be
 * the same: plans without vectors have the sets in turn, and AUTO, which is the widest, is that of
 * the plan AUTO alone. */
static bool has_set(int32_t plan, size_t set, uint64_t turn, check_extent extent)
{
    const instruction_sets *sets = instruction_sets_here();

    if (support_is_thorough())
        return true;
    if (extent == CHECK_IN_TURN || !has_vectors(plan))
        return set == random_of_case(7, turn).state % sets->count;
    return set != (plan == MIMICRY_PLAN_AUTO ? sets->count - 1 : 0);
}

/* With how many pairs of threads and widths: 3 and 2 have no common factor, so that six in turn are
 * all pairs, three all numbers of threads. */
static unsigned turns_of(check_extent extent)
{
    if (extent != CHECK_SEVERAL)
        return 1;
    const unsigned turns = support_scaled(6); /* three, but for thorough tests */
    return turns < 6 ? turns : 6;
}

void check_search_to(const tested_search *search, check_extent extent, const char *label)
{
    static const int32_t threads[3] = {1, 2, 7};
    static uint64_t searches;
    const instruction_sets *sets = instruction_sets_here();
    oracle_hits wanted = oracle_search(&search->proteome->records, search->peptides,
                                       search->n_peptides, &search->request);

    for (int32_t plan = 0; plan < N_PLANS; plan++) {
        if (!plan_applies(search, plan))
            continue;
        for (size_t i = 0; i < sets->count; i++) {
            uint64_t chance = random_of_case(6, searches).state;
            uint64_t first = chance % 6;

            if (!has_set(plan, i, searches++ / sets->count, extent))
                continue;
            for (uint64_t turn = first; turn < first + turns_of(extent); turn++) {
                search_manner manner = {plan, sets->set[i], threads[turn % 3], (int32_t)(turn % 2)};

                if (support_is_thorough() || ((chance >> 32) + turn) % 2 == 0)
                    check_manner(search, &manner, &wanted, label);
                else
                    expect_all_hits(search, &manner, &wanted, label);
            }
        }
    }
    oracle_hits_free(&wanted);
}

void check_search(const tested_search *search, bool several, const char *label)
{
    check_search_to(search, several ? CHECK_SEVERAL : CHECK_EACH, label);
}
