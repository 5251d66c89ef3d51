/* Prints the rows of a screen, one a candidate. */
#include "screen_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const first_columns[] = {
    "id",
    "peptide",
    "nearest",
    "nearest_mismatches",
    "nearest_accession",
    "nearest_gene",
    "self_0",
    "self_1",
    "self_2",
    "self_3",
    "nearest_score",
    "nearest_start",
    "nearest_end",
    "best",
    "best_mismatches",
    "best_accession",
    "best_gene",
    "best_score",
    "best_start",
    "best_end",
    "evalue",
    "self_peptides",
    "genes",
    "records_without_gene",
    "source",
    "left_out_wildtype",
    "left_out_own_gene",
    "left_out_paralogs",
    "left_out_genes",
    "windows",
    "nearest_window",
    "nearest_window_start",
    "best_window",
    "best_window_start",
    "self_peptide_names",
    "gene_names",
};

/* ---- Columns ---- */

static void add_column(struct screen_printer *p, const char *name)
{
    p->columns[p->n_columns++] = name;
}

/* Those of the tissues of one hit, with the name of the hit before them. */
static void add_hit_columns(struct screen_printer *p, const char *hit, unsigned which)
{
    const char *columns[8];
    const size_t n = tissues_columns(p->style->tissues, columns);
    for (size_t i = 0; i < n; i++) {
        snprintf(p->names[i][which], sizeof p->names[i][which], "%s_%s", hit, columns[i]);
        add_column(p, p->names[i][which]);
    }
}

static void add_tissue_columns(struct screen_printer *p)
{
    const struct tissues *t = p->style->tissues;
    if (t->expression != NULL) {
        add_column(p, "expression");
        add_column(p, "tissues");
        if (t->request.vital) {
            add_column(p, "vital");
            add_column(p, "vital_tissues");
        }
        if (t->request.organs)
            add_column(p, "organs");
        add_column(p, "unknown_genes");
    }
    if (t->binders != NULL) {
        add_column(p, "binders");
        add_column(p, "binder");
        add_column(p, "binder_allele");
        add_column(p, "binder_rank");
    }
    add_hit_columns(p, "nearest", 0);
    add_hit_columns(p, "best", 1);
}

void screen_begin(struct screen_printer *p, struct output *out, const mimicry_index *index,
                  const struct screen_style *style)
{
    memset(p, 0, sizeof *p);
    p->out = out;
    p->index = index;
    p->style = style;
    for (size_t i = 0; i < sizeof first_columns / sizeof *first_columns; i++)
        add_column(p, first_columns[i]);
    if (style->dissimilarity)
        add_column(p, "dissimilarity");
    if (style->tissues != NULL)
        add_tissue_columns(p);
}

/* ---- Cells ---- */

static void put_number(struct screen_printer *p, double value)
{
    if (isnan(value))
        rows_text(&p->rows, "");
    else
        rows_real(&p->rows, value);
}

static void put_rounded(struct screen_printer *p, double value)
{
    if (isnan(value))
        rows_text(&p->rows, "");
    else
        rows_rounded(&p->rows, value);
}

static void put_nothing(struct screen_printer *p, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        rows_text(&p->rows, "");
}

/* Names with ";" between them; `none` when there is none. */
static bool put_list(struct screen_printer *p, const mimicry0_names *names, const char *none)
{
    size_t length = 1;
    for (size_t i = 0; i < names->count; i++)
        length += strlen(names->names[i]) + 1;
    if (length > p->list_room) {
        free(p->list);
        p->list_room = 0;
        p->list = malloc(length * 2);
        if (p->list == NULL)
            return report("not enough memory"), false;
        p->list_room = length * 2;
    }
    char *to = p->list;
    for (size_t i = 0; i < names->count; i++) {
        const size_t n = strlen(names->names[i]);
        if (i > 0)
            *to++ = ';';
        memcpy(to, names->names[i], n);
        to += n;
    }
    *to = '\0';
    rows_text(&p->rows, names->count > 0 ? p->list : none);
    return true;
}

static bool look_up(const struct screen_printer *p, const mimicry_hit *hit, mimicry0_record *record)
{
    *record = (mimicry0_record){.size = sizeof *record};
    return mimicry0_index_get_record(p->index, hit->record, record, NULL) == MIMICRY_OK;
}

/* Its residues, mismatches, accession and gene. */
static bool put_hit(struct screen_printer *p, const mimicry_hit *hit, mimicry0_record *record)
{
    if (hit->length == 0) {
        put_nothing(p, 4);
        return true;
    }
    if (!look_up(p, hit, record))
        return false;
    mimicry0_index_get_residues(p->index, hit->record, hit->start, hit->length, p->letters);
    rows_text(&p->rows, p->letters);
    rows_integer(&p->rows, hit->mismatches);
    rows_text(&p->rows, record->accession);
    rows_text(&p->rows, record->gene);
    return true;
}

