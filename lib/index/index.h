/* A proteome index in memory: the same whether it was built, or mapped from a file. */
#ifndef MIM_INDEX_INDEX_H
#define MIM_INDEX_INDEX_H

#include "base/file.h"
#include "base/shares.h"
#include "residue/alphabet.h"

enum {
    /* Separators after the text's end, so that a kernel's vector, or a comparison of a whole
     * peptide, that begins in the text can be read without a look at where the text ends. */
    MIM_TEXT_PAD = 2048
};

/* One FASTA file that the proteome was read from; `name` is an offset in source_names. */
struct mim_source_entry {
    uint64_t size;
    uint32_t crc32;
    uint32_t name;
};

/* A place at which a record is other than what it is compared with (docs/index-format.md). A window
 * [a, b) of the record touches it if a < to && b > from: else its residues stand, at that place, in
 * the other one too. */
struct mim_index_change {
    uint64_t record;
    uint64_t from, to;
    uint32_t name;   /* of group 0: offset in change_names; else 0 */
    uint16_t group;  /* above 0: a window of the record only counts if it touches one of each */
    uint16_t shifts; /* 1: what follows stands elsewhere in the other one; 0: one residue differs */
};

/* What is known of an index that was made of FASTA in this process; else zeros. */
struct mim_reading {
    uint64_t left_out;     /* records that were excluded */
    uint64_t empty_line;   /* of the first record without residues, from 1 */
    uint64_t empty_source; /* the number of its file */
};

/* The text is, for every record, its residues as codes and then MIM_SEPARATOR. Record r is
 * text[starts[r]] up to, not including, the separator at text[starts[r + 1] - 1]. */
struct mimicry_index {
    mim_shares shares;
    const uint8_t *text; /* text_length codes, then MIM_TEXT_PAD separators */
    uint64_t text_length;
    const uint64_t *starts; /* records + 1; the last is text_length */
    uint64_t records;
    const uint64_t *name_offsets; /* records + 1, into names */
    const char *names; /* for every record: accession, gene, description and, if it has one, its
                          transcript, each terminated */
    uint64_t names_size;
    const int32_t *taxa;    /* records */
    const void *suffixes;   /* text_length positions, 4 or 8 bytes each, in suffix order */
    const void *prefixes;   /* MIM_PREFIX_KEYS + 1 suffix ranks of that width (suffix.h) */
    const uint16_t *fifths; /* MIM_FIFTHS counts (suffix.h), or NULL where the text is short */
    unsigned suffix_width;
    const struct mim_source_entry *sources;
    uint64_t n_sources;
    const char *source_names; /* terminated strings */
    uint64_t source_names_size;
    uint64_t counts[MIM_CODES];     /* how often each code is in the text */
    uint64_t background[MIM_CODES]; /* the same, of added records where they are changed alone */
    const struct mim_index_change *changes; /* by record, group, name and place */
    uint64_t n_changes;                     /* 0: there is nothing of a person's variants */
    const char *change_names;               /* terminated strings */
    uint64_t change_names_size;
    uint8_t *added; /* owned: a byte a record, 1 for one that variants have added; or NULL */
    struct mim_reading reading;
    uint64_t *blocks;   /* owned: the record of every 512th position of the text */
    struct mim_map map; /* data is NULL when the arrays above are owned */
};

static inline uint64_t mim_suffix_at(const struct mimicry_index *index, uint64_t rank)
{
    return index->suffix_width == 4 ? ((const uint32_t *)index->suffixes)[rank]
                                    : ((const uint64_t *)index->suffixes)[rank];
}

static inline uint64_t mim_prefix_at(const struct mimicry_index *index, uint64_t key)
{
    return index->suffix_width == 4 ? ((const uint32_t *)index->prefixes)[key]
                                    : ((const uint64_t *)index->prefixes)[key];
}

/* Fills in blocks from starts. */
mimicry_status mim_index_set_blocks(struct mimicry_index *index, mimicry_error *error);

enum { MIM_INDEX_BLOCK = 512 };

/* The record that holds text position `at`, which is below text_length. Whether a record begins in
 * the block before it follows no rule: two, mostly enough, are looked at without a branch. */
static inline uint64_t mim_index_record_at(const struct mimicry_index *index, uint64_t at)
{
    const uint64_t *starts = index->starts;
    uint64_t record = index->blocks[at / MIM_INDEX_BLOCK];
    record += starts[record + 1] <= at;
    record += starts[record + 1] <= at;
    while (starts[record + 1] <= at)
        record++;
    return record;
}

/* The strings of a record: accession, gene, description. False if the index is damaged there. */
bool mim_index_names(const struct mimicry_index *index, uint64_t record, const char *out[3]);

/* Its transcript, with the version; empty where the record names none. It has its names. */
const char *mim_index_transcript(const struct mimicry_index *index, uint64_t record);

void mim_index_free(struct mimicry_index *index);

#endif
