/* Reads the sequences of a FASTA file, of a table's `peptide` column, or of a list. */
#include "query/sequences.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/alphabet.h"
#include "io/fasta.h"
#include "residue/header.h"
#include "io/lines.h"
#include "io/table.h"

static const size_t LONGEST_LINE = (size_t)1 << 30;

struct bytes {
    char *at;
    size_t length, capacity;
};

struct offsets {
    size_t *at;
    size_t count, capacity;
};

struct reader {
    const char *name; /* of the source */
    bool peptides_only;
    struct bytes letters, ids;
    struct offsets letter_starts, id_starts;
    uint64_t line; /* where the sequence that is being read begins */
};

static bool append(struct bytes *b, const char *text, size_t length)
{
    char *grown = mim_grow(b->at, &b->capacity, b->length + length + 1, 1);
    if (grown == NULL)
        return false;
    b->at = grown;
    memcpy(b->at + b->length, text, length);
    b->length += length;
    b->at[b->length] = '\0';
    return true;
}

static bool push(struct offsets *o, size_t value)
{
    size_t *grown = mim_grow(o->at, &o->capacity, o->count + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    o->at = grown;
    o->at[o->count++] = value;
    return true;
}

static mimicry_status bad(const struct reader *r, mimicry_error *error, const char *what)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, r->name, r->line, "%s", what);
}

/* Begins a sequence; an empty id stands for its number. */
static mimicry_status begin(struct reader *r, const char *id, size_t length, mimicry_error *error)
{
    char number[24];
    if (length == 0) {
        length = (size_t)snprintf(number, sizeof number, "%zu", r->id_starts.count + 1);
        id = number;
    }
    if (!push(&r->id_starts, r->ids.length) || !append(&r->ids, id, length) ||
        !append(&r->ids, "", 1) || !push(&r->letter_starts, r->letters.length))
        return mim_fail_memory(error);
    return MIMICRY_OK;
}

/* Ends the sequence that was begun last. */
static mimicry_status end(struct reader *r, mimicry_error *error)
{
    const size_t length = r->letters.length - r->letter_starts.at[r->letter_starts.count - 1];
    if (r->peptides_only && length == 0)
        return bad(r, error, "an empty peptide");
    return append(&r->letters, "", 1) ? MIMICRY_OK : mim_fail_memory(error);
}

static mimicry_status add_codes(struct reader *r, const uint8_t *codes, size_t count,
                                mimicry_error *error)
{
    const size_t length = r->letters.length - r->letter_starts.at[r->letter_starts.count - 1];
    if (r->peptides_only && count > MIMICRY_MAX_PEPTIDE - length)
        return mim_fail_line(error, MIMICRY_E_FORMAT, r->name, r->line,
                             "a peptide of more than %d residues", (int)MIMICRY_MAX_PEPTIDE);
    if (r->peptides_only && memchr(codes, MIM_STOP, count) != NULL)
        return bad(r, error, "a peptide with '*', which is no residue of a peptide");
    const size_t from = r->letters.length;
    char *grown = mim_grow(r->letters.at, &r->letters.capacity, from + count + 1, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->letters.at = grown;
    for (size_t i = 0; i < count; i++)
        grown[from + i] = mim_letter_of[codes[i]];
    r->letters.length += count;
    return MIMICRY_OK;
}

/* ---- FASTA ---- */

static mimicry_status fasta_header(void *data, const char *text, size_t length, uint64_t line,
                                   mimicry_error *error)
{
    struct reader *r = data;
    if (r->letter_starts.count > 0) {
        const mimicry_status status = end(r, error);
        if (status != MIMICRY_OK)
            return status;
    }
    r->line = line;
    size_t skip = 0;
    while (skip < length && (text[skip] == ' ' || text[skip] == '\t'))
        skip++;
    size_t word = skip;
    while (word < length && text[word] != ' ' && text[word] != '\t')
        word++;
    return begin(r, text + skip, word - skip, error);
}

static mimicry_status fasta_residues(void *data, const uint8_t *codes, size_t count,
                                     mimicry_error *error)
{
    return add_codes(data, codes, count, error);
}

static mimicry_status read_fasta(struct reader *r, struct mim_source *source, mimicry_error *error)
{
    const struct mim_fasta_reader reader = {r, fasta_header, fasta_residues};
    const mimicry_status status = mim_fasta_read(source, &reader, error);
    return status == MIMICRY_OK ? end(r, error) : status;
}

/* ---- Lists and tables ---- */

/* Adds the sequence written in `text`, which begins at `column` of its line. */
static mimicry_status add_text(struct reader *r, const char *text, size_t column,
                               mimicry_error *error)
{
    enum { BLOCK = 4096 };
    uint8_t codes[BLOCK];
    size_t count = 0;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; text[i] != '\0' && status == MIMICRY_OK; i++) {
        const uint8_t code = mim_code_of[(unsigned char)text[i]];
        char what[24];
        if (code == MIM_BLANK)
            continue;
        if (code == MIM_INVALID) {
            mim_describe_byte((uint8_t)text[i], what);
            return mim_fail_line(error, MIMICRY_E_FORMAT, r->name, r->line,
                                 "column %zu: %s is no residue", column + i + 1, what);
        }
        codes[count++] = code;
        if (count == BLOCK) {
            status = add_codes(r, codes, count, error);
            count = 0;
        }
    }
    if (status == MIMICRY_OK)
        status = add_codes(r, codes, count, error);
    return status;
}

