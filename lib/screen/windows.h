/* The windows of a query that are searched. */
#ifndef MIM_SCREEN_WINDOWS_H
#define MIM_SCREEN_WINDOWS_H

#include "model/model.h"
#include "screen/screen.h"

/* Goes along them by start, then by length. */
struct mim_cutter {
    const mimicry_query *query;
    uint64_t total;    /* residues of the query */
    uint32_t min, max; /* residues of the windows */
    uint64_t start;    /* of the next window */
    uint32_t length;
};

/* A query that is no sequence is one window; so is a sequence of fewer residues than the windows
 * have, but for one around a junction, of which another query has the windows. */
struct mim_cutter mim_cutter_begin(const struct mim_screen_request *request,
                                   const mimicry_query *query);

/* The next window with some of the change that the wild type has nowhere, without `*`; false at the
 * end. */
bool mim_cutter_next(struct mim_cutter *cutter, uint64_t *out_start, uint32_t *out_length);

/* Whether a sequence has a window anywhere. */
bool mim_has_window(const char *sequence, const char *window, size_t length);

/* An ARGUMENT error if the query is no peptide, or the model does not take windows of a length that
 * it has. */
mimicry_status mim_cutter_check(const struct mim_cutter *cutter, const struct mimicry_model *model,
                                mimicry_error *error);

#endif
