/* Reads queries from the reports of netMHCpan and its kin: tables whose columns blanks part, each
 * under a line of names, between lines of dashes and of remarks. */
#include <string.h>

#include "base/fold.h"
#include "io/columns.h"
#include "query/file.h"

enum { MOST_WORDS = 64 };

/* ---- Words ---- */

/* The words of a line, which is cut there. `<= SB`, what follows the numbers of binders, is one. */
static size_t cut_words(char *line, char **words)
{
    size_t count = 0;
    for (char *at = line + strspn(line, " \t"); *at != '\0' && count < MOST_WORDS;) {
        char *end = at[0] == '<' ? at + strlen(at) : at + strcspn(at, " \t");
        words[count++] = at;
        at = end + strspn(end, " \t");
        *end = '\0';
    }
    return count;
}

static bool is_dashes(const char *line)
{
    const size_t dashes = strspn(line, "-");
    return dashes > 2 && line[dashes + strspn(line + dashes, " \t")] == '\0';
}

/* Whether the line's first word is this one, in small letters, in any case. */
static bool begins_with(const char *line, const char *word)
{
    const char *at = line + strspn(line, " \t");
    const size_t length = strcspn(at, " \t");
    return length == strlen(word) && mim_begins_folded(at, length, word);
}

static bool is_row(const char *line)
{
    const char *at = line + strspn(line, " \t");
    const size_t digits = strspn(at, "0123456789");
    return digits > 0 && strchr(" \t", at[digits]) != NULL && at[digits] != '\0';
}

/* What stands between the tables. */
static bool is_remark(const char *line)
{
    static const char *const words[] = {"protein", "link", "number", "rank", "threshold"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (begins_with(line, words[i]) || (i == 0 && begins_with(line, "protein:")))
            return true;
    }
    return line[0] == '#' || is_dashes(line) || strstr(line, "Distance to") != NULL;
}

bool mim_query_file_is_report(const char *line)
{
    return is_dashes(line) || strstr(line, " : Distance to ") != NULL ||
           (begins_with(line, "pos") && strpbrk(line, "\t,;") == NULL);
}

/* ---- Lines ---- */

/* Passes over what stands between the tables. */
static mimicry_status skip_remarks(struct mim_query_file *f, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && f->held != NULL && is_remark(f->held))
        status = mim_query_file_line(f, error);
    return status;
}

/* Takes the held line for names. */
static mimicry_status take_names(struct mim_query_file *f, const mimicry_read_options *options,
                                 mimicry_error *error)
{
    char *words[MOST_WORDS];
    const struct mim_place place = mim_query_file_place(f);
    const size_t count = cut_words(f->held, words);
    mimicry_status status = mim_query_columns_name(&f->columns, words, count, error);
    if (status == MIMICRY_OK)
        status = mim_query_columns_find(&f->columns, options, &place, error);
    return status == MIMICRY_OK ? mim_query_file_line(f, error) : status;
}

mimicry_status mim_query_file_open_report(struct mim_query_file *f,
                                          const mimicry_read_options *options, mimicry_error *error)
{
    const struct mim_place place = mim_query_file_place(f);
    const mimicry_status status = skip_remarks(f, error);
    if (status != MIMICRY_OK)
        return status;
    if (f->held == NULL || !begins_with(f->held, "pos"))
        return mim_place_fail(&place, error,
                              "a line of the names of columns, Pos and others, was expected in the "
                              "report of a predictor");
    return take_names(f, options, error);
}

/* The same names stand above each table of a report. */
static mimicry_status check_names(const struct mim_query_file *f, mimicry_error *error)
{
    char *words[MOST_WORDS];
    const struct mim_place place = mim_query_file_place(f);
    const size_t count = cut_words(f->held, words);
    bool same = count == f->columns.count;
    for (size_t c = 0; c < count && same; c++)
        same = strcmp(words[c], f->columns.names[c]) == 0;
    return same ? MIMICRY_OK
                : mim_place_fail(&place, error,
                                 "other columns than those of the tables before: give the reports "
                                 "one by one");
}

/* Up to the next row; NULL at the end. */
static mimicry_status find_row(struct mim_query_file *f, mimicry_error *error)
{
    mimicry_status status = skip_remarks(f, error);
    while (status == MIMICRY_OK && f->held != NULL && begins_with(f->held, "pos")) {
        status = check_names(f, error);
        if (status == MIMICRY_OK)
            status = mim_query_file_line(f, error);
        if (status == MIMICRY_OK)
            status = skip_remarks(f, error);
    }
    if (status != MIMICRY_OK || f->held == NULL || is_row(f->held))
        return status;
    const struct mim_place place = mim_query_file_place(f);
    return mim_place_fail(&place, error, "a row of a predictor's report was expected");
}

/* The last column, of the level, is empty where nothing binds. */
static mimicry_status take_row(struct mim_query_file *f, struct mim_query_block *block,
                               mimicry_error *error)
{
    char *words[MOST_WORDS + 1];
    const struct mim_place place = mim_query_file_place(f);
    const size_t length = strlen(f->held), count = cut_words(f->held, words);
    if (count != f->columns.count && count + 1 != f->columns.count)
        return mim_place_fail(&place, error, "%zu words where the names of the columns are %zu",
                              count, f->columns.count);
    words[count] = f->held + length;
    block->n_cells = f->columns.count;
    const mimicry_status status =
        mim_query_take(block, &f->columns, (const char *const *)words, NULL, &place, error);
    return status == MIMICRY_OK ? mim_block_put_cells(block, f->held, length, words, error)
                                : status;
}

mimicry_status mim_query_file_next_of_report(struct mim_query_file *f,
                                             struct mim_query_block *block, bool *more,
                                             mimicry_error *error)
{
    mimicry_status status = find_row(f, error);
    *more = f->held != NULL;
    if (status == MIMICRY_OK && *more)
        status = take_row(f, block, error);
    return status == MIMICRY_OK && *more ? mim_query_file_line(f, error) : status;
}
