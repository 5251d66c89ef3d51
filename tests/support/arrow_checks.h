/* A strict reader of Arrow C streams: every rule of the specification that a table has to keep. */
#ifndef MIMICRY_TESTS_ARROW_CHECKS_H
#define MIMICRY_TESTS_ARROW_CHECKS_H

#include <mimicry/mimicry.h>

#include "support.h"

/* Formats, flags, names, metadata: each field has a description. */
void check_arrow_schema(const struct ArrowSchema *schema);

/* Layouts, alignment, offsets, bitmaps and null counts, UTF-8. */
void check_arrow_batch(const struct ArrowSchema *schema, const struct ArrowArray *batch);

/* Reads a whole table, and everything that a consumer may do on the way: structs that are not
 * zeroed, moves, columns moved out, batches and schemas that outlive the stream, the end asked for
 * again. The stream is released. Returns the number of rows. */
uint64_t check_arrow_stream(struct ArrowArrayStream *stream);

/* The same table as text in a format; the caller frees it with text_free. */
test_text arrow_text(struct ArrowArrayStream *stream, int32_t format);

/* The value of a key of a field's metadata, NULL if it has none; not terminated. */
const char *arrow_metadata(const struct ArrowSchema *field, const char *key, int32_t *out_length);

#endif
