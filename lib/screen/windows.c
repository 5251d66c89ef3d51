/* Cuts queries into the windows that are searched. */
#include "screen/windows.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "residue/alphabet.h"
#include "residue/change.h"

struct mim_cutter mim_cutter_begin(const struct mim_screen_request *request,
                                   const mimicry_query *query)
{
    struct mim_cutter cutter = {.query = query, .total = strlen(query->peptide)};
    /* A short sequence would be passed over in silence. */
    const bool whole =
        !query->is_sequence || (cutter.total < request->window_min && query->junction == 0);
    cutter.min = whole ? (uint32_t)cutter.total : request->window_min;
    cutter.max = whole ? (uint32_t)cutter.total : request->window_max;
    cutter.length = cutter.min;
    return cutter;
}

bool mim_has_window(const char *sequence, const char *window, size_t length)
{
    const char *at = sequence;
    size_t left = strlen(at);
    while (left >= length) {
        const char *found = memchr(at, *window, left - length + 1);
        if (found == NULL || memcmp(found, window, length) == 0)
            return found != NULL;
        left -= (size_t)(found - at) + 1;
        at = found + 1;
    }
    return false;
}

/* Whether the wild type has the window, wherever it stands there: of a repeat, or of a frame that a
 * second shift brings back, windows beyond the change are the wild type's too. */
static bool is_of_wildtype(const mimicry_query *query, size_t start, size_t length)
{
    return mim_has_window(query->wildtype, query->peptide + start, length);
}

static bool is_searched(const mimicry_query *query, uint64_t start, uint32_t length)
{
    const struct mim_change change = {query->change_start, query->change_end};
    return !query->is_sequence ||
           (mim_change_touches(&change, (size_t)start, (size_t)start + length) &&
            !is_of_wildtype(query, (size_t)start, length) &&
            memchr(query->peptide + start, '*', length) == NULL);
}

bool mim_cutter_next(struct mim_cutter *cutter, uint64_t *out_start, uint32_t *out_length)
{
    while (cutter->start + cutter->min <= cutter->total) {
        *out_start = cutter->start;
        *out_length = cutter->length;
        if (cutter->length < cutter->max && *out_start + cutter->length < cutter->total) {
            cutter->length++;
        } else {
            cutter->length = cutter->min;
            cutter->start++;
        }
        if (is_searched(cutter->query, *out_start, *out_length))
            return true;
    }
    return false;
}

/* ---- Checks ---- */

MIM_PRINTF(3, 4)
static mimicry_status refuse(const mimicry_query *query, mimicry_error *error, const char *format,
                             ...)
{
    char what[256];
    va_list list;
    va_start(list, format);
    vsnprintf(what, sizeof what, format, list);
    va_end(list);
    if (query->line > 0)
        mim_fail(error, MIMICRY_E_ARGUMENT, "line %llu: query '%.100s' %s",
                 (unsigned long long)query->line, query->id, what);
    else
        mim_fail(error, MIMICRY_E_ARGUMENT, "query '%.100s' %s", query->id, what);
    if (error != NULL)
        error->line = query->line;
    return MIMICRY_E_ARGUMENT;
}

/* Discontinuous epitopes are read as they stand there. */
static mimicry_status check_letters(const mimicry_query *query, mimicry_error *error)
{
    const size_t length = strlen(query->peptide);
    for (size_t i = 0; i < length; i++) {
        const uint8_t code = mim_code_of[(unsigned char)query->peptide[i]];
        char byte[24];
        if (code < MIM_RESIDUES || (code == MIM_STOP && query->is_sequence))
            continue;
        mim_describe_byte((uint8_t)query->peptide[i], byte);
        return refuse(query, error, "is no peptide: column %zu: %s is no residue", i + 1, byte);
    }
    return MIMICRY_OK;
}

mimicry_status mim_cutter_check(const struct mim_cutter *cutter, const struct mimicry_model *model,
                                mimicry_error *error)
{
    const mimicry_query *query = cutter->query;
    uint32_t least, most;
    mim_model_lengths(model, &least, &most);
    if (cutter->total == 0 || cutter->min < least || cutter->max > most)
        return refuse(query, error,
                      "has %llu residues and is searched by windows of %u to %u: the model takes "
                      "%u to %u",
                      (unsigned long long)cutter->total, (unsigned)cutter->min,
                      (unsigned)cutter->max, (unsigned)least, (unsigned)most);
    if (mim_model_only(model) != NULL &&
        (query->is_sequence || !mim_model_takes(model, query->peptide, (size_t)cutter->total)))
        return refuse(query, error,
                      "is not %.60s, the only peptide that the scan tells of: screen others by "
                      "another model",
                      mim_model_only(model));
    return check_letters(query, error);
}
