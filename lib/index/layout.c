/* Interprets the bytes of an index file: the only file that does, and it does no I/O. */
#include "index/layout.h"

#include <string.h>

#include "base/byte_order.h"
#include "base/checksum.h"
#include "index/suffix.h"
#include "index/turn.h"

const uint8_t mim_magic[8] = {0x89, 'M', 'I', 'M', '\r', '\n', 0x1a, '\n'};

void mim_layout_sections(const struct mimicry_index *index,
                         struct mim_section_view out[MIM_SECTIONS])
{
    const uint64_t n = index->records, w = index->suffix_width;
    out[MIM_SECTION_TEXT] =
        (struct mim_section_view){index->text, index->text_length + MIM_TEXT_PAD};
    out[MIM_SECTION_STARTS] = (struct mim_section_view){index->starts, (n + 1) * 8};
    out[MIM_SECTION_NAME_OFFSETS] = (struct mim_section_view){index->name_offsets, (n + 1) * 8};
    out[MIM_SECTION_NAMES] = (struct mim_section_view){index->names, index->names_size};
    out[MIM_SECTION_TAXA] = (struct mim_section_view){index->taxa, n * 4};
    out[MIM_SECTION_SUFFIXES] = (struct mim_section_view){index->suffixes, index->text_length * w};
    out[MIM_SECTION_PREFIXES] =
        (struct mim_section_view){index->prefixes, (MIM_PREFIX_KEYS + 1) * w};
    out[MIM_SECTION_FIFTHS] = (struct mim_section_view){
        index->fifths, index->fifths == NULL ? 0 : MIM_FIFTHS * sizeof *index->fifths};
    out[MIM_SECTION_SOURCES] = (struct mim_section_view){
        index->sources, index->n_sources * sizeof(struct mim_source_entry)};
    out[MIM_SECTION_SOURCE_NAMES] =
        (struct mim_section_view){index->source_names, index->source_names_size};
    out[MIM_SECTION_CHANGES] = (struct mim_section_view){
        index->changes, index->n_changes * sizeof(struct mim_index_change)};
    out[MIM_SECTION_CHANGE_NAMES] =
        (struct mim_section_view){index->change_names, index->change_names_size};
}

static mimicry_status corrupt(mimicry_error *error, const char *name, const char *what)
{
    return mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: damaged index: %s", name, what);
}

static mimicry_status check_format(const struct mim_map *file, const struct mim_file_header *header,
                                   const char *name, mimicry_error *error)
{
    uint32_t crc;
    if (memcmp(header->magic, mim_magic, sizeof mim_magic) != 0)
        return mim_fail(error, MIMICRY_E_FORMAT, "%.300s: not a mimicry index", name);
    if (header->byte_order != MIM_BYTE_ORDER)
        return corrupt(error, name, "its byte order is not that of index files");
    if (header->format_major != MIM_FORMAT_MAJOR ||
        (header->features & ~(uint64_t)MIM_FEATURE_CHANGES) != 0)
        return mim_fail(error, MIMICRY_E_VERSION,
                        "%.300s: an index of format %u.%u, this library reads %d.x: build it again",
                        name, header->format_major, header->format_minor, MIM_FORMAT_MAJOR);
    memcpy(&crc, file->data + MIM_HEADER_SIZE - sizeof crc, sizeof crc);
    mim_turn_for_file(&crc, 1, sizeof crc);
    if (crc != mim_crc32(0, file->data, MIM_HEADER_SIZE - sizeof crc))
        return corrupt(error, name, "the header does not match its checksum");
    if (header->file_size != file->size)
        return corrupt(error, name, "the file is not as long as its header says: truncated?");
    return MIMICRY_OK;
}

static mimicry_status check_numbers(const struct mim_file_header *header, const char *name,
                                    mimicry_error *error)
{
    /* Each is below the file's size, so that no product with an item size can overflow. */
    if (header->text_length >= header->file_size || header->records >= header->file_size ||
        header->n_sources >= header->file_size || header->file_size > (uint64_t)1 << 56)
        return corrupt(error, name, "a count is larger than the file");
    if (header->suffix_width != 4 && header->suffix_width != 8)
        return corrupt(error, name, "the suffix array's width is neither 4 nor 8");
    if (header->records == 0 || header->text_length < header->records)
        return corrupt(error, name, "fewer residues than records");
    if (header->n_sections != mim_layout_count(header->features))
        return corrupt(error, name, "a section is missing");
    return MIMICRY_OK;
}

/* What is computed from the counts divides by their sum. */
static mimicry_status check_counts(const struct mim_file_header *header, const char *name,
                                   mimicry_error *error)
{
    uint64_t sum = 0;
    for (unsigned code = 0; code < MIM_CODES; code++) {
        if (header->counts[code] > header->text_length - sum)
            return corrupt(error, name, "the residue counts are more than the text");
        sum += header->counts[code];
    }
    if (sum != header->text_length || header->counts[MIM_SEPARATOR] != header->records)
        return corrupt(error, name, "the residue counts are not those of so many records");
    return MIMICRY_OK;
}

