/* Searches of the standard proteomes, where MIMICRY_SHARED names the folder that holds them: the
 * known numbers of hits of 2,000 MHC ligands, and peptides of several lengths against the oracle.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "real_checks.h"

enum { SKIPPED = 77, MANY = 2000, SOME = 60, MOST_LENGTH = 15 };

static const char *shared_folder;

static char *shared_path(const char *name)
{
    size_t size = strlen(shared_folder) + strlen(name) + 2;
    char *path = support_realloc(NULL, size);

    snprintf(path, size, "%s/%s", shared_folder, name);
    return path;
}

static bool has_shared(const char *name)
{
    char *path = shared_path(name);
    FILE *file = fopen(path, "rb");

    free(path);
    return file && fclose(file) == 0;
}

/* Every `step`-th peptide of a FASTA file. */
static void add_queries(test_peptides *peptides, const char *name, size_t step)
{
    char *path = shared_path(name);
    oracle_records records = oracle_fasta_read(path);

    for (size_t i = 0; i < records.count; i += step) {
        peptides_add(peptides, records.letters + records.starts[i],
                     records.starts[i + 1] - records.starts[i]);
    }
    oracle_records_free(&records);
    free(path);
}

/* The first query of each length, which must be one of at most MOST_LENGTH; of every other length,
 * but in thorough tests: directed ones have all, in less text. */
static void add_lengths(test_peptides *peptides, const char *name)
{
    char *path = shared_path(name);
    oracle_records records = oracle_fasta_read(path);
    bool had[MOST_LENGTH + 1] = {false};
    const size_t step = support_is_thorough() ? 1 : 2;

    for (size_t i = 0; i < records.count; i++) {
        const size_t length = records.starts[i + 1] - records.starts[i];
        ck_assert_uint_le(length, MOST_LENGTH);
        if (!had[length] && (MOST_LENGTH - length) % step == 0)
            peptides_add(peptides, records.letters + records.starts[i], length);
        had[length] = true;
    }
    oracle_records_free(&records);
    free(path);
}

static tested_proteome benchmark_proteome(void)
{
    char *human = shared_path("proteomes/human5k.fasta.gz");
    char *uniprot = shared_path("proteomes/uniprot20k.fasta.gz");
    const char *const paths[] = {human, uniprot};
    mimicry_error error = {.size = sizeof error};
    tested_proteome proteome = {0};

    support_expect_ok(mimicry_index_build(paths, 2, NULL, &proteome.index[0], &error), &error,
                      "benchmark proteome");
    free(human);
    free(uniprot);
    return proteome;
}

static all_hits *search_ligands(tested_search *search, size_t count, int32_t plan,
                                int32_t instructions, int32_t threads)
{
    search_manner manner = {plan, instructions, threads, 0};

    search->n_peptides = count;
    return search_in_manner(search, &manner, "ligands");
}

static void expect_count(const tested_search *search, const all_hits *hits, size_t wanted,
                         const char *manner)
{
    size_t count = 0;
    size_t stride = 0;

    all_hits_data(hits, &count, &stride);
    ck_assert_msg(count == wanted, "%s: %zu hits within %g mismatches, not %zu", manner, count,
                  search->request.threshold, wanted);
}

/* Fails unless both give the same hits. */
static void expect_equal(const all_hits *a, const all_hits *b, const char *manner)
{
    size_t a_count = 0;
    size_t b_count = 0;
    size_t stride = 0;
    const mimicry_hit *a_data = all_hits_data(a, &a_count, &stride);
    const mimicry_hit *b_data = all_hits_data(b, &b_count, &stride);

    ck_assert_msg(a_count == b_count, "%s: %zu hits, not %zu", manner, a_count, b_count);
    ck_assert_uint_eq(stride, sizeof(mimicry_hit));
    ck_assert_msg(memcmp(a_data, b_data, a_count * stride) == 0, "%s: other hits", manner);
}

