/* What sequences share with the index: all maximal exact matches, and the longest one that begins
 * at each residue. */
#ifndef MIM_SEARCH_SHARED_H
#define MIM_SEARCH_SHARED_H

#include <string.h>

#include "search/search.h"

/* The sequences one after the other, as codes, each with a MIM_SEPARATOR after it: sequence s is
 * codes[starts[s]] up to, not including, codes[starts[s + 1] - 1]. */
struct mim_sequences {
    uint8_t *codes;
    uint64_t *starts; /* count + 1 */
    uint64_t count;
};

struct mim_shared_search {
    const struct mimicry_index *index;
    struct mim_sequences sequences;
    uint64_t min_length;           /* at least 1 */
    const uint32_t *change_starts; /* one a sequence: only segments that overlap it; or NULL */
    const uint32_t *change_ends;
    const struct mim_filter *filter; /* whose records count; or NULL */
    unsigned threads;
    mimicry_progress_fn progress;
    void *progress_data;
};

/* Encodes the sequences and checks their letters. Freed by the other, after a failure too. */
mimicry_status mim_sequences_encode(const char *const *letters, uint64_t count,
                                    struct mim_sequences *out, mimicry_error *error);
void mim_sequences_free_codes(struct mim_sequences *sequences);

/* The sequence that holds position `at` of the codes. */
uint64_t mim_sequences_find(const struct mim_sequences *sequences, uint64_t at);

/* Hands over all segments in order. */
mimicry_status mim_shared_run(const struct mim_shared_search *search, mimicry0_segments_fn each,
                              void *each_data, mimicry_error *error);

/* Where the amino acids that begin at `at` end. */
uint64_t mim_shared_stretch_end(const struct mim_sequences *sequences, uint64_t at);

/* How many of the `limit` codes, all amino acids, the text has too. It can be read: no code is that
 * of the padding. */
static inline uint64_t mim_common_length(const uint8_t *codes, const uint8_t *text, uint64_t limit)
{
    enum { STEP = 32 };
    uint64_t n = 0;
    while (limit - n >= STEP && memcmp(codes + n, text + n, STEP) == 0)
        n += STEP;
    while (n < limit && codes[n] == text[n])
        n++;
    return n;
}

/* Whether the record that holds this place of the text counts. */
static inline bool mim_shared_counts(const struct mim_shared_search *search, uint64_t place)
{
    return search->filter == NULL ||
           search->filter->records[mim_index_record_at(search->index, place)] != 0;
}

mimicry_status mim_shared_cancelled(mimicry_error *error);

#endif
