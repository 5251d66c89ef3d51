/* What the fuzz targets share. A target takes some bytes, calls the library with them, and aborts
 * where an answer breaks a promise. */
#ifndef MIMICRY_TESTS_FUZZ_H
#define MIMICRY_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mimicry/mimicry.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts with what was promised, unless it is so. */
#define FUZZ_EXPECT(good) fuzz_expect((good), #good, __FILE__, __LINE__)
void fuzz_expect(bool good, const char *what, const char *file, int line);

/* The bytes that are left; numbers of none are 0. */
typedef struct fuzz_bytes {
    const uint8_t *at;
    size_t left;
} fuzz_bytes;
uint64_t fuzz_number(fuzz_bytes *bytes, unsigned width); /* of so many bytes */
uint32_t fuzz_below(fuzz_bytes *bytes, uint32_t bound);  /* of one byte */

/* The path of a file in memory that has these bytes; there is one of each number at a time. */
enum { FUZZ_FILES = 3 };
const char *fuzz_file_of(unsigned number, const void *data, size_t size);
const char *fuzz_file(const void *data, size_t size); /* of number 0 */

/* What is there up to the next byte between files, or to the end, and is then passed. */
enum { FUZZ_BETWEEN = 0x1e };
fuzz_bytes fuzz_part(fuzz_bytes *bytes);

/* The bytes as a string of its own, NUL bytes left out; the caller frees it. */
char *fuzz_string(const uint8_t *data, size_t size);

/* A failure has a whole error and no result, a success has a result. `opt_result` is the address of
 * a pointer, which is set by the time that this is called. */
void fuzz_check(mimicry_status status, const mimicry_error *error, const void *opt_result);

/* Adds the bytes up; `data` is a uint64_t. */
int fuzz_take_text(void *data, const char *bytes, size_t count);

/* Keeps them; `data` is a fuzz_text, zeroed to begin with, whose bytes the caller frees. */
typedef struct fuzz_text {
    char *bytes;
    size_t size, room;
} fuzz_text;
int fuzz_keep_text(void *data, const char *bytes, size_t count);

/* Writes a table as text, in its first batches, and releases it; nothing if it was not made. */
void fuzz_read_table(mimicry_status status, struct ArrowArrayStream *table, int32_t format,
                     const mimicry_error *error);

/* A small proteome, made once. */
extern const char fuzz_fasta[];
const mimicry_index *fuzz_index(void);

#endif
