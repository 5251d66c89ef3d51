/* Reads candidates to the end, and compares peptides with their wild types the plain way. */
#include "candidate_checks.h"

#include <stdlib.h>
#include <string.h>

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(support_realloc(NULL, size), text, size);
}

static void take_block(candidate_rows *all, const mimicry0_candidate *block, size_t count,
                       size_t stride)
{
    const char *at = (const char *)block;

    all->rows = support_realloc(all->rows, (all->count + count) * sizeof *all->rows);
    for (size_t i = 0; i < count; i++, at += stride) {
        const mimicry0_candidate *c = (const mimicry0_candidate *)(const void *)at;

        all->rows[all->count++] = (candidate_row){
            copy(c->id), copy(c->peptide), copy(c->wildtype), copy(c->gene), copy(c->accession),
            c->line,     c->change_start,  c->change_end,     c->is_sequence};
    }
}

mimicry_status candidates_try(const char *path, size_t most, candidate_rows *all,
                              mimicry_error *error)
{
    mimicry0_candidates *reader = NULL;
    mimicry_status status = mimicry0_candidates_open(path, &reader, error);

    *all = (candidate_rows){0};
    if (status != MIMICRY_OK) {
        ck_assert_ptr_null(reader);
        return status;
    }
    all->columns = copy(mimicry0_candidates_columns(reader));
    for (;;) {
        const mimicry0_candidate *block;
        size_t count, stride;

        status = mimicry0_candidates_next(reader, most, &block, &count, &stride, error);
        if (status != MIMICRY_OK || count == 0)
            break;
        ck_assert_uint_le(count, most);
        take_block(all, block, count, stride);
    }
    mimicry0_candidates_close(reader);
    return status;
}

void candidates_free(candidate_rows *all)
{
    for (size_t i = 0; i < all->count; i++) {
        free(all->rows[i].id);
        free(all->rows[i].peptide);
        free(all->rows[i].wildtype);
        free(all->rows[i].gene);
        free(all->rows[i].accession);
    }
    free(all->rows);
    free(all->columns);
    *all = (candidate_rows){0};
}

void candidate_change(const char *peptide, const char *wildtype, size_t *start, size_t *end)
{
    size_t n = strlen(peptide), m = strlen(wildtype);
    size_t before = n < m ? n : m;

    while (strncmp(peptide, wildtype, before) != 0)
        before--;
    size_t after = (n < m ? n : m) - before;
    while (strcmp(peptide + n - after, wildtype + m - after) != 0)
        after--;
    *start = before;
    *end = n - after;
}
