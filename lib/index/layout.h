/* The bytes of an index file; docs/index-format.md is the normative description. */
#ifndef MIM_INDEX_LAYOUT_H
#define MIM_INDEX_LAYOUT_H

#include "index/index.h"

enum { MIM_HEADER_SIZE = 4096, MIM_ALIGNMENT = 64, MIM_FORMAT_MAJOR = 1, MIM_FORMAT_MINOR = 0 };

enum { MIM_FEATURE_CHANGES = 1 }; /* the last two sections are there */

/* Where in the file a section begins that follows what ends at `end`. */
static inline uint64_t mim_layout_after(uint64_t end)
{
    return (end + MIM_ALIGNMENT - 1) / MIM_ALIGNMENT * MIM_ALIGNMENT;
}

enum mim_section {
    MIM_SECTION_TEXT,
    MIM_SECTION_STARTS,
    MIM_SECTION_NAME_OFFSETS,
    MIM_SECTION_NAMES,
    MIM_SECTION_TAXA,
    MIM_SECTION_SUFFIXES,
    MIM_SECTION_PREFIXES,
    MIM_SECTION_FIFTHS,
    MIM_SECTION_SOURCES,
    MIM_SECTION_SOURCE_NAMES,
    MIM_SECTION_CHANGES,
    MIM_SECTION_CHANGE_NAMES,
    MIM_SECTIONS
};

struct mim_section_entry {
    uint32_t id; /* enum mim_section, + 1 */
    uint32_t crc32;
    uint64_t offset; /* in the file, a multiple of MIM_ALIGNMENT */
    uint64_t size;   /* bytes */
};

/* At offset 0 of the file, with the lowest byte of numbers first. Zeros follow up to the last 4
 * bytes of MIM_HEADER_SIZE, which are the CRC-32 of all header bytes before them. */
struct mim_file_header {
    uint8_t magic[8];
    uint32_t byte_order; /* MIM_BYTE_ORDER */
    uint16_t format_major;
    uint16_t format_minor;
    uint64_t features; /* MIM_FEATURE_..., which a reader has to know */
    uint64_t file_size;
    uint64_t text_length;
    uint64_t records;
    uint64_t n_sources;
    uint32_t suffix_width;
    uint32_t n_sections;
    uint64_t counts[MIM_CODES];
    struct mim_section_entry sections[MIM_SECTIONS];
};

extern const uint8_t mim_magic[8];
static const uint32_t MIM_BYTE_ORDER = 0x01020304;

/* How many sections a file of these features has. */
static inline unsigned mim_layout_count(uint64_t features)
{
    return (features & MIM_FEATURE_CHANGES) != 0 ? MIM_SECTIONS : MIM_SECTION_CHANGES;
}

/* Where each section of an index lies in memory, and its size. */
struct mim_section_view {
    const void *data;
    uint64_t size;
};
void mim_layout_sections(const struct mimicry_index *index,
                         struct mim_section_view out[MIM_SECTIONS]);

/* Checks the header of a whole index file in memory: that it is one, of this format, complete, and
 * that every section is inside it and of the size that the numbers ask for. Then points `index` at
 * its sections, and checks the text's end, the record starts and name offsets. `name` is for
 * messages. On a big-endian machine the numbers in the sections are turned where they are, in
 * memory. */
mimicry_status mim_layout_read(const struct mim_map *file, const char *name,
                               struct mimicry_index *index, mimicry_error *error);

/* Checks every byte that mim_layout_read does not look at: the zeros of the header, the sections'
 * checksums, and that nothing but zeros lies between them, and no more of these than align them. It
 * has to come first, since the checksums are those of the file's bytes. */
mimicry_status mim_layout_check_bytes(const struct mim_map *file, const char *name,
                                      mimicry_error *error);

#endif
