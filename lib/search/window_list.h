/* Windows of one length that are searched apart from the rest of the text. */
#ifndef MIM_SEARCH_WINDOW_LIST_H
#define MIM_SEARCH_WINDOW_LIST_H

#include "index/index.h"
#include "search/kernels/kernels.h"

/* Windows that all jobs pass before the next: their residues stay in a first-level cache. */
enum { MIM_LIST_CHUNK = 2048 };

/* All zero before it is made. */
struct mim_window_list {
    uint32_t length; /* of the windows */
    uint64_t count;
    uint64_t *at;      /* where each begins in the text */
    uint8_t *residues; /* as scan_windows takes them, chunk by chunk; behind the last window
                          separators */
};

/* Makes a list of the windows that begin at `at`, each once: the array becomes the list's, after a
 * failure too. Errors: MEMORY. */
mimicry_status mim_window_list_make(struct mim_window_list *list, const struct mimicry_index *index,
                                    const struct mim_kernels *kernels, uint32_t length,
                                    uint64_t *at, uint64_t count, mimicry_error *error);
void mim_window_list_free(struct mim_window_list *list);

static inline uint64_t mim_window_list_chunks(const struct mim_window_list *list)
{
    return (list->count + MIM_LIST_CHUNK - 1) / MIM_LIST_CHUNK;
}

#endif
