/* A FASTA parser that takes its input in blocks of any size, so that no line needs to fit in
 * memory; only headers are kept whole, and their length is bounded. */
#include "io/fasta.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/alphabet.h"

enum { LONGEST_HEADER = 1 << 20, CODES = 1 << 14 };

struct fasta_parser {
    struct mim_source *source;
    const struct mim_fasta_reader *reader;
    uint64_t line;     /* 1-based */
    uint64_t column;   /* bytes of this line already read */
    bool after_return; /* the last byte was CR: a LF that follows belongs to it */
    bool in_header;
    bool any_record;
    char *header;
    size_t header_length, header_capacity;
    size_t n_codes;
    uint8_t codes[CODES];
};

static mimicry_status flush_codes(struct fasta_parser *p, mimicry_error *error)
{
    if (p->n_codes == 0)
        return MIMICRY_OK;
    const size_t count = p->n_codes;
    p->n_codes = 0;
    return p->reader->residues(p->reader->data, p->codes, count, error);
}

static mimicry_status bad_byte(const struct fasta_parser *p, uint8_t byte, mimicry_error *error)
{
    char what[24];
    mim_describe_byte(byte, what);
    if (!p->any_record)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(p->source), p->line,
                             "%s where a FASTA header, a line that begins with '>', was expected",
                             what);
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(p->source), p->line,
                         "column %llu: %s is no residue", (unsigned long long)p->column + 1, what);
}

static mimicry_status add_to_header(struct fasta_parser *p, const uint8_t *data, size_t size,
                                    mimicry_error *error)
{
    if (size > LONGEST_HEADER - p->header_length)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(p->source), p->line,
                             "a header of more than %d bytes", (int)LONGEST_HEADER);
    char *grown = mim_grow(p->header, &p->header_capacity, p->header_length + size, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    p->header = grown;
    memcpy(p->header + p->header_length, data, size);
    p->header_length += size;
    const uint8_t *nul = memchr(data, 0, size);
    if (nul != NULL)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(p->source), p->line,
                             "a NUL byte in a header");
    return MIMICRY_OK;
}

static mimicry_status end_header(struct fasta_parser *p, mimicry_error *error)
{
    p->in_header = false;
    return p->reader->header(p->reader->data, p->header, p->header_length, p->line, error);
}

static mimicry_status line_end(struct fasta_parser *p, uint8_t byte, mimicry_error *error)
{
    const bool second_of_two = byte == '\n' && p->after_return;
    p->after_return = byte == '\r';
    p->column = 0;
    if (second_of_two)
        return MIMICRY_OK;
    const mimicry_status status = p->in_header ? end_header(p, error) : MIMICRY_OK;
    p->line++;
    return status;
}

static mimicry_status begin_header(struct fasta_parser *p, mimicry_error *error)
{
    p->in_header = true;
    p->any_record = true;
    p->header_length = 0;
    p->column = 1;
    p->after_return = false;
    p->header = mim_grow(p->header, &p->header_capacity, 1, 1); /* so that it is never NULL */
    if (p->header == NULL)
        return mim_fail_memory(error);
    return flush_codes(p, error);
}

/* Takes the bytes of a header up to its line's end; `*used` of them. */
static mimicry_status take_header(struct fasta_parser *p, const uint8_t *data, size_t size,
                                  size_t *used, mimicry_error *error)
{
    size_t n = 0;
    while (n < size && data[n] != '\n' && data[n] != '\r')
        n++;
    *used = n;
    return add_to_header(p, data, n, error);
}

/* Takes residues and blanks up to the end of the line; `*used` bytes. */
static mimicry_status take_residues(struct fasta_parser *p, const uint8_t *data, size_t size,
                                    size_t *used, mimicry_error *error)
{
    size_t n = 0;
    p->after_return = false;
    for (; n < size && data[n] != '\n' && data[n] != '\r'; n++, p->column++) {
        const uint8_t code = mim_code_of[data[n]];
        if (code == MIM_BLANK)
            continue;
        if (code == MIM_INVALID || !p->any_record)
            return bad_byte(p, data[n], error);
        p->codes[p->n_codes++] = code;
        if (p->n_codes == CODES) {
            const mimicry_status status = flush_codes(p, error);
            if (status != MIMICRY_OK)
                return status;
        }
    }
    *used = n;
    return MIMICRY_OK;
}

static mimicry_status take_block(struct fasta_parser *p, const uint8_t *data, size_t size,
                                 mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    size_t at = 0;
    while (at < size && status == MIMICRY_OK) {
        const uint8_t byte = data[at];
        size_t used = 1;
        if (byte == '\n' || byte == '\r')
            status = line_end(p, byte, error);
        else if (p->in_header)
            status = take_header(p, data + at, size - at, &used, error);
        else if (byte == '>' && p->column == 0)
            status = begin_header(p, error);
        else
            status = take_residues(p, data + at, size - at, &used, error);
        at += used;
    }
    return status;
}

static mimicry_status finish(struct fasta_parser *p, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (p->in_header)
        status = end_header(p, error);
    if (status == MIMICRY_OK)
        status = flush_codes(p, error);
    if (status == MIMICRY_OK && !p->any_record)
        status = mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(p->source), p->line,
                               "the file is empty, FASTA records were expected");
    return status;
}

mimicry_status mim_fasta_read(struct mim_source *source, const struct mim_fasta_reader *reader,
                              mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    struct fasta_parser *p = mim_alloc_zeroed(1, sizeof *p);
    if (p == NULL)
        return mim_fail_memory(error);
    p->source = source;
    p->reader = reader;
    p->line = 1;
    for (;;) {
        const uint8_t *data;
        size_t size;
        status = mim_source_read(source, p->line, &data, &size, error);
        if (status != MIMICRY_OK || size == 0)
            break;
        status = take_block(p, data, size, error);
        if (status != MIMICRY_OK)
            break;
    }
    if (status == MIMICRY_OK)
        status = finish(p, error);
    free(p->header);
    free(p);
    return status;
}

mimicry_status mim_fasta_begins(struct mim_source *source, bool *out, mimicry_error *error)
{
    const uint8_t *data;
    size_t size;
    const mimicry_status status = mim_source_read(source, 1, &data, &size, error);
    if (status != MIMICRY_OK)
        return status;
    size_t first = 0;
    while (first < size && mim_code_of[data[first]] == MIM_BLANK)
        first++;
    *out = first < size && data[first] == '>';
    mim_source_unread(source, data, size);
    return MIMICRY_OK;
}
