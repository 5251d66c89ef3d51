/* Sums the terms of all records.
 *
 * Peptides whose records can be found by seeds for less than it costs to align all of them are done
 * so, a peptide a task; the others are aligned, in batches. Both ways give how many records have
 * each best score, from the one on that tells, and the sum is of that alone: the same bits.
 *
 * The peptides that fit the alignment kernel pass over the text together, group of records by group
 * of records; how many records have each best score is all that is kept, so that the sum does not
 * depend on which thread saw which record. The others are aligned in the plain way, one at a time,
 * and summed in the order of the records. */
#include "score/partition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "index/changes.h"
#include "score/seeds.h"

enum {
    BATCH = 1024,             /* queries, at most */
    BATCH_RESIDUES = 1 << 15, /* of them, at most: their scores take 1 MiB */
    BLOCK = 128,              /* queries of a task */
    SOUGHT = 64,              /* peptides that are looked for by seeds together, a thread */
};

struct partition_aligner {
    struct mim_seeds *seeds;          /* made when they are first needed */
    struct mim_group_scratch scratch; /* set when it is first needed */
    struct mim_score_counts *counts;  /* by query of the batch */
    int32_t *work;                    /* of the plain alignment */
};

/* A peptide, and its sum if it could be found. */
struct sought {
    size_t at; /* in peptides */
    bool found;
    double z;
};

struct partition_run {
    const struct mim_partition *partition;
    struct mim_distinct peptides;
    struct mim_record_groups groups;
    struct partition_aligner *aligners;
    uint64_t proteins;
    double cut;
    double *out_r, *out_rest;
    /* the batch */
    int8_t (*scores)[MIM_CODES];
    struct mim_align_query *queries;
    size_t *entries; /* of each query, in peptides */
    uint32_t n_queries, n_residues, longest;
    size_t waiting; /* peptides, equal ones counted */
    /* the peptides that are looked for by seeds */
    struct sought *sought;
    size_t n_sought, most_sought;
    /* the peptide that is aligned in the plain way */
    const struct mim_distinct_entry *plain;
    int32_t *best; /* by record; made when it is first needed */
    /* how far it is, in peptides */
    size_t done, in_hand;
};

double mim_partition_cut(uint64_t proteins, double a, double k)
{
    static const double negligible = 1e-16;
    if (proteins == 0)
        return INFINITY;
    return fmax(1, floor(a - log((double)proteins / negligible) / k) + 1);
}

/* ---- Sums ---- */

static double term(const struct partition_run *run, double score)
{
    return exp(-run->partition->k * (run->partition->a - score));
}

/* Both are ratios of Z to 1 + Z; Z may be too large for a number. */
static void give(struct partition_run *run, size_t at, double z)
{
    const size_t end = mim_distinct_end(&run->peptides, at);
    for (size_t i = at; i < end; i++) {
        const size_t number = run->peptides.entries[i].number;
        if (run->out_r != NULL)
            run->out_r[number] = isinf(z) ? 1 : z / (1 + z);
        if (run->out_rest != NULL)
            run->out_rest[number] = 1 / (1 + z);
    }
    run->done += end - at;
}

/* Of the counts only those that tell beside the best: so the sum does not depend on the way they
 * were found, which may know more of them. */
static double sum_counts(const struct partition_run *run, const struct mim_score_counts *counts)
{
    const struct mim_partition *p = run->partition;
    int best = MIM_ALIGN_MOST;
    double z = 0;
    while (best > 0 && counts->of[best] == 0)
        best--;
    const double cut = mim_partition_cut(run->proteins, fmax(p->a, best), p->k);
    for (int score = 1; score <= best; score++) {
        if (counts->of[score] > 0 && score >= cut)
            z += (double)counts->of[score] * term(run, score);
    }
    return z;
}

static double sum_query(const struct partition_run *run, uint32_t query)
{
    struct mim_score_counts all = {{0}};
    for (unsigned w = 0; w < run->partition->threads; w++) {
        for (int score = 1; score <= MIM_ALIGN_MOST; score++)
            all.of[score] += run->aligners[w].counts[query].of[score];
    }
    return sum_counts(run, &all);
}

static int watch(void *data, uint64_t done, uint64_t total)
{
    const struct partition_run *run = data;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    return run->partition->progress(run->partition->progress_data,
                                    run->done + (uint64_t)(share * (double)run->in_hand),
                                    run->peptides.count);
}

static mimicry_status run_tasks(struct partition_run *run, uint64_t tasks, mim_task_fn fn,
                                mimicry_error *error)
{
    const struct mim_loop loop = {.threads = run->partition->threads,
                                  .tasks = tasks,
                                  .run = fn,
                                  .data = run,
                                  .watch = run->partition->progress != NULL ? watch : NULL,
                                  .watch_data = run};
    return mim_parallel(&loop, error);
}

/* ---- With the kernel: a batch ---- */

static uint32_t blocks_of(const struct partition_run *run)
{
    return (run->n_queries + BLOCK - 1) / BLOCK;
}

