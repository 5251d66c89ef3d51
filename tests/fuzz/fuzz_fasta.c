/* Bytes as a FASTA file, plain, or compressed and then damaged; and its header lines. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "every_verb.h"
#include "fuzz.h"
#include "residue/header.h"

static mimicry_index *build(const void *data, size_t size, bool without_decoys)
{
    const char *const path = fuzz_file(data, size);
    const mimicry_build_options options = {.size = sizeof options,
                                           .exclude_decoys = without_decoys ? 1 : 0};
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index;

    fuzz_check(mimicry_index_build(&path, 1, &options, &index, &error), &error, &index);
    return index;
}

/* Every header slice is within its line. */
static void parse_header(const uint8_t *data, size_t size)
{
    char *line = malloc(size > 0 ? size : 1);
    struct mim_header header;

    FUZZ_EXPECT(line != NULL);
    if (size > 0)
        memcpy(line, data, size);
    mim_header_parse(line, size, &header);
    const struct mim_slice slices[] = {header.accession, header.gene, header.description};
    for (int i = 0; i < 3; i++)
        FUZZ_EXPECT(slices[i].length == 0 ||
                    (slices[i].at >= line && slices[i].at <= line + size &&
                     slices[i].length <= size - (size_t)(slices[i].at - line)));
    free(line);
}

static void expect_same(const mimicry_index *a, const mimicry_index *b)
{
    mimicry_info x = {.size = sizeof x}, y = {.size = sizeof y};

    FUZZ_EXPECT((a == NULL) == (b == NULL));
    if (a == NULL)
        return;
    mimicry_index_info(a, &x, NULL);
    mimicry_index_info(b, &y, NULL);
    FUZZ_EXPECT(x.records == y.records && x.residues == y.residues);
}

/* Packed, it is the same file; with a byte changed, whatever it is. */
static void pack(const mimicry_index *plain, uint8_t changed, uint8_t by, bool without_decoys,
                 const uint8_t *data, size_t size)
{
    z_stream stream = {0};

    FUZZ_EXPECT(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    const size_t room = deflateBound(&stream, (uLong)size) + 64;
    uint8_t *packed = malloc(room);
    FUZZ_EXPECT(packed != NULL);
    stream.next_in = (Bytef *)(uintptr_t)data;
    stream.avail_in = (uInt)size;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    FUZZ_EXPECT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    const size_t length = stream.total_out;
    deflateEnd(&stream);
    mimicry_index *same = build(packed, length, without_decoys);
    /* What is packed twice is unpacked once. */
    if (size < 2 || data[0] != 0x1f)
        expect_same(plain, same);
    mimicry_index_close(same);
    packed[changed % length] ^= by;
    mimicry_index_close(build(packed, changed % 3 == 0 ? length / 2 : length, without_decoys));
    free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_bytes bytes = {data, size};
    const uint8_t way = (uint8_t)fuzz_number(&bytes, 1), changed = (uint8_t)fuzz_number(&bytes, 1);

    if (way % 3 == 0) {
        parse_header(bytes.at, bytes.left);
        return 0;
    }
    const bool without_decoys = way / 3 % 4 == 3;
    mimicry_index *index = build(bytes.at, bytes.left, without_decoys);
    if (index != NULL)
        drive_verb(N_VERBS - 1, (verb_call){index, "EVDPIGHLY", "EVDPIGHLY", changed});
    if (way % 3 == 1)
        pack(index, changed, way, without_decoys, bytes.at, bytes.left);
    mimicry_index_close(index);
    return 0;
}
