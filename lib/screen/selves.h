/* The self-peptides within three mismatches of candidates: how many, which, and of which genes. */
#ifndef MIM_SCREEN_SELVES_H
#define MIM_SCREEN_SELVES_H

#include "base/names.h"
#include "screen/block.h"

/* The genes of an index by number; ASCII case does not count. */
struct mim_record_genes {
    struct mim_names names;
    size_t *of; /* by record: its gene's number, or MIM_NO_NAME */
};

mimicry_status mim_record_genes_set(struct mim_record_genes *genes,
                                    const struct mimicry_index *index, mimicry_error *error);
void mim_record_genes_free(struct mim_record_genes *genes);

struct mim_self_peptide {
    uint64_t at; /* where it stands first in the text */
    uint32_t length;
    uint32_t mismatches; /* the fewest */
    size_t slot;         /* in the hash table */
};

struct mim_self_gene {
    size_t gene;
    uint32_t mismatches; /* the fewest */
};

/* Of a block; a candidate knows which are its own. */
struct mim_selves {
    const struct mim_screen *screen;
    const struct mim_record_genes *genes;
    struct mim_screen_block *block;
    struct mim_self_peptide *peptides;
    size_t n_peptides, peptides_room;
    struct mim_self_gene *of_genes;
    size_t n_genes, genes_room;
    /* while the hits come: */
    uint32_t candidate;     /* whose they are */
    size_t *slots;          /* a hash table of its peptides: a number + 1, or 0 */
    size_t n_slots;         /* a power of two */
    size_t *last_gene;      /* by gene: the number + 1 it had when it last came */
    uint64_t *last_unnamed; /* by record without a gene: the candidate + 1 it last came for */
    mimicry_hit *hits;      /* to be handed over */
    size_t n_hits;
    bool no_memory;
};

mimicry_status mim_selves_create(struct mim_selves *selves, const struct mim_screen *screen,
                                 const struct mim_record_genes *genes, mimicry_error *error);
void mim_selves_free(struct mim_selves *selves);

/* Notes what the hits of a block's items come to; mim_selves_take is the mimicry_hits_fn of their
 * search, after which mim_selves_finish is called; it cancels when one of them answers so. */
void mim_selves_begin(struct mim_selves *selves, struct mim_screen_block *block);
int mim_selves_take(void *selves, const mimicry_hit *hits, size_t count, size_t stride);
int mim_selves_finish(struct mim_selves *selves);

#endif