static mimicry_status scan_group(void *data, unsigned number, uint64_t task, mimicry_error *error)
{
    struct partition_run *run = data;
    const struct mim_partition *p = run->partition;
    struct partition_aligner *aligner = &run->aligners[number];
    const uint32_t blocks = blocks_of(run), from = (uint32_t)(task % blocks) * BLOCK;
    const uint32_t left = run->n_queries - from, n = left < BLOCK ? left : BLOCK;
    if (aligner->scratch.rows == NULL) {
        const mimicry_status status =
            mim_group_scratch_set(&aligner->scratch, p->kernels, BLOCK, error);
        if (status != MIMICRY_OK)
            return status;
    }
    mim_group_scan(p->index, &run->groups.list[task / blocks], p->kernels, run->queries + from, n,
                   run->longest, &aligner->scratch, aligner->counts + from);
    return MIMICRY_OK;
}

static mimicry_status run_batch(struct partition_run *run, mimicry_error *error)
{
    if (run->n_queries == 0)
        return MIMICRY_OK;
    run->in_hand = run->waiting;
    for (unsigned w = 0; w < run->partition->threads; w++)
        memset(run->aligners[w].counts, 0, run->n_queries * sizeof *run->aligners[w].counts);
    const mimicry_status status =
        run_tasks(run, (uint64_t)run->groups.count * blocks_of(run), scan_group, error);
    for (uint32_t q = 0; q < run->n_queries && status == MIMICRY_OK; q++)
        give(run, run->entries[q], sum_query(run, q));
    run->n_queries = run->n_residues = run->longest = 0;
    run->waiting = 0;
    return status;
}

static bool is_full(const struct partition_run *run)
{
    return run->n_queries == BATCH || BATCH_RESIDUES - run->n_residues < MIMICRY_MAX_PEPTIDE;
}

/* False if the peptide does not fit the kernel. */
static bool add_to_batch(struct partition_run *run, size_t at)
{
    const struct mim_distinct_entry *entry = &run->peptides.entries[at];
    struct mim_align_query *query = &run->queries[run->n_queries];
    if (!mim_align_query_set(query, run->partition->scoring, entry->codes, entry->length,
                             (int64_t)run->cut, run->scores + run->n_residues))
        return false;
    run->entries[run->n_queries++] = at;
    run->n_residues += entry->length;
    run->longest = run->longest < query->span ? query->span : run->longest;
    run->waiting += mim_distinct_end(&run->peptides, at) - at;
    return true;
}

/* ---- In the plain way ---- */

static mimicry_status align_group(void *data, unsigned number, uint64_t task, mimicry_error *error)
{
    struct partition_run *run = data;
    const struct mimicry_index *index = run->partition->index;
    const struct mim_record_group *group = &run->groups.list[task];
    struct partition_aligner *aligner = &run->aligners[number];
    if (aligner->work == NULL)
        aligner->work = mim_alloc_array((size_t)2 * MIMICRY_MAX_PEPTIDE, sizeof *aligner->work);
    if (aligner->work == NULL)
        return mim_fail_memory(error);
    for (uint64_t r = group->first; r < group->end; r++) {
        const uint64_t from = index->starts[r];
        run->best[r] =
            mim_align_best(run->partition->scoring, run->plain->codes, run->plain->length,
                           index->text + from, index->starts[r + 1] - from, aligner->work);
    }
    return MIMICRY_OK;
}

static mimicry_status run_plain(struct partition_run *run, size_t at, mimicry_error *error)
{
    const uint64_t records = run->partition->index->records;
    double z = 0;
    if (run->best == NULL)
        run->best = mim_alloc_array(records, sizeof *run->best);
    if (run->best == NULL)
        return mim_fail_memory(error);
    run->plain = &run->peptides.entries[at];
    run->in_hand = mim_distinct_end(&run->peptides, at) - at;
    const mimicry_status status = run_tasks(run, run->groups.count, align_group, error);
    for (uint64_t r = 0, end; r < records && status == MIMICRY_OK; r = end) {
        int32_t best = run->best[r];
        end = mim_protein_end(run->partition->index, r);
        for (uint64_t i = r + 1; i < end; i++)
            best = run->best[i] > best ? run->best[i] : best;
        if (best > 0)
            z += term(run, best);
    }
    if (status == MIMICRY_OK)
        give(run, at, z);
    return status;
}

/* ---- By seeds ---- */

static mimicry_status seek_peptide(void *data, unsigned number, uint64_t task, mimicry_error *error)
{
    struct partition_run *run = data;
    struct partition_aligner *aligner = &run->aligners[number];
    struct sought *sought = &run->sought[task];
    struct mim_score_counts counts;
    mimicry_status status = MIMICRY_OK;
    if (aligner->seeds == NULL) {
        aligner->seeds = mim_alloc_zeroed(1, sizeof *aligner->seeds);
        if (aligner->seeds == NULL)
            return mim_fail_memory(error);
        status = mim_seeds_set(aligner->seeds, run->partition, run->proteins, error);
    }
    if (status == MIMICRY_OK)
        status = mim_seeds_count(aligner->seeds, &run->peptides.entries[sought->at], &counts,
                                 &sought->found, error);
    if (status == MIMICRY_OK && sought->found)
        sought->z = sum_counts(run, &counts);
    return status;
}

