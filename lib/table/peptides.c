/* The table of self-peptides: distinct residues of hits. The hits of a window come in an order in
 * which equal residues need not be neighbours; but all of them agree (group_numbers.h), so that
 * only hits that agree have to be kept. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "search/groups.h"
#include "table/columns.h"
#include "table/hit_source.h"

static const struct mim_column names_columns[] = {
    {"count", MIM_INTEGER, MIM_BRIEF, "windows",
     "How many windows of the proteome have these residues"},
    {"accessions", MIM_TEXT, MIM_NULLABLE | MIM_ROOM, NULL,
     "Accessions of the records, with ; between them"},
    {"genes", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL,
     "Genes of the records, with ; between them"},
    MIM_COLUMN_RANK};
enum { NAMES_COLUMNS = sizeof names_columns / sizeof *names_columns };

struct joined_name {
    const char *text;
    size_t length;
    size_t order;
};

struct peptides {
    struct mim_hit_source source;
    struct mim_hits taken; /* the last that were taken, */
    size_t at;             /* and the next of them */
    bool more;             /* blocks */
    /* Hits that agree, their groups, and their order by group. */
    mimicry_hit *hits;
    uint64_t *ranks; /* of hits, where these do not come in the search's order */
    uint64_t *groups;
    size_t *order;
    struct joined_name *names;
    size_t count, hits_room, ranks_room, groups_room, order_room, names_room;
    size_t *ends; /* of each group, in that order */
    size_t ends_room;
    uint64_t n_groups, group; /* `group` is the next one to be put */
    char *text;
    size_t text_room;
};

/* ---- Hits that agree ---- */

static bool keep(struct peptides *p, const mimicry_hit *hit, const uint64_t *opt_rank)
{
    mimicry_hit *hits = mim_grow(p->hits, &p->hits_room, p->count + 1, sizeof *hits);
    p->hits = hits != NULL ? hits : p->hits;
    uint64_t *ranks = mim_grow(p->ranks, &p->ranks_room, p->count + 1, sizeof *ranks);
    p->ranks = ranks != NULL ? ranks : p->ranks;
    if (hits == NULL || ranks == NULL)
        return false;
    p->ranks[p->count] = opt_rank != NULL ? *opt_rank : 0;
    p->hits[p->count++] = *hit;
    return true;
}

/* Takes hits as far as they agree with the first. None at the end of a block. */
static mimicry_status collect(struct peptides *p, mimicry_error *error)
{
    p->count = 0;
    for (;;) {
        if (p->at == p->taken.count) {
            p->at = 0;
            const mimicry_status status = mim_hit_source_here(&p->source, &p->taken, error);
            if (status != MIMICRY_OK || p->taken.count == 0)
                return status;
        }
        const mimicry_hit *hit = &p->taken.at[p->at];
        if (p->count > 0 && !mim_hits_agree(&p->hits[0], hit, p->source.row.style.edits))
            return MIMICRY_OK;
        if (!keep(p, hit, p->taken.ranks != NULL ? &p->taken.ranks[p->at] : NULL))
            return mim_fail_memory(error);
        p->at++;
    }
}

/* Room for arrays as long as that of hits, and for the ends of groups. */
static bool make_room(struct peptides *p)
{
    uint64_t *groups = mim_grow(p->groups, &p->groups_room, p->count, sizeof *groups);
    p->groups = groups != NULL ? groups : p->groups;
    size_t *order = mim_grow(p->order, &p->order_room, p->count, sizeof *order);
    p->order = order != NULL ? order : p->order;
    struct joined_name *names = mim_grow(p->names, &p->names_room, p->count, sizeof *names);
    p->names = names != NULL ? names : p->names;
    size_t *ends = mim_grow(p->ends, &p->ends_room, p->count + 1, sizeof *ends);
    p->ends = ends != NULL ? ends : p->ends;
    return groups != NULL && order != NULL && names != NULL && ends != NULL;
}

/* Puts the numbers of hits in the order of their groups, and of hits in each. */
static mimicry_status sort_by_group(struct peptides *p, mimicry_error *error)
{
    p->group = 0;
    p->n_groups = 0;
    if (!make_room(p))
        return mim_fail_memory(error);
    const mimicry_status status = mim_hits_group(p->source.row.search->index, p->hits, p->count,
                                                 sizeof *p->hits, p->groups, &p->n_groups, error);
    if (status != MIMICRY_OK)
        return status;
    memset(p->ends, 0, (size_t)(p->n_groups + 1) * sizeof *p->ends);
    for (size_t i = 0; i < p->count; i++)
        p->ends[p->groups[i] + 1]++;
    for (size_t g = 0; g < p->n_groups; g++)
        p->ends[g + 1] += p->ends[g];
    for (size_t i = 0; i < p->count; i++)
        p->order[p->ends[p->groups[i]]++] = i;
    return mim_hit_source_at(&p->source, &p->hits[0], error);
}

/* ---- Names ---- */