/* Points at a section, once it is known to lie inside the file. */
static mimicry_status locate(const struct mim_map *file, const struct mim_file_header *header,
                             enum mim_section which, const char *name, struct mim_section_view *out,
                             mimicry_error *error)
{
    const struct mim_section_entry *entry = &header->sections[which];
    if (entry->id != (uint32_t)which + 1)
        return corrupt(error, name, "the sections are not in order");
    if (entry->offset % MIM_ALIGNMENT != 0 || entry->offset < MIM_HEADER_SIZE ||
        entry->offset > file->size || entry->size > file->size - entry->offset)
        return corrupt(error, name, "a section lies outside the file");
    if (which > 0) {
        const struct mim_section_entry *before = &header->sections[which - 1];
        if (entry->offset < before->offset + before->size)
            return corrupt(error, name, "two sections overlap");
    }
    *out = (struct mim_section_view){file->data + entry->offset, entry->size};
    return MIMICRY_OK;
}

static void point(const struct mim_file_header *header,
                  const struct mim_section_view at[MIM_SECTIONS], struct mimicry_index *index)
{
    index->text = at[MIM_SECTION_TEXT].data;
    index->text_length = header->text_length;
    index->starts = at[MIM_SECTION_STARTS].data;
    index->records = header->records;
    index->name_offsets = at[MIM_SECTION_NAME_OFFSETS].data;
    index->names = at[MIM_SECTION_NAMES].data;
    index->names_size = at[MIM_SECTION_NAMES].size;
    index->taxa = at[MIM_SECTION_TAXA].data;
    index->suffixes = at[MIM_SECTION_SUFFIXES].data;
    index->prefixes = at[MIM_SECTION_PREFIXES].data;
    index->fifths = at[MIM_SECTION_FIFTHS].size > 0 ? at[MIM_SECTION_FIFTHS].data : NULL;
    index->suffix_width = header->suffix_width;
    index->sources = at[MIM_SECTION_SOURCES].data;
    index->n_sources = header->n_sources;
    index->source_names = at[MIM_SECTION_SOURCE_NAMES].data;
    index->source_names_size = at[MIM_SECTION_SOURCE_NAMES].size;
    index->changes = at[MIM_SECTION_CHANGES].data;
    index->n_changes = at[MIM_SECTION_CHANGES].size / sizeof(struct mim_index_change);
    index->change_names = at[MIM_SECTION_CHANGE_NAMES].data;
    index->change_names_size = at[MIM_SECTION_CHANGE_NAMES].size;
    memcpy(index->counts, header->counts, sizeof index->counts);
}

/* Whatever follows the residues of a text meets these separators before the text's end. */
static mimicry_status check_padding(const struct mimicry_index *index, const char *name,
                                    mimicry_error *error)
{
    const uint8_t *last = index->text + index->text_length - 1;
    for (uint64_t i = 0; i <= MIM_TEXT_PAD; i++) {
        if (last[i] != MIM_SEPARATOR)
            return corrupt(error, name, "the text does not end");
    }
    return MIMICRY_OK;
}

/* The searches rely on these: every start and offset lies inside its array. */
static mimicry_status check_records(const struct mimicry_index *index, const char *name,
                                    mimicry_error *error)
{
    if (index->starts[0] != 0 || index->starts[index->records] != index->text_length)
        return corrupt(error, name, "the records do not cover the text");
    if (index->name_offsets[0] != 0 || index->name_offsets[index->records] != index->names_size)
        return corrupt(error, name, "the names do not cover their section");
    for (uint64_t r = 0; r < index->records; r++) {
        if (index->starts[r] >= index->starts[r + 1])
            return corrupt(error, name, "the records are not in order");
        if (index->name_offsets[r] > index->name_offsets[r + 1])
            return corrupt(error, name, "the names are not in order");
    }
    return MIMICRY_OK;
}

static mimicry_status check_sources(const struct mimicry_index *index, const char *name,
                                    mimicry_error *error)
{
    const uint64_t size = index->source_names_size;
    if (index->n_sources > 0 && (size == 0 || index->source_names[size - 1] != '\0'))
        return corrupt(error, name, "the source names do not end");
    for (uint64_t i = 0; i < index->n_sources; i++) {
        if (index->sources[i].name >= size)
            return corrupt(error, name, "a source name lies outside its section");
    }
    return MIMICRY_OK;
}

static bool in_order(const struct mim_index_change *a, const struct mim_index_change *b)
{
    if (a->record != b->record)
        return a->record < b->record;
    if (a->group != b->group)
        return a->group < b->group;
    return a->name != b->name ? a->name < b->name : a->from <= b->from;
}

