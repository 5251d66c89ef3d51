/* Keeps the objects that a stream needs. */
#include "table/kept.h"

#include "annotate/annotations.h"
#include "annotate/genes.h"
#include "index/index.h"
#include "model/model.h"
#include "query/queries.h"
#include "score/scorer.h"

/* Shares are counted in objects that are else never changed. */
#define COUNT_OF(type, object) (&((type *)(uintptr_t)(object))->shares)

void mim_keep(const struct mim_kept *kept)
{
    if (kept->index != NULL)
        mim_share(COUNT_OF(struct mimicry_index, kept->index));
    if (kept->model != NULL)
        mim_share(COUNT_OF(struct mimicry_model, kept->model));
    if (kept->queries != NULL)
        mim_queries_share(kept->queries);
    if (kept->only_genes != NULL)
        mim_share(COUNT_OF(struct mimicry_genes, kept->only_genes));
    if (kept->exclude_genes != NULL)
        mim_share(COUNT_OF(struct mimicry_genes, kept->exclude_genes));
    if (kept->annotations != NULL)
        mim_share(COUNT_OF(struct mimicry_annotations, kept->annotations));
    if (kept->scorer != NULL)
        mim_share(COUNT_OF(struct mimicry_scorer, kept->scorer));
}

void mim_let_go(const struct mim_kept *kept)
{
    mim_index_free((struct mimicry_index *)(uintptr_t)kept->index);
    mim_model_free((struct mimicry_model *)(uintptr_t)kept->model);
    mim_queries_close(kept->queries);
    mim_genes_free((struct mimicry_genes *)(uintptr_t)kept->only_genes);
    mim_genes_free((struct mimicry_genes *)(uintptr_t)kept->exclude_genes);
    mim_annotations_free((struct mimicry_annotations *)(uintptr_t)kept->annotations);
    mim_scorer_free((struct mimicry_scorer *)(uintptr_t)kept->scorer);
}
