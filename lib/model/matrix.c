/* Reads a substitution matrix: comments, a line of column letters, a line for every row. */
#include "model/matrix.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "io/lines.h"

enum { LONGEST_LINE = 1 << 16 };
static const double LARGEST = 1e6; /* keeps the rounding of a sum far below the 1e-9 forgiven */

struct matrix_reader {
    struct mim_lines lines;
    struct mim_matrix *out;
    uint8_t columns[MIM_CODES]; /* codes, in the file's order */
    size_t n_columns;
    double lowest;
};

static mimicry_status bad(const struct matrix_reader *r, mimicry_error *error, const char *what,
                          const char *word)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->lines.source), r->lines.number,
                         "%s '%.40s'", what, word);
}

/* The next word of a line, cut off with a NUL; NULL after the last. */
static char *next_word(char **at)
{
    char *word = *at + strspn(*at, " \t");
    if (*word == '\0')
        return NULL;
    char *end = word + strcspn(word, " \t");
    *at = end;
    if (*end != '\0') {
        *end = '\0';
        *at = end + 1;
    }
    return word;
}

static bool residue_code(const char *word, uint8_t *code)
{
    *code = mim_code_of[(unsigned char)word[0]];
    return word[0] != '\0' && word[1] == '\0' && *code < MIM_LETTERS;
}

static bool has_column(const struct matrix_reader *r, uint8_t code)
{
    return memchr(r->columns, code, r->n_columns) != NULL;
}

static mimicry_status read_columns(struct matrix_reader *r, char *line, mimicry_error *error)
{
    uint8_t code;
    for (char *word; (word = next_word(&line)) != NULL;) {
        if (!residue_code(word, &code))
            return bad(r, error, "a residue letter as column was expected, not", word);
        if (has_column(r, code))
            return bad(r, error, "a repeated column", word);
        r->columns[r->n_columns++] = code;
    }
    return MIMICRY_OK;
}

static mimicry_status read_score(struct matrix_reader *r, uint8_t row, size_t column,
                                 const char *word, mimicry_error *error)
{
    double value;
    if (!mim_parse_number(word, &value))
        return bad(r, error, "a number was expected, not", word);
    if (fabs(value) > LARGEST)
        return bad(r, error, "a score between -1e6 and 1e6 was expected, not", word);
    r->out->score[row][r->columns[column]] = value;
    r->lowest = fmin(r->lowest, value);
    r->out->is_integer = r->out->is_integer && value == floor(value);
    return MIMICRY_OK;
}

static mimicry_status read_row(struct matrix_reader *r, char *line, mimicry_error *error)
{
    uint8_t row;
    char *word = next_word(&line);
    if (!residue_code(word, &row) || !has_column(r, row))
        return bad(r, error, "a row for one of the columns was expected, not", word);
    if (r->out->has_row[row])
        return bad(r, error, "a repeated row", word);
    const char letter[2] = {word[0], '\0'};
    size_t column = 0;
    while ((word = next_word(&line)) != NULL) {
        if (column == r->n_columns)
            return bad(r, error, "more numbers than columns in row", letter);
        const mimicry_status status = read_score(r, row, column, word, error);
        if (status != MIMICRY_OK)
            return status;
        column++;
    }
    if (column < r->n_columns)
        return bad(r, error, "fewer numbers than columns in row", letter);
    r->out->has_row[row] = true;
    return MIMICRY_OK;
}

static mimicry_status read_lines(struct matrix_reader *r, mimicry_error *error)
{
    for (;;) {
        char *line;
        size_t length;
        mimicry_status status = mim_lines_next(&r->lines, LONGEST_LINE, &line, &length, error);
        if (status != MIMICRY_OK || line == NULL)
            return status;
        const char *first = line + strspn(line, " \t");
        if (*first == '\0' || *first == '#')
            continue;
        status = r->n_columns == 0 ? read_columns(r, line, error) : read_row(r, line, error);
        if (status != MIMICRY_OK)
            return status;
    }
}

static mimicry_status check_complete(const struct matrix_reader *r, mimicry_error *error)
{
    if (r->n_columns == 0)
        return bad(r, error, "the file ends where a line of column letters was expected", "");
    for (uint8_t code = 0; code < MIM_LETTERS; code++) {
        const char letter[2] = {mim_letter_of[code], '\0'};
        if (mim_is_amino_acid(code) && !has_column(r, code))
            return bad(r, error, "the matrix has no column", letter);
        if (has_column(r, code) && !r->out->has_row[code])
            return bad(r, error, "the matrix has no row", letter);
    }
    return MIMICRY_OK;
}

static void fill_missing(struct matrix_reader *r)
{
    for (size_t row = 0; row < MIM_CODES; row++) {
        for (size_t column = 0; column < MIM_CODES; column++) {
            if (!r->out->has_row[row] || !r->out->has_row[column])
                r->out->score[row][column] = r->lowest;
        }
    }
}

mimicry_status mim_matrix_read(struct mim_source *source, struct mim_matrix *out,
                               mimicry_error *error)
{
    struct matrix_reader r = {.lines = {.source = source}, .out = out, .lowest = INFINITY};
    memset(out, 0, sizeof *out);
    out->is_integer = true;
    mimicry_status status = read_lines(&r, error);
    if (status == MIMICRY_OK)
        status = check_complete(&r, error);
    if (status == MIMICRY_OK)
        fill_missing(&r);
    mim_lines_free(&r.lines);
    return status;
}
