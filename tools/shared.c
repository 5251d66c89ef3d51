/* Prints what sequences share with the proteome. */
#include "shared.h"

#include <stdlib.h>
#include <string.h>

static const char *const segment_columns[] = {"query_id",    "segment",   "length",
                                              "query_start", "query_end", "accession",
                                              "gene",        "start",     "end"};
static const char *const position_columns[] = {
    "query_id", "position",   "residue",           "longest",      "covering",
    "window",   "mismatches", "nearest",           "accession",    "gene",
    "start",    "end",        "longest_accession", "longest_gene", "longest_start"};

bool shared_begin(struct shared_printer *p, struct output *out, const struct hits_queries *queries,
                  enum rows_format format)
{
    size_t longest = MIMICRY_MAX_PEPTIDE;
    *p = (struct shared_printer){
        .out = out, .queries = queries, .format = format, .record_number = UINT64_MAX};
    for (size_t i = 0; i < queries->count; i++) {
        const size_t length = strlen(queries->letters[i]);
        longest = length > longest ? length : longest;
    }
    p->letters = malloc(longest + 1);
    return p->letters != NULL;
}

static void begin_rows(struct shared_printer *p, bool profile)
{
    if (!p->begun && profile)
        rows_begin(&p->rows, p->out->stream, p->format, position_columns,
                   sizeof position_columns / sizeof *position_columns);
    else if (!p->begun)
        rows_begin(&p->rows, p->out->stream, p->format, segment_columns,
                   sizeof segment_columns / sizeof *segment_columns);
    p->begun = true;
}

static void put_letters(struct shared_printer *p, uint64_t query, uint64_t start, uint64_t length)
{
    memcpy(p->letters, p->queries->letters[query] + start, length);
    p->letters[length] = '\0';
    rows_text(&p->rows, p->letters);
}

static bool look_up_record(struct shared_printer *p, uint64_t number)
{
    if (p->record_number == number)
        return true;
    p->record = (mimicry_record){.struct_size = sizeof p->record};
    p->record_number = number;
    return mimicry_index_get_record(p->queries->index, number, &p->record, NULL) == MIMICRY_OK;
}

static bool put_segment(struct shared_printer *p, const mimicry_segment *s)
{
    if (!look_up_record(p, s->record))
        return false;
    hits_put_id(&p->rows, p->queries, s->query);
    put_letters(p, s->query, s->query_start, s->length);
    rows_integer(&p->rows, s->length);
    rows_integer(&p->rows, s->query_start + 1);
    rows_integer(&p->rows, s->query_start + s->length);
    rows_text(&p->rows, p->record.accession);
    rows_text(&p->rows, p->record.gene);
    rows_integer(&p->rows, s->start + 1);
    rows_integer(&p->rows, s->start + s->length);
    rows_end(&p->rows);
    return true;
}

int shared_print_segments(void *data, const mimicry_segment *segments, size_t count, size_t stride)
{
    struct shared_printer *p = data;
    const char *at = (const char *)segments;
    begin_rows(p, false);
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry_segment segment;
        memcpy(&segment, at, sizeof segment);
        if (!put_segment(p, &segment))
            return 1;
    }
    return was_interrupted() || !output_good(p->out);
}

static void put_absent(struct shared_printer *p, unsigned cells)
{
    for (unsigned i = 0; i < cells; i++)
        rows_text(&p->rows, "");
}

static bool put_nearest(struct shared_printer *p, const mimicry_shared_position *at)
{
    if (at->window == 0) {
        put_absent(p, 7);
        return true;
    }
    if (!look_up_record(p, at->nearest_record))
        return false;
    put_letters(p, at->query, at->position, at->window);
    rows_integer(&p->rows, at->mismatches);
    mimicry_index_get_residues(p->queries->index, at->nearest_record, at->nearest_start, at->window,
                               p->letters);
    rows_text(&p->rows, p->letters);
    rows_text(&p->rows, p->record.accession);
    rows_text(&p->rows, p->record.gene);
    rows_integer(&p->rows, at->nearest_start + 1);
    rows_integer(&p->rows, at->nearest_start + at->window);
    return true;
}

static bool put_position(struct shared_printer *p, const mimicry_shared_position *at)
{
    hits_put_id(&p->rows, p->queries, at->query);
    rows_integer(&p->rows, at->position + 1);
    put_letters(p, at->query, at->position, 1);
    rows_integer(&p->rows, at->longest);
    rows_integer(&p->rows, at->covering);
    if (!put_nearest(p, at))
        return false;
    if (at->longest == 0) {
        put_absent(p, 3);
    } else {
        if (!look_up_record(p, at->shared_record))
            return false;
        rows_text(&p->rows, p->record.accession);
        rows_text(&p->rows, p->record.gene);
        rows_integer(&p->rows, at->shared_start + 1);
    }
    rows_end(&p->rows);
    return true;
}

int shared_print_positions(void *data, const mimicry_shared_position *positions, size_t count,
                           size_t stride)
{
    struct shared_printer *p = data;
    const char *at = (const char *)positions;
    begin_rows(p, true);
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry_shared_position position;
        memcpy(&position, at, sizeof position);
        if (!put_position(p, &position))
            return 1;
    }
    return was_interrupted() || !output_good(p->out);
}

void shared_end(struct shared_printer *p, bool profile, bool complete)
{
    if (complete)
        begin_rows(p, profile);
    free(p->letters);
    p->letters = NULL;
}
