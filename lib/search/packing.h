/* A hit in one word.
 *
 * Under a matrix of whole numbers and without indels, all that a hit is takes fewer than 64 bits.
 * In a search that prints millions of hits, memory that is touched for the first time costs as much
 * as the hits themselves, and words of the promised order need no keys to be sorted by. */
#ifndef MIM_SEARCH_PACKING_H
#define MIM_SEARCH_PACKING_H

#include "index/index.h"
#include "model/model.h"
#include "search/compile/goal.h"

/* From the highest bit: job, then score and mismatches in the order that they are sorted by, then
 * place; of the score what it is lower than `highest` by, a residue. */
struct mim_packing {
    bool used; /* else hits are not packed */
    unsigned place_bits, score_bits, mismatch_bits;
    unsigned score_shift, mismatch_shift, job_shift;
    int64_t highest, lowest;             /* score of a residue */
    bool has_below;                      /* a byte tells how far each score is below the highest: */
    uint8_t below[MIM_CODES][MIM_CODES]; /* by the codes of query and text */
};

/* Takes the model's scores. */
void mim_packing_set_model(struct mim_packing *packing, const struct mimicry_model *model);

/* Sets `used` and what comes of it. A hit of one of so many jobs has `longest` residues at most. */
void mim_packing_set(struct mim_packing *packing, const struct mimicry_index *index, uint32_t jobs,
                     uint32_t longest, bool score_first);

/* `below`: what its score is lower by than `highest` for each residue. */
static inline uint64_t mim_pack_below(const struct mim_packing *p, uint32_t job, uint64_t below,
                                      uint32_t mismatches, uint64_t at)
{
    return (uint64_t)job << p->job_shift | below << p->score_shift |
           (uint64_t)mismatches << p->mismatch_shift | at;
}

static inline uint64_t mim_pack(const struct mim_packing *p, const struct mim_found *hit,
                                uint32_t length)
{
    const int64_t lower = p->highest * length - (int64_t)hit->score;
    return mim_pack_below(p, hit->job, (uint64_t)lower, hit->mismatches, hit->at);
}

static inline uint64_t mim_lowest_bits(uint64_t word, unsigned bits)
{
    return word & ((UINT64_C(1) << bits) - 1);
}

static inline struct mim_found mim_unpack(const struct mim_packing *p, uint64_t word,
                                          uint32_t length)
{
    const int64_t lower = (int64_t)mim_lowest_bits(word >> p->score_shift, p->score_bits);
    return (struct mim_found){
        .at = mim_lowest_bits(word, p->place_bits),
        .score = (double)(p->highest * length - lower),
        .mismatches = (uint16_t)mim_lowest_bits(word >> p->mismatch_shift, p->mismatch_bits),
        .job = (uint16_t)(word >> p->job_shift),
    };
}

#endif
