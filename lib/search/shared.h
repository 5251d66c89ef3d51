/* What the searches for shared segments, and along sequences, have in common. */
#ifndef MIM_SEARCH_SHARED_H
#define MIM_SEARCH_SHARED_H

#include <string.h>

#include "index/changes.h"
#include "search/encoded.h"
#include "search/search.h"

struct mim_shared_search {
    const struct mimicry_index *index;
    struct mim_encoded sequences;
    const struct mim_filter *filter; /* whose records count; or NULL */
    unsigned threads;
    mimicry_progress_fn progress;
    void *progress_data;
    uint64_t done_before; /* positions of the sequences before these, for the progress */
};

/* CANCELLED if the caller asks for it, being told that `done` positions of these are done. */
static inline mimicry_status mim_shared_tell(const struct mim_shared_search *search, uint64_t done,
                                             mimicry_error *error)
{
    const struct mim_encoded *all = &search->sequences;
    if (search->progress == NULL ||
        search->progress(search->progress_data, search->done_before + done,
                         search->done_before + all->starts[all->count]) == 0)
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
}

/* How many of the `limit` codes, all amino acids, the text has too from `place` on. In an index
 * that is not damaged, a separator ends them before the text does. */
static inline uint64_t mim_common_length(const struct mimicry_index *index, uint64_t place,
                                         const uint8_t *codes, uint64_t limit)
{
    enum { STEP = 32 };
    const uint8_t *text = index->text + place;
    const uint64_t left = index->text_length - place;
    uint64_t n = 0;
    limit = limit < left ? limit : left;
    while (limit - n >= STEP && memcmp(codes + n, text + n, STEP) == 0)
        n += STEP;
    while (n < limit && codes[n] == text[n])
        n++;
    return n;
}

/* Whether the segment of `length` residues from this place of the text counts. */
static inline bool mim_shared_counts(const struct mim_shared_search *search, uint64_t place,
                                     uint64_t length)
{
    if (search->index->added != NULL) {
        const uint64_t record = mim_index_record_at(search->index, place);
        const uint64_t start = place - search->index->starts[record];
        if (!mim_window_counts(search->index, record, start, length))
            return false;
    }
    return search->filter == NULL ||
           search->filter->records[mim_index_record_at(search->index, place)] != 0;
}

#endif
