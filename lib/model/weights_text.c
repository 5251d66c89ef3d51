/* Reads weights of positions from a name, a list of numbers, or a file of them. */
#include "model/weights_text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "io/lines.h"

enum { LONGEST_LINE = 1 << 20, LONGEST_NUMBER = 63 };

static const char SEPARATORS[] = ", \t\v\f\r\n";

struct numbers {
    double values[MIMICRY_MAX_PEPTIDE];
    size_t count;
};

const char *mim_mask_name(size_t i)
{
    static const char *const names[] = {"mhc1-face", "mhc1-anchors", "mhc2-face"};
    return i < sizeof names / sizeof *names ? names[i] : NULL;
}

/* Adds the numbers of a line. `line` 0: it is none of a file. */
static mimicry_status add_numbers(const char *name, uint64_t line, const char *text,
                                  struct numbers *out, mimicry_error *error)
{
    const size_t end = strcspn(text, "#");
    for (size_t at = 0; at < end;) {
        char word[LONGEST_NUMBER + 1];
        const size_t length = strcspn(text + at, ", \t\v\f\r\n#");
        if (length > 0 && out->count == MIMICRY_MAX_PEPTIDE)
            return mim_fail_line(error, MIMICRY_E_FORMAT, name, line, "more than %d weights",
                                 (int)MIMICRY_MAX_PEPTIDE);
        snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word - 1),
                 text + at);
        if (length > 0 &&
            (length > LONGEST_NUMBER || !mim_parse_number(word, &out->values[out->count++])))
            return mim_fail_line(error, MIMICRY_E_FORMAT, name, line,
                                 "'%.40s': a weight, a number from 0 to 1e6, was expected", word);
        at += length + strspn(text + at + length, SEPARATORS);
    }
    return MIMICRY_OK;
}

static mimicry_status unknown(const char *text, mimicry_error *error)
{
    return mim_fail(
        error, MIMICRY_E_ARGUMENT,
        "unknown weights '%.100s': they are no mask (mhc1-face, mhc1-anchors, "
        "mhc2-face[:REGISTER], anchors:ALLELE), no numbers, and there is no file of that name",
        text);
}

static mimicry_status read_file(const char *path, struct numbers *out, mimicry_error *error)
{
    struct mim_lines lines = {0};
    char *line = NULL;
    size_t length;
    mimicry_status status = mim_source_open(path, &lines.source, error);
    if (status != MIMICRY_OK)
        return status;
    do {
        status = mim_lines_next(&lines, LONGEST_LINE, &line, &length, error);
        if (status == MIMICRY_OK && line != NULL)
            status = add_numbers(mim_source_name(lines.source), lines.number, line, out, error);
    } while (status == MIMICRY_OK && line != NULL);
    if (status == MIMICRY_OK && out->count == 0)
        status =
            mim_fail_line(error, MIMICRY_E_FORMAT, path, 1, "no weights: numbers were expected");
    mim_lines_free(&lines);
    mim_source_close(lines.source);
    return status;
}

static bool is_mask(const char *text)
{
    return strncmp(text, "mhc1-", 5) == 0 || strncmp(text, "mhc2-", 5) == 0;
}

mimicry_status mim_weights_from_text(const char *text, struct mim_weights *out,
                                     mimicry_error *error)
{
    static const char anchors[] = "anchors:";
    struct numbers numbers = {.count = 0};
    if (strncmp(text, anchors, sizeof anchors - 1) == 0)
        return mim_weights_from_allele(text + sizeof anchors - 1, out, error);
    if (is_mask(text))
        return mim_weights_from_preset(text, out, error);
    *out = (struct mim_weights){0};
    const bool is_list = text[0] != '\0' && text[strspn(text, "0123456789.,+-eE ")] == '\0';
    if (!is_list && strchr(text, '/') == NULL && access(text, F_OK) != 0)
        return unknown(text, error);
    const mimicry_status status = is_list ? add_numbers("weights", 1, text, &numbers, error)
                                          : read_file(text, &numbers, error);
    return status == MIMICRY_OK ? mim_weights_from_list(numbers.values, numbers.count, out, error)
                                : status;
}
