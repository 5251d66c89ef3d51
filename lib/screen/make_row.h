/* Puts rows together. */
#ifndef MIM_SCREEN_MAKE_ROW_H
#define MIM_SCREEN_MAKE_ROW_H

#include "screen/block.h"
#include "screen/record_genes.h"
#include "screen/row_tissues.h"

/* What a row points into, used for one after the other. */
struct mim_row_memory {
    const struct mim_screen_request *request;
    const struct mim_record_genes *genes;
    struct mim_name_memory peptides, gene_names, unknown_genes;
    char *letters; /* of the peptides */
    size_t letters_room;
    size_t *order; /* of notes */
    size_t order_room;
    size_t n_counts;  /* numbers of mismatches within reach; 0: it is none of mismatches */
    uint64_t *counts; /* so many of peptides, then of genes */
    struct mim_row_tissues tissues;
};

mimicry_status mim_row_memory_create(struct mim_row_memory *memory,
                                     const struct mim_screen_request *request,
                                     const struct mim_record_genes *genes, mimicry_error *error);
void mim_row_memory_free(struct mim_row_memory *memory);

/* The row of a query of a block, of which everything has been found. */
mimicry_status mim_row_make(struct mim_row_memory *memory, const struct mim_screen_block *block,
                            size_t query, struct mim_screen_row *out, mimicry_error *error);

#endif
