/* A table of hits with the twelve columns of BLAST's tabular output: the whole query is aligned
 * with the whole match. */
#include <math.h>

#include "base/error.h"
#include "table/fields.h"
#include "table/interchange.h"

/* The standard names; the text has no line of them. */
static const struct mim_column columns[] = {
    {"qseqid", MIM_TEXT, MIM_NULLABLE, NULL, "Query"},
    {"sseqid", MIM_TEXT, MIM_NULLABLE, NULL, "Accession"},
    {"pident", MIM_REAL, 0, "%", "Equal pairs of the alignment"},
    {"length", MIM_INTEGER, 0, "residues", "Columns of the alignment"},
    {"mismatch", MIM_INTEGER, 0, "residues", "Unequal pairs"},
    {"gapopen", MIM_INTEGER, 0, NULL, "Runs of insertions or deletions: none"},
    {"qstart", MIM_INTEGER, 0, "residue", "First residue of the query"},
    {"qend", MIM_INTEGER, 0, "residue", "Last residue of the query"},
    {"sstart", MIM_INTEGER, MIM_NULLABLE, "residue", "First residue of the record"},
    {"send", MIM_INTEGER, MIM_NULLABLE, "residue", "Last residue of the record"},
    {"evalue", MIM_REAL, MIM_NULLABLE, NULL, "Windows as good that chance gives"},
    {"bitscore", MIM_REAL, MIM_NULLABLE, NULL, "The model's score"},
};

static void put_identity(struct mim_table *table, int64_t equal, int64_t length)
{
    const double percent = length == 0 ? 0 : 100 * (double)equal / (double)length;
    mim_put_real(table, floor(percent * 1000 + 0.5) / 1000);
}

static void put_query_range(struct mim_table *table, const struct mim_fields_row *hit,
                            int64_t residues)
{
    int64_t first = 1, last = residues;
    if (hit->has[MIM_FIELD_QUERY_START] && hit->has[MIM_FIELD_QUERY_END]) {
        first = mim_field_integer(hit, MIM_FIELD_QUERY_START);
        last = mim_field_integer(hit, MIM_FIELD_QUERY_END);
    }
    mim_put_integer(table, first);
    mim_put_integer(table, last);
}

static void put_row(struct mim_table *table, const struct mim_fields_row *hit)
{
    size_t length;
    mim_field_text(hit, MIM_FIELD_QUERY, &length);
    const int64_t pairs = (int64_t)length;
    const int64_t mismatches = mim_field_integer(hit, MIM_FIELD_MISMATCHES);
    mim_put_field_text(table, hit, MIM_FIELD_QUERY_ID);
    mim_put_field_text(table, hit, MIM_FIELD_ACCESSION);
    put_identity(table, pairs - mismatches, pairs);
    mim_put_integer(table, pairs);
    mim_put_integer(table, mismatches);
    mim_put_integer(table, 0);
    put_query_range(table, hit, pairs);
    mim_put_field_integer(table, hit, MIM_FIELD_START);
    mim_put_field_integer(table, hit, MIM_FIELD_END);
    mim_put_real(table, mim_view_real(&hit->views[MIM_FIELD_EVALUE], hit->row));
    mim_put_real(table, mim_view_real(&hit->views[MIM_FIELD_SCORE], hit->row));
}

mimicry_status mim_blast6_create(struct ArrowArrayStream *hits, struct ArrowArrayStream *out,
                                 mimicry_error *error)
{
    static const enum mim_field needs[] = {
        MIM_FIELD_QUERY_ID,   MIM_FIELD_QUERY, MIM_FIELD_MATCH,
        MIM_FIELD_MISMATCHES, MIM_FIELD_SCORE, MIM_FIELD_ACCESSION,
        MIM_FIELD_START,      MIM_FIELD_END,   MIM_FIELD_EVALUE,
    };
    static const struct mim_fields_format format = {"BLAST's tabular format", needs,
                                                    sizeof needs / sizeof *needs, put_row};
    bool has_indels;
    const mimicry_status status = mim_fields_have(hits, "indels", &has_indels, error);
    if (status != MIMICRY_OK)
        return status;
    if (has_indels) /* which have no E-values */
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s: a table without indels was expected",
                        format.name);
    return mim_fields_format_create(&format, columns, sizeof columns / sizeof *columns, hits, out,
                                    error);
}
