/* Which bytes of an index file are numbers, and how wide these are. */
#include "index/turn.h"

#include "base/byte_order.h"

void mim_turn_header(struct mim_file_header *header)
{
    mim_turn_for_file(&header->byte_order, 1, 4);
    mim_turn_for_file(&header->format_major, 1, 2);
    mim_turn_for_file(&header->format_minor, 1, 2);
    mim_turn_for_file(&header->features, 1, 8);
    mim_turn_for_file(&header->file_size, 1, 8);
    mim_turn_for_file(&header->text_length, 1, 8);
    mim_turn_for_file(&header->records, 1, 8);
    mim_turn_for_file(&header->n_sources, 1, 8);
    mim_turn_for_file(&header->suffix_width, 1, 4);
    mim_turn_for_file(&header->n_sections, 1, 4);
    mim_turn_for_file(header->counts, MIM_CODES, 8);
    for (unsigned s = 0; s < MIM_SECTIONS; s++) {
        struct mim_section_entry *entry = &header->sections[s];
        mim_turn_for_file(&entry->id, 1, 4);
        mim_turn_for_file(&entry->crc32, 1, 4);
        mim_turn_for_file(&entry->offset, 1, 8);
        mim_turn_for_file(&entry->size, 1, 8);
    }
}

static void turn_sources(struct mim_source_entry *sources, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mim_turn_for_file(&sources[i].size, 1, 8);
        mim_turn_for_file(&sources[i].crc32, 1, 4);
        mim_turn_for_file(&sources[i].name, 1, 4);
    }
}

static void turn_changes(struct mim_index_change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mim_turn_for_file(&changes[i].record, 1, 8);
        mim_turn_for_file(&changes[i].from, 1, 8);
        mim_turn_for_file(&changes[i].to, 1, 8);
        mim_turn_for_file(&changes[i].name, 1, 4);
        mim_turn_for_file(&changes[i].group, 1, 2);
        mim_turn_for_file(&changes[i].shifts, 1, 2);
    }
}

/* 1 for what is bytes, and for sources and changes, which are numbers of several widths. */
static unsigned width_of(enum mim_section section, unsigned suffix_width)
{
    switch (section) {
    case MIM_SECTION_STARTS:
    case MIM_SECTION_NAME_OFFSETS:
        return 8;
    case MIM_SECTION_TAXA:
        return 4;
    case MIM_SECTION_SUFFIXES:
    case MIM_SECTION_PREFIXES:
        return suffix_width;
    case MIM_SECTION_FIFTHS:
        return 2;
    case MIM_SECTION_TEXT:
    case MIM_SECTION_NAMES:
    case MIM_SECTION_SOURCES:
    case MIM_SECTION_SOURCE_NAMES:
    case MIM_SECTION_CHANGES:
    case MIM_SECTION_CHANGE_NAMES:
    case MIM_SECTIONS:
        break;
    }
    return 1;
}

void mim_turn_section(enum mim_section section, unsigned suffix_width, void *items, size_t size)
{
    const unsigned width = width_of(section, suffix_width);
    if (section == MIM_SECTION_SOURCES)
        turn_sources(items, size / sizeof(struct mim_source_entry));
    else if (section == MIM_SECTION_CHANGES)
        turn_changes(items, size / sizeof(struct mim_index_change));
    else
        mim_turn_for_file(items, size / width, width);
}
