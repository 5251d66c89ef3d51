/* What a stream keeps alive: its objects may be closed before it. */
#ifndef MIM_TABLE_KEPT_H
#define MIM_TABLE_KEPT_H

#include <mimicry/mimicry.h>

/* NULL for what a stream does not need. */
struct mim_kept {
    const mimicry_index *index;
    const mimicry_model *model;
    mimicry_queries *queries;
    const mimicry_genes *only_genes, *exclude_genes;
    const mimicry_annotations *annotations;
    const mimicry_scorer *scorer;
};

/* Takes a share of each, or lets it go. */
void mim_keep(const struct mim_kept *kept);
void mim_let_go(const struct mim_kept *kept);

/* The stream, one of mim_stream_create, keeps these until it is released. Called once. */
void mim_stream_keep(struct ArrowArrayStream *stream, const struct mim_kept *kept);

#endif
