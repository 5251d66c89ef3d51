/* Reads blocks of lines and makes text of them. */
#include "table/write_lines.h"

#include "table/read_beside.h"

struct line_writer {
    struct ArrowArrayStream *table;
    struct mim_line_text *text;
    struct mim_text_out *out;
    struct mim_line_block blocks[MIM_READ_SLOTS];
};

static mimicry_status read_block(void *data, unsigned slot, bool *more, mimicry_error *error)
{
    struct line_writer *w = data;
    return mim_stream_fill(w->table, &w->blocks[slot], more, error);
}

/* Text of a block; what is more than `most` bytes is handed on. */
static mimicry_status make_text(struct line_writer *w, const struct mim_line_block *block,
                                size_t most, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t g = 0, first = 0; g < block->n_groups && status == MIMICRY_OK; g++) {
        const struct mim_line_group *group = &block->groups[g];
        status = mim_line_text_make(w->text, block, group, first, w->out, error);
        first += group->count;
        if (status == MIMICRY_OK)
            status = mim_text_hand_on(w->out, most, error);
    }
    return status;
}

static mimicry_status write_all(struct line_writer *w, uint64_t *batches, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = MIMICRY_OK;
    while (more && status == MIMICRY_OK) {
        status = read_block(w, 0, &more, error);
        if (status == MIMICRY_OK && more)
            status = make_text(w, &w->blocks[0], MIM_TEXT_CHUNK, error);
        *batches += status == MIMICRY_OK && more;
    }
    return status;
}

/* ---- Beside the caller ---- */

static mimicry_status make_block(void *data, unsigned slot, mimicry_error *error)
{
    struct line_writer *w = data;
    return make_text(w, &w->blocks[slot], SIZE_MAX, error);
}

mimicry_status mim_write_lines(struct ArrowArrayStream *table, struct mim_line_text *text,
                               struct mim_text_out *out, bool beside, uint64_t *batches,
                               mimicry_error *error)
{
    mimicry_error failed = {.size = sizeof failed};
    struct line_writer w = {.table = table, .text = text, .out = out};
    const struct mim_read_work work = {read_block, make_block, NULL, &w, out};
    const mimicry_status status =
        beside ? mim_read_beside(&work, batches, &failed) : write_all(&w, batches, &failed);
    for (unsigned slot = 0; slot < MIM_READ_SLOTS; slot++)
        mim_line_block_free(&w.blocks[slot]);
    if (status == MIMICRY_OK)
        return status;
    if (status == MIMICRY_E_CORRUPT)
        mim_stream_fail(table, &failed);
    return mim_fail_as(error, &failed);
}