static mimicry_status check_changes(const struct mimicry_index *index, const char *name,
                                    mimicry_error *error)
{
    const uint64_t size = index->change_names_size;
    if (index->n_changes > 0 && (size == 0 || index->change_names[size - 1] != '\0'))
        return corrupt(error, name, "the names of changes do not end");
    for (uint64_t i = 0; i < index->n_changes; i++) {
        const struct mim_index_change *c = &index->changes[i];
        if (c->record >= index->records || c->name >= size || c->shifts > 1)
            return corrupt(error, name, "a change lies outside its section");
        if (c->from > index->starts[c->record + 1] - index->starts[c->record] - 1 ||
            c->to > index->starts[c->record + 1] - index->starts[c->record] - 1)
            return corrupt(error, name, "a change lies outside its record");
        if (i > 0 && !in_order(c - 1, c))
            return corrupt(error, name, "the changes are not in order");
    }
    return MIMICRY_OK;
}

/* The header, once it is known to be one, and where the sections are that it tells of. */
static mimicry_status read_header(const struct mim_map *file, const char *name,
                                  struct mim_file_header *header,
                                  struct mim_section_view found[MIM_SECTIONS], mimicry_error *error)
{
    if (file->size < sizeof mim_magic || memcmp(file->data, mim_magic, sizeof mim_magic) != 0)
        return mim_fail(error, MIMICRY_E_FORMAT, "%.300s: not a mimicry index", name);
    if (file->size < MIM_HEADER_SIZE)
        return corrupt(error, name, "the file ends inside its header");
    memcpy(header, file->data, sizeof *header);
    mim_turn_header(header);
    mimicry_status status = check_format(file, header, name, error);
    if (status == MIMICRY_OK)
        status = check_numbers(header, name, error);
    if (status == MIMICRY_OK)
        status = check_counts(header, name, error);
    for (unsigned s = 0; s < MIM_SECTIONS; s++)
        found[s] = (struct mim_section_view){NULL, 0};
    const unsigned count = mim_layout_count(header->features);
    for (unsigned s = 0; s < count && status == MIMICRY_OK; s++)
        status = locate(file, header, (enum mim_section)s, name, &found[s], error);
    return status;
}

mimicry_status mim_layout_read(const struct mim_map *file, const char *name,
                               struct mimicry_index *index, mimicry_error *error)
{
    struct mim_file_header header;
    struct mim_section_view found[MIM_SECTIONS], expected[MIM_SECTIONS];
    mimicry_status status = read_header(file, name, &header, found, error);
    if (status != MIMICRY_OK)
        return status;
    point(&header, found, index);
    mim_layout_sections(index, expected);
    for (unsigned s = 0; s < MIM_SECTIONS; s++) {
        if (found[s].size != expected[s].size)
            return corrupt(error, name, "a section is not of the size that the header asks for");
    }
    for (unsigned s = 0; mim_is_big_endian() && s < MIM_SECTIONS; s++)
        mim_turn_section((enum mim_section)s, index->suffix_width, (void *)(uintptr_t)found[s].data,
                         (size_t)found[s].size);
    status = check_padding(index, name, error);
    if (status == MIMICRY_OK)
        status = check_records(index, name, error);
    if (status == MIMICRY_OK)
        status = check_sources(index, name, error);
    return status == MIMICRY_OK ? check_changes(index, name, error) : status;
}

static bool all_zero(const uint8_t *from, const uint8_t *to)
{
    while (from < to && *from == 0)
        from++;
    return from == to;
}

mimicry_status mim_layout_check_bytes(const struct mim_map *file, const char *name,
                                      mimicry_error *error)
{
    struct mim_file_header header;
    struct mim_section_view found[MIM_SECTIONS];
    const mimicry_status status = read_header(file, name, &header, found, error);
    if (status != MIMICRY_OK)
        return status;
    uint64_t end = MIM_HEADER_SIZE; /* of what was checked */
    if (!all_zero(file->data + sizeof header, file->data + MIM_HEADER_SIZE - sizeof(uint32_t)))
        return corrupt(error, name, "the bytes after the section table are not zero");
    const unsigned count = mim_layout_count(header.features);
    const uint8_t *table = (const uint8_t *)header.sections;
    if (!all_zero(table + count * sizeof *header.sections, table + sizeof header.sections))
        return corrupt(error, name, "the bytes after the section table are not zero");
    for (unsigned s = 0; s < count; s++) {
        const struct mim_section_entry *entry = &header.sections[s];
        const uint8_t *section = file->data + entry->offset;
        if (entry->offset != mim_layout_after(end))
            return corrupt(error, name, "a section is not where the one before it ends");
        if (!all_zero(file->data + end, section))
            return corrupt(error, name, "the bytes between two sections are not zero");
        if (mim_crc32(0, section, (size_t)entry->size) != entry->crc32)
            return corrupt(error, name, "a section does not match its checksum");
        end = entry->offset + entry->size;
    }
    if (file->size != mim_layout_after(end) || !all_zero(file->data + end, file->data + file->size))
        return corrupt(error, name, "the file does not end where its last section does");
    return MIMICRY_OK;
}
