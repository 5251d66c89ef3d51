/* The columns of the rows of a screen. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "table/screen_rows.h"

enum { NAME = 24 + MIM_LEVEL_NAME }; /* bytes of a made-up name of a column, with its NUL */

/* The columns that one window of the proteome has. */
#define HIT(name, brief, room, what)                                                               \
    {name, MIM_TEXT, MIM_NULLABLE | (brief) | MIM_OF_MATCH, NULL, what},                           \
        {name "_mismatches", MIM_INTEGER, MIM_NULLABLE | (brief), "residues",                      \
         "Positions at which it and the query differ"},                                            \
        {name "_accession", MIM_TEXT, MIM_NULLABLE | (room), NULL, "Accession of its record"},     \
    {                                                                                              \
        name "_gene", MIM_TEXT, MIM_NULLABLE | (brief), NULL, "Gene of its record"                 \
    }
#define PLACE(name)                                                                                \
    {name "_score", MIM_REAL, MIM_NULLABLE, NULL,                                                  \
     "Sum of the model's scores of it and the query"},                                             \
        {name "_start", MIM_INTEGER, MIM_NULLABLE, "residue", "Its first residue in the record"},  \
    {                                                                                              \
        name "_end", MIM_INTEGER, MIM_NULLABLE, "residue", "Its last residue in the record"        \
    }
#define WINDOW(name)                                                                               \
    {name "_window", MIM_TEXT, MIM_NULLABLE | MIM_OF_QUERY, NULL,                                  \
     "The part of the query that it is like"},                                                     \
    {                                                                                              \
        name "_window_start", MIM_INTEGER, MIM_NULLABLE, "residue",                                \
            "First residue of that part in the query"                                              \
    }
#define LEFT_OUT(name, what)                                                                       \
    {                                                                                              \
        "left_out_" name, MIM_INTEGER, MIM_NULLABLE, "windows",                                    \
            "Windows within the threshold that do not count because they " what                    \
    }

static const struct mim_column before_self[] = {
    {"id", MIM_TEXT, MIM_BRIEF, NULL, "Name of the query, or its number, from 1"},
    {"peptide", MIM_TEXT, MIM_BRIEF, NULL, "The query"},
    HIT("nearest", MIM_BRIEF, MIM_ROOM, "The window of the proteome of fewest mismatches"),
};
static const struct mim_column after_self[] = {
    PLACE("nearest"),
    HIT("best", 0, 0, "The window of the proteome of the highest score"),
    PLACE("best"),
    {"evalue", MIM_REAL, MIM_NULLABLE | MIM_ROOM, "windows",
     "Windows of the score of best, or of more, that chance gives"},
    {"self_peptides", MIM_INTEGER, MIM_ROOM, "peptides", "Distinct self-peptides within reach"},
    {"genes", MIM_INTEGER, 0, "genes", "Distinct genes of the windows within reach"},
    {"records_without_gene", MIM_INTEGER, 0, "records",
     "Records without a gene that have windows within reach"},
    {"source", MIM_TEXT, MIM_ROOM, NULL,
     "found: the proteome has the query's gene or accession; absent: it has not; unknown: the "
     "query names none"},
    LEFT_OUT("wildtype", "are the query's wild type"),
    LEFT_OUT("own_gene", "are of the query's own gene"),
    LEFT_OUT("paralogs", "are of a paralog of the query's source"),
    LEFT_OUT("genes", "are of genes that are not searched"),
    {"windows", MIM_INTEGER, 0, "windows", "Windows of the query that were searched"},
    WINDOW("nearest"),
    WINDOW("best"),
};
static const struct mim_column list_columns[] = {
    {"self_peptide_names", MIM_TEXT, MIM_NULLABLE, NULL,
     "The self-peptides, of fewest mismatches first"},
    {"gene_names", MIM_TEXT, MIM_NULLABLE, NULL, "The genes, of fewest mismatches first"},
};
static const struct mim_column dissimilarity_column = {
    "dissimilarity", MIM_REAL, MIM_NULLABLE | MIM_BRIEF, NULL,
    "1 - R of the query to the whole proteome: 1 is like nothing in it"};
static const struct mim_column expression_column = {
    "expression", MIM_REAL, MIM_NULLABLE | MIM_ROOM, NULL,
    "Highest level of any of the genes in any tissue"};
static const struct mim_column tissues_column = {
    "tissues", MIM_TEXT, MIM_ROOM, NULL,
    "Tissues in which one of the genes is expressed, the highest level first; none, or unknown"};
static const struct mim_column vital_columns[] = {
    {"vital", MIM_TEXT, MIM_BRIEF, NULL,
     "Whether one of the genes is expressed in a vital tissue: yes, no or unknown"},
    {"vital_tissues", MIM_TEXT, MIM_ROOM, NULL,
     "Vital tissues in which one of the genes is expressed, the highest level first; none, or "
     "unknown"},
};
static const struct mim_column organs_column = {
    "organs", MIM_TEXT, MIM_ROOM, NULL,
    "Organ systems in which one of the genes is expressed; none, or unknown"};
static const struct mim_column unknown_column = {
    "unknown_genes", MIM_TEXT, MIM_NULLABLE, NULL,
    "Those of the genes of which the table of expression says nothing"};
