/* Helps the fuzz targets: bytes as numbers, files in memory, promises. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char fuzz_fasta[] =
    ">sp|P1|A_HUMAN Protein one OS=Homo sapiens OX=9606 GN=G1 PE=1\n"
    "MKEVDPIGHLYQQQQQQQQQQQQQKLMNPQRSTVWYX*ACDEFGHIKL\n"
    ">b\n>c\nK\n>sp|P2|B_HUMAN Two OX=9606 GN=G2 PE=1\nEVDPVGHLYWWWWQQQQQQQQUOBZJ\n"
    ">sp|P3|C_HUMAN Three OX=9606 GN=G3 PE=1\n"
    "MSLEQRSLHCKPEEALEAQQEALGLVCVQAATSSSSPLVLGTLEEVPTAGSTDPPQSPQGASAFPTTINFTRQRQPSEGSSSREEEG\n"
    ">sp|P5|D_HUMAN Five OX=9606 GN=G5 PE=1\n"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

void fuzz_expect(bool good, const char *what, const char *file, int line)
{
    if (good)
        return;
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    abort();
}

uint64_t fuzz_number(fuzz_bytes *bytes, unsigned width)
{
    uint64_t number = 0;

    for (unsigned i = 0; i < width && bytes->left > 0; i++) {
        number |= (uint64_t)*bytes->at++ << 8 * i;
        bytes->left--;
    }
    return number;
}

uint32_t fuzz_below(fuzz_bytes *bytes, uint32_t bound)
{
    return (uint32_t)fuzz_number(bytes, 1) % bound;
}

const char *fuzz_file_of(unsigned number, const void *data, size_t size)
{
    static struct {
        bool made;
        int descriptor;
        char path[64];
    } files[FUZZ_FILES];

    FUZZ_EXPECT(number < FUZZ_FILES);
    if (!files[number].made)
        files[number].descriptor = memfd_create("fuzz", MFD_CLOEXEC);
    files[number].made = true;
    const int descriptor = files[number].descriptor;
    FUZZ_EXPECT(descriptor >= 0 && ftruncate(descriptor, 0) == 0);
    FUZZ_EXPECT(size == 0 || pwrite(descriptor, data, size, 0) == (ssize_t)size);
    snprintf(files[number].path, sizeof files[number].path, "/proc/self/fd/%d", descriptor);
    return files[number].path;
}

const char *fuzz_file(const void *data, size_t size)
{
    return fuzz_file_of(0, data, size);
}

fuzz_bytes fuzz_part(fuzz_bytes *bytes)
{
    const uint8_t *end = bytes->left > 0 ? memchr(bytes->at, FUZZ_BETWEEN, bytes->left) : NULL;
    const fuzz_bytes part = {bytes->at, end != NULL ? (size_t)(end - bytes->at) : bytes->left};
    const size_t taken = part.left + (end != NULL);

    bytes->at += taken;
    bytes->left -= taken;
    return part;
}

char *fuzz_string(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    size_t length = 0;

    FUZZ_EXPECT(text != NULL);
    for (size_t i = 0; i < size; i++) {
        if (data[i] != 0)
            text[length++] = (char)data[i];
    }
    text[length] = '\0';
    char *exact = realloc(text, length + 1);
    return exact != NULL ? exact : text;
}

void fuzz_check(mimicry_status status, const mimicry_error *error, const void *opt_result)
{
    const void *result = NULL;

    if (opt_result != NULL) {
        memcpy(&result, opt_result, sizeof result);
        FUZZ_EXPECT((status == MIMICRY_OK) == (result != NULL));
    }
    if (status == MIMICRY_OK)
        return;
    FUZZ_EXPECT(error->status == status);
    FUZZ_EXPECT(memchr(error->message, '\0', sizeof error->message) != NULL);
    FUZZ_EXPECT(error->message[0] != '\0' && strchr(error->message, '\n') == NULL);
}

int fuzz_take_text(void *data, const char *bytes, size_t count)
{
    uint64_t *sum = data;

    for (size_t i = 0; i < count; i++)
        *sum += (unsigned char)bytes[i];
    return 0;
}

int fuzz_keep_text(void *data, const char *bytes, size_t count)
{
    fuzz_text *text = data;

    if (text->size + count > text->room) {
        text->room = 2 * (text->size + count);
        text->bytes = realloc(text->bytes, text->room);
        FUZZ_EXPECT(text->bytes != NULL);
    }
    memcpy(text->bytes + text->size, bytes, count);
    text->size += count;
    return 0;
}

void fuzz_read_table(mimicry_status status, struct ArrowArrayStream *table, int32_t format,
                     const mimicry_error *error)
{
    const mimicry_write_options options = {.size = sizeof options, .format = format, .batches = 3};
    mimicry_error late = {.size = sizeof late};
    uint64_t sum = 0;

    FUZZ_EXPECT((status == MIMICRY_OK) == (table->release != NULL));
    fuzz_check(status, error, NULL);
    if (status != MIMICRY_OK)
        return;
    status = mimicry_table_write(table, &options, fuzz_take_text, &sum, NULL, &late);
    fuzz_check(status, &late, NULL);
    table->release(table);
}

const mimicry_index *fuzz_index(void)
{
    static mimicry_index *index;
    mimicry_error error = {.size = sizeof error};

    if (index == NULL) {
        const char *const path = fuzz_file(fuzz_fasta, strlen(fuzz_fasta));
        const mimicry_status status = mimicry_index_build(&path, 1, NULL, &index, &error);

        fuzz_check(status, &error, &index);
        FUZZ_EXPECT(status == MIMICRY_OK);
    }
    return index;
}
