/* Puts records together, residues and names. */
#include "index/proteome.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/pages.h"
#include "index/grow.h"

static mimicry_status add_string(struct mim_proteome *p, struct mim_slice text,
                                 mimicry_error *error)
{
    MIM_GROW(p->names, p->names_capacity, p->names_size + text.length + 1);
    memcpy(p->names + p->names_size, text.at, text.length);
    p->names_size += text.length;
    p->names[p->names_size++] = '\0';
    return MIMICRY_OK;
}

mimicry_status mim_proteome_begin(struct mim_proteome *p, const struct mim_header *header,
                                  mimicry_error *error)
{
    MIM_GROW(p->starts, p->starts_capacity, p->records + 2);
    MIM_GROW(p->name_offsets, p->offsets_capacity, p->records + 2);
    MIM_GROW(p->taxa, p->taxa_capacity, p->records + 1);
    p->starts[p->records] = p->length;
    p->name_offsets[p->records] = p->names_size;
    p->taxa[p->records] = header->taxon;
    p->records++;
    mimicry_status status = add_string(p, header->accession, error);
    if (status == MIMICRY_OK)
        status = add_string(p, header->gene, error);
    if (status == MIMICRY_OK)
        status = add_string(p, header->description, error);
    if (status == MIMICRY_OK && header->transcript.length > 0)
        status = add_string(p, header->transcript, error);
    return status;
}

mimicry_status mim_proteome_add(struct mim_proteome *p, const uint8_t *codes, size_t count,
                                mimicry_error *error)
{
    MIM_GROW(p->text, p->text_capacity, p->length + count);
    memcpy(p->text + p->length, codes, count);
    p->length += count;
    return MIMICRY_OK;
}

mimicry_status mim_proteome_end(struct mim_proteome *p, mimicry_error *error)
{
    static const uint8_t separator = MIM_SEPARATOR;
    return mim_proteome_add(p, &separator, 1, error);
}

/* Gives back the room that growing left over. */
static void move_text(struct mim_proteome *p)
{
    const size_t size = p->length + MIM_TEXT_PAD;
    uint8_t *text = mim_alloc_array(size, 1);
    if (text == NULL)
        return;
    mim_prefer_large_pages(text, size);
    memcpy(text, p->text, size);
    free(p->text);
    p->text = text;
}

mimicry_status mim_proteome_finish(struct mim_proteome *p, mimicry_error *error)
{
    MIM_GROW(p->text, p->text_capacity, p->length + MIM_TEXT_PAD);
    memset(p->text + p->length, MIM_SEPARATOR, MIM_TEXT_PAD);
    move_text(p);
    p->starts[p->records] = p->length;
    p->name_offsets[p->records] = p->names_size;
    return MIMICRY_OK;
}

void mim_proteome_hand_over(struct mim_proteome *p, struct mimicry_index *index)
{
    index->text = p->text;
    index->text_length = p->length;
    index->starts = p->starts;
    index->records = p->records;
    index->name_offsets = p->name_offsets;
    index->names = p->names;
    index->names_size = p->names_size;
    index->taxa = p->taxa;
    memset(index->counts, 0, sizeof index->counts);
    for (size_t i = 0; i < p->length; i++)
        index->counts[p->text[i]]++;
    *p = (struct mim_proteome){0};
}

void mim_proteome_free(struct mim_proteome *p)
{
    free(p->text);
    free(p->starts);
    free(p->name_offsets);
    free(p->names);
    free(p->taxa);
    *p = (struct mim_proteome){0};
}
