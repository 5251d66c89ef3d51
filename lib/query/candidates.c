/* Reads candidates from tables, lists and FASTA, so that memory does not grow with their number. */
#include "query/candidates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/alphabet.h"
#include "query/candidate_columns.h"
#include "residue/change.h"
#include "io/fasta.h"
#include "io/columns.h"
#include "io/table_rows.h"

enum {
    MOST_BYTES = 1 << 20,      /* of a block: it ends with the candidate that goes beyond */
    LONGEST_SEQUENCE = 1 << 30 /* residues */
};

/* A candidate while its strings may still move: where they begin in the bytes. */
struct entry {
    size_t id, peptide, wildtype, gene, accession;
    mimicry0_candidate values;
};

struct mimicry0_candidates {
    enum { TABLE, LIST, FASTA } kind;
    struct mim_source *source;
    struct mim_table_rows rows;
    char *held; /* a line that has been read and not been used: it lives in `rows` */
    struct mim_candidate_columns columns;
    struct mim_cells header;
    char *description; /* of the columns, or NULL */
    uint64_t number;   /* candidates that have been read */
    char *bytes;       /* of the block, all strings; the first is empty */
    size_t used, room;
    struct entry *entries;
    size_t entries_room;
    mimicry0_candidate *out;
    size_t out_room;
};

static mimicry_status bad(const struct mimicry0_candidates *r, const char *column, const char *what,
                          mimicry_error *error)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->source), r->rows.lines.number,
                         "%s%.100s%s%s", column != NULL ? "column '" : "",
                         column != NULL ? column : "", column != NULL ? "': " : "", what);
}

/* ---- Strings ---- */

static bool put(struct mimicry0_candidates *r, const char *text, size_t length, size_t *at)
{
    char *grown = mim_grow(r->bytes, &r->room, r->used + length + 1, 1);
    if (grown == NULL)
        return false;
    r->bytes = grown;
    *at = r->used;
    memcpy(grown + r->used, text, length);
    grown[r->used + length] = '\0';
    r->used += length + 1;
    return true;
}

/* A cell without the blanks around it; nothing where it says so. */
static bool put_cell(struct mimicry0_candidates *r, const char *cell, size_t *at)
{
    cell += strspn(cell, " ");
    size_t length = strlen(cell);
    while (length > 0 && cell[length - 1] == ' ')
        length--;
    *at = 0;
    return mim_is_nothing(cell) || put(r, cell, length, at);
}

/* Adds the letters of `text` to the string that was put last, upper-cased. `column` is the name of
 * a table's column, or NULL. */
