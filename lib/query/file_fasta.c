/* Reads queries from FASTA. Records WT.NAME and MT.NAME, one next to the other as pVACseq writes
 * them, are one query: the second is the peptide, the first its wild type. */
#include <string.h>

#include "query/file.h"
#include "query/letters.h"
#include "residue/header.h"

enum { PREFIX = 3 }; /* letters of "WT." */

static const char *name_of(const char *header)
{
    return header + 1 + strspn(header + 1, " \t");
}

static size_t word(const char *text)
{
    return strcspn(text, " \t");
}

/* 'W' or 'M', or 0 for any other name. */
static char half_of(const char *name)
{
    if (strncmp(name, "WT.", PREFIX) == 0)
        return 'W';
    return strncmp(name, "MT.", PREFIX) == 0 ? 'M' : '\0';
}

/* Reads the residues of the record whose header is held. */
static mimicry_status read_residues(struct mim_query_file *f, struct mim_query_block *block,
                                    enum mim_query_string which, mimicry_error *error)
{
    mimicry_status status = mim_block_put(block, which, "", 0, error);
    if (status == MIMICRY_OK)
        status = mim_query_file_line(f, error);
    while (status == MIMICRY_OK && f->held != NULL && f->held[0] != '>') {
        const struct mim_place place = mim_query_file_place(f);
        status = mim_letters_append(block, f->held, &place, error);
        if (status == MIMICRY_OK)
            status = mim_query_file_line(f, error);
    }
    return status;
}

/* Whether the held header is the other half of the query that is being read. */
static bool is_other_half(const struct mim_query_file *f, const struct mim_query_block *block,
                          char half)
{
    if (half == '\0' || f->held == NULL)
        return false;
    const char *id = mim_block_string(block, MIM_QUERY_ID), *name = name_of(f->held);
    const size_t length = word(name);
    return half_of(name) != '\0' && half_of(name) != half && strlen(id) == length &&
           memcmp(id + PREFIX, name + PREFIX, length - PREFIX) == 0;
}

static mimicry_status read_other_half(struct mim_query_file *f, struct mim_query_block *block,
                                      char half, struct mim_place *place, mimicry_error *error)
{
    struct mim_query_entry *entry = mim_block_last(block);
    entry->at[MIM_QUERY_ID] += PREFIX;
    if (half == 'W') {
        *place = mim_query_file_place(f);
        entry->values.line = place->line;
    }
    return read_residues(f, block, half == 'W' ? MIM_QUERY_PEPTIDE : MIM_QUERY_WILDTYPE, error);
}

static mimicry_status check_record(const struct mim_query_block *block, char half,
                                   const struct mim_place *place, mimicry_error *error)
{
    const char *id = mim_block_string(block, MIM_QUERY_ID);
    if (mim_block_string(block, MIM_QUERY_PEPTIDE)[0] != '\0')
        return MIMICRY_OK;
    if (half == 'W')
        return mim_place_fail(place, error,
                              "record '%.80s' is a wild type by its name: its mutant, 'MT.%.80s', "
                              "was expected next to it (or name the record otherwise)",
                              id, id + PREFIX);
    return mim_place_fail(place, error, "an empty peptide: record '%.80s' has no residues", id);
}

/* The gene that a database's header names. */
static mimicry_status put_gene(const struct mim_query_file *f, struct mim_query_block *block,
                               mimicry_error *error)
{
    struct mim_header header;
    mim_header_parse(f->held + 1, strlen(f->held + 1), &header);
    return header.gene.length > 0
               ? mim_block_put(block, MIM_QUERY_GENE, header.gene.at, header.gene.length, error)
               : MIMICRY_OK;
}

mimicry_status mim_query_file_next_record(struct mim_query_file *f, struct mim_query_block *block,
                                          bool *more, mimicry_error *error)
{
    *more = f->held != NULL;
    if (!*more)
        return MIMICRY_OK;
    struct mim_place place = mim_query_file_place(f);
    const char *name = name_of(f->held);
    char half = half_of(name);
    mimicry_status status = mim_block_begin(block, place.line, error);
    if (status == MIMICRY_OK && word(name) > 0)
        status = mim_block_put(block, MIM_QUERY_ID, name, word(name), error);
    if (status == MIMICRY_OK)
        status = put_gene(f, block, error);
    if (status == MIMICRY_OK)
        status =
            read_residues(f, block, half == 'W' ? MIM_QUERY_WILDTYPE : MIM_QUERY_PEPTIDE, error);
    if (status == MIMICRY_OK && is_other_half(f, block, half)) {
        status = read_other_half(f, block, half, &place, error);
        half = '\0';
    }
    if (status == MIMICRY_OK)
        status = check_record(block, half, &place, error);
    return status == MIMICRY_OK ? mim_block_end(block, &place, error) : status;
}
