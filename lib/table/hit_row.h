/* The cells of a hit, in the order of their columns. */
#ifndef MIM_TABLE_HIT_ROW_H
#define MIM_TABLE_HIT_ROW_H

#include "model/model_list.h"
#include "query/epitope.h"
#include "search/search.h"
#include "table/annotated.h"
#include "table/edits_cells.h"
#include "table/group_numbers.h"
#include "table/ranks.h"
#include "table/record_names.h"
#include "table/significance.h"

enum {
    MIM_HIT_COLUMNS = 64, /* at most */
    MIM_LONGEST_FLANK = 100,
    MIM_MODEL_COLUMN = sizeof "rank_" + MIM_MODEL_NAME /* bytes of a name */
};

/* Which columns there are besides those that every table of hits has. */
struct mim_hit_style {
    uint32_t columns; /* MIMICRY_COLUMN_... */
    uint32_t flank;
    bool edits;   /* the search has indels */
    bool windows; /* queries are cut into windows */
    const struct mimicry_annotations *annotations;
    double min_expression;
    struct mim_presentation *presentation; /* NULL: no such columns */
    const char *opt_levels;                /* used at once */
    int32_t order; /* of the hits of a window: MIMICRY_ORDER_..., but AUTO */
    const struct mim_model_list *opt_models; /* by which hits have ranks, too */
};

/* The query that hits are of. The strings outlive its hits. */
struct mim_hit_query {
    uint64_t number; /* of all queries */
    const char *id;
    size_t id_length;
    const char *peptide;
    const char *alleles; /* its own */
};

/* All zero before it is opened. For one thread at a time. */
struct mim_hit_row {
    const struct mim_search *search;
    struct mim_hit_style style;
    struct mim_hit_query query;
    struct mim_epitope epitope; /* the query, if it is one */
    struct mim_ranks ranks;
    struct mim_record_names names;
    struct mim_edits_cells edits;
    struct mim_annotated annotated;
    struct mim_group_numbers groups;
    struct mim_significance *significance; /* owned, or NULL */
    bool has_more; /* there are columns that the style asks for, but for those of models, */
    char model_columns[MIM_MODELS][MIM_MODEL_COLUMN]; /* which have these names */
};

/* Only what the run tells of notes is used. To be closed after a failure too. */
mimicry_status mim_hit_row_open(struct mim_hit_row *row, const struct mim_search *search,
                                const struct mim_hit_style *style, const mimicry_run *run,
                                mimicry_error *error);
void mim_hit_row_close(struct mim_hit_row *row);

/* The name of the columns of bit 1 << i of MIMICRY_COLUMN_...; NULL if there is no such bit. */
const char *mim_asked_column_name(size_t i);

/* The columns of the functions below; how many. */
size_t mim_hit_match_columns(struct mim_column *out);
size_t mim_hit_more_columns(const struct mim_hit_row *row, struct mim_column *out);

/* The query of the next hits. */
mimicry_status mim_hit_row_begin(struct mim_hit_row *row, const struct mim_hit_query *query,
                                 mimicry_error *error);

/* Hits of a query, and how many others follow them in memory: those are only asked for. */
struct mim_hits {
    const mimicry_hit *at;
    size_t count, following;
    const uint64_t *ranks;    /* of `count` hits; NULL: hits come in the search's order */
    const uint64_t *by_model; /* of the style's models, if it has some: one each by hit */
};

/* query_id, query, match, mismatches, score; at most as many hits as mim_table_room. */
void mim_hit_put_matches(const struct mim_hit_row *row, struct mim_table *table,
                         const struct mim_hits *hits);

/* The columns of a whole row; how many. */
size_t mim_hit_columns(struct mim_hit_row *row, struct mim_column *out);

/* Adds whole rows: the match, accession, gene, start, end, rank, those by models, and what else the
 * style asks for. */
mimicry_status mim_hit_put(struct mim_hit_row *row, struct mim_table *table, struct mim_hits hits,
                           mimicry_error *error);

/* What the style asks for. */
mimicry_status mim_hit_put_more(struct mim_hit_row *row, struct mim_table *table,
                                const mimicry_hit *hit, mimicry_error *error);

#endif
