/* A table of hits with the twelve columns of BLAST's tabular output: the whole query is aligned
 * with the whole match. */
#include <math.h>

#include "table/fields.h"
#include "table/interchange.h"

/* The standard names; the text has no line of them. */
static const struct mim_column columns[] = {
    {"qseqid", MIM_TEXT, true, NULL, "Query"},
    {"sseqid", MIM_TEXT, true, NULL, "Accession"},
    {"pident", MIM_REAL, false, "%", "Equal pairs of the alignment"},
    {"length", MIM_INTEGER, false, "residues", "Columns of the alignment"},
    {"mismatch", MIM_INTEGER, false, "residues", "Unequal pairs"},
    {"gapopen", MIM_INTEGER, false, NULL, "Runs of insertions or deletions"},
    {"qstart", MIM_INTEGER, false, "residue", "First residue of the query"},
    {"qend", MIM_INTEGER, false, "residue", "Last residue of the query"},
    {"sstart", MIM_INTEGER, true, "residue", "First residue of the record"},
    {"send", MIM_INTEGER, true, "residue", "Last residue of the record"},
    {"evalue", MIM_REAL, true, NULL, "Windows as good that chance gives"},
    {"bitscore", MIM_REAL, true, NULL, "The model's score"},
};

/* Residues of a peptide, or of a discontinuous epitope, which has their positions too. */
static int64_t count_residues(const struct mim_fields_row *hit, enum mim_field field)
{
    size_t length;
    const char *text = mim_field_text(hit, field, &length);
    int64_t residues = 0;
    for (size_t i = 0; i < length; i++)
        residues += text[i] >= 'A' && text[i] <= 'Z';
    return residues;
}

/* One of the edits: `d: YA[2]`, `d: A[2,4]`, `m: L>A[2]`. */
struct edit {
    char kind; /* 0: there are no more */
    const char *letters;
    size_t length;
    int64_t first, last;
};

static int64_t read_place(const char **at, const char *end)
{
    int64_t place = 0;
    for (; *at < end && **at >= '0' && **at <= '9'; (*at)++)
        place = 10 * place + (**at - '0');
    return place;
}

static struct edit next_edit(const char **at, const char *end)
{
    struct edit edit = {0};
    while (*at < end && (**at == ',' || **at == ' '))
        (*at)++;
    if (end - *at < 3)
        return edit;
    edit.kind = **at;
    edit.letters = *at += 3;
    while (*at < end && **at != '[')
        (*at)++;
    edit.length = (size_t)(*at - edit.letters);
    *at += *at < end;
    edit.first = edit.last = read_place(at, end);
    if (*at < end && **at == ',') {
        (*at)++;
        edit.last = read_place(at, end);
    }
    *at += *at < end;
    return edit;
}

/* Whether this tells the run before it with another place: one further right, its first letter at
 * the end. */
static bool is_same_run(const struct edit *before, const struct edit *edit)
{
    const size_t n = edit->length;
    return before->kind == edit->kind && before->length == n && n > 0 &&
           edit->first == before->last + 1 && before->letters[0] == edit->letters[n - 1] &&
           memcmp(before->letters + 1, edit->letters, n - 1) == 0;
}

static int64_t count_runs(const struct mim_fields_row *hit)
{
    size_t length;
    struct edit before = {0};
    int64_t runs = 0;
    const char *at = mim_field_text(hit, MIM_FIELD_EDITS, &length), *end = at + length;
    for (struct edit edit = next_edit(&at, end); edit.kind != 0; edit = next_edit(&at, end)) {
        runs += edit.kind != 'm' && !is_same_run(&before, &edit);
        before = edit;
    }
    return runs;
}

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

/* Residues of both sides are pairs, but for the indels. */
static void put_row(struct mim_table *table, const struct mim_fields_row *hit)
{
    const int64_t query = count_residues(hit, MIM_FIELD_QUERY);
    const int64_t indels =
        hit->has[MIM_FIELD_INDELS] ? mim_field_integer(hit, MIM_FIELD_INDELS) : 0;
    const int64_t pairs = (query + count_residues(hit, MIM_FIELD_MATCH) - indels) / 2;
    const int64_t mismatches = mim_field_integer(hit, MIM_FIELD_MISMATCHES);
    mim_put_field_text(table, hit, MIM_FIELD_QUERY_ID);
    mim_put_field_text(table, hit, MIM_FIELD_ACCESSION);
    put_identity(table, pairs - mismatches, pairs + indels);
    mim_put_integer(table, pairs + indels);
    mim_put_integer(table, mismatches);
    mim_put_integer(table, indels > 0 ? count_runs(hit) : 0);
    put_query_range(table, hit, query);
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
    return mim_fields_format_create(&format, columns, sizeof columns / sizeof *columns, hits, out,
                                    error);
}
