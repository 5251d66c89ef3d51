/* Reads queries from FASTA. Records WT.NAME and MT.NAME, one next to the other as pVACtools writes
 * them, are one query: the second is the sequence, the first its wild type. */
#include <string.h>

#include "query/file.h"
#include "query/letters.h"
#include "query/tool_name.h"
#include "residue/header.h"

/* A record's name, and which half of a pair it says that it is. */
struct name {
    const char *at;
    size_t length, prefix;
    enum mim_half half;
};

static struct name name_of(const char *header)
{
    struct name name = {.at = header + 1 + strspn(header + 1, " \t")};
    name.length = strcspn(name.at, " \t");
    name.half = mim_tool_half(name.at, &name.prefix);
    return name;
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

/* Whether the held header is the other half of the query that is being read, of this name. */
static bool is_other_half(const struct mim_query_file *f, const struct mim_query_block *block,
                          const struct name *first)
{
    if (first->half == MIM_WHOLE || f->held == NULL)
        return false;
    const char *id = mim_block_string(block, MIM_QUERY_ID) + first->prefix;
    const struct name other = name_of(f->held);
    return other.half != MIM_WHOLE && other.half != first->half &&
           strlen(id) == other.length - other.prefix &&
           memcmp(id, other.at + other.prefix, strlen(id)) == 0;
}

static mimicry_status read_other_half(struct mim_query_file *f, struct mim_query_block *block,
                                      const struct name *first, struct mim_place *place,
                                      mimicry_error *error)
{
    struct mim_query_entry *entry = mim_block_last(block);
    const bool is_mutant = first->half == MIM_WILDTYPE_HALF;
    entry->at[MIM_QUERY_ID] += first->prefix;
    entry->values.is_sequence = 1; /* the change with what surrounds it, no peptide */
    if (is_mutant) {
        *place = mim_query_file_place(f);
        entry->values.line = place->line;
    }
    return read_residues(f, block, is_mutant ? MIM_QUERY_PEPTIDE : MIM_QUERY_WILDTYPE, error);
}

static mimicry_status check_record(const struct mim_query_block *block, const struct name *name,
                                   const struct mim_place *place, mimicry_error *error)
{
    const char *id = mim_block_string(block, MIM_QUERY_ID);
    if (mim_block_string(block, MIM_QUERY_PEPTIDE)[0] != '\0')
        return MIMICRY_OK;
    if (name->half == MIM_WILDTYPE_HALF)
        return mim_place_fail(place, error,
                              "record '%.80s' is a wild type by its name: its mutant, 'MT%.80s', "
                              "was expected next to it (or name the record otherwise)",
                              id, id + name->prefix - 1);
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

/* The id, the gene and the residues of the record whose header is held. */
static mimicry_status read_record(struct mim_query_file *f, struct mim_query_block *block,
                                  const struct name *name, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (name->length > 0)
        status = mim_block_put(block, MIM_QUERY_ID, name->at, name->length, error);
    if (status == MIMICRY_OK)
        status = put_gene(f, block, error);
    return status == MIMICRY_OK ? read_residues(f, block,
                                                name->half == MIM_WILDTYPE_HALF ? MIM_QUERY_WILDTYPE
                                                                                : MIM_QUERY_PEPTIDE,
                                                error)
                                : status;
}

mimicry_status mim_query_file_next_record(struct mim_query_file *f, struct mim_query_block *block,
                                          bool *more, mimicry_error *error)
{
    *more = f->held != NULL;
    if (!*more)
        return MIMICRY_OK;
    struct mim_place place = mim_query_file_place(f);
    struct name name = name_of(f->held);
    mimicry_status status = mim_block_begin(block, place.line, error);
    if (status == MIMICRY_OK)
        status = read_record(f, block, &name, error); /* what the name points at is gone now */
    if (status == MIMICRY_OK && is_other_half(f, block, &name)) {
        status = read_other_half(f, block, &name, &place, error);
        name.half = MIM_WHOLE;
    }
    if (status == MIMICRY_OK)
        status = check_record(block, &name, &place, error);
    return status == MIMICRY_OK ? mim_block_end(block, &place, error) : status;
}
