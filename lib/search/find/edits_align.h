/* The one alignment of a peptide and a window that is shown: its columns, its score, its text. */
#ifndef MIM_SEARCH_FIND_EDITS_ALIGN_H
#define MIM_SEARCH_FIND_EDITS_ALIGN_H

#include "base/error.h"
#include "model/matrix.h"

/* What a column of an alignment does. */
enum mim_edit { MIM_EDIT_DELETE, MIM_EDIT_INSERT, MIM_EDIT_PAIR };

/* Two sequences as codes, and how unlike they are. */
struct mim_edits_pair {
    const uint8_t *peptide, *window;
    uint32_t peptide_length, window_length;
    uint32_t indels, mismatches;
};

/* An alignment, and the memory to find it; all zero before the first. */
struct mim_alignment {
    uint8_t *columns; /* of enum mim_edit */
    uint32_t n_columns;
    size_t columns_capacity;
    uint64_t *costs;
    size_t costs_capacity;
};

void mim_alignment_free(struct mim_alignment *alignment);

/* Finds, of the alignments with exactly so many indels and mismatches, those that delete the
 * fewest of the peptide's first and last residue; of these, those with the fewest runs of deletions
 * and of insertions; and of these the leftmost: at the first column where two differ, a deletion
 * goes before an insertion, and that before a pair. ARGUMENT if there is none, or one with fewer
 * mismatches. */
mimicry_status mim_alignment_find(struct mim_alignment *alignment,
                                  const struct mim_edits_pair *pair, mimicry_error *error);

/* The sum over pairs, first to last. */
double mim_alignment_score(const struct mim_alignment *alignment, const struct mim_edits_pair *pair,
                           const struct mim_matrix *matrix);

/* Writes the edits as text, as much as `room` bytes hold, with a NUL if there is any room. Returns
 * the length of the whole. */
size_t mim_alignment_text(const struct mim_alignment *alignment, const struct mim_edits_pair *pair,
                          char *out, size_t room);

#endif