static const struct mim_column binder_columns[] = {
    {"binders", MIM_INTEGER, MIM_NULLABLE, "peptides",
     "Self-peptides within reach that bind: of the highest rank asked for or a lower one, or in a "
     "table without ranks; not known where nothing is known of any of them"},
    {"binder", MIM_TEXT, MIM_NULLABLE, NULL, "The self-peptide of the lowest rank"},
    {"binder_allele", MIM_TEXT, MIM_NULLABLE | MIM_ROOM, NULL,
     "The allele for which that is its rank"},
    {"binder_rank", MIM_REAL, MIM_NULLABLE | MIM_ROOM, "%",
     "Its rank: that of the table of binders, else its percentile among the proteome's windows, "
     "with "
     "six digits"},
};
static const struct mim_column first_columns[] = {
    HIT("first", MIM_ROOM, 0, "The window of the proteome that is first by the order asked for"),
    PLACE("first"), WINDOW("first")};
static const struct mim_column left_out_column =
    LEFT_OUT("presented", "are not presented so well as was asked for");

enum { BEFORE = sizeof before_self / sizeof *before_self };
enum { AFTER = sizeof after_self / sizeof *after_self };
enum { FIRST = sizeof first_columns / sizeof *first_columns };
enum { LISTS = sizeof list_columns / sizeof *list_columns };
enum {
    MORE = LISTS + 1 + 2 + 2 + 1 + 1 + 4 + 1 + FIRST
}; /* at most, of those that are not always there */

/* ---- The table ---- */

struct row_columns {
    struct mim_column *at;
    size_t count;
    char (*names)[NAME]; /* made up for some of them */
    size_t n_names;
};

static void add(struct row_columns *c, const struct mim_column *columns, size_t count)
{
    memcpy(c->at + c->count, columns, count * sizeof *columns);
    c->count += count;
}

static void add_self(const struct mim_screen_rows *r, struct row_columns *c)
{
    struct mim_column self = {"self", MIM_INTEGER, MIM_BRIEF, "windows", "Windows within reach"};
    for (size_t m = 0; m < r->n_self; m++) {
        if (r->by_mismatches) {
            char *name = c->names[c->n_names++];
            snprintf(name, NAME, "self_%zu", m);
            self.name = name;
            self.description = "Windows within reach of so many mismatches";
        }
        add(c, &self, 1);
    }
}

/* A column for each number of mismatches within reach. */
static void add_counts(const struct mim_screen_rows *r, struct row_columns *c, const char *prefix,
                       const char *unit, const char *description)
{
    for (size_t m = 0; m < r->n_self && r->by_mismatches; m++) {
        char *name = c->names[c->n_names++];
        snprintf(name, NAME, "%s_%zu", prefix, m);
        const struct mim_column column = {name, MIM_INTEGER, 0, unit, description};
        add(c, &column, 1);
    }
}

/* What is known of the gene and the residues of one window. */
static void add_annotated(const struct mim_screen_rows *r, struct row_columns *c,
                          const char *window, bool brief)
{
    struct mim_column columns[MIM_ANNOTATED_COLUMNS];
    const size_t n = mim_annotated_columns(r->annotated, columns);
    for (size_t i = 0; i < n; i++) {
        char *name = c->names[c->n_names++];
        snprintf(name, NAME, "%s_%s", window, columns[i].name);
        columns[i].name = name;
        columns[i].is |= MIM_NULLABLE; /* there may be no such window */
        columns[i].is &= brief ? UINT_MAX : ~(unsigned)(MIM_BRIEF | MIM_ROOM);
    }
    add(c, columns, n);
}

static void add_all(const struct mim_screen_rows *r, struct row_columns *c)
{
    mim_given_columns_set(&r->given, c->at);
    c->count = mim_given_columns_count(&r->given);
    add(c, before_self, BEFORE);
    add_self(r, c);
    add(c, after_self, AFTER);
    if (r->lists)
        add(c, list_columns, LISTS);
    add_counts(r, c, "self_peptides", "peptides",
               "Self-peptides whose nearest window within reach has so many mismatches");
    add_counts(r, c, "genes", "genes",
               "Genes whose nearest window within reach has so many mismatches");
    if (r->dissimilarity)
        add(c, &dissimilarity_column, 1);
    if (r->annotated->expression != NULL) {
        add(c, &expression_column, 1);
        if (r->lists)
            add(c, &tissues_column, 1);
        if (r->vital)
            add(c, vital_columns, 2);
        if (r->organs)
            add(c, &organs_column, 1);
        if (r->lists)
            add(c, &unknown_column, 1);
    }
    if (r->filters)
        add(c, &left_out_column, 1);
    if (r->annotated->presentation != NULL)
        add(c, binder_columns, 4);
    add_annotated(r, c, "nearest", true);
    add_annotated(r, c, "best", false);
    if (!r->ordered)
        return;
    add(c, first_columns, FIRST);
    add_annotated(r, c, "first", false);
}

mimicry_status mim_screen_rows_table(const struct mim_screen_rows *r, const mimicry_run *run,
                                     struct mim_table **out, mimicry_error *error)
{
    const size_t given = mim_given_columns_count(&r->given);
    const size_t made_up = 3 * r->n_self + 3 * MIM_ANNOTATED_COLUMNS;
    struct row_columns c = {
        .at = mim_alloc_array(given + BEFORE + AFTER + MORE + made_up, sizeof *c.at),
        .names = mim_alloc_array(made_up, sizeof *c.names),
    };
    char *names = NULL;
    *out = NULL;
    mimicry_status status = c.at != NULL && c.names != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK) {
        add_all(r, &c);
        status = mim_given_columns_part(&r->given, c.at + given, c.count - given, run->note,
                                        run->data, &names, error);
    }
    if (status == MIMICRY_OK)
        status = mim_table_create(c.at, c.count, out, error);
    free(c.at);
    free(c.names);
    free(names);
    return status;
}
