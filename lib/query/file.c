/* Tells what a file of queries is by its first line, and reads lists and epitopes. */
#include "query/file.h"

#include <string.h>

#include "io/fasta.h"
#include "io/named_rows.h"
#include "query/letters.h"

/* ---- Lines ---- */

mimicry_status mim_query_file_line(struct mim_query_file *f, mimicry_error *error)
{
    return mim_table_rows_line(&f->rows, &f->held, error);
}

struct mim_place mim_query_file_place(const struct mim_query_file *f)
{
    return (struct mim_place){.status = MIMICRY_E_FORMAT,
                              .file = mim_source_name(f->source),
                              .line = f->rows.lines.number};
}

/* Passes over lines of remarks. */
static mimicry_status skip_remarks(struct mim_query_file *f, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && f->held != NULL && f->held[0] == '#')
        status = mim_query_file_line(f, error);
    return status;
}

/* ---- Lists and epitopes ---- */

static mimicry_status next_of_list(struct mim_query_file *f, struct mim_query_block *block,
                                   bool *more, mimicry_error *error)
{
    mimicry_status status = skip_remarks(f, error);
    *more = f->held != NULL;
    if (status != MIMICRY_OK || !*more)
        return status;
    const struct mim_place place = mim_query_file_place(f);
    status = mim_block_begin(block, place.line, error);
    if (status == MIMICRY_OK)
        status = mim_letters_put(block, MIM_QUERY_PEPTIDE, f->held, &place, error);
    if (status == MIMICRY_OK)
        status = mim_block_end(block, &place, error);
    return status == MIMICRY_OK ? mim_query_file_line(f, error) : status;
}

/* The id and a tab, if they are there, then the epitope. */
static mimicry_status next_of_epitopes(struct mim_query_file *f, struct mim_query_block *block,
                                       bool *more, mimicry_error *error)
{
    mimicry_status status = skip_remarks(f, error);
    *more = f->held != NULL;
    if (status != MIMICRY_OK || !*more)
        return status;
    struct mim_place place = mim_query_file_place(f);
    char *tab = strchr(f->held, '\t');
    const char *text = f->held;
    status = mim_block_begin(block, place.line, error);
    if (status == MIMICRY_OK && tab != NULL) {
        *tab = '\0';
        text = tab + 1;
        place.before = (size_t)(text - f->held);
        status = mim_block_put_cell(block, MIM_QUERY_ID, f->held, error);
    }
    if (status == MIMICRY_OK)
        status = mim_block_put(block, MIM_QUERY_PEPTIDE, text, strlen(text), error);
    if (status == MIMICRY_OK)
        status = mim_block_end(block, &place, error);
    return status == MIMICRY_OK ? mim_query_file_line(f, error) : status;
}

/* ---- Opening ---- */

static mimicry_status open_epitopes(struct mim_query_file *f, const mimicry_read_options *options,
                                    mimicry_error *error)
{
    const struct mim_place place = mim_query_file_place(f);
    const char *tab = strchr(f->held, '\t');
    f->kind = MIM_FILE_EPITOPES;
    if (options->peptide_column != NULL)
        return mim_place_fail(&place, error, "a file of epitopes has no column '%.100s'",
                              options->peptide_column);
    return mim_meanings_is_name(tab != NULL ? tab + 1 : f->held, options)
               ? mim_query_file_line(f, error)
               : MIMICRY_OK;
}

/* FASTA and lists have nothing but peptides. */
static mimicry_status expect_no_columns(const struct mim_query_file *f,
                                        const mimicry_read_options *options, mimicry_error *error)
{
    const struct mim_place place = mim_query_file_place(f);
    if ((options->flags & MIMICRY_READ_PAIRS) != 0)
        return mim_place_fail(&place, error,
                              "a table of pairs was expected, with columns 'a' and 'b', or 'query' "
                              "and 'match'");
    if ((options->flags & MIMICRY_READ_CONSTANTS) != 0)
        return mim_place_fail(&place, error,
                              "a table with columns 'kd_wt' and 'kd_mt' was expected");
    if (options->peptide_column != NULL)
        return mim_place_fail(&place, error, "a table with a column '%.100s' was expected",
                              options->peptide_column);
    return MIMICRY_OK;
}

