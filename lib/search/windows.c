/* Walks over the windows of sequences, by start and then by length. */
#include "search/windows.h"

#include <string.h>

#include "query/epitope.h"

static mimicry_status bad_letter(uint64_t number, uint64_t column, uint8_t byte,
                                 mimicry_error *error)
{
    char what[24];
    mim_describe_byte(byte, what);
    return mim_fail(error, MIMICRY_E_ARGUMENT, "peptide %llu: column %llu: %s is no residue",
                    (unsigned long long)number + 1, (unsigned long long)column + 1, what);
}

static mimicry_status check_epitope(const char *text, uint64_t number, mimicry_error *error)
{
    struct mim_epitope epitope;
    const char *expected;
    size_t column;
    if (!mim_epitope_parse(text, &epitope, &column, &expected))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "epitope %llu: column %zu: %s was expected",
                        (unsigned long long)number + 1, column, expected);
    return MIMICRY_OK;
}

static mimicry_status check(const struct mim_windows *s, uint64_t number, uint64_t *length,
                            mimicry_error *error)
{
    const char *letters = s->sequences[number];
    if (s->are_epitopes)
        return check_epitope(letters, number, error);
    const uint8_t most = s->window_min > 0 ? MIM_STOP : MIM_STOP - 1;
    uint64_t n = 0;
    for (; letters[n] != '\0'; n++) {
        if (mim_code_of[(unsigned char)letters[n]] > most)
            return bad_letter(number, n, (uint8_t)letters[n], error);
    }
    *length = n;
    if (s->window_min > 0 || mim_model_takes(s->model, letters, n))
        return MIMICRY_OK;
    if (mim_model_only(s->model) != NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "peptide %llu: the scan is of %.60s, which was expected",
                        (unsigned long long)number + 1, mim_model_only(s->model));
    if (s->least == s->most)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "peptide %llu: it has %llu residues, the model is for %u",
                        (unsigned long long)number + 1, (unsigned long long)n, (unsigned)s->least);
    return mim_fail(error, MIMICRY_E_ARGUMENT,
                    "peptide %llu: it has %llu residues, %u to %u were expected",
                    (unsigned long long)number + 1, (unsigned long long)n, (unsigned)s->least,
                    (unsigned)s->most);
}

static uint64_t windows_in(const struct mim_windows *s, uint64_t length)
{
    uint64_t windows = s->window_min == 0;
    for (uint32_t w = s->window_min; w > 0 && w <= s->window_max && w <= length; w++)
        windows += length - w + 1;
    return windows;
}

static void enter_sequence(struct mim_windows *s)
{
    if (s->sequence == s->count)
        return;
    s->sequence_length = strlen(s->sequences[s->sequence]);
    s->start = 0;
    s->length = s->window_min > 0 ? s->window_min : (uint32_t)s->sequence_length;
}

mimicry_status mim_windows_open(struct mim_windows *s, const struct mim_search *search,
                                const char *const *sequences, uint64_t count, uint64_t *total,
                                mimicry_error *error)
{
    *s = (struct mim_windows){.sequences = sequences,
                              .count = count,
                              .model = search->model,
                              .window_min = search->window_min,
                              .window_max = search->window_max,
                              .are_epitopes = search->positions != MIMICRY_POSITIONS_NONE};
    mim_model_lengths(search->model, &s->least, &s->most);
    if (s->window_min > 0 && (s->window_min < s->least || s->window_max > s->most))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "windows of %u to %u residues: the model is for %u to %u",
                        (unsigned)s->window_min, (unsigned)s->window_max, (unsigned)s->least,
                        (unsigned)s->most);
    *total = 0;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t length = 0;
        const mimicry_status status = check(s, i, &length, error);
        if (status != MIMICRY_OK)
            return status;
        *total += windows_in(s, length);
    }
    enter_sequence(s);
    return MIMICRY_OK;
}

/* Moves on to the next length, start or sequence. */
static void step(struct mim_windows *s)
{
    if (s->window_min > 0) {
        s->length++;
        if (s->length <= s->window_max && s->start + s->length <= s->sequence_length)
            return;
        s->length = s->window_min;
        s->start++;
        if (s->start + s->length <= s->sequence_length)
            return;
    }
    s->sequence++;
    enter_sequence(s);
}

bool mim_windows_next(struct mim_windows *s, struct mim_window *out)
{
    while (s->sequence < s->count) {
        const bool fits = s->start + s->length <= s->sequence_length;
        *out = (struct mim_window){s->sequences[s->sequence] + s->start, s->sequence, s->start,
                                   s->length};
        step(s);
        if (fits && memchr(out->letters, '*', out->length) == NULL)
            return true;
    }
    return false;
}
