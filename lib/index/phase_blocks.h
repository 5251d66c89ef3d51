/* The edits of a record in blocks: those of one are known to be on the copies of the gene as they
 * say. */
#ifndef MIM_INDEX_PHASE_BLOCKS_H
#define MIM_INDEX_PHASE_BLOCKS_H

#include "index/edits.h"

struct mim_phase_block {
    uint64_t id;
    uint8_t base;   /* the copy that the record itself has: 1 or 2 */
    uint8_t chosen; /* the copy that is written */
    size_t near;    /* the first of the blocks that are near each other */
};

struct mim_phase_blocks {
    struct mim_record_edit *edits; /* of the record, in order; not its own */
    size_t n_edits;
    struct mim_phase_block *list; /* owned; used again for the next record */
    size_t count, capacity;
    struct mim_variants *variants;
};

static inline bool mim_is_on_both(const struct mim_record_edit *edit)
{
    return edit->copies == 3;
}

/* Whether the later of two edits that overlap is lost on a copy with the earlier one, a stop, and
 * stays on the other copy. */
static inline bool mim_is_cut_off(const struct mim_record_edit *first,
                                  const struct mim_record_edit *second)
{
    return first->stops && !mim_is_on_both(first) && mim_is_on_both(second);
}

/* Drops edits that are told twice, or overlap another on one copy, which is counted; and lists the
 * blocks of the others. */
mimicry_status mim_phase_blocks_set(struct mim_phase_blocks *blocks, struct mim_variants *variants,
                                    mimicry_error *error);

/* Drops one more. */
void mim_phase_blocks_leave_out(struct mim_phase_blocks *blocks, struct mim_record_edit *edit);

/* The number of an edit's block. */
size_t mim_phase_block_of(const struct mim_phase_blocks *blocks,
                          const struct mim_record_edit *edit);

/* Fills in which blocks are near each other (MIM_APART). */
void mim_phase_blocks_find_near(struct mim_phase_blocks *blocks);

void mim_phase_blocks_free(struct mim_phase_blocks *blocks);

#endif
