/* Finds discontinuous epitopes: anywhere, by a look at every place of the text, where for a block
 * of places at once each residue of the epitope adds 1 if the text has another one; or at their own
 * positions, one place of each record. */
#include <string.h>

#include "search/find/finder.h"

enum {
    BLOCK = 1024,  /* places; fewer than the text's padding */
    GROUP = 64,    /* of them, that are looked at together */
    TILE = 1 << 16 /* places of a task */
};

/* Collects the place if it is a hit. This is the definition: all else only proposes. */
static mimicry_status test(const struct mim_round *round, uint32_t number, uint64_t at,
                           struct mim_collector *collector, mimicry_error *error)
{
    const struct mim_job *job = &round->batch->jobs[number];
    const uint8_t *text = round->search->index->text + at;
    struct mim_found hit = {.at = at, .job = (uint16_t)number};
    for (uint32_t j = 0; j < job->span; j++) {
        if (text[j] >= MIM_RESIDUES)
            return MIMICRY_OK;
    }
    for (uint32_t k = 0; k < job->final.length; k++) {
        const uint8_t code = job->final.codes[k], found = text[job->offsets[k]];
        hit.mismatches = (uint16_t)(hit.mismatches + (code != found || !mim_is_amino_acid(code)));
        hit.score += round->search->model->matrix.score[code][found];
    }
    if (hit.mismatches > job->final.max_mismatches ||
        !mim_collector_takes(collector, job, at, job->span))
        return MIMICRY_OK;
    return mim_collector_add(collector, job, &hit, error);
}

/* How many residues of the epitope are others, for each place of a block. */
static void count_block(const struct mim_job *job, const uint8_t *restrict text,
                        uint8_t *restrict counts)
{
    memset(counts, 0, BLOCK);
    for (uint32_t k = 0; k < job->final.length; k++) {
        const uint8_t residue = job->final.codes[k];
        const uint8_t code = mim_is_amino_acid(residue) ? residue : MIM_CODES;
        const uint8_t *residues = text + job->offsets[k];
        for (unsigned l = 0; l < BLOCK; l++)
            counts[l] = (uint8_t)(counts[l] + (residues[l] != code));
    }
}

/* Whether any of GROUP counts is low enough. */
static bool any_within(const uint8_t *counts, uint32_t most)
{
    const uint8_t limit = most < UINT8_MAX ? (uint8_t)most : UINT8_MAX;
    uint8_t any = 0;
    for (unsigned l = 0; l < GROUP; l++)
        any |= counts[l] <= limit;
    return any != 0;
}

/* All hits that begin in [from, to). */
static mimicry_status scan_job(const struct mim_round *round, uint32_t number, uint64_t from,
                               uint64_t to, struct mim_collector *collector, mimicry_error *error)
{
    const struct mim_job *job = &round->batch->jobs[number];
    const uint32_t most = job->final.max_mismatches;
    mimicry_status status = MIMICRY_OK;
    for (uint64_t at = from; at < to && status == MIMICRY_OK; at += BLOCK) {
        uint8_t counts[BLOCK];
        count_block(job, round->search->index->text + at, counts);
        for (unsigned l = 0; l < BLOCK && at + l < to && status == MIMICRY_OK; l++) {
            if (l % GROUP == 0 && !any_within(counts + l, most))
                l += GROUP - 1;
            else if (counts[l] <= most)
                status = test(round, number, at + l, collector, error);
        }
    }
    return status;
}

/* ---- Anywhere ---- */

static mimicry_status begin_tiles(const struct mim_round *round, void **out_work,
                                  uint64_t *out_tasks, mimicry_error *error)
{
    (void)error;
    *out_work = NULL;
    *out_tasks = (round->search->index->text_length + TILE - 1) / TILE;
    return MIMICRY_OK;
}

/* All epitopes in a tile. Of each only places from which it ends within the text. */
static mimicry_status find_in_tile(const struct mim_round *round, void *work, unsigned worker,
                                   uint64_t task, struct mim_collector *collector,
                                   mimicry_error *error)
{
    const uint64_t length = round->search->index->text_length, from = task * TILE;
    mimicry_status status = MIMICRY_OK;
    (void)work;
    (void)worker;
    for (uint32_t k = 0; k < round->batch->n_jobs && status == MIMICRY_OK; k++) {
        const uint32_t span = round->batch->jobs[k].span;
        const uint64_t places = span <= length ? length - span + 1 : 0;
        if (from < places)
            status = scan_job(round, k, from, places - from < TILE ? places : from + TILE,
                              collector, error);
    }
    return status;
}

static void end(const struct mim_round *round, void *work)
{
    (void)round;
    (void)work;
}

const struct mim_finder mim_finder_epitopes = {begin_tiles, find_in_tile, end};

/* ---- At their own positions ---- */

static mimicry_status begin_jobs(const struct mim_round *round, void **out_work,
                                 uint64_t *out_tasks, mimicry_error *error)
{
    (void)error;
    *out_work = NULL;
    *out_tasks = round->batch->n_jobs;
    return MIMICRY_OK;
}

static mimicry_status find_in_records(const struct mim_round *round, void *work, unsigned worker,
                                      uint64_t task, struct mim_collector *collector,
                                      mimicry_error *error)
{
    const struct mimicry_index *index = round->search->index;
    const struct mim_job *job = &round->batch->jobs[task];
    mimicry_status status = MIMICRY_OK;
    (void)work;
    (void)worker;
    for (uint64_t i = 0; i < index->records && status == MIMICRY_OK; i++) {
        const uint64_t residues = index->starts[i + 1] - 1 - index->starts[i];
        if (job->span <= residues && job->first <= residues - job->span)
            status = test(round, (uint32_t)task, index->starts[i] + job->first, collector, error);
    }
    return status;
}

const struct mim_finder mim_finder_epitopes_fixed = {begin_jobs, find_in_records, end};
