/* Index files that anyone may have made: images whose bytes are changed and whose checksums are
 * right again, opened so that every section is memory of its own between guard pages. */
#ifndef MIMICRY_TESTS_HOSTILE_INDEX_H
#define MIMICRY_TESTS_HOSTILE_INDEX_H

#include "guarded.h"
#include "index/layout.h"

/* The bytes of a sound index file. */
struct hostile_image {
    uint8_t *bytes;
    size_t size;
    struct mim_file_header header;
};

/* `with_fifths`: it has the table that only long texts have by themselves. `opt_variants`: a table
 * of a person's variants, whose sections it then has, too. Ends the process where that fails. */
struct hostile_image hostile_image_make(const char *fasta, int32_t suffix_width, bool with_fifths,
                                        const char *opt_variants);
void hostile_image_free(struct hostile_image *image);

/* The width of an entry of a section, where there is one; that of changes is 8. */
unsigned hostile_width(const struct hostile_image *image, unsigned section);

/* The fields of an entry of the section of changes. */
enum { HOSTILE_CHANGE_FIELDS = 6 };
struct hostile_field {
    unsigned at, width;
};
extern const struct hostile_field hostile_change_fields[HOSTILE_CHANGE_FIELDS];

/* Sets all checksums, those of sections that lie in the file first. */
void hostile_repair(uint8_t *bytes, size_t size);
/* That of the header alone, which is all that is looked at when an index is opened. */
void hostile_repair_header(uint8_t *bytes);

/* Memory for images of up to so many bytes; each is used for one index after another. */
struct hostile_memory {
    guarded image;
    guarded sections[MIM_SECTIONS];
};
struct hostile_memory hostile_memory_make(size_t size);
void hostile_memory_free(struct hostile_memory *memory);

/* Opens an image as a file is opened. `at_start`: reading before a section is what is noticed, else
 * reading behind it. */
mimicry_status hostile_open(const struct hostile_memory *memory, const uint8_t *bytes, size_t size,
                            bool at_start, struct mimicry_index **out, mimicry_error *error);

/* Whether the index passes what verify checks. */
mimicry_status hostile_verify(const struct hostile_memory *memory, size_t size,
                              const struct mimicry_index *index, mimicry_error *error);

void hostile_close(struct mimicry_index *index);

#endif
