/* Makes sound index images, repairs changed ones, and opens them between guard pages. */
#include "hostile_index.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/checksum.h"
#include "index/changes.h"
#include "index/store.h"
#include "index/suffix.h"

static void expect(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "hostile index: cannot %s\n", what);
    abort();
}

/* ---- A sound image ---- */

/* A new file under a name of its own. */
static char *new_file(void)
{
    const char *folder = getenv("TMPDIR");
    char *path = malloc(4096);

    expect(path != NULL, "allocate");
    snprintf(path, 4096, "%s/mimicry-hostile-XXXXXX", folder != NULL ? folder : "/tmp");
    const int descriptor = mkstemp(path);
    expect(descriptor >= 0 && close(descriptor) == 0, "make a file");
    return path;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");

    expect(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0, "write a file");
}

static struct hostile_image read_image(const char *path)
{
    struct hostile_image image = {0};
    FILE *file = fopen(path, "rb");

    expect(file != NULL && fseek(file, 0, SEEK_END) == 0, "open a file");
    image.size = (size_t)ftell(file);
    rewind(file);
    image.bytes = malloc(image.size);
    expect(image.bytes != NULL && fread(image.bytes, 1, image.size, file) == image.size,
           "read a file");
    fclose(file);
    memcpy(&image.header, image.bytes, sizeof image.header);
    return image;
}

/* The table by its definition. */
static uint16_t *make_fifths(const struct mimicry_index *index)
{
    uint16_t *fifths = calloc(MIM_FIFTHS, sizeof *fifths);

    expect(fifths != NULL, "allocate");
    for (uint64_t at = 0; at < index->text_length; at++) {
        size_t key = 0;
        bool amino_acids = true;

        for (int j = 0; j < 5; j++) {
            amino_acids = amino_acids && mim_is_amino_acid(index->text[at + (uint64_t)j]);
            key = key * MIM_AMINO_ACIDS + index->text[at + (uint64_t)j];
        }
        for (size_t k = key; amino_acids && k < (key / MIM_AMINO_ACIDS + 1) * MIM_AMINO_ACIDS; k++)
            fifths[k]++;
    }
    return fifths;
}

struct hostile_image hostile_image_make(const char *fasta, int32_t suffix_width, bool with_fifths,
                                        const char *opt_variants)
{
    char *path = new_file(), *variants = opt_variants != NULL ? new_file() : NULL;
    const char *const paths[] = {path};
    const mimicry_build_options options = {
        .size = sizeof options, .suffix_width = suffix_width, .variants = variants};
    struct mimicry_index *index;

    write_text(path, fasta);
    if (variants != NULL)
        write_text(variants, opt_variants);
    expect(mimicry_index_build(paths, 1, &options, &index, NULL) == MIMICRY_OK, "build");
    if (with_fifths)
        index->fifths = make_fifths(index);
    expect(mimicry_index_save(index, path, NULL) == MIMICRY_OK, "save");
    mimicry_index_close(index);
    const struct hostile_image image = read_image(path);
    expect((image.header.features != 0) == (opt_variants != NULL), "apply the variants");
    remove(path);
    if (variants != NULL)
        remove(variants);
    free(path);
    free(variants);
    return image;
}

void hostile_image_free(struct hostile_image *image)
{
    free(image->bytes);
    *image = (struct hostile_image){0};
}

unsigned hostile_width(const struct hostile_image *image, unsigned section)
{
    static const unsigned widths[MIM_SECTIONS] = {1, 8, 8, 1, 4, 0, 0, 2, 8, 1, 8, 1};

    return widths[section] != 0 ? widths[section] : image->header.suffix_width;
}

const struct hostile_field hostile_change_fields[HOSTILE_CHANGE_FIELDS] = {
    {offsetof(struct mim_index_change, record), 8}, {offsetof(struct mim_index_change, from), 8},
    {offsetof(struct mim_index_change, to), 8},     {offsetof(struct mim_index_change, name), 4},
    {offsetof(struct mim_index_change, group), 2},  {offsetof(struct mim_index_change, shifts), 2}};

/* ---- Changed images ---- */

