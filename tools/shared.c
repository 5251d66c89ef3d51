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

void shared_begin(struct shared_printer *p, struct output *out, const struct hits_queries *queries,
                  enum rows_format format)
{
    *p = (struct shared_printer){
        .out = out, .queries = *queries, .format = format, .record_number = UINT64_MAX};
}

bool shared_make_room(struct shared_printer *p)
{
    size_t longest = MIMICRY_MAX_PEPTIDE;
    for (size_t i = 0; i < p->queries.count; i++) {
        const size_t length = strlen(p->queries.letters[i]);
        longest = length > longest ? length : longest;
    }
    if (longest < p->room)
        return true;
    free(p->letters);
    p->letters = malloc(longest + 1);
    p->room = p->letters == NULL ? 0 : longest + 1;
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
    memcpy(p->letters, p->queries.letters[query] + start, length);
    p->letters[length] = '\0';
    rows_text(&p->rows, p->letters);
}

static bool look_up_record(struct shared_printer *p, uint64_t number)
{
    if (p->record_number == number)
        return true;
    p->record = (mimicry0_record){.size = sizeof p->record};
    p->record_number = number;
    return mimicry0_index_get_record(p->queries.index, number, &p->record, NULL) == MIMICRY_OK;
}

static bool put_segment(struct shared_printer *p, const mimicry0_segment *s)
{
    if (!look_up_record(p, s->record))
        return false;
    hits_put_id(&p->rows, &p->queries, s->query);
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

int shared_print_segments(void *data, const mimicry0_segment *segments, size_t count, size_t stride)
{
    struct shared_printer *p = data;
    const char *at = (const char *)segments;
    begin_rows(p, false);
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry0_segment segment;
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

static bool put_nearest(struct shared_printer *p, const mimicry0_shared_position *at)
{
    if (at->window == 0) {
        put_absent(p, 7);
        return true;
    }
    if (!look_up_record(p, at->nearest_record))
        return false;
    put_letters(p, at->query, at->position, at->window);
    rows_integer(&p->rows, at->mismatches);
    mimicry0_index_get_residues(p->queries.index, at->nearest_record, at->nearest_start, at->window,
                                p->letters);
    rows_text(&p->rows, p->letters);
    rows_text(&p->rows, p->record.accession);
    rows_text(&p->rows, p->record.gene);
    rows_integer(&p->rows, at->nearest_start + 1);
    rows_integer(&p->rows, at->nearest_start + at->window);
    return true;
}

static bool put_position(struct shared_printer *p, const mimicry0_shared_position *at)
{
    hits_put_id(&p->rows, &p->queries, at->query);
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

int shared_print_positions(void *data, const mimicry0_shared_position *positions, size_t count,
                           size_t stride)
{
    struct shared_printer *p = data;
    const char *at = (const char *)positions;
    begin_rows(p, true);
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry0_shared_position position;
        memcpy(&position, at, sizeof position);
        if (!put_position(p, &position))
            return 1;
    }
    return was_interrupted() || !output_good(p->out);
}

/* ---- Candidates ---- */

static mimicry_status no_memory(mimicry_error *error)
{
    strcpy(error->message, "not enough memory");
    return MIMICRY_E_MEMORY;
}

/* Strings of the block, and its changes. */
static void take_block(struct shared_candidates *r, const mimicry0_candidate *block, size_t count,
                       size_t stride)
{
    const char *at = (const char *)block;
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry0_candidate candidate;
        memcpy(&candidate, at, sizeof candidate);
        r->letters[i] = candidate.peptide;
        r->ids[i] = candidate.id;
        r->starts[i] = candidate.change_start;
        r->ends[i] = candidate.change_end;
    }
}

mimicry_status shared_print_candidates(struct shared_printer *p, struct shared_candidates *r,
                                       const mimicry0_shared_options *options, mimicry_error *error)
{
    enum { BLOCK = 4096 };
    mimicry0_shared_options changed = *options;
    mimicry_status status = MIMICRY_OK;
    size_t count = 1;
    r->letters = malloc(BLOCK * sizeof *r->letters);
    r->ids = malloc(BLOCK * sizeof *r->ids);
    r->starts = malloc(BLOCK * sizeof *r->starts);
    r->ends = malloc(BLOCK * sizeof *r->ends);
    if (r->letters == NULL || r->ids == NULL || r->starts == NULL || r->ends == NULL)
        return no_memory(error);
    changed.change_starts = r->starts;
    changed.change_ends = r->ends;
    while (status == MIMICRY_OK && count > 0) {
        const mimicry0_candidate *block;
        size_t stride;
        status = mimicry0_candidates_next(r->candidates, BLOCK, &block, &count, &stride, error);
        if (status != MIMICRY_OK || count == 0)
            break;
        take_block(r, block, count, stride);
        p->queries.letters = r->letters;
        p->queries.ids = r->ids;
        p->queries.count = count;
        status = shared_make_room(p) ? mimicry0_shared(p->queries.index, r->letters, count,
                                                       &changed, shared_print_segments, p, error)
                                     : no_memory(error);
    }
    return status;
}

void shared_candidates_free(struct shared_candidates *r)
{
    mimicry0_candidates_close(r->candidates);
    free(r->letters);
    free(r->ids);
    free(r->starts);
    free(r->ends);
}

void shared_end(struct shared_printer *p, bool profile, bool complete)
{
    if (complete)
        begin_rows(p, profile);
    free(p->letters);
    p->letters = NULL;
}
