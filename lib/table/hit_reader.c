/* Searches block after block. */
#include "table/hit_reader.h"

void mim_hit_reader_open(struct mim_hit_reader *f, const struct mim_search *search,
                         struct mim_blocks *blocks)
{
    *f = (struct mim_hit_reader){.search = *search, .blocks = blocks};
    mim_progress_open(&f->progress, &f->search);
}

void mim_hit_reader_repeat(struct mim_hit_reader *f, const struct mim_held_hits *held)
{
    f->held = held;
}

/* Whether the hits of the block are. */
static bool is_held(const struct mim_hit_reader *f)
{
    return f->held != NULL && f->n_blocks <= f->held->n_blocks;
}

static void end_block(struct mim_hit_reader *f)
{
    mim_run_free(f->run);
    f->run = NULL;
    f->first += f->block.count;
    f->block.count = 0;
    mim_progress_go_on(&f->progress);
}

void mim_hit_reader_close(struct mim_hit_reader *f)
{
    end_block(f);
}

mimicry_status mim_hit_reader_block(struct mim_hit_reader *f, bool *more, mimicry_error *error)
{
    end_block(f);
    mimicry_status status = mim_blocks_next(f->blocks, &f->block, error);
    *more = status == MIMICRY_OK && f->block.count > 0;
    f->search.alleles = f->block.alleles;
    f->n_blocks++;
    f->given = !is_held(f);
    if (*more && f->given)
        status = mim_run_create(&f->search, f->block.peptides, f->block.count, &f->run, error);
    return status;
}

mimicry_status mim_hit_reader_here(struct mim_hit_reader *f, const mimicry_hit **out_hits,
                                   size_t *count, mimicry_error *error)
{
    *count = 0;
    if (f->block.count > 0 && !f->given) {
        f->given = true;
        *out_hits = mim_held_hits_of(f->held, f->n_blocks - 1, count);
    }
    return f->run == NULL ? MIMICRY_OK : mim_run_next(f->run, out_hits, count, error);
}

mimicry_status mim_hit_reader_next(struct mim_hit_reader *f, const mimicry_hit **out_hits,
                                   size_t *count, mimicry_error *error)
{
    bool more = true;
    for (;;) {
        mimicry_status status = mim_hit_reader_here(f, out_hits, count, error);
        if (status != MIMICRY_OK || *count > 0)
            return status;
        status = mim_hit_reader_block(f, &more, error);
        if (status != MIMICRY_OK || !more)
            return status;
    }
}
