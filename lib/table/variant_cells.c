/* Tells which of a person's variants a window has. */
#include "table/variant_cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

const struct mim_column mim_variant_of_window = {
    "variant", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL,
    "Variants that the match shows, as HGVS names them, with ; between them"};
const struct mim_column mim_variant_of_record = {
    "variant", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL,
    "Variants of the record, as HGVS names them, with ; between them"};

static mimicry_status put_names(struct mim_table *table, const struct mimicry_index *index,
                                uint64_t record, uint64_t start, uint64_t end, bool all,
                                mimicry_error *error)
{
    const struct mim_index_change *c;
    const uint64_t n = mim_changes_of(index, record, &c);
    char *text = NULL;
    size_t length = 0, room = 0;
    uint32_t last = 0; /* a variant of several residues is told by one change after the other */
    for (uint64_t i = 0; i < n && c[i].group == 0; i++) {
        if (c[i].name == last || (!all && !mim_change_is_touched(&c[i], start, end)))
            continue;
        last = c[i].name;
        const char *name = index->change_names + c[i].name;
        const size_t more = strlen(name) + 1;
        char *grown = mim_grow(text, &room, length + more, 1);
        if (grown == NULL) {
            free(text);
            return mim_fail_memory(error);
        }
        text = grown;
        memcpy(text + length, name, more - 1);
        length += more;
        text[length - 1] = ';';
    }
    if (length > 0)
        mim_put_text(table, text, length - 1);
    else
        mim_put_null(table);
    free(text);
    return MIMICRY_OK;
}

mimicry_status mim_variant_put(struct mim_table *table, const struct mimicry_index *index,
                               uint64_t record, uint64_t start, uint64_t length,
                               mimicry_error *error)
{
    return put_names(table, index, record, start, start + length, false, error);
}

mimicry_status mim_variant_put_all(struct mim_table *table, const struct mimicry_index *index,
                                   uint64_t record, mimicry_error *error)
{
    return put_names(table, index, record, 0, 0, true, error);
}
