/* The scan for windows with indels: the dynamic program of edits_test.c for many places at once, a
 * byte each, without the rules about ends: it only proposes. A value is how many mismatches are
 * left, and one more, so that 0 is out and a maximum keeps the better of two ways.
 *
 * All places go through the same steps, since a state is how many residues were inserted and
 * deleted, not where that was: so the loops over places are plain, and compilers make vectors of
 * them. Compiled once for each instruction set. */
#include "search/kernels/sources.h"

#include <string.h>

static uint8_t most_of(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

/* Pairs residue `code` in state `to`, or deletes it out of state `deleted`, if there is one. */
static void take_in_lanes(uint8_t *restrict to, const uint8_t *restrict deleted,
                          const uint8_t *restrict text, uint8_t code)
{
    for (unsigned l = 0; l < MIM_EDITS_LANES; l++) {
        const uint8_t other = text[l] != code;
        to[l] = (uint8_t)(most_of(to[l], other) - other);
    }
    for (unsigned l = 0; l < MIM_EDITS_LANES && deleted != NULL; l++)
        to[l] = most_of(to[l], deleted[l]);
}

static void insert_in_lanes(uint8_t *restrict to, const uint8_t *restrict from)
{
    for (unsigned l = 0; l < MIM_EDITS_LANES; l++)
        to[l] = most_of(to[l], from[l]);
}

void MIM_KERNEL(scan_edits)(const struct mim_edits_pattern *q, const uint8_t *text, uint8_t *work)
{
    uint8_t(*lanes)[MIM_EDITS_SIDE][MIM_EDITS_LANES] = (void *)work;
    const uint32_t n = q->max_indels;
    for (uint32_t ins = 0; ins <= n; ins++)
        memset(lanes[ins], 0, (n + 1) * MIM_EDITS_LANES);
    memset(lanes[0][0], (int)q->max_mismatches + 1, MIM_EDITS_LANES);
    for (uint32_t i = 0; i < q->length; i++) {
        const uint8_t code = mim_is_amino_acid(q->codes[i]) ? q->codes[i] : MIM_CODES;
        for (uint32_t ins = 0; ins <= n; ins++) {
            for (uint32_t del = n - ins < i + 1 ? n - ins : i + 1; del <= n; del--)
                take_in_lanes(lanes[ins][del], del > 0 ? lanes[ins][del - 1] : NULL,
                              text + i + ins - (del <= i ? del : 0), code);
        }
        for (uint32_t ins = 1; ins <= n; ins++) {
            for (uint32_t del = 0; del <= n - ins; del++)
                insert_in_lanes(lanes[ins][del], lanes[ins - 1][del]);
        }
    }
    for (uint32_t ins = 0; ins <= n; ins++) {
        for (uint32_t del = ins == 0; del <= n - ins; del++)
            insert_in_lanes(lanes[0][0], lanes[ins][del]);
    }
}
