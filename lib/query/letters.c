/* Reads letters as peptides, and says of what is none what may be meant and what to do. */
#include "query/letters.h"

#include <stdio.h>
#include <string.h>

#include "io/columns.h"
#include "io/named_rows.h"
#include "residue/alphabet.h"

/* ---- What is refused ---- */

/* "column 3" of a line, or "place 3" of a cell. */
static mimicry_status refuse(const struct mim_place *place, size_t at, const char *what,
                             const char *remedy, mimicry_error *error)
{
    if (place->column == NULL && place->file != NULL)
        return mim_place_fail(place, error, "column %zu: %s: %s", place->before + at + 1, what,
                              remedy);
    return mim_place_fail(place, error, "%s (place %zu): %s", what, at + 1, remedy);
}

/* What else a text with this letter, which is no residue, may be. */
static const char *remedy_of(const char *text)
{
    if (text[strcspn(text, "()[]{}+_.0123456789")] != '\0')
        return "modifications, flanks and charges have no letter, give the bare sequence";
    if (text[strcspn(text, " \t\v\f")] != '\0')
        return "one peptide was expected, without other words";
    return "letters of amino acids were expected, give the bare sequence";
}

static mimicry_status bad_letter(const struct mim_place *place, const char *text, size_t at,
                                 mimicry_error *error)
{
    char byte[24], what[48];
    if (mim_code_of[(unsigned char)text[at]] == MIM_BLANK)
        return refuse(place, at, "a blank within a peptide", remedy_of(text), error);
    mim_describe_byte((uint8_t)text[at], byte);
    snprintf(what, sizeof what, "%s is no residue", byte);
    return refuse(place, at, what, remedy_of(text), error);
}

static mimicry_status missing(const struct mim_place *place, const char *text, size_t length,
                              mimicry_error *error)
{
    if (length == 0)
        return mim_place_fail(place, error, "an empty peptide");
    return mim_place_fail(place, error,
                          "an empty peptide: '%.*s' says that a value is missing; leave the line "
                          "out%s",
                          (int)length, text,
                          place->column == NULL ? ", or give such a peptide as FASTA" : "");
}

/* ---- Reading ---- */

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Makes the last `length` bytes of the string that was set last, which are letters, capitals, and
 * leaves out the blanks among them. */
static void make_capitals(struct mim_query_block *block, size_t length)
{
    const char *text = block->bytes + block->used - 1 - length;
    char *to = block->bytes + block->used - 1 - length;
    for (size_t i = 0; i < length; i++) {
        const uint8_t code = mim_code_of[(unsigned char)text[i]];
        *to = mim_letter_of[code & (MIM_CODES - 1)];
        to += code != MIM_BLANK;
    }
    *to = '\0';
    block->used = (size_t)(to - block->bytes) + 1;
}

mimicry_status mim_letters_append(struct mim_query_block *block, const char *text,
                                  const struct mim_place *place, mimicry_error *error)
{
    const size_t length = strlen(text);
    for (size_t i = 0; i < length; i++) {
        if (mim_code_of[(unsigned char)text[i]] == MIM_INVALID)
            return bad_letter(place, text, i, error);
    }
    const mimicry_status status = mim_block_append(block, text, length, error);
    if (status == MIMICRY_OK)
        make_capitals(block, length);
    return status;
}

/* Whether all are letters, and of one case. */
static bool are_letters(const char *text, size_t length)
{
    bool others = false, lower = false, upper = false;
    for (size_t i = 0; i < length; i++) {
        others |= mim_code_of[(unsigned char)text[i]] >= MIM_BLANK;
        lower |= is_lower(text[i]);
        upper |= is_upper(text[i]);
    }
    return !others && !(lower && upper);
}

/* Checks the letters [from, from + length) of a text. */
static mimicry_status check(const char *text, size_t from, size_t length,
                            const struct mim_place *place, mimicry_error *error)
{
    bool lower = false, upper = false;
    if (are_letters(text + from, length))
        return MIMICRY_OK;
    for (size_t i = from; i < from + length; i++) {
        if (mim_code_of[(unsigned char)text[i]] >= MIM_BLANK)
            return bad_letter(place, text, i, error);
        lower |= is_lower(text[i]);
        upper |= is_upper(text[i]);
        if (lower && upper)
            return refuse(place, i, "capitals and small letters within a peptide",
                          "they may be a modification or a three-letter code, give the bare "
                          "sequence in capitals",
                          error);
    }
    return MIMICRY_OK;
}

static mimicry_status put(struct mim_query_block *block, enum mim_query_string which,
                          const char *text, const char *letters, size_t length,
                          const struct mim_place *place, mimicry_error *error)
{
    mimicry_status status = check(text, (size_t)(letters - text), length, place, error);
    if (status == MIMICRY_OK)
        status = mim_block_put(block, which, letters, length, error);
    if (status == MIMICRY_OK)
        make_capitals(block, length);
    return status;
}

mimicry_status mim_letters_put(struct mim_query_block *block, enum mim_query_string which,
                               const char *text, const struct mim_place *place,
                               mimicry_error *error)
{
    const char *letters = text;
    size_t length = strlen(text);
    mim_trim(&letters, &length);
    if (mim_is_nothing(letters))
        return missing(place, letters, length, error);
    return put(block, which, text, letters, length, place, error);
}

mimicry_status mim_letters_check(const char *text, const struct mim_place *place,
                                 mimicry_error *error)
{
    const char *letters = text;
    size_t length = strlen(text);
    mim_trim(&letters, &length);
    return mim_is_nothing(letters) ? missing(place, letters, length, error)
                                   : check(text, (size_t)(letters - text), length, place, error);
}

mimicry_status mim_letters_put_any(struct mim_query_block *block, enum mim_query_string which,
                                   const char *text, const struct mim_place *place,
                                   mimicry_error *error)
{
    return mim_is_nothing(text) ? MIMICRY_OK : mim_letters_put(block, which, text, place, error);
}