static int by_text(const void *x, const void *y)
{
    const struct joined_name *a = x, *b = y;
    const int order = strcmp(a->text, b->text);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static int by_order(const void *x, const void *y)
{
    const struct joined_name *a = x, *b = y;
    return (a->order > b->order) - (a->order < b->order);
}

/* Each name once, where it first was. Returns how many are left. */
static size_t make_distinct(struct joined_name *names, size_t count)
{
    size_t left = 0;
    if (count < 2)
        return count;
    qsort(names, count, sizeof *names, by_text);
    for (size_t i = 0; i < count; i++) {
        if (left == 0 || strcmp(names[left - 1].text, names[i].text) != 0)
            names[left++] = names[i];
    }
    qsort(names, left, sizeof *names, by_order);
    return left;
}

static mimicry_status put_names(struct peptides *p, struct mim_table *table, size_t count,
                                mimicry_error *error)
{
    size_t length = 0;
    count = make_distinct(p->names, count);
    for (size_t i = 0; i < count; i++)
        length += p->names[i].length + 1;
    char *text = mim_grow(p->text, &p->text_room, length + 1, 1);
    if (text == NULL)
        return mim_fail_memory(error);
    p->text = text;
    for (size_t i = 0; i < count; i++) {
        memcpy(text, p->names[i].text, p->names[i].length);
        text += p->names[i].length;
        *text++ = ';';
    }
    mim_put_known(table, p->text, length > 0 ? length - 1 : 0);
    return MIMICRY_OK;
}

/* The accessions of these hits, or their genes. */
static mimicry_status put_records(struct peptides *p, struct mim_table *table, const size_t *order,
                                  size_t count, bool genes, mimicry_error *error)
{
    struct mim_record_names *names = &p->source.row.names;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const mimicry_status status = mim_record_names_find(names, p->hits[order[i]].record, error);
        if (status != MIMICRY_OK)
            return status;
        const struct joined_name name = {genes ? names->gene : names->accession,
                                         genes ? names->gene_length : names->accession_length, n};
        if (name.length > 0 && (n == 0 || strcmp(p->names[n - 1].text, name.text) != 0))
            p->names[n++] = name;
    }
    return put_names(p, table, n, error);
}

/* ---- Rows ---- */

static mimicry_status put_group(struct peptides *p, struct mim_table *table, mimicry_error *error)
{
    const size_t from = p->group == 0 ? 0 : p->ends[p->group - 1];
    const size_t *order = p->order + from, count = p->ends[p->group] - from;
    const mimicry_hit *first = &p->hits[order[0]];
    p->group++;
    mim_hit_put_matches(&p->source.row, table, &(struct mim_hits){.at = first, .count = 1});
    mim_put_integer(table, (int64_t)count);
    mimicry_status status = put_records(p, table, order, count, false, error);
    if (status == MIMICRY_OK)
        status = put_records(p, table, order, count, true, error);
    const uint64_t *rank = p->taken.ranks != NULL ? &p->ranks[order[0]] : NULL;
    mim_put_integer(table,
                    mim_ranks_next(&p->source.row.ranks, first, p->source.row.style.edits, rank));
    if (status == MIMICRY_OK)
        status = mim_hit_put_more(&p->source.row, table, first, error);
    return status == MIMICRY_OK ? mim_end_row(table, error) : status;
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct peptides *p = data;
    mimicry_status status = mim_hit_source_begin(&p->source, error);
    while (status == MIMICRY_OK && p->more && !mim_table_full(table)) {
        if (p->group < p->n_groups) {
            status = put_group(p, table, error);
            continue;
        }
        status = collect(p, error);
        if (status == MIMICRY_OK)
            status = p->count > 0 ? sort_by_group(p, error)
                                  : mim_hit_reader_block(&p->source.reader, &p->more, error);
    }
    *more = p->more;
    return status;
}

static void release(void *data)
{
    struct peptides *p = data;
    mim_hit_source_close(&p->source);
    free(p->hits);
    free(p->ranks);
    free(p->groups);
    free(p->order);
    free(p->names);
    free(p->ends);
    free(p->text);
    free(p);
}

mimicry_status mim_peptides_create(const struct mim_search_request *request,
                                   struct mim_table **out_table, struct mim_producer *out_producer,
                                   mimicry_error *error)
{
    struct mim_column columns[MIM_HIT_COLUMNS];
    struct peptides *p = mim_alloc_zeroed(1, sizeof *p);
    if (p == NULL)
        return mim_fail_memory(error);
    p->more = true;
    mimicry_status status = mim_hit_source_open(&p->source, request, error);
    if (status == MIMICRY_OK) {
        size_t n = mim_hit_match_columns(columns);
        memcpy(columns + n, names_columns, sizeof names_columns);
        n += NAMES_COLUMNS;
        n += mim_hit_more_columns(&p->source.row, columns + n);
        status = mim_table_create(columns, n, out_table, error);
    }
    if (status != MIMICRY_OK)
        release(p);
    else
        *out_producer = (struct mim_producer){.next = next, .free = release, .data = p};
    return status;
}
