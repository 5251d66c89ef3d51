/* Writes an index to its file, maps one, and checks one. */
#include "index/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/byte_order.h"
#include "base/checksum.h"
#include "base/memory.h"
#include "index/layout.h"
#include "index/suffix.h"
#include "index/turn.h"

static mimicry_status write_zeros(struct mim_writer *writer, uint64_t count, mimicry_error *error)
{
    static const uint8_t zeros[MIM_HEADER_SIZE];
    return mim_writer_write(writer, zeros, (size_t)count, error);
}

static uint64_t padding_after(uint64_t size)
{
    return (MIM_ALIGNMENT - size % MIM_ALIGNMENT) % MIM_ALIGNMENT;
}

/* Part by part, each a whole number of items, in the file's order of bytes. */
static mimicry_status write_section(struct mim_writer *writer, enum mim_section which,
                                    unsigned suffix_width, const struct mim_section_view *section,
                                    uint32_t *crc, mimicry_error *error)
{
    uint64_t part[2048];
    const uint8_t *data = section->data;
    mimicry_status status = MIMICRY_OK;
    *crc = mim_crc32(0, NULL, 0);
    for (uint64_t at = 0; at < section->size && status == MIMICRY_OK; at += sizeof part) {
        const uint64_t left = section->size - at;
        const size_t size = left < sizeof part ? (size_t)left : sizeof part;
        memcpy(part, data + at, size);
        mim_turn_section(which, suffix_width, part, size);
        *crc = mim_crc32(*crc, part, size);
        status = mim_writer_write(writer, part, size, error);
    }
    return status;
}

static mimicry_status write_sections(struct mim_writer *writer, const struct mimicry_index *index,
                                     struct mim_file_header *header, mimicry_error *error)
{
    struct mim_section_view sections[MIM_SECTIONS];
    uint64_t offset = MIM_HEADER_SIZE;
    mim_layout_sections(index, sections);
    for (unsigned s = 0; s < MIM_SECTIONS; s++) {
        const size_t size = (size_t)sections[s].size;
        uint32_t crc;
        mimicry_status status = write_section(writer, (enum mim_section)s, index->suffix_width,
                                              &sections[s], &crc, error);
        header->sections[s] = (struct mim_section_entry){s + 1, crc, offset, size};
        if (status == MIMICRY_OK)
            status = write_zeros(writer, padding_after(size), error);
        if (status != MIMICRY_OK)
            return status;
        offset += size + padding_after(size);
    }
    header->file_size = offset;
    return MIMICRY_OK;
}

static mimicry_status write_header(struct mim_writer *writer, struct mim_file_header header,
                                   mimicry_error *error)
{
    uint8_t page[MIM_HEADER_SIZE] = {0};
    _Static_assert(sizeof header + sizeof(uint32_t) <= sizeof page, "the header fits its page");
    mim_turn_header(&header);
    memcpy(page, &header, sizeof header);
    uint32_t crc = mim_crc32(0, page, sizeof page - sizeof crc);
    mim_turn_for_file(&crc, 1, sizeof crc);
    memcpy(page + sizeof page - sizeof crc, &crc, sizeof crc);
    return mim_writer_patch(writer, 0, page, sizeof page, error);
}

mimicry_status mim_index_save(const struct mimicry_index *index, const char *path,
                              mimicry_error *error)
{
    struct mim_writer writer;
    struct mim_file_header header = {
        .byte_order = MIM_BYTE_ORDER,
        .format_major = MIM_FORMAT_MAJOR,
        .format_minor = MIM_FORMAT_MINOR,
        .text_length = index->text_length,
        .records = index->records,
        .n_sources = index->n_sources,
        .suffix_width = index->suffix_width,
        .n_sections = MIM_SECTIONS,
    };
    memcpy(header.magic, mim_magic, sizeof mim_magic);
    memcpy(header.counts, index->counts, sizeof header.counts);
    mimicry_status status = mim_writer_open(&writer, path, error);
    if (status != MIMICRY_OK)
        return status;
    status = write_zeros(&writer, MIM_HEADER_SIZE, error);
    if (status == MIMICRY_OK)
        status = write_sections(&writer, index, &header, error);
    if (status == MIMICRY_OK)
        status = write_header(&writer, header, error);
    if (status == MIMICRY_OK)
        status = mim_writer_commit(&writer, error);
    mim_writer_discard(&writer);
    return status;
}

