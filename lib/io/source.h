/* The bytes of an input file, unpacked when it is gzip. */
#ifndef MIM_IO_SOURCE_H
#define MIM_IO_SOURCE_H

#include "base/error.h"

struct mim_source;

/* Opens a file, or standard input for "-". A file of a form that is not read is a FORMAT error that
 * says what it is and what to do (io/form.h). */
mimicry_status mim_source_open(const char *path, struct mim_source **out, mimicry_error *error);
/* The same for bytes in memory, which outlive the source. */
mimicry_status mim_source_from_memory(const char *name, const void *data, size_t size,
                                      struct mim_source **out, mimicry_error *error);
void mim_source_close(struct mim_source *source);

/* The next bytes, valid until the next call; `*size` is 0 at the end. A byte-order mark at the
 * start is left out. `line` is where the reader of the bytes stands, for the message of a failure.
 */
mimicry_status mim_source_read(struct mim_source *source, uint64_t line, const uint8_t **data,
                               size_t *size, mimicry_error *error);

/* Hands the bytes of the last read, or a tail of them, out again at the next one. */
void mim_source_unread(struct mim_source *source, const uint8_t *data, size_t size);

/* The path, or "standard input", for messages. */
const char *mim_source_name(const struct mim_source *source);

/* Of the bytes as they came from the file; complete once the end has been read. */
uint64_t mim_source_size(const struct mim_source *source);
uint32_t mim_source_crc(const struct mim_source *source);

#endif
