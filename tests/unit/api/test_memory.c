/* Lets the 1st, 2nd, 3rd ... allocation of every job fail, until the job succeeds: each failure has
 * to be reported as one of memory, with nothing handed out and (under a leak checker) nothing lost.
 */
#include <check.h>
#include <math.h>
#include <mimicry/mimicry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "all_hits.h"
#include "failing.h"
#include "models.h"

static const char *const peptides[] = {"EVDPIGHLY", "QQQQQQQQ", "KLM", "EVDPIGHLY"};
static const char *fasta = "memory_test.fasta";
static const char *saved = "memory_test.mim";
static mimicry_index *shared;

static mimicry_status build(mimicry_error *error)
{
    mimicry_index *index;
    const mimicry_status status = mimicry_index_build(&fasta, 1, NULL, &index, error);
    consistent = consistent && (status == MIMICRY_OK) == (index != NULL);
    mimicry_index_close(index);
    return status;
}

static mimicry_status save(mimicry_error *error)
{
    return mimicry_index_save(shared, saved, error);
}

static mimicry_status open_and_verify(mimicry_error *error)
{
    mimicry_index *index;
    mimicry_status status = mimicry_index_open(saved, MIMICRY_OPEN_VERIFY, &index, error);
    consistent = consistent && (status == MIMICRY_OK) == (index != NULL);
    mimicry_index_close(index);
    return status == MIMICRY_OK ? mimicry_index_verify(saved, error) : status;
}

static mimicry_status make_model(mimicry_error *error)
{
    mimicry_model *model;
    const mimicry_status status = model_matrix("PMBEC", 0, &model, error);
    consistent = consistent && (status == MIMICRY_OK) == (model != NULL);
    mimicry_model_free(model);
    return status;
}

/* A scorer that takes weights, or a parameter file. */
static mimicry_status make_scorer(int32_t method, const char *parameters, mimicry_error *error)
{
    static const double weights[] = {1, 2, 3};
    mimicry_score_options options = {.size = sizeof options, .method = method};
    mimicry_scorer *scorer;
    options.parameters = parameters;
    options.weights = parameters == NULL ? weights : NULL;
    options.n_weights = parameters == NULL ? 3 : 0;
    const mimicry_status status = mimicry_scorer_create(&options, &scorer, error);
    consistent = consistent && (status == MIMICRY_OK) == (scorer != NULL);
    mimicry_scorer_free(scorer);
    return status;
}

static mimicry_status score_by_matrix(mimicry_error *error)
{
    return make_scorer(MIMICRY_SCORE_SUM, NULL, error);
}

static mimicry_status score_relatedness(mimicry_error *error)
{
    return make_scorer(MIMICRY_SCORE_RELATEDNESS, NULL, error);
}

static mimicry_status score_by_parameters(mimicry_error *error)
{
    static const char row[] = "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19]";
    const char *path = "memory_test.json";
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return MIMICRY_E_IO;
    fputs("{\"factors\":[1,2,3],\"residues\":\"ACDEFGHIKLMNPQRSTVWY\",\"table\":[", file);
    for (int i = 0; i < 20; i++)
        fprintf(file, "%s%s", i > 0 ? "," : "", row);
    fputs("]}", file);
    fclose(file);
    const mimicry_status status = make_scorer(MIMICRY_SCORE_CROSS_REACTIVITY, path, error);
    remove(path);
    return status;
}

static mimicry_status score_pieces(mimicry_error *error)
{
    const mimicry_score_options options = {.size = sizeof options,
                                           .method = MIMICRY_SCORE_SELF_SIMILARITY};
    mimicry_scorer *scorer;
    const mimicry_status status = mimicry_scorer_create(&options, &scorer, error);
    consistent = consistent && (status == MIMICRY_OK) == (scorer != NULL);
    mimicry_scorer_free(scorer);
    return status;
}

