/* Looks at the column of genes of each batch. */
#include "report/genes_seen.h"

static bool note_genes(void *genes, const struct ArrowSchema *schema,
                       const struct ArrowArray *batch)
{
    const int64_t column = mim_look_find(schema, "gene");
    size_t length, number;
    if (column < 0)
        return true;
    const struct mim_view view = mim_view_open(schema, batch, column);
    for (int64_t row = 0; view.kind == MIM_VIEW_TEXT && row < batch->length; row++) {
        const char *gene = mim_view_text(&view, row, &length);
        if (length > 0 && !mim_names_add(genes, gene, length, &number))
            return false;
    }
    return true;
}

struct mim_look mim_genes_seen(struct mim_names *genes)
{
    return (struct mim_look){note_genes, genes};
}
