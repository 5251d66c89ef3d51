/* The rows of mimicry shared: segments, or positions of a profile. */
#ifndef SHARED_H
#define SHARED_H

#include "hits.h"

struct shared_printer {
    struct rows rows;
    struct output *out;
    struct hits_queries queries;
    enum rows_format format;
    bool begun;             /* the header line has been written */
    mimicry0_record record; /* the one that was looked up last */
    uint64_t record_number;
    char *letters; /* room for the longest sequence, or window */
    size_t room;
};

/* Writes nothing yet. */
void shared_begin(struct shared_printer *printer, struct output *out,
                  const struct hits_queries *queries, enum rows_format format);

/* Before anything is printed, and when the queries have changed. False if there is no memory. */
bool shared_make_room(struct shared_printer *printer);

/* A mimicry0_segments_fn, and a mimicry0_shared_positions_fn. */
int shared_print_segments(void *printer, const mimicry0_segment *segments, size_t count,
                          size_t stride);
int shared_print_positions(void *printer, const mimicry0_shared_position *positions, size_t count,
                           size_t stride);

/* Candidates, read a block at a time. Zeroed to begin with. */
struct shared_candidates {
    mimicry0_candidates *candidates;
    const char **letters, **ids; /* of a block */
    uint32_t *starts, *ends;     /* of the changes */
};

/* Prints the segments of all of them that overlap their changes. */
mimicry_status shared_print_candidates(struct shared_printer *printer,
                                       struct shared_candidates *reader,
                                       const mimicry0_shared_options *options,
                                       mimicry_error *error);
void shared_candidates_free(struct shared_candidates *reader);

/* `complete`: it ended well, so that there is a header line even without rows. */
void shared_end(struct shared_printer *printer, bool profile, bool complete);

#endif