static mimicry_status search(int32_t kind, double threshold, uint64_t top, int32_t plan,
                             mimicry_error *error)
{
    mimicry_search_options options;
    all_hits *hits;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.threshold_kind = kind;
    options.threshold = threshold;
    options.top = top;
    options.run.plan = plan;
    options.run.threads = 2;
    const mimicry_status status = all_hits_search(
        shared, peptides, sizeof peptides / sizeof *peptides, &options, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (hits != NULL);
    all_hits_free(hits);
    return status;
}

static mimicry_status search_seeds(mimicry_error *error)
{
    return search(MIMICRY_MAX_MISMATCHES, 2, 0, MIMICRY_PLAN_SEEDS, error);
}

static mimicry_status search_planes(mimicry_error *error)
{
    return search(MIMICRY_MAX_MISMATCHES, 2, 0, MIMICRY_PLAN_PLANES, error);
}

static mimicry_status search_windows(mimicry_error *error)
{
    mimicry_search_options options;
    all_hits *hits;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.threshold = 3;
    options.window_min = 6;
    options.window_max = 7;
    options.run.threads = 2;
    const mimicry_status status = all_hits_search(
        shared, peptides, sizeof peptides / sizeof *peptides, &options, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (hits != NULL);
    all_hits_free(hits);
    return status;
}

static mimicry_status search_sliding(mimicry_error *error)
{
    return search(MIMICRY_MAX_MISMATCHES, 2, 0, MIMICRY_PLAN_SLIDING, error);
}

static mimicry_status search_sliding_sums(mimicry_error *error)
{
    return search(MIMICRY_MAX_PENALTY, 8, 0, MIMICRY_PLAN_SLIDING, error);
}

static mimicry_status search_lanes(mimicry_error *error)
{
    return search(MIMICRY_MAX_PENALTY, 12, 0, MIMICRY_PLAN_LANES, error);
}

static mimicry_status search_branches(mimicry_error *error)
{
    return search(MIMICRY_MIN_SIMILARITY, 0.5, 0, MIMICRY_PLAN_BRANCH, error);
}

static mimicry_status search_best(mimicry_error *error)
{
    return search(MIMICRY_MIN_SCORE, -1000, 3, MIMICRY_PLAN_AUTO, error);
}

/* With the kernel, by seeds, or for gaps that are free to grow in the plain way. */
static mimicry_status sum_alignments(int32_t plan, int32_t gap_extend, mimicry_error *error)
{
    enum { COUNT = sizeof peptides / sizeof *peptides };
    const mimicry_score_options options = {.size = sizeof options,
                                           .run = {.plan = plan, .threads = 2},
                                           .method = MIMICRY_SCORE_DISSIMILARITY,
                                           .gap_extend = gap_extend};
    mimicry_query rows[COUNT];
    mimicry_scorer *scorer = NULL;
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;
    for (size_t i = 0; i < COUNT; i++)
        rows[i] = (mimicry_query){.peptide = peptides[i]};
    mimicry_status status = mimicry_scorer_create(&options, &scorer, error);
    if (status == MIMICRY_OK)
        status = mimicry_queries_from(rows, COUNT, sizeof *rows, NULL, &queries, error);
    if (status == MIMICRY_OK)
        status = mimicry_scorer_table(scorer, shared, queries, &stream, error);
    if (status == MIMICRY_OK)
        status = read_to_the_end(&stream);
    mimicry_queries_close(queries);
    mimicry_scorer_free(scorer);
    return status;
}

static mimicry_status sum_by_kernel(mimicry_error *error)
{
    return sum_alignments(MIMICRY_PLAN_SCAN, 1, error);
}

static mimicry_status sum_by_seeds(mimicry_error *error)
{
    return sum_alignments(MIMICRY_PLAN_SEEDS, 1, error);
}

static mimicry_status sum_plainly(mimicry_error *error)
{
    return sum_alignments(MIMICRY_PLAN_AUTO, -1, error);
}

static mimicry_status search_evalue(mimicry_error *error)
{
    return search(MIMICRY_MAX_EVALUE, 1, 0, MIMICRY_PLAN_AUTO, error);
}

/* Without memory there is no E-value. */
static mimicry_status find_evalue(mimicry_error *error)
{
    const double found = mimicry_evalue(shared, NULL, peptides[0], MIMICRY_MIN_SCORE, 20);
    if (isnan(found))
        *error = (mimicry_error){.status = MIMICRY_E_MEMORY, .message = "not enough memory"};
    return isnan(found) ? MIMICRY_E_MEMORY : MIMICRY_OK;
}

static mimicry_status adjust(mimicry_error *error)
{
    double p_values[] = {0.5, 0.1};
    return mimicry_adjust_p_values(p_values, 2, p_values, error);
}

/* KLM by its pieces, QQQQQQQQ by a scan. */
static mimicry_status search_indels(mimicry_error *error)
{
    mimicry_search_options options;
    all_hits *hits;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.max_indels = 1;
    options.run.threads = 2;
    const mimicry_status status = all_hits_search(
        shared, peptides, sizeof peptides / sizeof *peptides, &options, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (hits != NULL);
    all_hits_free(hits);
    return status;
}

static mimicry_status search_epitopes(mimicry_error *error)
{
    static const char *const epitopes[] = {"E3, D5", "Q1 Q3"};
    all_hits *hits;
    const mimicry_search_options options = {.size = sizeof options,
                                            .positions = MIMICRY_POSITIONS_ANYWHERE};
    const mimicry_status status = all_hits_search(shared, epitopes, 2, &options, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (hits != NULL);
    all_hits_free(hits);
    return status;
}

/* A search with a model that has scores of its own for each position. */
static mimicry_status search_with(mimicry_model *model, const char *peptide, mimicry_error *error)
{
    mimicry_search_options options;
    all_hits *hits;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.model = model;
    options.threshold_kind = MIMICRY_MIN_SCORE;
    options.run.threads = 2;
    const mimicry_status status = all_hits_search(shared, &peptide, 1, &options, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (hits != NULL);
    all_hits_free(hits);
    mimicry_model_free(model);
    return status;
}

static mimicry_status search_weighted(mimicry_error *error)
{
    static const double weights[] = {1, 0, 2};
    mimicry_model *model;
    const mimicry_status status = model_weighted(NULL, weights, 3, &model, error);
    return status == MIMICRY_OK ? search_with(model, "KLM", error) : status;
}

static mimicry_status search_preset(mimicry_error *error)
{
    mimicry_model *model;
    const mimicry_status status = model_masked(NULL, "mhc1-face", &model, error);
    return status == MIMICRY_OK ? search_with(model, "EVDPIGHLY", error) : status;
}

static mimicry_status search_motif(mimicry_error *error)
{
    mimicry_model *model;
    const mimicry_status status = model_motif("K[LM]x", &model, error);
    return status == MIMICRY_OK ? search_with(model, "KLM", error) : status;
}

static mimicry_status search_related(mimicry_error *error)
{
    mimicry_model *model;
    const mimicry_status status = model_distance(NULL, NULL, 0, &model, error);
    return status == MIMICRY_OK ? search_with(model, "KLM", error) : status;
}

static mimicry_status search_profile(mimicry_error *error)
{
    const char *path = "memory_test.tsv";
    mimicry_model *model;
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return MIMICRY_E_IO;
    fputs("position\tK\tL\n1\t2\t0\n2\t0\t1\n", file);
    fclose(file);
    const mimicry_status status = model_profile(path, &model, error);
    remove(path);
    return status == MIMICRY_OK ? search_with(model, "KL", error) : status;
}

static mimicry_status count(mimicry_error *error)
{
    uint64_t counts[4];
    return mimicry_search_count(shared, peptides, 2, NULL, counts, 2, error);
}

/* clang-format off */
static mimicry_status (*const jobs[])(mimicry_error *) = {
    build, save, open_and_verify, make_model, search_seeds, search_planes, search_lanes,
    search_windows, search_sliding, search_sliding_sums,
    search_branches, search_best, score_by_matrix, score_relatedness, score_by_parameters,
    score_pieces, sum_by_kernel, sum_by_seeds, sum_plainly, search_evalue,
    find_evalue, adjust, search_indels,
    search_epitopes, search_weighted, search_preset, search_motif,
    search_related, search_profile, count,
};
/* clang-format on */

START_TEST(every_allocation_may_fail)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

static void set_up(void)
{
    FILE *file = fopen(fasta, "w");
    ck_assert_ptr_nonnull(file);
    fputs(">sp|P1|A_HUMAN Protein OS=Homo sapiens OX=9606 GN=AAA\nMKEVDPIGHLYQQQQQQQQQQKLMNPQRST\n"
          ">b\nEVDPVGHLYWWWWQQQQQQQQ\n",
          file);
    fclose(file);
    ck_assert_int_eq(mimicry_index_build(&fasta, 1, NULL, &shared, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_index_save(shared, saved, NULL), MIMICRY_OK);
}

static void tear_down(void)
{
    mimicry_index_close(shared);
    remove(fasta);
    remove(saved);
}

int main(void)
{
    return failing_main("memory", every_allocation_may_fail, sizeof jobs / sizeof *jobs, set_up,
                        tear_down);
}