mimicry_status mim_index_open(const char *path, bool check_bytes, struct mimicry_index **out,
                              mimicry_error *error)
{
    *out = NULL;
    struct mimicry_index *index = mim_alloc_zeroed(1, sizeof *index);
    if (index == NULL)
        return mim_fail_memory(error);
    mimicry_status status = mim_map_open(path, &index->map, error);
    if (status == MIMICRY_OK && check_bytes)
        status = mim_layout_check_bytes(&index->map, path, error);
    if (status == MIMICRY_OK)
        status = mim_layout_read(&index->map, path, index, error);
    if (status == MIMICRY_OK)
        status = mim_index_set_blocks(index, error);
    if (status != MIMICRY_OK) {
        mim_map_close(&index->map);
        free(index);
        return status;
    }
    *out = index;
    return MIMICRY_OK;
}

static mimicry_status check_text(const struct mimicry_index *index, const char *path,
                                 mimicry_error *error)
{
    uint64_t counts[MIM_CODES] = {0};
    for (uint64_t i = 0; i < index->text_length; i++) {
        if (index->text[i] > MIM_SEPARATOR)
            return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the text has what is no residue",
                            path);
        counts[index->text[i]]++;
    }
    if (memcmp(counts, index->counts, sizeof counts) != 0)
        return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the residue counts are wrong", path);
    return MIMICRY_OK;
}

/* Each record ends with a separator, of which the text has so many, and has three names, which
 * fill what is theirs. */
static mimicry_status check_records(const struct mimicry_index *index, const char *path,
                                    mimicry_error *error)
{
    const char *names[3];
    for (uint64_t r = 0; r < index->records; r++) {
        if (index->text[index->starts[r + 1] - 1] != MIM_SEPARATOR ||
            !mim_index_names(index, r, names) ||
            names[2] + strlen(names[2]) + 1 != index->names + index->name_offsets[r + 1])
            return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: record %llu is damaged", path,
                            (unsigned long long)r);
    }
    return MIMICRY_OK;
}

/* The names of the sources follow each other. */
static mimicry_status check_sources(const struct mimicry_index *index, const char *path,
                                    mimicry_error *error)
{
    uint64_t end = 0;
    for (uint64_t i = 0; i < index->n_sources; i++) {
        if (index->sources[i].name != end)
            break;
        end += strlen(index->source_names + end) + 1;
    }
    if (end != index->source_names_size)
        return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the source names are damaged", path);
    return MIMICRY_OK;
}

mimicry_status mim_index_check(const struct mimicry_index *index, const char *path,
                               mimicry_error *error)
{
    mimicry_status status = check_text(index, path, error);
    if (status == MIMICRY_OK)
        status = check_records(index, path, error);
    if (status == MIMICRY_OK)
        status = check_sources(index, path, error);
    return status == MIMICRY_OK ? mim_suffix_check(index, path, error) : status;
}

mimicry_status mim_index_verify(const char *path, mimicry_error *error)
{
    struct mimicry_index *index;
    mimicry_status status = mim_index_open(path, true, &index, error);
    if (status != MIMICRY_OK)
        return status;
    status = mim_index_check(index, path, error);
    mim_index_free(index);
    return status;
}

mimicry_status mim_index_recognise(const char *path, bool *out, mimicry_error *error)
{
    uint8_t start[sizeof mim_magic];
    struct stat about;
    *out = false;
    /* An index is a regular file; what is read from a pipe would be lost to the next reader. */
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
        return MIMICRY_OK;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return mim_fail_system(error, path, "open");
    const ssize_t got = read(descriptor, start, sizeof start);
    if (got < 0) {
        const mimicry_status status = mim_fail_system(error, path, "read");
        close(descriptor);
        return status;
    }
    close(descriptor);
    *out = got == (ssize_t)sizeof start && memcmp(start, mim_magic, sizeof start) == 0;
    return MIMICRY_OK;
}
