/* Takes queries out of their reader, and checks that a search can have them. */
#include "table/blocks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "query/queries.h"
#include "query/remarks.h"

enum { MOST_QUERIES = 4096 }; /* of a block */

/* Text, one after the other, each with its NUL. */
struct texts {
    char *bytes;
    size_t used, room;
};

struct mim_blocks {
    const struct mim_search *search;
    mimicry_queries *queries; /* NULL: the model's own peptide */
    uint32_t least, most;     /* residues */
    uint64_t read;            /* queries so far */
    struct mim_remarks remarks;
    mimicry_note_fn note;
    void *note_data;
    const char **peptides, **ids, **alleles;
    size_t peptides_room, ids_room, alleles_room;
    /* All of them, in memory. */
    bool held;
    struct texts texts;
    size_t count, at;
};

mimicry_status mim_blocks_create(const struct mim_search *search, mimicry_queries *opt_queries,
                                 const mimicry_run *run, struct mim_blocks **out,
                                 mimicry_error *error)
{
    *out = NULL;
    if (opt_queries == NULL && !mim_model_has_peptide(search->model))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "queries are missing: only a motif, a profile or a scan goes without");
    struct mim_blocks *b = mim_alloc_zeroed(1, sizeof *b);
    if (b == NULL)
        return mim_fail_memory(error);
    b->search = search;
    b->queries = opt_queries;
    b->note = run->note;
    b->note_data = run->data;
    mim_model_lengths(search->model, &b->least, &b->most);
    *out = b;
    return MIMICRY_OK;
}

void mim_blocks_free(struct mim_blocks *b)
{
    if (b == NULL)
        return;
    free(b->peptides);
    free(b->ids);
    free(b->alleles);
    free(b->texts.bytes);
    free(b);
}

/* ---- Checks ---- */

MIM_PRINTF(4, 5)
static mimicry_status refuse(const struct mim_blocks *b, const mimicry_query *query,
                             mimicry_error *error, const char *format, ...)
{
    char what[256];
    va_list list;
    va_start(list, format);
    vsnprintf(what, sizeof what, format, list);
    va_end(list);
    const struct mim_place place = mim_queries_place(b->queries, query, b->read);
    return mim_place_fail(&place, error, "%s", what);
}

static mimicry_status refuse_sequence(const struct mim_blocks *b, const mimicry_query *query,
                                      size_t length, mimicry_error *error)
{
    if (strchr(query->peptide, '*') != NULL)
        return refuse(b, query, error,
                      "a sequence with a stop, `*`: only windows of it can be searched, or the "
                      "peptide without it");
    if (length > MIMICRY_MAX_PEPTIDE)
        return refuse(b, query, error,
                      "a sequence of more than %d residues: only windows of it can be searched",
                      (int)MIMICRY_MAX_PEPTIDE);
    return refuse(b, query, error,
                  "a sequence, of a column of sequences or beside its wild type in FASTA: only "
                  "windows of it can be searched");
}

static mimicry_status check(const struct mim_blocks *b, const mimicry_query *query,
                            mimicry_error *error)
{
    if (b->search->window_min > 0 || b->search->positions != MIMICRY_POSITIONS_NONE)
        return MIMICRY_OK;
    const size_t length = strlen(query->peptide);
    if (query->is_sequence)
        return refuse_sequence(b, query, length, error);
    if (mim_model_takes(b->search->model, query->peptide, length))
        return MIMICRY_OK;
    if (mim_model_only(b->search->model) != NULL)
        return refuse(b, query, error,
                      "the scan is of %.60s, the only peptide that it tells of: search others by "
                      "another model",
                      mim_model_only(b->search->model));
    if (b->least == b->most)
        return refuse(b, query, error, "a peptide of %zu residues: the model is for %u", length,
                      (unsigned)b->least);
    return refuse(b, query, error, "a peptide of %zu residues: %u to %u were expected", length,
                  (unsigned)b->least, (unsigned)b->most);
}

/* ---- Remarks ---- */

/* Whether there is a window, which has no `*`. */
static bool has_window(const struct mim_blocks *b, const char *sequence)
{
    while (*sequence != '\0') {
        const size_t length = strcspn(sequence, "*");
        if (length >= b->search->window_min)
            return true;
        sequence += length + (sequence[length] == '*');
    }
    return false;
}

static void remark(struct mim_blocks *b, const mimicry_query *query)
{
    const struct mim_search *s = b->search;
    const bool by_mismatches = s->threshold_kind == MIMICRY_MAX_MISMATCHES;
    if (s->window_min > 0 && !has_window(b, query->peptide))
        mim_remark_add(&b->remarks.windowless, query);
    if (by_mismatches && s->positions == MIMICRY_POSITIONS_NONE)
        mim_remarks_letters(&b->remarks, query);
    mim_remarks_nucleotides(&b->remarks, query);
}