void hostile_repair_header(uint8_t *bytes)
{
    const uint32_t crc = mim_crc32(0, bytes, MIM_HEADER_SIZE - sizeof crc);

    memcpy(bytes + MIM_HEADER_SIZE - sizeof crc, &crc, sizeof crc);
}

void hostile_repair(uint8_t *bytes, size_t size)
{
    struct mim_file_header header;

    memcpy(&header, bytes, sizeof header);
    for (unsigned s = 0; s < MIM_SECTIONS; s++) {
        struct mim_section_entry *entry = &header.sections[s];

        if (entry->offset <= size && entry->size <= size - entry->offset)
            entry->crc32 = mim_crc32(0, bytes + entry->offset, (size_t)entry->size);
    }
    memcpy(bytes, &header, sizeof header);
    hostile_repair_header(bytes);
}

struct hostile_memory hostile_memory_make(size_t size)
{
    struct hostile_memory memory = {.image = guarded_make(size)};

    for (unsigned s = 0; s < MIM_SECTIONS; s++)
        memory.sections[s] = guarded_make(size);
    return memory;
}

void hostile_memory_free(struct hostile_memory *memory)
{
    guarded_free(&memory->image);
    for (unsigned s = 0; s < MIM_SECTIONS; s++)
        guarded_free(&memory->sections[s]);
}

/* Each section becomes memory of its own. */
static void move_sections(const struct hostile_memory *memory, bool at_start,
                          struct mimicry_index *index)
{
    struct mim_section_view views[MIM_SECTIONS];
    const void *moved[MIM_SECTIONS];

    mim_layout_sections(index, views);
    for (unsigned s = 0; s < MIM_SECTIONS; s++)
        moved[s] =
            guarded_put(&memory->sections[s], views[s].data, (size_t)views[s].size, at_start);
    index->text = moved[MIM_SECTION_TEXT];
    index->starts = moved[MIM_SECTION_STARTS];
    index->name_offsets = moved[MIM_SECTION_NAME_OFFSETS];
    index->names = moved[MIM_SECTION_NAMES];
    index->taxa = moved[MIM_SECTION_TAXA];
    index->suffixes = moved[MIM_SECTION_SUFFIXES];
    index->prefixes = moved[MIM_SECTION_PREFIXES];
    index->fifths = index->fifths == NULL ? NULL : moved[MIM_SECTION_FIFTHS];
    index->sources = moved[MIM_SECTION_SOURCES];
    index->source_names = moved[MIM_SECTION_SOURCE_NAMES];
    index->changes = moved[MIM_SECTION_CHANGES];
    index->change_names = moved[MIM_SECTION_CHANGE_NAMES];
}

mimicry_status hostile_open(const struct hostile_memory *memory, const uint8_t *bytes, size_t size,
                            bool at_start, struct mimicry_index **out, mimicry_error *error)
{
    const struct mim_map map = {guarded_put(&memory->image, bytes, size, at_start), size};
    struct mimicry_index *index = calloc(1, sizeof *index);

    expect(index != NULL, "allocate");
    *out = NULL;
    mimicry_status status = mim_layout_read(&map, "hostile.mim", index, error);
    if (status == MIMICRY_OK) {
        move_sections(memory, at_start, index);
        status = mim_index_set_blocks(index, error);
    }
    if (status == MIMICRY_OK)
        status = mim_changes_set(index, error);
    if (status == MIMICRY_OK)
        *out = index;
    else
        hostile_close(index);
    return status;
}

mimicry_status hostile_verify(const struct hostile_memory *memory, size_t size,
                              const struct mimicry_index *index, mimicry_error *error)
{
    const bool at_start = index->text == memory->sections[MIM_SECTION_TEXT].bytes;
    const struct mim_map map = {memory->image.bytes + (at_start ? 0 : memory->image.room - size),
                                size};
    const mimicry_status status = mim_layout_check_bytes(&map, "hostile.mim", error);

    return status == MIMICRY_OK ? mim_index_check(index, "hostile.mim", error) : status;
}

void hostile_close(struct mimicry_index *index)
{
    free(index->blocks);
    free(index->added);
    free(index);
}
