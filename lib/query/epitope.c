/* Reads discontinuous epitopes. */
#include "query/epitope.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/lines.h"

static const uint64_t LAST_POSITION = UINT64_C(1000000000);

/* ---- One epitope ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

/* The digits at `*at`, a number from 1 to LAST_POSITION; 0 if there is none. */
static uint64_t read_position(const char **at)
{
    uint64_t value = 0;
    for (; **at >= '0' && **at <= '9'; (*at)++)
        value = value > LAST_POSITION ? value : value * 10 + (uint64_t)(**at - '0');
    return value > LAST_POSITION ? 0 : value;
}

/* Reads a residue and its position; NULL, or what was expected at `*at`. */
static const char *read_residue(const char **at, struct mim_epitope *out)
{
    const uint8_t code = mim_code_of[(unsigned char)**at];
    if (code >= MIM_RESIDUES)
        return "a residue with its position (as R377)";
    if (out->count == MIMICRY_MAX_EPITOPE)
        return "no more residues than an epitope may have";
    const char *digits = *at + 1, *end = digits;
    const uint64_t position = read_position(&end);
    if (position == 0) {
        *at = digits;
        return "a position from 1 to 1000000000";
    }
    if (out->count == 0)
        out->first = position - 1;
    else if (position - 1 <= out->first + out->offsets[out->count - 1]) {
        *at = digits;
        return "a position after the one before";
    }
    out->codes[out->count] = code;
    out->offsets[out->count++] = position - 1 - out->first;
    *at = end;
    return NULL;
}

bool mim_epitope_parse(const char *text, struct mim_epitope *out, size_t *column,
                       const char **expected)
{
    const char *at = skip_blanks(text);
    out->count = 0;
    *expected = NULL;
    do {
        *expected = read_residue(&at, out);
        if (*expected != NULL)
            break;
        const char *behind = at;
        at = skip_blanks(at);
        if (*at == ',')
            at = skip_blanks(at + 1);
        else if (*at != '\0' && at == behind)
            *expected = "a comma or a blank";
        else if (*at == '\0')
            return true;
    } while (*expected == NULL);
    *column = (size_t)(at - text) + 1;
    return false;
}