/* ---- Blocks ---- */

static mimicry_status make_room(struct mim_blocks *b, size_t count, mimicry_error *error)
{
    const char **peptides = mim_grow(b->peptides, &b->peptides_room, count, sizeof *peptides);
    if (peptides != NULL)
        b->peptides = peptides;
    const char **ids = mim_grow(b->ids, &b->ids_room, count, sizeof *ids);
    if (ids != NULL)
        b->ids = ids;
    const char **alleles = mim_grow(b->alleles, &b->alleles_room, count, sizeof *alleles);
    if (alleles != NULL)
        b->alleles = alleles;
    return peptides == NULL || ids == NULL || alleles == NULL ? mim_fail_memory(error) : MIMICRY_OK;
}

/* The model's own peptide, once. */
static mimicry_status take_own(struct mim_blocks *b, size_t *count, mimicry_error *error)
{
    *count = b->read == 0;
    if (*count == 0)
        return MIMICRY_OK;
    const mimicry_status status = make_room(b, 1, error);
    if (status == MIMICRY_OK) {
        b->peptides[0] = b->search->model->table.consensus;
        b->ids[0] = b->search->model->table.source;
        b->alleles[0] = "";
    }
    b->read = 1;
    return status;
}

static mimicry_status read(struct mim_blocks *b, size_t *count, mimicry_error *error)
{
    const mimicry_query *rows;
    if (b->queries == NULL)
        return take_own(b, count, error);
    mimicry_status status = mim_queries_next(b->queries, MOST_QUERIES, &rows, count, error);
    if (status == MIMICRY_OK)
        status = make_room(b, *count, error);
    for (size_t i = 0; status == MIMICRY_OK && i < *count; i++, b->read++) {
        status = check(b, &rows[i], error);
        remark(b, &rows[i]);
        b->peptides[i] = rows[i].peptide;
        b->ids[i] = rows[i].id;
        b->alleles[i] = rows[i].allele;
    }
    if (status == MIMICRY_OK && *count == 0)
        mim_remarks_tell(&b->remarks, b->note, b->note_data);
    return status;
}

static bool add_text(struct texts *t, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *bytes = mim_grow(t->bytes, &t->room, t->used + size, 1);
    if (bytes == NULL)
        return false;
    memcpy(bytes + t->used, text, size);
    t->bytes = bytes;
    t->used += size;
    return true;
}

/* Points at the texts, which move no more. */
static mimicry_status point(struct mim_blocks *b, mimicry_error *error)
{
    const char *at = b->texts.bytes;
    const mimicry_status status = make_room(b, b->count, error);
    for (size_t i = 0; i < b->count && status == MIMICRY_OK; i++) {
        b->peptides[i] = at;
        at += strlen(at) + 1;
        b->ids[i] = at;
        at += strlen(at) + 1;
        b->alleles[i] = at;
        at += strlen(at) + 1;
    }
    return status;
}

mimicry_status mim_blocks_hold(struct mim_blocks *b, mimicry_error *error)
{
    size_t count;
    for (;;) {
        const mimicry_status status = read(b, &count, error);
        if (status != MIMICRY_OK)
            return status;
        if (count == 0)
            break;
        for (size_t i = 0; i < count; i++) {
            if (!add_text(&b->texts, b->peptides[i]) || !add_text(&b->texts, b->ids[i]) ||
                !add_text(&b->texts, b->alleles[i]))
                return mim_fail_memory(error);
        }
        b->count += count;
    }
    b->held = true;
    return point(b, error);
}

struct mim_peptide_block mim_blocks_rewind(struct mim_blocks *b)
{
    b->at = 0;
    return (struct mim_peptide_block){b->peptides, b->ids, b->alleles, b->count};
}

mimicry_status mim_blocks_next(struct mim_blocks *b, struct mim_peptide_block *out,
                               mimicry_error *error)
{
    *out = (struct mim_peptide_block){0};
    if (!b->held) {
        const mimicry_status status = read(b, &out->count, error);
        out->peptides = b->peptides;
        out->ids = b->ids;
        out->alleles = b->alleles;
        return status;
    }
    const size_t left = b->count - b->at;
    out->count = left < MOST_QUERIES ? left : MOST_QUERIES;
    out->peptides = b->peptides + b->at;
    out->ids = b->ids + b->at;
    out->alleles = b->alleles + b->at;
    b->at += out->count;
    return MIMICRY_OK;
}