/* All ligands by the plans that are made for that, and some by every plan; a few of them by every
 * instruction set too, because plans that are not made for the search are slow without wide ones.
 * In the thorough tests all go every way. */
static void check_ligands(tested_search *search, size_t wanted)
{
    const instruction_sets *sets = instruction_sets_here();
    const size_t n_few = support_is_thorough() ? 20 : 8;
    all_hits *all = search_ligands(search, MANY, MIMICRY_PLAN_AUTO, 0, 0);
    all_hits *some = search_ligands(search, SOME, MIMICRY_PLAN_AUTO, 0, 0);
    all_hits *few = search_ligands(search, n_few, MIMICRY_PLAN_AUTO, 0, 1);

    expect_count(search, all, wanted, "auto");
    for (int32_t plan = MIMICRY_PLAN_SUFFIX; plan < N_PLANS; plan++) {
        const bool is_fast = plan == MIMICRY_PLAN_SUFFIX || plan == MIMICRY_PLAN_SEEDS ||
                             plan == MIMICRY_PLAN_PLANES || support_is_thorough();

        if (!plan_applies(search, plan))
            continue;
        all_hits *again = search_ligands(search, is_fast ? MANY : SOME, plan, 0, 0);
        expect_equal(is_fast ? all : some, again, plan_name(plan));
        all_hits_free(again);
        for (size_t i = 0; i < sets->count; i++) {
            again = search_ligands(search, n_few, plan, sets->set[i], 1 + plan % 2);
            expect_equal(few, again, instructions_name(sets->set[i]));
            all_hits_free(again);
        }
    }
    all_hits_free(few);
    all_hits_free(some);
    all_hits_free(all);
}

START_TEST(numbers_of_mhc_ligands)
{
    static const size_t wanted[] = {471, 679, 4573};
    tested_proteome proteome = benchmark_proteome();
    tested_model model = model_of_data("BLOSUM62", false, 0);
    test_peptides peptides = {0};

    add_queries(&peptides, "queries/mhc-ligands-9mer.fasta", 1);
    ck_assert_uint_eq(peptides.count, MANY);
    for (unsigned m = 0; m < 3; m++) {
        tested_search search = {&proteome, &model, peptides.letters, peptides.count, {0}};

        search.request.kind = MIMICRY_MAX_MISMATCHES;
        search.request.threshold = m;
        search.request.matrix = model.matrix;
        check_ligands(&search, wanted[m]);
    }
    peptides_free(&peptides);
    model_free(&model);
    mimicry_index_close(proteome.index[0]);
}
END_TEST

START_TEST(peptides_of_several_lengths)
{
    char *path = shared_path("proteomes/human5k.fasta.gz");
    tested_proteome proteome = proteome_from_file(path);
    test_peptides peptides = {0};

    add_lengths(&peptides, "queries/coronavirus-8to15mer.fasta");
    if (support_is_thorough()) {
        add_queries(&peptides, "queries/coronavirus-8to15mer.fasta", 57);
        add_queries(&peptides, "queries/mhc-ligands-9mer.fasta", 400);
    }
    ck_assert_uint_ge(peptides.count, support_is_thorough() ? 8U : 4U);
    check_real_searches(&proteome, &peptides, "human5k");
    peptides_free(&peptides);
    proteome_free(&proteome);
    free(path);
}
END_TEST

int main(void)
{
    shared_folder = getenv("MIMICRY_SHARED");
    if (!shared_folder || !has_shared("proteomes/human5k.fasta.gz") ||
        !has_shared("proteomes/uniprot20k.fasta.gz") ||
        !has_shared("queries/mhc-ligands-9mer.fasta")) {
        puts("skipped: MIMICRY_SHARED names no folder with the standard proteomes");
        return SKIPPED;
    }
    Suite *suite = suite_create("real");

    support_begin("test_real");
    support_add_test(suite, numbers_of_mhc_ligands);
    support_add_test(suite, peptides_of_several_lengths);
    return support_run(suite);
}
