/* The records of a proteome while they are put together: text and names, in arrays that grow. */
#ifndef MIM_INDEX_PROTEOME_H
#define MIM_INDEX_PROTEOME_H

#include "index/index.h"
#include "residue/header.h"

/* Zeroed to begin with. */
struct mim_proteome {
    uint8_t *text;
    size_t length, text_capacity;
    uint64_t *starts;
    size_t records, starts_capacity;
    uint64_t *name_offsets;
    size_t offsets_capacity;
    char *names;
    size_t names_size, names_capacity;
    int32_t *taxa;
    size_t taxa_capacity;
};

/* A record begins, gets residues, and ends. */
mimicry_status mim_proteome_begin(struct mim_proteome *p, const struct mim_header *header,
                                  mimicry_error *error);
mimicry_status mim_proteome_add(struct mim_proteome *p, const uint8_t *codes, size_t count,
                                mimicry_error *error);
mimicry_status mim_proteome_end(struct mim_proteome *p, mimicry_error *error);

/* After the last record: ends the text. */
mimicry_status mim_proteome_finish(struct mim_proteome *p, mimicry_error *error);

/* The index owns them then, and has counted the codes. */
void mim_proteome_hand_over(struct mim_proteome *p, struct mimicry_index *index);
void mim_proteome_free(struct mim_proteome *p);

#endif
