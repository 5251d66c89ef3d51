/* A table of hits with the columns that PEPMatch writes; those of which an index knows nothing are
 * null. */
#include "base/digits.h"
#include "table/fields.h"
#include "table/interchange.h"

enum { N_COLUMNS = 15 };

#define COLUMNS_BEFORE                                                                             \
    {"Query ID", MIM_TEXT, MIM_NULLABLE, NULL, "Query"},                                           \
        {"Query Sequence", MIM_TEXT, MIM_NULLABLE, NULL, "The peptide"},                           \
        {"Matched Sequence", MIM_TEXT, MIM_NULLABLE, NULL, "Residues of the proteome"},            \
        {"Protein ID", MIM_TEXT, MIM_NULLABLE, NULL, "Accession"},                                 \
        {"Protein Name", MIM_TEXT, MIM_NULLABLE, NULL, "What the record is"},                      \
        {"Species", MIM_TEXT, MIM_NULLABLE, NULL, "Not known"},                                    \
        {"Taxon ID", MIM_INTEGER, MIM_NULLABLE, NULL, "Not known"},                                \
    {                                                                                              \
        "Gene", MIM_TEXT, MIM_NULLABLE, NULL, "Gene symbol"                                        \
    }
#define COLUMNS_AFTER                                                                              \
    {"Index start", MIM_INTEGER, MIM_NULLABLE, "residue", "First residue of the record"},          \
        {"Index end", MIM_INTEGER, MIM_NULLABLE, "residue", "Last residue of the record"},         \
        {"Protein Existence Level", MIM_INTEGER, MIM_NULLABLE, NULL, "Not known"},                 \
        {"Gene Priority", MIM_INTEGER, MIM_NULLABLE, NULL, "Not known"},                           \
    {                                                                                              \
        "SwissProt Reviewed", MIM_INTEGER, MIM_NULLABLE, NULL, "Not known"                         \
    }

static const struct mim_column of_mismatches[N_COLUMNS] = {
    COLUMNS_BEFORE,
    {"Mismatches", MIM_INTEGER, MIM_NULLABLE, "residues", "Positions that differ"},
    {"Mutated Positions", MIM_TEXT, 0, NULL, "Which positions differ, from 1"},
    COLUMNS_AFTER,
};
static const struct mim_column of_indels[N_COLUMNS] = {
    COLUMNS_BEFORE,
    {"Indels", MIM_INTEGER, MIM_NULLABLE, "residues", "Insertions and deletions"},
    {"Indel Positions", MIM_TEXT, MIM_NULLABLE, NULL, "What is inserted, deleted and replaced"},
    COLUMNS_AFTER,
};

/* Positions at which the peptides differ, "[2, 5]"; it is PEPMatch's rule: letters are compared. */
static void put_positions(struct mim_table *table, const struct mim_fields_row *hit)
{
    size_t n_query, n_match;
    const char *query = mim_field_text(hit, MIM_FIELD_QUERY, &n_query);
    const char *match = mim_field_text(hit, MIM_FIELD_MATCH, &n_match);
    char text[8 * MIMICRY_MAX_PEPTIDE + MIM_DIGITS_ROOM], *to = text;
    *to++ = '[';
    for (size_t i = 0; i < n_query && i < n_match && i < MIMICRY_MAX_PEPTIDE; i++) {
        if (query[i] == match[i])
            continue;
        if (to > text + 1) {
            *to++ = ',';
            *to++ = ' ';
        }
        to = mim_write_unsigned(to, i + 1);
    }
    *to++ = ']';
    mim_put_text(table, text, (size_t)(to - text));
}

static void put_before(struct mim_table *table, const struct mim_fields_row *hit)
{
    mim_put_field_text(table, hit, MIM_FIELD_QUERY_ID);
    mim_put_field_text(table, hit, MIM_FIELD_QUERY);
    mim_put_field_text(table, hit, MIM_FIELD_MATCH);
    mim_put_field_text(table, hit, MIM_FIELD_ACCESSION);
    mim_put_field_text(table, hit, MIM_FIELD_PROTEIN);
    mim_put_null(table);
    mim_put_null(table);
    mim_put_field_text(table, hit, MIM_FIELD_GENE);
}

static void put_after(struct mim_table *table, const struct mim_fields_row *hit)
{
    mim_put_field_integer(table, hit, MIM_FIELD_START);
    mim_put_field_integer(table, hit, MIM_FIELD_END);
    mim_put_null(table);
    mim_put_null(table);
    mim_put_null(table);
}

static void put_mismatches(struct mim_table *table, const struct mim_fields_row *hit)
{
    put_before(table, hit);
    mim_put_field_integer(table, hit, MIM_FIELD_MISMATCHES);
    put_positions(table, hit);
    put_after(table, hit);
}

static void put_indels(struct mim_table *table, const struct mim_fields_row *hit)
{
    put_before(table, hit);
    mim_put_field_integer(table, hit, MIM_FIELD_INDELS);
    mim_put_field_text(table, hit, MIM_FIELD_EDITS);
    put_after(table, hit);
}

mimicry_status mim_pepmatch_create(struct ArrowArrayStream *hits, struct ArrowArrayStream *out,
                                   mimicry_error *error)
{
    static const enum mim_field needs[] = {
        MIM_FIELD_QUERY_ID,   MIM_FIELD_QUERY,     MIM_FIELD_MATCH,
        MIM_FIELD_MISMATCHES, MIM_FIELD_ACCESSION, MIM_FIELD_START,
        MIM_FIELD_END,        MIM_FIELD_GENE,      MIM_FIELD_EDITS,
    };
    static const struct mim_fields_format mismatches = {
        "PEPMatch's format", needs, sizeof needs / sizeof *needs - 1, put_mismatches};
    static const struct mim_fields_format indels = {"PEPMatch's format", needs,
                                                    sizeof needs / sizeof *needs, put_indels};
    bool has_indels;
    const mimicry_status status = mim_fields_have(hits, "indels", &has_indels, error);
    if (status != MIMICRY_OK)
        return status;
    return has_indels
               ? mim_fields_format_create(&indels, of_indels, N_COLUMNS, hits, out, error)
               : mim_fields_format_create(&mismatches, of_mismatches, N_COLUMNS, hits, out, error);
}
