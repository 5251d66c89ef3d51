/* Names the forms of files that are not read, by their magic bytes. */
#include "io/form.h"

#include <stdbool.h>
#include <string.h>

struct form {
    const char *bytes;
    size_t size;
    size_t at; /* where in the file they are */
    const char *what, *remedy;
};

#define BYTES(text) (text), sizeof(text) - 1

static const char unpack[] = "unpack it, or pack it with gzip";
static const char take_out[] = "take the text file out of it";
static const char as_text[] = "export it as tab- or comma-separated text, or as FASTA";
static const char as_utf8[] = "save it as UTF-8";

static const struct form forms[] = {
    {BYTES("\x89MIM\r\n\x1a\n"), 0, "a mimicry index",
     "it is given as INDEX, before the others, and not packed"},
    {BYTES("BZh"), 0, "packed with bzip2", unpack}, /* see is_of */
    {BYTES("\xfd"
           "7zXZ\0"),
     0, "packed with xz", unpack},
    {BYTES("\x28\xb5\x2f\xfd"), 0, "packed with zstd", unpack},
    {BYTES("\x04\x22\x4d\x18"), 0, "packed with lz4", unpack},
    {BYTES("\x1f\x9d"), 0, "packed with compress", unpack},
    {BYTES("LZIP\1"), 0, "packed with lzip", unpack},
    {BYTES("PK\3\4"), 0, "a zip archive, or a workbook of Excel", take_out},
    {BYTES("PK\5\6"), 0, "an empty zip archive", take_out},
    {BYTES("7z\xbc\xaf\x27\x1c"), 0, "a 7z archive", take_out},
    {BYTES("Rar!\x1a\7"), 0, "a rar archive", take_out},
    {BYTES("ustar\0"), 257, "a tar archive", take_out},
    {BYTES("ustar  "), 257, "a tar archive", take_out},
    {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 0, "a workbook of Excel", as_text},
    {BYTES("PAR1\x15"), 0, "a Parquet file", as_text},
    {BYTES("ARROW1\0\0"), 0, "an Arrow file", as_text},
    {BYTES("\x89HDF\r\n"), 0, "an HDF5 file", as_text},
    {BYTES("SQLite format 3\0"), 0, "an SQLite database", as_text},
    {BYTES("RDX3\nX\n"), 0, "data of R", as_text},
    {BYTES("RDX2\nX\n"), 0, "data of R", as_text},
    {BYTES("X\n\0\0\0"), 0, "data of R", as_text},
    {BYTES("BAM\1"), 0, "a BAM file", "proteins or peptides were expected"},
    {BYTES("%PDF-"), 0, "a PDF file", as_text},
    {BYTES("{\\rtf"), 0, "a document with formats (RTF)", "save it as plain text"},
    {BYTES("<!DOCTYPE"), 0, "a web page", "download the file itself"},
    {BYTES("<!doctype"), 0, "a web page", "download the file itself"},
    {BYTES("<html"), 0, "a web page", "download the file itself"},
    {BYTES("<HTML"), 0, "a web page", "download the file itself"},
    {BYTES("<?xml"), 0, "an XML file", as_text},
    {BYTES("\xff\xfe\0\0"), 0, "UTF-32 text", as_utf8},
    {BYTES("\0\0\xfe\xff"), 0, "UTF-32 text", as_utf8},
    {BYTES("\xff\xfe"), 0, "UTF-16 text", as_utf8},
    {BYTES("\xfe\xff"), 0, "UTF-16 text", as_utf8},
};

static bool is_of(const struct form *form, const uint8_t *data, size_t size)
{
    if (size < form->at + form->size || memcmp(data + form->at, form->bytes, form->size) != 0)
        return false;
    /* BZh may begin a peptide's name: a block of bzip2 has six more bytes, as has its end. */
    return strcmp(form->bytes, "BZh") != 0 ||
           (size >= 10 && (memcmp(data + 4, "1AY&SY", 6) == 0 ||
                           memcmp(data + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0));
}

static bool is_text(uint8_t byte)
{
    return byte == '\t' || (byte >= ' ' && byte < 0x7f);
}

/* UTF-16 without a mark at its start: every other byte is 0. */
static bool is_wide(const uint8_t *data, size_t size)
{
    return size >= 4 && ((is_text(data[0]) && data[1] == 0 && is_text(data[2]) && data[3] == 0) ||
                         (data[0] == 0 && is_text(data[1]) && data[2] == 0 && is_text(data[3])));
}

mimicry_status mim_form_check(const char *file, const uint8_t *data, size_t size,
                              mimicry_error *error)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (is_of(&forms[i], data, size))
            return mim_fail_line(error, MIMICRY_E_FORMAT, file, 1, "the file is %s: %s",
                                 forms[i].what, forms[i].remedy);
    }
    if (is_wide(data, size))
        return mim_fail_line(error, MIMICRY_E_FORMAT, file, 1, "the file is UTF-16 text: %s",
                             as_utf8);
    return MIMICRY_OK;
}
