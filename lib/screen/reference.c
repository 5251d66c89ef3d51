/* Looks up what is new of mutated proteins in the suffix array. */
#include "screen/reference.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "index/suffix.h"
#include "query/queries.h"
#include "screen/windows.h"

enum {
    MATCH = 8,  /* residues of a window: pVACtools' default */
    MOST = 4096 /* proteins asked for at once */
};

struct mim_reference {
    const struct mimicry_index *index;
    struct mim_names names;
    bool *matches; /* by number of the name */
    size_t room;
};

/* ---- Records that do not count ---- */

/* Whether a record's transcript is this one: of any version where this has none. */
static bool is_transcript(const char *record, const char *own, size_t length)
{
    return length > 0 && strncmp(record, own, length) == 0 &&
           (record[length] == '\0' || record[length] == '.');
}

/* Whether it is one of the protein's own, of a fusion either partner's. */
static bool is_own(const struct mimicry_index *index, uint64_t record, const char *own)
{
    const char *transcript = mim_index_transcript(index, record);
    while (*own != '\0') {
        const size_t length = strcspn(own, "-");
        if (is_transcript(transcript, own, length))
            return true;
        own += length + (own[length] != '\0');
    }
    return false;
}

/* ---- Windows ---- */

struct wanted {
    const struct mimicry_index *index;
    uint8_t codes[MATCH];
    const char *own;
};

static bool counts(const struct wanted *w, uint64_t at)
{
    return !is_own(w->index, mim_index_record_at(w->index, at), w->own);
}

/* The suffix array finds amino acids alone. */
static bool scan(const struct wanted *w)
{
    const uint8_t *text = w->index->text, *end = text + w->index->text_length;
    for (const uint8_t *at = text; at < end; at++) {
        at = memchr(at, w->codes[0], (size_t)(end - at));
        if (at == NULL)
            return false;
        if (memcmp(at, w->codes, MATCH) == 0 && counts(w, (uint64_t)(at - text)))
            return true;
    }
    return false;
}

static mimicry_status look_up(const struct wanted *w, bool *out, mimicry_error *error)
{
    struct mim_interval found;
    bool plain = true;
    for (size_t i = 0; i < MATCH; i++)
        plain = plain && mim_is_amino_acid(w->codes[i]);
    *out = false;
    if (!plain) {
        *out = scan(w);
        return MIMICRY_OK;
    }
    if (!mim_suffix_find(w->index, w->codes, MATCH, 0, &found))
        return mim_fail_damaged(error);
    for (uint64_t rank = found.from; rank < found.to && !*out; rank++) {
        const uint64_t at = mim_suffix_at(w->index, rank);
        if (at >= w->index->text_length)
            return mim_fail_damaged(error);
        *out = counts(w, at);
    }
    return MIMICRY_OK;
}

/* Whether a window of the protein, which is new and has no `*`, stands elsewhere. */
static mimicry_status match(const struct mimicry_index *index, const mimicry_query *protein,
                            bool *out, mimicry_error *error)
{
    struct wanted w = {.index = index, .own = protein->accession};
    const size_t length = strlen(protein->peptide);
    mimicry_status status = MIMICRY_OK;
    *out = false;
    for (size_t s = 0; s + MATCH <= length && !*out && status == MIMICRY_OK; s++) {
        const char *letters = protein->peptide + s;
        if (memchr(letters, '*', MATCH) != NULL ||
            mim_has_window(protein->wildtype, letters, MATCH))
            continue;
        for (size_t i = 0; i < MATCH; i++)
            w.codes[i] = mim_code_of[(unsigned char)letters[i]];
        status = look_up(&w, out, error);
    }
    return status;
}

/* ---- Proteins ---- */

static mimicry_status add(struct mim_reference *r, const mimicry_query *protein,
                          const struct mim_place *place, mimicry_error *error)
{
    size_t number;
    const size_t before = r->names.count;
    if (!mim_names_add(&r->names, protein->id, strlen(protein->id), &number))
        return mim_fail_memory(error);
    if (number < before)
        return mim_place_fail(place, error,
                              "a second mutated protein '%.80s': one of each name was expected",
                              protein->id);
    bool *grown = mim_grow(r->matches, &r->room, r->names.count, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->matches = grown;
    return match(r->index, protein, &grown[number], error);
}

static mimicry_status add_all(struct mim_reference *r, mimicry_queries *mutated,
                              mimicry_error *error)
{
    const mimicry_query *rows;
    size_t count = 0;
    mimicry_status status = mim_queries_next(mutated, MOST, &rows, &count, error);
    for (uint64_t read = 0; status == MIMICRY_OK && count > 0;) {
        for (size_t i = 0; i < count && status == MIMICRY_OK; i++, read++) {
            const struct mim_place place = mim_queries_place(mutated, &rows[i], read);
            status = add(r, &rows[i], &place, error);
        }
        if (status == MIMICRY_OK)
            status = mim_queries_next(mutated, MOST, &rows, &count, error);
    }
    return status;
}

mimicry_status mim_reference_create(const struct mimicry_index *index, mimicry_queries *mutated,
                                    struct mim_reference **out, mimicry_error *error)
{
    struct mim_reference *r = mim_alloc_zeroed(1, sizeof *r);
    *out = NULL;
    if (r == NULL)
        return mim_fail_memory(error);
    r->index = index;
    const mimicry_status status = add_all(r, mutated, error);
    if (status == MIMICRY_OK)
        *out = r;
    else
        mim_reference_free(r);
    return status;
}

void mim_reference_free(struct mim_reference *r)
{
    if (r == NULL)
        return;
    mim_names_free(&r->names);
    free(r->matches);
    free(r);
}

enum mim_reference_match mim_reference_find(const struct mim_reference *r, const char *name)
{
    const size_t number = mim_names_find(&r->names, name, strlen(name));
    if (number == MIM_NO_NAME)
        return MIM_REFERENCE_NOT_RUN;
    return r->matches[number] ? MIM_REFERENCE_YES : MIM_REFERENCE_NO;
}