static mimicry_status add_letters(struct mimicry0_candidates *r, const char *text,
                                  const char *column, mimicry_error *error)
{
    const size_t length = strlen(text);
    char *grown = mim_grow(r->bytes, &r->room, r->used + length, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->bytes = grown;
    size_t end = r->used - 1; /* the NUL of the string */
    for (size_t i = 0; i < length; i++) {
        const uint8_t code = mim_code_of[(unsigned char)text[i]];
        char byte[24], what[96];
        if (code == MIM_BLANK)
            continue;
        if (code == MIM_INVALID) {
            mim_describe_byte((uint8_t)text[i], byte);
            snprintf(what, sizeof what,
                     column != NULL ? "%s is no residue (place %zu)"
                                    : "%s is no residue (column %zu)",
                     byte, i + 1);
            return bad(r, column, what, error);
        }
        grown[end++] = mim_letter_of[code];
    }
    grown[end] = '\0';
    r->used = end + 1;
    return MIMICRY_OK;
}

static mimicry_status put_letters(struct mimicry0_candidates *r, const char *text,
                                  const char *column, size_t *at, mimicry_error *error)
{
    return put(r, "", 0, at) ? add_letters(r, text, column, error) : mim_fail_memory(error);
}

/* ---- Candidates ---- */

static mimicry_status begin(struct mimicry0_candidates *r, size_t count, struct entry **out,
                            mimicry_error *error)
{
    struct entry *grown = mim_grow(r->entries, &r->entries_room, count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->entries = grown;
    *out = &grown[count];
    **out = (struct entry){.values = {.line = r->rows.lines.number}};
    r->number++;
    return MIMICRY_OK;
}

/* An empty id stands for the candidate's number. */
static mimicry_status put_id(struct mimicry0_candidates *r, struct entry *entry, const char *id,
                             size_t length, mimicry_error *error)
{
    char number[24];
    if (length == 0) {
        length = (size_t)snprintf(number, sizeof number, "%llu", (unsigned long long)r->number);
        id = number;
    }
    return put(r, id, length, &entry->id) ? MIMICRY_OK : mim_fail_memory(error);
}

/* Checks the peptide and compares it with its wild type. */
static mimicry_status end(struct mimicry0_candidates *r, struct entry *entry, const char *column,
                          mimicry_error *error)
{
    const char *peptide = r->bytes + entry->peptide, *wildtype = r->bytes + entry->wildtype;
    const size_t length = strlen(peptide), wildtype_length = strlen(wildtype);
    char what[64];
    struct mim_change change = {0, length};
    if (length == 0)
        return bad(r, column, "an empty peptide", error);
    if (entry->values.is_sequence == 0 && strchr(peptide, '*') != NULL)
        return bad(r, column, "a peptide with '*', which is no residue of a peptide", error);
    if (length > (entry->values.is_sequence ? LONGEST_SEQUENCE : MIMICRY_MAX_PEPTIDE)) {
        snprintf(what, sizeof what, "a peptide of more than %d residues",
                 entry->values.is_sequence ? LONGEST_SEQUENCE : MIMICRY_MAX_PEPTIDE);
        return bad(r, column, what, error);
    }
    if (wildtype_length > 0)
        change = mim_change_find(peptide, length, wildtype, wildtype_length);
    entry->values.change_start = (uint32_t)change.start;
    entry->values.change_end = (uint32_t)change.end;
    return MIMICRY_OK;
}

/* ---- Tables ---- */

static bool read_number(const char *text, size_t *out)
{
    const size_t digits = strspn(text, "0123456789");
    *out = 0;
    for (size_t i = 0; i < digits && i < 9; i++)
        *out = *out * 10 + (size_t)(text[i] - '0');
    return digits > 0 && digits < 9 && text[digits] == '\0';
}

/* The wild type of a peptide with one residue changed, "E204Q" at position 6 of it. Anything else,
 * or what does not fit the peptide, leaves it without. */
static mimicry_status rebuild_wildtype(struct mimicry0_candidates *r, struct entry *entry,
                                       mimicry_error *error)
{
    const char *change = r->rows.cells.at[r->columns.aa_change];
    const size_t digits = strspn(change + (*change != '\0'), "0123456789");
    const size_t length = strlen(r->bytes + entry->peptide);
    size_t position;
    if (*change == '\0' || digits == 0 || change[digits + 1] == '\0' || change[digits + 2] != '\0')
        return MIMICRY_OK;
    const uint8_t from = mim_code_of[(unsigned char)change[0]];
    const uint8_t to = mim_code_of[(unsigned char)change[digits + 1]];
    if (!read_number(r->rows.cells.at[r->columns.position], &position) || position < 1 ||
        position > length || !mim_is_amino_acid(from) || !mim_is_amino_acid(to) ||
        r->bytes[entry->peptide + position - 1] != mim_letter_of[to])
        return MIMICRY_OK;
    char *grown = mim_grow(r->bytes, &r->room, r->used + length + 1, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->bytes = grown;
    entry->wildtype = r->used;
    memcpy(grown + r->used, grown + entry->peptide, length + 1);
    grown[r->used + position - 1] = mim_letter_of[from];
    r->used += length + 1;
    return MIMICRY_OK;
}

static mimicry_status put_wildtype(struct mimicry0_candidates *r, struct entry *entry,
                                   mimicry_error *error)
{
    const struct mim_candidate_columns *columns = &r->columns;
    if (columns->wildtype == MIM_NO_COLUMN)
        return columns->aa_change != MIM_NO_COLUMN && columns->position != MIM_NO_COLUMN
                   ? rebuild_wildtype(r, entry, error)
                   : MIMICRY_OK;
    const char *cell = r->rows.cells.at[columns->wildtype];
    if (mim_is_nothing(cell))
        return MIMICRY_OK;
    return put_letters(r, cell, r->header.at[columns->wildtype], &entry->wildtype, error);
}

/* Of "ENSP00000337555.6:p.Asp24Tyr" the part before the colon. */
static bool put_accession(struct mimicry0_candidates *r, struct entry *entry)
{
    for (size_t rank = 0; rank < MIM_ACCESSION_COLUMNS && entry->accession == 0; rank++) {
        const long column = r->columns.accession[rank];
        if (column == MIM_NO_COLUMN)
            continue;
        char *cell = r->rows.cells.at[column], *colon = strchr(cell, ':');
        if (colon != NULL)
            *colon = '\0';
        else if (strncmp(cell, "p.", 2) == 0)
            continue; /* a change without the protein's name */
        if (!put_cell(r, cell, &entry->accession))
            return false;
    }
    return true;
}

static mimicry_status take_row(struct mimicry0_candidates *r, struct entry *entry,
                               mimicry_error *error)
{
    const struct mim_candidate_columns *columns = &r->columns;
    const char *name = r->header.at[columns->peptide];
    const char *id = columns->id == MIM_NO_COLUMN ? "" : r->rows.cells.at[columns->id];
    entry->values.is_sequence = columns->is_sequence;
    mimicry_status status = put_id(r, entry, id, mim_is_nothing(id) ? 0 : strlen(id), error);
    if (status == MIMICRY_OK && mim_is_nothing(r->rows.cells.at[columns->peptide]))
        return bad(r, name, "an empty peptide", error);
    if (status == MIMICRY_OK)
        status = put_letters(r, r->rows.cells.at[columns->peptide], name, &entry->peptide, error);
    if (status == MIMICRY_OK)
        status = put_wildtype(r, entry, error);
    if (status == MIMICRY_OK && columns->gene != MIM_NO_COLUMN &&
        !put_cell(r, r->rows.cells.at[columns->gene], &entry->gene))
        status = mim_fail_memory(error);
    if (status == MIMICRY_OK && !put_accession(r, entry))
        status = mim_fail_memory(error);
    return status == MIMICRY_OK ? end(r, entry, name, error) : status;
}

static mimicry_status next_of_table(struct mimicry0_candidates *r, size_t count, bool *more,
                                    mimicry_error *error)
{
    struct entry *entry = NULL;
    mimicry_status status = mim_table_rows_next(&r->rows, more, error);
    if (status != MIMICRY_OK || !*more)
        return status;
    status = begin(r, count, &entry, error);
    return status == MIMICRY_OK ? take_row(r, entry, error) : status;
}

/* ---- Lists and FASTA ---- */

static mimicry_status hold_next(struct mimicry0_candidates *r, mimicry_error *error)
{
    return mim_table_rows_line(&r->rows, &r->held, error);
}

static mimicry_status next_of_list(struct mimicry0_candidates *r, size_t count, bool *more,
                                   mimicry_error *error)
{
    struct entry *entry = NULL;
    *more = r->held != NULL;
    if (!*more)
        return MIMICRY_OK;
    mimicry_status status = begin(r, count, &entry, error);
    if (status == MIMICRY_OK)
        status = put_id(r, entry, "", 0, error);
    if (status == MIMICRY_OK)
        status = put_letters(r, r->held, NULL, &entry->peptide, error);
    if (status == MIMICRY_OK)
        status = end(r, entry, NULL, error);
    return status == MIMICRY_OK ? hold_next(r, error) : status;
}

/* The held line is a header. */
static mimicry_status next_of_fasta(struct mimicry0_candidates *r, size_t count, bool *more,
                                    mimicry_error *error)
{
    struct entry *entry = NULL;
    *more = r->held != NULL;
    if (!*more)
        return MIMICRY_OK;
    mimicry_status status = begin(r, count, &entry, error);
    if (status != MIMICRY_OK)
        return status;
    const char *id = r->held + 1 + strspn(r->held + 1, " \t");
    status = put_id(r, entry, id, strcspn(id, " \t"), error);
    if (status == MIMICRY_OK && !put(r, "", 0, &entry->peptide))
        status = mim_fail_memory(error);
    if (status == MIMICRY_OK)
        status = hold_next(r, error);
    while (status == MIMICRY_OK && r->held != NULL && r->held[0] != '>') {
        status = add_letters(r, r->held, NULL, error);
        if (status == MIMICRY_OK)
            status = hold_next(r, error);
    }
    return status == MIMICRY_OK ? end(r, entry, NULL, error) : status;
}

/* ---- Blocks ---- */

static mimicry_status give(struct mimicry0_candidates *r, size_t count,
                           const mimicry0_candidate **out, mimicry_error *error)
{
    mimicry0_candidate *grown = mim_grow(r->out, &r->out_room, count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->out = grown;
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = &r->entries[i];
        r->out[i] = entry->values;
        r->out[i].id = r->bytes + entry->id;
        r->out[i].peptide = r->bytes + entry->peptide;
        r->out[i].wildtype = r->bytes + entry->wildtype;
        r->out[i].gene = r->bytes + entry->gene;
        r->out[i].accession = r->bytes + entry->accession;
    }
    *out = r->out;
    return MIMICRY_OK;
}

mimicry_status mim_candidates_next(struct mimicry0_candidates *r, size_t most,
                                   const mimicry0_candidate **out, size_t *out_count,
                                   mimicry_error *error)
{
    size_t count = 0, empty;
    bool more = true;
    mimicry_status status = MIMICRY_OK;
    *out = NULL;
    *out_count = 0;
    r->used = 0;
    if (!put(r, "", 0, &empty))
        return mim_fail_memory(error);
    while (more && count < most && r->used < MOST_BYTES && status == MIMICRY_OK) {
        status = r->kind == TABLE  ? next_of_table(r, count, &more, error)
                 : r->kind == LIST ? next_of_list(r, count, &more, error)
                                   : next_of_fasta(r, count, &more, error);
        count += status == MIMICRY_OK && more;
    }
    if (status == MIMICRY_OK)
        status = give(r, count, out, error);
    if (status == MIMICRY_OK)
        *out_count = count;
    return status;
}

/* ---- Opening ---- */

static mimicry_status open_table(struct mimicry0_candidates *r, char *line, mimicry_error *error)
{
    mimicry_status status = mim_table_rows_split(&r->rows, line, error);
    if (status != MIMICRY_OK)
        return status;
    /* The header's cells are kept for messages: the line that they point into is the reader's. */
    for (size_t c = 0; c < r->rows.cells.count; c++) {
        const char *cell = r->rows.cells.at[c];
        char **grown = mim_grow(r->header.at, &r->header.capacity, c + 1, sizeof *grown);
        if (grown != NULL)
            r->header.at = grown;
        if (grown == NULL || (grown[c] = strdup(cell)) == NULL)
            return mim_fail_memory(error);
        r->header.count++;
    }
    status = mim_candidate_columns_find(&r->header, mim_source_name(r->source),
                                        r->rows.lines.number, &r->columns, error);
    if (status != MIMICRY_OK)
        return status;
    r->description = mim_candidate_columns_describe(&r->columns, &r->header);
    return r->description != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

/* The first line tells, as it does for lists of peptides. */
static mimicry_status begin_reading(struct mimicry0_candidates *r, mimicry_error *error)
{
    bool is_fasta;
    mimicry_status status = mim_fasta_begins(r->source, &is_fasta, error);
    if (status == MIMICRY_OK)
        status = hold_next(r, error);
    if (status != MIMICRY_OK)
        return status;
    if (r->held == NULL)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->source), 1,
                             "the file is empty, candidates were expected");
    r->kind = LIST;
    if (is_fasta) {
        r->kind = FASTA;
        r->held += strspn(r->held, " \t\v\f");
    } else if (strpbrk(r->held, "\t,") != NULL || mim_candidate_columns_is_header(r->held)) {
        char *line = r->held;
        r->kind = TABLE;
        r->held = NULL;
        status = open_table(r, line, error);
    }
    return status;
}

mimicry_status mim_candidates_open(const char *path, struct mimicry0_candidates **out,
                                   mimicry_error *error)
{
    struct mimicry0_candidates *r = mim_alloc_zeroed(1, sizeof *r);
    *out = NULL;
    if (r == NULL)
        return mim_fail_memory(error);
    mimicry_status status = mim_source_open(path, &r->source, error);
    r->rows.lines.source = r->source;
    if (status == MIMICRY_OK)
        status = begin_reading(r, error);
    if (status != MIMICRY_OK) {
        mim_candidates_close(r);
        return status;
    }
    *out = r;
    return MIMICRY_OK;
}

const char *mim_candidates_columns(const struct mimicry0_candidates *r)
{
    return r->description != NULL ? r->description : "";
}

void mim_candidates_close(struct mimicry0_candidates *r)
{
    if (r == NULL)
        return;
    for (size_t c = 0; c < r->header.count; c++)
        free(r->header.at[c]);
    mim_cells_free(&r->header);
    mim_table_rows_free(&r->rows);
    mim_source_close(r->source);
    free(r->description);
    free(r->bytes);
    free(r->entries);
    free(r->out);
    free(r);
}