/* ---- All peptides ---- */

static uint64_t proteins_of(const struct mimicry_index *index)
{
    uint64_t n = 0;
    for (uint64_t r = 0; r < index->records; r = mim_protein_end(index, r))
        n++;
    return n;
}

static mimicry_status open_run(struct partition_run *run, const char *const *peptides,
                               size_t n_peptides, mimicry_error *error)
{
    const struct mim_partition *p = run->partition;
    mimicry_status status = mim_distinct_set(&run->peptides, peptides, n_peptides, error);
    if (status == MIMICRY_OK)
        status = mim_record_groups_set(&run->groups, p->index, error);
    if (status != MIMICRY_OK)
        return status;
    run->proteins = proteins_of(p->index);
    run->cut = mim_partition_cut(run->proteins, p->a, p->k);
    run->most_sought = (size_t)SOUGHT * p->threads;
    run->sought = mim_alloc_array(run->most_sought, sizeof *run->sought);
    run->scores = mim_alloc_array(BATCH_RESIDUES, sizeof *run->scores);
    run->queries = mim_alloc_array(BATCH, sizeof *run->queries);
    run->entries = mim_alloc_array(BATCH, sizeof *run->entries);
    run->aligners = mim_alloc_zeroed(p->threads, sizeof *run->aligners);
    bool complete = run->sought != NULL && run->scores != NULL && run->queries != NULL &&
                    run->entries != NULL && run->aligners != NULL;
    const size_t most = n_peptides < BATCH ? n_peptides : BATCH;
    for (unsigned w = 0; w < p->threads && complete; w++) {
        run->aligners[w].counts = mim_alloc_array(most, sizeof *run->aligners[w].counts);
        complete = run->aligners[w].counts != NULL;
    }
    return complete ? MIMICRY_OK : mim_fail_memory(error);
}

static void close_run(struct partition_run *run)
{
    for (unsigned w = 0; w < run->partition->threads && run->aligners != NULL; w++) {
        if (run->aligners[w].seeds != NULL)
            mim_seeds_free(run->aligners[w].seeds);
        free(run->aligners[w].seeds);
        mim_group_scratch_free(&run->aligners[w].scratch);
        free(run->aligners[w].counts);
        free(run->aligners[w].work);
    }
    free(run->aligners);
    free(run->best);
    free(run->sought);
    free(run->entries);
    free(run->queries);
    free(run->scores);
    mim_record_groups_free(&run->groups);
    mim_distinct_free(&run->peptides);
}

static mimicry_status align_peptide(struct partition_run *run, size_t at, mimicry_error *error)
{
    if (is_full(run)) {
        const mimicry_status status = run_batch(run, error);
        if (status != MIMICRY_OK)
            return status;
    }
    return add_to_batch(run, at) ? MIMICRY_OK : run_plain(run, at, error);
}

/* Looks for the peptides that wait, and aligns those that cannot be found so. */
static mimicry_status run_sought(struct partition_run *run, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    run->in_hand = 0; /* what is not found counts once it is aligned */
    if (mim_seeds_apply(run->partition))
        status = run_tasks(run, run->n_sought, seek_peptide, error);
    for (size_t i = 0; i < run->n_sought && status == MIMICRY_OK; i++) {
        const struct sought *sought = &run->sought[i];
        if (sought->found)
            give(run, sought->at, sought->z);
        else
            status = align_peptide(run, sought->at, error);
    }
    run->n_sought = 0;
    return status;
}

static mimicry_status run_peptide(struct partition_run *run, size_t at, mimicry_error *error)
{
    const struct mim_distinct_entry *entry = &run->peptides.entries[at];
    const int64_t ceiling = mim_align_ceiling(run->partition->scoring, entry->codes, entry->length);
    if (run->cut > (double)ceiling) { /* even a perfect alignment stays below the cut */
        give(run, at, 0);
        return MIMICRY_OK;
    }
    run->sought[run->n_sought++] = (struct sought){.at = at};
    return run->n_sought == run->most_sought ? run_sought(run, error) : MIMICRY_OK;
}

mimicry_status mim_partition_run(const struct mim_partition *partition, const char *const *peptides,
                                 size_t n_peptides, double *opt_out_r, double *opt_out_rest,
                                 mimicry_error *error)
{
    struct partition_run run = {
        .partition = partition, .out_r = opt_out_r, .out_rest = opt_out_rest};
    mimicry_status status = open_run(&run, peptides, n_peptides, error);
    for (size_t at = 0; at < n_peptides && status == MIMICRY_OK;) {
        const size_t end = mim_distinct_end(&run.peptides, at);
        status = run_peptide(&run, at, error);
        at = end;
    }
    if (status == MIMICRY_OK)
        status = run_sought(&run, error);
    if (status == MIMICRY_OK)
        status = run_batch(&run, error);
    if (status == MIMICRY_OK && partition->progress != NULL &&
        partition->progress(partition->progress_data, n_peptides, n_peptides) != 0)
        status = mim_fail_cancelled(error);
    close_run(&run);
    return status;
}