static mimicry_status add_sequence(struct reader *r, const char *id, const char *text,
                                   size_t column, mimicry_error *error)
{
    mimicry_status status = begin(r, id, strlen(id), error);
    if (status == MIMICRY_OK)
        status = add_text(r, text, column, error);
    return status == MIMICRY_OK ? end(r, error) : status;
}

static bool is_empty(const char *line)
{
    return line[strspn(line, " \t\v\f")] == '\0';
}

/* Every non-blank line from `line` on is a sequence. */
static mimicry_status read_list(struct reader *r, struct mim_lines *lines, char *line,
                                mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    size_t length;
    while (status == MIMICRY_OK && line != NULL) {
        r->line = lines->number;
        if (!is_empty(line))
            status = add_sequence(r, "", line, 0, error);
        if (status == MIMICRY_OK)
            status = mim_lines_next(lines, LONGEST_LINE, &line, &length, error);
    }
    return status;
}

struct table {
    char separator;
    size_t columns;
    long peptide, id; /* column numbers; id may be MIM_NO_COLUMN */
};

static mimicry_status split(const struct reader *r, struct mim_cells *cells, char *line,
                            char separator, mimicry_error *error)
{
    switch (mim_cells_split(cells, line, separator)) {
    case MIM_CELLS_GOOD:
        return MIMICRY_OK;
    case MIM_CELLS_BAD_QUOTE:
        return bad(r, error, "a quoted cell that does not end where its closing quote is");
    default:
        return mim_fail_memory(error);
    }
}

static mimicry_status read_row(struct reader *r, const struct table *table,
                               const struct mim_cells *cells, const char *line,
                               mimicry_error *error)
{
    if (cells->count != table->columns)
        return mim_fail_line(error, MIMICRY_E_FORMAT, r->name, r->line,
                             "%zu cells where the header has %zu", cells->count, table->columns);
    const char *id = table->id >= 0 ? cells->at[table->id] : "";
    const char *peptide = cells->at[table->peptide];
    return add_sequence(r, id, peptide, (size_t)(peptide - line), error);
}

static mimicry_status read_rows(struct reader *r, const struct table *table,
                                struct mim_lines *lines, struct mim_cells *cells,
                                mimicry_error *error)
{
    for (;;) {
        char *line;
        size_t length;
        mimicry_status status = mim_lines_next(lines, LONGEST_LINE, &line, &length, error);
        if (status != MIMICRY_OK || line == NULL)
            return status;
        r->line = lines->number;
        if (is_empty(line))
            continue;
        status = split(r, cells, line, table->separator, error);
        if (status == MIMICRY_OK)
            status = read_row(r, table, cells, line, error);
        if (status != MIMICRY_OK)
            return status;
    }
}