/* Some tools write JSON too: an object or a list of these, not a peptide in brackets. */
static bool is_json(const char *line)
{
    return line[0] == '{' || (line[0] == '[' && strchr(" \t{[\"]", line[1]) != NULL);
}

static mimicry_status open_cassette(struct mim_query_file *f, mimicry_error *error)
{
    const struct mim_place place = mim_query_file_place(f);
    if (f->kind != MIM_FILE_FASTA)
        return mim_place_fail(
            &place, error, "the parts of a cassette were expected as FASTA, one after the other");
    f->kind = MIM_FILE_CASSETTE;
    return mim_query_file_open_cassette(f, error);
}

static mimicry_status begin_reading(struct mim_query_file *f, const mimicry_read_options *options,
                                    mimicry_error *error)
{
    bool is_fasta;
    mimicry_status status = mim_fasta_begins(f->source, &is_fasta, error);
    if (status == MIMICRY_OK)
        status = mim_query_file_line(f, error);
    if (status == MIMICRY_OK)
        status = skip_remarks(f, error);
    if (status != MIMICRY_OK)
        return status;
    if (f->held == NULL)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(f->source), 1,
                             "the file is empty, peptides were expected");
    if ((options->flags & MIMICRY_READ_EPITOPES) != 0)
        return open_epitopes(f, options, error);
    if (!is_fasta && is_json(f->held)) {
        const struct mim_place place = mim_query_file_place(f);
        return mim_place_fail(&place, error,
                              "JSON, where FASTA, a table or a list was expected: give the table "
                              "that the tool writes");
    }
    if (!is_fasta && f->flank > 0)
        return open_cassette(f, error);
    if (!is_fasta && mim_query_file_is_report(f->held)) {
        f->kind = MIM_FILE_REPORT;
        return mim_query_file_open_report(f, options, error);
    }
    if (!is_fasta &&
        (strpbrk(f->held, "\t,;\"") != NULL || mim_meanings_is_name(f->held, options))) {
        f->kind = MIM_FILE_TABLE;
        return mim_query_file_open_table(f, options, error);
    }
    f->kind = is_fasta ? MIM_FILE_FASTA : MIM_FILE_LIST;
    if (is_fasta)
        f->held += strspn(f->held, " \t\v\f");
    status = expect_no_columns(f, options, error);
    return status == MIMICRY_OK && f->flank > 0 ? open_cassette(f, error) : status;
}

mimicry_status mim_query_file_open(const char *path, const mimicry_read_options *options,
                                   struct mim_query_file *f, mimicry_error *error)
{
    const mimicry_status status = mim_source_open(path, &f->source, error);
    f->rows.lines.source = f->source;
    f->flank = options->junctions;
    return status == MIMICRY_OK ? begin_reading(f, options, error) : status;
}

mimicry_status mim_query_file_next(struct mim_query_file *f, struct mim_query_block *block,
                                   bool *more, mimicry_error *error)
{
    switch (f->kind) {
    case MIM_FILE_TABLE:
        return mim_query_file_next_row(f, block, more, error);
    case MIM_FILE_REPORT:
        return mim_query_file_next_of_report(f, block, more, error);
    case MIM_FILE_LIST:
        return next_of_list(f, block, more, error);
    case MIM_FILE_FASTA:
        return mim_query_file_next_record(f, block, more, error);
    case MIM_FILE_CASSETTE:
        return mim_query_file_next_junction(f, block, more, error);
    default:
        return next_of_epitopes(f, block, more, error);
    }
}

void mim_query_file_close(struct mim_query_file *f)
{
    mim_query_columns_free(&f->columns);
    mim_block_free(&f->parts);
    mim_table_rows_free(&f->rows);
    mim_source_close(f->source);
}
