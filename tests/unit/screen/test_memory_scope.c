/* Lets the 1st, 2nd, 3rd ... allocation fail of what reads genes, searches a part of
 * the proteome, and decides what is left out. */
#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "all_hits.h"
#include "failing.h"
#include "screen/scope.h"

static const char *fasta = "memory_scope_test.fasta";
static const char *text = "memory_scope_test.txt";
static mimicry_index *shared;
static mimicry_genes *some;

static void write_text(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "w"); /* its memory is the C library's, which does not fail here */
    if (file == NULL)
        abort();
    fputs(bytes, file);
    fclose(file);
}

static mimicry_status read_genes_of(const char *bytes, mimicry_error *error)
{
    mimicry_genes *genes;
    write_text(text, bytes);
    const mimicry_status status = mimicry_genes_read(text, &genes, error);
    consistent = consistent && (status == MIMICRY_OK) == (genes != NULL);
    mimicry_genes_free(genes);
    return status;
}

static mimicry_status read_gene_list(mimicry_error *error)
{
    return read_genes_of("ONE\nTWO\n", error);
}

static mimicry_status read_gene_table(mimicry_error *error)
{
    return read_genes_of("id\tgene\n1\tONE\n2\tTWO\n", error);
}

static mimicry_status search_with(uint32_t max_indels, mimicry_error *error)
{
    static const char *const peptides[] = {"EVDPIGHLY", "EVDPVGHLY"};
    mimicry_search_options options;
    all_hits *hits;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.threshold = 1;
    options.max_indels = max_indels;
    options.exclude_genes = some;
    options.run.threads = 1;
    const mimicry_status status = all_hits_search(shared, peptides, 2, &options, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (hits != NULL);
    all_hits_free(hits);
    return status;
}

static mimicry_status search_without_genes(mimicry_error *error)
{
    return search_with(0, error);
}

static mimicry_status search_indels_without_genes(mimicry_error *error)
{
    return search_with(1, error);
}

static mimicry_status search_epitopes_without_genes(mimicry_error *error)
{
    static const char *const epitope = "E3, D5";
    mimicry_search_options options;
    all_hits *hits;
    options = (mimicry_search_options){.size = sizeof options,
                                       .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                       .positions = MIMICRY_POSITIONS_ANYWHERE};
    options.only_genes = some;
    const mimicry_status status = all_hits_search(shared, &epitope, 1, &options, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (hits != NULL);
    all_hits_free(hits);
    return status;
}

static mimicry_status decide(mimicry_error *error)
{
    static const struct mim_scope_rules rules = {
        .wildtype = true, .own_gene = true, .paralogs = 0.5};
    struct mim_origins *origins;
    struct mim_own own = {0};
    struct mim_scope scope = {0};
    mimicry_status status = mim_origins_create(shared, &origins, error);
    consistent = consistent && (status == MIMICRY_OK) == (origins != NULL);
    if (status == MIMICRY_OK)
        status = mim_origins_find(origins, "AAA", "P1", &own, error);
    if (status == MIMICRY_OK)
        status = mim_scope_set(&scope, shared, &rules, &own, "EVDPIGHLW", "EVDPIGHLY", 0, 9, error);
    if (status == MIMICRY_OK)
        consistent = consistent && mim_scope_reason(&scope, 0, 2) == MIM_SCOPE_WILDTYPE;
    mim_scope_free(&scope);
    mim_own_free(&own);
    mim_origins_free(origins);
    return status;
}

static mimicry_status pass_batches(struct ArrowArrayStream *stream, mimicry_error *error)
{
    struct ArrowArray batch;
    int failure;
    while ((failure = stream->get_next(stream, &batch)) == 0 && batch.release != NULL)
        batch.release(&batch);
    if (failure != 0) {
        error->status = failure == ENOMEM ? MIMICRY_E_MEMORY : MIMICRY_E_ARGUMENT;
        snprintf(error->message, sizeof error->message, "%s", stream->get_last_error(stream));
    }
    return failure == 0 ? MIMICRY_OK : error->status;
}

static mimicry_status screen_queries(mimicry_queries *queries, mimicry_error *error)
{
    const mimicry_screen_options options = {
        .size = sizeof options,
        .run = {.threads = 1},
        .exclude_wildtype = 1,
        .exclude_paralogs = 0.5,
        .exclude_genes = some,
        .dissimilarity = 1,
        .columns = MIMICRY_COLUMN_PROTEIN,
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
        .threshold = 4,
        .models = "PAM30,BLOSUM80",
    };
    struct ArrowArrayStream rows, hits;
    mimicry_status status = mimicry_screen(shared, queries, &options, &rows, &hits, error);
    consistent = consistent && (status == MIMICRY_OK) == (rows.release != NULL) &&
                 (status == MIMICRY_OK) == (hits.release != NULL);
    if (status != MIMICRY_OK)
        return status;
    status = pass_batches(&hits, error);
    hits.release(&hits);
    if (status == MIMICRY_OK)
        status = pass_batches(&rows, error);
    rows.release(&rows);
    return status;
}

static mimicry_status screen_all(mimicry_error *error)
{
    static const mimicry_query rows[] = {
        {.peptide = "EVDPIGHLW", .wildtype = "EVDPIGHLY", .gene = "AAA"},
        {.peptide = "EVDPIGHLWEVD*", .gene = "AAA"},
        {.peptide = "EVDPIGHLW", .wildtype = "EVDPIGHLY", .gene = "AAA"},
    };
    mimicry_queries *queries;
    mimicry_status status = mimicry_queries_from(rows, 3, sizeof *rows, NULL, &queries, error);
    consistent = consistent && (status == MIMICRY_OK) == (queries != NULL);
    if (status == MIMICRY_OK)
        status = screen_queries(queries, error);
    mimicry_queries_close(queries);
    return status;
}

/* clang-format off */
static mimicry_status (*const jobs[])(mimicry_error *) = {
    read_gene_list, read_gene_table, search_without_genes, search_indels_without_genes,
    search_epitopes_without_genes, decide, screen_all,
};
/* clang-format on */

START_TEST(every_allocation_may_fail)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

static void set_up(void)
{
    static const char *const names[] = {"aaa"};
    write_text(fasta, ">sp|P1|A_HUMAN Protein OS=Homo sapiens OX=9606 GN=AAA\n"
                      "MKEVDPIGHLYQQQQQQQQQQKLMNPQRST\n>b\nEVDPVGHLYWWWWQQQQQQQQ\n");
    ck_assert_int_eq(mimicry_index_build(&fasta, 1, NULL, &shared, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_genes_create(names, 1, &some, NULL), MIMICRY_OK);
}

static void tear_down(void)
{
    mimicry_genes_free(some);
    mimicry_index_close(shared);
    remove(fasta);
    remove(text);
}

int main(void)
{
    return failing_main("memory_scope", every_allocation_may_fail, sizeof jobs / sizeof *jobs,
                        set_up, tear_down);
}