/* Reads the header cells of a table; the column `peptide` has to be there, once. */
static mimicry_status read_columns(const struct reader *r, const struct mim_cells *cells,
                                   struct table *table, mimicry_error *error)
{
    table->columns = cells->count;
    table->peptide = mim_cells_find(cells, "peptide");
    table->id = mim_cells_find(cells, "id");
    if (table->peptide == MIM_NO_COLUMN)
        return bad(r, error, "a table without a column 'peptide'");
    if (table->peptide == MIM_REPEATED_COLUMN)
        return bad(r, error, "two columns 'peptide'");
    if (table->id == MIM_REPEATED_COLUMN)
        return bad(r, error, "two columns 'id'");
    return MIMICRY_OK;
}

/* The first line tells: a tab or a comma makes a table, and so does a lone `peptide`; PEPTIDE in
 * capitals is a peptide. */
static mimicry_status read_lines(struct reader *r, struct mim_source *source, mimicry_error *error)
{
    struct mim_lines lines = {.source = source};
    struct mim_cells cells = {0};
    struct table table = {0};
    char *line;
    size_t length;
    mimicry_status status = MIMICRY_OK;
    do {
        status = mim_lines_next(&lines, LONGEST_LINE, &line, &length, error);
    } while (status == MIMICRY_OK && line != NULL && is_empty(line));
    r->line = lines.number;
    if (status != MIMICRY_OK || line == NULL)
        goto out;
    table.separator = strchr(line, '\t') != NULL ? '\t' : ',';
    if (strchr(line, table.separator) == NULL && strcmp(line, "peptide") != 0) {
        status = read_list(r, &lines, line, error);
        goto out;
    }
    status = split(r, &cells, line, table.separator, error);
    if (status == MIMICRY_OK)
        status = read_columns(r, &cells, &table, error);
    if (status == MIMICRY_OK)
        status = read_rows(r, &table, &lines, &cells, error);
out:
    mim_cells_free(&cells);
    mim_lines_free(&lines);
    return status;
}

/* ---- Either ---- */

/* Pointers to the strings of `bytes` that begin at the offsets. */
static const char **pointers(const struct bytes *b, const struct offsets *o)
{
    const char **at = mim_alloc_array(o->count, sizeof *at);
    for (size_t i = 0; at != NULL && i < o->count; i++)
        at[i] = b->at + o->at[i];
    return at;
}

/* Hands the reader's bytes over. */
static mimicry_status finish(struct reader *r, struct mimicry0_sequences *out, mimicry_error *error)
{
    if (r->letter_starts.count == 0)
        return mim_fail_line(error, MIMICRY_E_FORMAT, r->name, 1,
                             "the file is empty, peptides were expected");
    out->count = r->letter_starts.count;
    out->letters = pointers(&r->letters, &r->letter_starts);
    out->ids = pointers(&r->ids, &r->id_starts);
    if (out->letters == NULL || out->ids == NULL)
        return mim_fail_memory(error);
    out->letter_bytes = r->letters.at;
    out->id_bytes = r->ids.at;
    r->letters.at = NULL;
    r->ids.at = NULL;
    return MIMICRY_OK;
}

mimicry_status mim_sequences_read(const char *path, bool peptides_only,
                                  struct mimicry0_sequences **out, mimicry_error *error)
{
    struct reader r = {.peptides_only = peptides_only, .line = 1};
    struct mim_source *source = NULL;
    bool is_fasta = false;
    *out = NULL;
    struct mimicry0_sequences *sequences = mim_alloc_zeroed(1, sizeof *sequences);
    mimicry_status status =
        sequences == NULL ? mim_fail_memory(error) : mim_source_open(path, &source, error);
    if (status != MIMICRY_OK)
        goto out;
    r.name = mim_source_name(source);
    status = mim_fasta_begins(source, &is_fasta, error);
    if (status == MIMICRY_OK)
        status = is_fasta ? read_fasta(&r, source, error) : read_lines(&r, source, error);
    if (status == MIMICRY_OK)
        status = finish(&r, sequences, error);
    if (status != MIMICRY_OK)
        goto out;
    *out = sequences;
    sequences = NULL;
out:
    mim_sequences_free(sequences);
    mim_source_close(source);
    free(r.letters.at);
    free(r.ids.at);
    free(r.letter_starts.at);
    free(r.id_starts.at);
    return status;
}

void mim_sequences_free(struct mimicry0_sequences *sequences)
{
    if (sequences == NULL)
        return;
    free(sequences->letters);
    free(sequences->ids);
    free(sequences->letter_bytes);
    free(sequences->id_bytes);
    free(sequences);
}
