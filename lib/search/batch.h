/* Peptides that are searched together: they share the tiles of the text. */
#ifndef MIM_SEARCH_BATCH_H
#define MIM_SEARCH_BATCH_H

#include "base/parallel.h"
#include "search/collect.h"
#include "search/plan/plan.h"
#include "search/compile/significance.h"
#include "search/windows.h"

enum {
    MIM_BATCH_ITEMS = 4096,      /* peptides, at most */
    MIM_BATCH_RESIDUES = 1 << 16 /* of distinct peptides, at most */
};

struct mim_item {
    struct mim_window window;
    uint32_t job; /* equal peptides have the same one */
};

struct mim_batch {
    uint32_t items_room, residues_room; /* at most the numbers above: fewer for a small search */
    struct mim_item *items;
    uint32_t n_items;
    struct mim_job *jobs;
    uint32_t n_jobs;
    uint32_t n_residues;
    struct mim_packing packing; /* of the hits */
    struct mim_found *hits;     /* of all jobs, after a run; mim_job says which */
    uint64_t *words;            /* the same, packed */
    size_t n_hits, hits_capacity, words_capacity;
    uint64_t *counts; /* instead of hits, when they are only counted: after a run; mim_job says
                         whose they are */
    size_t n_counts, counts_room;
    struct mim_frequencies frequencies;
    struct mim_ranking ranking;
    struct mim_asked asked[MIM_RESIDUES]; /* under a matrix of whole numbers alone */
    struct mim_window_counts windows;     /* of the proteome; these two only under MAX_EVALUE */
    struct mim_tail tail;
    /* the memory that the jobs' queries and profiles point into */
    uint8_t *codes;
    uint8_t (*penalty)[MIM_CODES];
    struct mim_position *positions;
    double (*scores)[MIM_CODES]; /* of models that are no plain matrix */
    uint8_t (*similar)[MIM_AMINO_ACIDS];
    uint8_t *pattern;
    uint32_t *order;
    uint64_t *offsets; /* of epitopes */
    struct mim_piece *pieces;
    uint8_t (*most)[MIM_MOST_PENALTY + 1]; /* two a job: of pieces that overlap */
    uint32_t *buckets;                     /* hash of a peptide -> job + 1 */
};

/* Hit i of a job. */
static inline struct mim_found mim_batch_hit(const struct mim_batch *batch,
                                             const struct mim_job *job, size_t i)
{
    return batch->packing.used
               ? mim_unpack(&batch->packing, batch->words[job->first_hit + i], job->final.length)
               : batch->hits[job->first_hit + i];
}

/* Where it is in the text. */
static inline uint64_t mim_batch_place(const struct mim_batch *batch, const struct mim_job *job,
                                       size_t i)
{
    return batch->packing.used
               ? mim_lowest_bits(batch->words[job->first_hit + i], batch->packing.place_bits)
               : batch->hits[job->first_hit + i].at;
}

/* For a search of `windows` windows. */
mimicry_status mim_batch_create(const struct mim_search *search, uint64_t windows,
                                struct mim_batch *batch, mimicry_error *error);
void mim_batch_free(struct mim_batch *batch);

/* Takes up to `most` of the windows, as far as there is room. */
void mim_batch_fill(struct mim_batch *batch, const struct mim_search *search,
                    struct mim_windows *windows, uint32_t most);

#endif
