/* Writes the bytes of an index: to whoever takes them, or to a file of its own. */
#include "index/save.h"

#include <string.h>

#include "base/byte_order.h"
#include "base/checksum.h"
#include "base/file.h"
#include "base/taker.h"
#include "index/layout.h"
#include "index/turn.h"

/* Bytes handed on at once; between two, whoever takes them can stop. They are many since the system
 * keeps a file in memory in pieces as large as it was written in, and searches read it here and
 * there: of a file that was written by 16 KiB they took up to twice as long. */
enum { BLOCK = 1 << 24 };

static mimicry_status hand_on(const struct mim_taker *to, const void *bytes, uint64_t size,
                              mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint64_t at = 0; at < size && status == MIMICRY_OK; at += BLOCK) {
        const size_t count = size - at < BLOCK ? (size_t)(size - at) : BLOCK;
        status = mim_hand_on(to, (const char *)bytes + at, count, error);
    }
    return status;
}

/* Hands bytes on, or, for their checksum, only looks at them. */
static mimicry_status pass_bytes(const struct mim_taker *opt_to, const void *bytes, uint64_t size,
                                 uint32_t *crc, mimicry_error *error)
{
    if (opt_to != NULL)
        return hand_on(opt_to, bytes, size, error);
    *crc = mim_crc32(*crc, bytes, size);
    return MIMICRY_OK;
}

/* A section in the file's order of bytes: where that is not the machine's, part by part, each a
 * whole number of items. */
static mimicry_status pass_section(const struct mim_taker *opt_to, enum mim_section which,
                                   unsigned suffix_width, const struct mim_section_view *section,
                                   uint32_t *crc, mimicry_error *error)
{
    uint64_t part[2048];
    const uint8_t *data = section->data;
    mimicry_status status = MIMICRY_OK;
    *crc = mim_crc32(0, NULL, 0);
    if (!mim_is_big_endian())
        return pass_bytes(opt_to, data, section->size, crc, error);
    for (uint64_t at = 0; at < section->size && status == MIMICRY_OK; at += sizeof part) {
        const uint64_t left = section->size - at;
        const size_t size = left < sizeof part ? (size_t)left : sizeof part;
        memcpy(part, data + at, size);
        mim_turn_section(which, suffix_width, part, size);
        status = pass_bytes(opt_to, part, size, crc, error);
    }
    return status;
}

/* The header comes first, so the checksums are taken before anything is written. */
static void set_sections(struct mim_file_header *header, const struct mim_section_view *sections)
{
    uint64_t offset = MIM_HEADER_SIZE;
    for (unsigned s = 0; s < header->n_sections; s++) {
        const uint64_t size = sections[s].size;
        uint32_t crc;
        pass_section(NULL, (enum mim_section)s, header->suffix_width, &sections[s], &crc, NULL);
        header->sections[s] = (struct mim_section_entry){s + 1, crc, offset, size};
        offset = mim_layout_after(offset + size);
    }
    header->file_size = offset;
}

static mimicry_status write_header(const struct mim_taker *to, struct mim_file_header header,
                                   mimicry_error *error)
{
    uint8_t page[MIM_HEADER_SIZE] = {0};
    _Static_assert(sizeof header + sizeof(uint32_t) <= sizeof page, "the header fits its page");
    mim_turn_header(&header);
    memcpy(page, &header, sizeof header);
    uint32_t crc = mim_crc32(0, page, sizeof page - sizeof crc);
    mim_turn_for_file(&crc, 1, sizeof crc);
    memcpy(page + sizeof page - sizeof crc, &crc, sizeof crc);
    return hand_on(to, page, sizeof page, error);
}

static mimicry_status write_sections(const struct mim_taker *to,
                                     const struct mim_file_header *header,
                                     const struct mim_section_view *sections, mimicry_error *error)
{
    static const uint8_t zeros[MIM_ALIGNMENT];
    mimicry_status status = MIMICRY_OK;
    for (unsigned s = 0; s < header->n_sections && status == MIMICRY_OK; s++) {
        uint32_t crc;
        status =
            pass_section(to, (enum mim_section)s, header->suffix_width, &sections[s], &crc, error);
        if (status == MIMICRY_OK)
            status =
                hand_on(to, zeros, mim_layout_after(sections[s].size) - sections[s].size, error);
    }
    return status;
}

mimicry_status mim_index_write(const struct mimicry_index *index, mimicry_write_fn write,
                               void *data, mimicry_error *error)
{
    const struct mim_taker to = {write, data};
    struct mim_section_view sections[MIM_SECTIONS];
    const uint64_t features = index->n_changes > 0 ? MIM_FEATURE_CHANGES : 0;
    struct mim_file_header header = {
        .features = features,
        .byte_order = MIM_BYTE_ORDER,
        .format_major = MIM_FORMAT_MAJOR,
        .format_minor = MIM_FORMAT_MINOR,
        .text_length = index->text_length,
        .records = index->records,
        .n_sources = index->n_sources,
        .suffix_width = index->suffix_width,
        .n_sections = mim_layout_count(features),
    };
    memcpy(header.magic, mim_magic, sizeof mim_magic);
    memcpy(header.counts, index->counts, sizeof header.counts);
    mim_layout_sections(index, sections);
    set_sections(&header, sections);
    const mimicry_status status = write_header(&to, header, error);
    return status == MIMICRY_OK ? write_sections(&to, &header, sections, error) : status;
}

/* ---- To a file ---- */

struct saving {
    struct mim_writer writer;
    mimicry_error error; /* of what could not be written */
};

static int save_block(void *data, const char *bytes, size_t count)
{
    struct saving *s = data;
    return mim_writer_write(&s->writer, bytes, count, &s->error) != MIMICRY_OK;
}

mimicry_status mim_index_save(const struct mimicry_index *index, const char *path,
                              mimicry_error *error)
{
    struct saving s = {.error = {.size = sizeof s.error}};
    mimicry_status status = mim_writer_open(&s.writer, path, error);
    if (status != MIMICRY_OK)
        return status;
    status = mim_index_write(index, save_block, &s, error);
    if (status != MIMICRY_OK)
        status = mim_fail_as(error, &s.error);
    if (status == MIMICRY_OK)
        status = mim_writer_commit(&s.writer, error);
    mim_writer_discard(&s.writer);
    return status;
}