static void put_place(struct screen_printer *p, const mimicry_hit *hit)
{
    if (hit->length == 0) {
        put_nothing(p, 3);
        return;
    }
    rows_real(&p->rows, hit->score);
    rows_integer(&p->rows, hit->start + 1);
    rows_integer(&p->rows, hit->start + hit->length);
}

static void put_window(struct screen_printer *p, const char *peptide, const mimicry_hit *hit)
{
    if (hit->length == 0) {
        put_nothing(p, 2);
        return;
    }
    memcpy(p->letters, peptide + hit->query_start, hit->length);
    p->letters[hit->length] = '\0';
    rows_text(&p->rows, p->letters);
    rows_integer(&p->rows, hit->query_start + 1);
}

static void put_counts(struct screen_printer *p, const mimicry0_screen_row *row)
{
    static const char *const sources[] = {"unknown", "absent", "found"};
    put_rounded(p, row->evalue);
    rows_integer(&p->rows, row->peptides.count);
    rows_integer(&p->rows, row->genes.count);
    rows_integer(&p->rows, row->unnamed);
    rows_text(&p->rows, sources[row->source]);
    for (int reason = MIMICRY_LEFT_OUT_WILDTYPE; reason < MIMICRY_LEFT_OUT_REASONS; reason++)
        rows_integer(&p->rows, row->left_out[reason]);
    rows_integer(&p->rows, row->windows);
}

static bool put_expression(struct screen_printer *p, const mimicry0_screen_row *row)
{
    const struct tissues *t = p->style->tissues;
    /* Nothing is said of a tissue as long as a gene is not known. */
    const char *none = row->unknown_genes.count > 0 || row->unnamed > 0 ? "unknown" : "none";
    if (t->expression == NULL)
        return true;
    put_number(p, row->expression);
    if (!put_list(p, &row->tissues, none))
        return false;
    if (t->request.vital) {
        rows_text(&p->rows, row->is_vital == MIMICRY_YES  ? "yes"
                            : row->is_vital == MIMICRY_NO ? "no"
                                                          : "unknown");
        if (!put_list(p, &row->vital, none))
            return false;
    }
    if (t->request.organs && !put_list(p, &row->organs, none))
        return false;
    return put_list(p, &row->unknown_genes, "");
}

static void put_binders(struct screen_printer *p, const mimicry0_screen_row *row)
{
    if (p->style->tissues->binders == NULL)
        return;
    rows_integer(&p->rows, row->binders);
    rows_text(&p->rows, row->binder != NULL ? row->binder : "");
    rows_text(&p->rows, row->binder != NULL ? row->binder_allele : "");
    put_number(p, row->binder_rank);
}

static bool put_hit_tissues(struct screen_printer *p, const mimicry_hit *hit)
{
    mimicry0_record record;
    const char *columns[8];
    if (hit->length == 0) {
        put_nothing(p, tissues_columns(p->style->tissues, columns));
        return true;
    }
    mimicry0_index_get_residues(p->index, hit->record, hit->start, hit->length, p->letters);
    return look_up(p, hit, &record) &&
           tissues_put(p->style->tissues, &p->rows, record.gene, p->letters);
}

static bool put_tissues(struct screen_printer *p, const mimicry0_screen_row *row)
{
    if (p->style->tissues == NULL)
        return true;
    if (!put_expression(p, row))
        return false;
    put_binders(p, row);
    return put_hit_tissues(p, row->nearest) && put_hit_tissues(p, row->best);
}

/* ---- */

static void begin_rows(struct screen_printer *p)
{
    if (!p->begun)
        rows_begin(&p->rows, p->out->stream, p->style->format, p->columns, p->n_columns);
    p->begun = true;
}

static bool put_row(struct screen_printer *p, const mimicry0_candidate *c,
                    const mimicry0_screen_row *row)
{
    mimicry0_record record;
    rows_text(&p->rows, c->id);
    rows_text(&p->rows, c->peptide);
    if (!put_hit(p, row->nearest, &record))
        return false;
    for (size_t m = 0; m <= MIMICRY_SCREEN_MISMATCHES; m++)
        rows_integer(&p->rows, row->self[m]);
    put_place(p, row->nearest);
    if (!put_hit(p, row->best, &record))
        return false;
    put_place(p, row->best);
    put_counts(p, row);
    put_window(p, c->peptide, row->nearest);
    put_window(p, c->peptide, row->best);
    if (!put_list(p, &row->peptides, "") || !put_list(p, &row->genes, ""))
        return false;
    if (p->style->dissimilarity)
        put_number(p, row->dissimilarity);
    return put_tissues(p, row);
}

int screen_print(void *printer, const mimicry0_screen_row *row, size_t size)
{
    struct screen_printer *p = printer;
    mimicry0_candidate candidate;
    (void)size;
    memcpy(&candidate, p->candidates + row->candidate * p->stride, sizeof candidate);
    begin_rows(p);
    if (!put_row(p, &candidate, row))
        return 1;
    rows_end(&p->rows);
    return was_interrupted() || !output_good(p->out);
}

void screen_end(struct screen_printer *p, bool complete)
{
    if (complete)
        begin_rows(p);
    free(p->list);
    p->list = NULL;
}
