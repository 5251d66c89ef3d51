/* A table of levels, by gene and tissue, and the names that lead to a gene. */
#include "annotate/expression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const size_t AMBIGUOUS = MIM_NO_NAME; /* an alias of several genes */

/* ---- Filling ---- */

struct mim_expression *mim_expression_create(void)
{
    return mim_alloc_zeroed(1, sizeof(struct mim_expression));
}

static void free_building(struct mim_expression *e)
{
    mim_names_free(&e->pairs);
    for (size_t kind = 0; kind < MIM_ALIAS; kind++) {
        free(e->gene_names[kind]);
        e->gene_names[kind] = NULL;
    }
    free(e->alias_owners);
    e->alias_owners = NULL;
}

void mim_expression_free(struct mim_expression *e)
{
    if (e == NULL)
        return;
    free_building(e);
    mim_names_free(&e->tissues);
    for (size_t kind = 0; kind < MIM_GENE_KINDS; kind++) {
        mim_names_free(&e->names[kind]);
        free(e->rows[kind]);
    }
    free(e->levels);
    free(e->gaps);
    free(e->first_text);
    free(e);
}

/* Another stride, at least twice the last one: all rows move. */
static bool widen(struct mim_expression *e, size_t tissues)
{
    size_t stride = e->stride < 16 ? 16 : e->stride, cells;
    while (stride < tissues)
        stride *= 2;
    if (__builtin_mul_overflow(e->rows_room, stride, &cells))
        return false;
    double *levels = mim_alloc_array(cells, sizeof *levels);
    bool *gaps = mim_alloc_zeroed(cells, sizeof *gaps);
    if (levels == NULL || gaps == NULL) {
        free(levels);
        free(gaps);
        return false;
    }
    for (size_t row = 0; row < e->n_rows; row++) {
        for (size_t t = 0; t < stride; t++) {
            const size_t old = row * e->stride + t;
            levels[row * stride + t] = t < e->stride ? e->levels[old] : NAN;
            gaps[row * stride + t] = t < e->stride && e->gaps[old];
        }
    }
    free(e->levels);
    free(e->gaps);
    e->levels = levels;
    e->gaps = gaps;
    e->stride = stride;
    return true;
}

static bool is_tissue(const struct mim_expression *e, size_t tissue, struct mim_slice name)
{
    const char *at = mim_names_at(&e->tissues, tissue);
    return strncmp(at, name.at, name.length) == 0 && at[name.length] == '\0';
}

static bool add_tissue(struct mim_expression *e, struct mim_slice name, size_t *tissue)
{
    if (!mim_names_add(&e->tissues, name.at, name.length, tissue))
        return false;
    if (e->n_rows > 0)
        return e->tissues.count <= e->stride || widen(e, e->tissues.count);
    e->stride = e->tissues.count;
    return true;
}

bool mim_expression_tissue(struct mim_expression *e, struct mim_slice name, size_t *tissue)
{
    /* Those of every gene mostly come in one order. */
    const size_t next = e->last_tissue + 1 < e->tissues.count ? e->last_tissue + 1 : 0;
    if (next < e->tissues.count && is_tissue(e, next, name))
        *tissue = next;
    else if (!add_tissue(e, name, tissue))
        return false;
    e->last_tissue = *tissue;
    return true;
}

static bool add_row(struct mim_expression *e)
{
    size_t gaps_room = e->rows_room;
    bool *gaps = mim_grow(e->gaps, &gaps_room, e->n_rows + 1, e->stride * sizeof *gaps);
    if (gaps == NULL)
        return false;
    e->gaps = gaps;
    double *levels = mim_grow(e->levels, &e->rows_room, e->n_rows + 1, e->stride * sizeof *levels);
    if (levels == NULL)
        return false;
    e->levels = levels;
    for (size_t t = 0; t < e->stride; t++) {
        e->levels[e->n_rows * e->stride + t] = NAN;
        e->gaps[e->n_rows * e->stride + t] = false;
    }
    e->n_rows++;
    return true;
}

/* The number of a name, or MIM_NO_NAME where there is none. */
static bool number_name(struct mim_expression *e, enum mim_gene_kind kind, struct mim_slice name,
                        size_t *number, bool *is_new)
{
    const size_t before = e->names[kind].count;
    *number = MIM_NO_NAME;
    if (name.length > 0 && !mim_names_add(&e->names[kind], name.at, name.length, number))
        return false;
    *is_new = *is_new || e->names[kind].count > before;
    return true;
}

/* The number of two names that belong together. */
static bool add_pair(struct mim_expression *e, struct mim_slice symbol, struct mim_slice identifier,
                     size_t *number)
{
    /* No name has a line end: so it parts the two. */
    const size_t length = symbol.length + 1 + identifier.length;
    char room[256];
    char *pair = length <= sizeof room ? room : mim_alloc_array(length, 1);
    if (pair == NULL)
        return false;
    memcpy(pair, symbol.at, symbol.length);
    pair[symbol.length] = '\n';
    memcpy(pair + symbol.length + 1, identifier.at, identifier.length);
    const bool good = mim_names_add(&e->pairs, pair, length, number);
    if (pair != room)
        free(pair);
    return good;
}

static struct mim_slice name_of(const struct mim_expression *e, enum mim_gene_kind kind,
                                size_t gene)
{
    const size_t number = e->gene_names[kind][gene];
    const char *name = number == MIM_NO_NAME ? "" : mim_names_at(&e->names[kind], number);
    return (struct mim_slice){name, strlen(name)};
}

/* The gene of two names that both came before, maybe with others; else the next number. */
static bool find_pair(struct mim_expression *e, struct mim_slice symbol,
                      struct mim_slice identifier, size_t *gene)
{
    size_t number;
    while (e->pairs.count < e->n_genes) {
        const size_t next = e->pairs.count;
        if (!add_pair(e, name_of(e, MIM_SYMBOL, next), name_of(e, MIM_IDENTIFIER, next), &number))
            return false;
    }
    return add_pair(e, symbol, identifier, gene);
}

static bool add_gene(struct mim_expression *e, const size_t numbers[MIM_ALIAS])
{
    for (size_t kind = 0; kind < MIM_ALIAS; kind++) {
        size_t *of_gene =
            mim_grow(e->gene_names[kind], &e->gene_room[kind], e->n_genes + 1, sizeof *of_gene);
        if (of_gene == NULL)
            return false;
        e->gene_names[kind] = of_gene;
        of_gene[e->n_genes] = numbers[kind];
    }
    e->n_genes++;
    return add_row(e);
}

bool mim_expression_gene(struct mim_expression *e, struct mim_slice symbol,
                         struct mim_slice identifier, size_t *gene)
{
    size_t numbers[MIM_ALIAS];
    bool is_new = false;
    if (!number_name(e, MIM_SYMBOL, symbol, &numbers[MIM_SYMBOL], &is_new) ||
        !number_name(e, MIM_IDENTIFIER, identifier, &numbers[MIM_IDENTIFIER], &is_new))
        return false;
    *gene = e->n_genes;
    if (!is_new && !find_pair(e, symbol, identifier, gene))
        return false;
    return *gene < e->n_genes || add_gene(e, numbers);
}

/* The proper name by which a gene is told from others, as one number. */
static size_t proper_name(const struct mim_expression *e, size_t gene)
{
    const size_t symbol = e->gene_names[MIM_SYMBOL][gene];
    return symbol != MIM_NO_NAME ? 2 * symbol : 2 * e->gene_names[MIM_IDENTIFIER][gene] + 1;
}

static bool add_alias(struct mim_expression *e, size_t gene, struct mim_slice alias)
{
    const size_t owner = proper_name(e, gene), before = e->names[MIM_ALIAS].count;
    size_t number;
    if (!mim_names_add(&e->names[MIM_ALIAS], alias.at, alias.length, &number))
        return false;
    if (number < before) {
        if (e->alias_owners[number] != owner)
            e->alias_owners[number] = AMBIGUOUS;
        return true;
    }
    size_t *owners = mim_grow(e->alias_owners, &e->owners_room, number + 1, sizeof *owners);
    if (owners == NULL)
        return false;
    e->alias_owners = owners;
    owners[number] = owner;
    return true;
}

bool mim_expression_aliases(struct mim_expression *e, size_t gene, const char *list)
{
    struct mim_slice alias;
    while (mim_name_next(&list, &alias)) {
        if (!add_alias(e, gene, alias))
            return false;
    }
    return true;
}

static void raise_to(double *level, double other)
{
    if (!(*level >= other) && !isnan(other)) /* anything is more than nothing known */
        *level = other;
}

void mim_expression_raise(struct mim_expression *e, size_t gene, size_t tissue, double level)
{
    raise_to(&e->levels[gene * e->stride + tissue], level);
    e->gaps[gene * e->stride + tissue] |= isnan(level);
}

/* ---- Finishing ---- */

/* A column of levels moves to the left, where nothing is needed any more. */
static void move_column(struct mim_expression *e, size_t from, size_t to)
{
    for (size_t row = 0; row < e->n_rows && from != to; row++) {
        e->levels[row * e->stride + to] = e->levels[row * e->stride + from];
        e->gaps[row * e->stride + to] = e->gaps[row * e->stride + from];
    }
}

/* Moves the tissues that stay together, into rows of just these. */
static bool compact(struct mim_expression *e, const bool *opt_is_text)
{
    struct mim_names kept = {0};
    size_t count = 0, number;
    for (size_t t = 0; t < e->tissues.count; t++) {
        if (opt_is_text != NULL && opt_is_text[t])
            continue;
        const char *name = mim_names_at(&e->tissues, t);
        if (!mim_names_add(&kept, name, strlen(name), &number)) {
            mim_names_free(&kept);
            return false;
        }
        move_column(e, t, count++);
    }
    for (size_t row = 0; row < e->n_rows && count < e->stride; row++) {
        memmove(e->levels + row * count, e->levels + row * e->stride, count * sizeof *e->levels);
        memmove(e->gaps + row * count, e->gaps + row * e->stride, count * sizeof *e->gaps);
    }
    mim_names_free(&e->tissues);
    e->tissues = kept;
    e->stride = count;
    return true;
}

/* How many rows more there can be, for names that several genes have. */
static size_t most_merged(const struct mim_expression *e)
{
    size_t most = 0;
    for (size_t kind = 0; kind < MIM_ALIAS; kind++) {
        size_t named = 0;
        for (size_t gene = 0; gene < e->n_genes; gene++)
            named += e->gene_names[kind][gene] != MIM_NO_NAME;
        most += named - e->names[kind].count;
    }
    return most;
}

/* A row of its own for a name of several genes, which begins as that of the first. */
static size_t copy_row(struct mim_expression *e, size_t row)
{
    const size_t from = row * e->stride, to = e->n_rows * e->stride;
    memcpy(e->levels + to, e->levels + from, e->stride * sizeof *e->levels);
    memcpy(e->gaps + to, e->gaps + from, e->stride * sizeof *e->gaps);
    return e->n_rows++;
}

/* The highest levels of both; what is not known of either has a gap. */
static void merge_row(struct mim_expression *e, size_t into, size_t gene)
{
    for (size_t t = 0; t < e->stride; t++) {
        const size_t to = into * e->stride + t, from = gene * e->stride + t;
        e->gaps[to] |= e->gaps[from] || isnan(e->levels[from]) || isnan(e->levels[to]);
        raise_to(&e->levels[to], e->levels[from]);
    }
}

/* The row of every proper name: its gene's, or one of the highest levels of all its genes. */
static bool assign_rows(struct mim_expression *e, enum mim_gene_kind kind)
{
    const size_t names = e->names[kind].count;
    size_t *rows = mim_alloc_array(names, sizeof *rows);
    if (rows == NULL)
        return false;
    e->rows[kind] = rows;
    for (size_t i = 0; i < names; i++)
        rows[i] = MIM_NO_NAME;
    for (size_t gene = 0; gene < e->n_genes; gene++) {
        const size_t name = e->gene_names[kind][gene];
        if (name == MIM_NO_NAME)
            continue;
        if (rows[name] == MIM_NO_NAME) {
            rows[name] = gene;
            continue;
        }
        if (rows[name] < e->n_genes)
            rows[name] = copy_row(e, rows[name]);
        merge_row(e, rows[name], gene);
    }
    return true;
}

static bool assign_aliases(struct mim_expression *e)
{
    size_t *rows = mim_alloc_array(e->names[MIM_ALIAS].count, sizeof *rows);
    if (rows == NULL)
        return false;
    e->rows[MIM_ALIAS] = rows;
    for (size_t i = 0; i < e->names[MIM_ALIAS].count; i++) {
        const size_t owner = e->alias_owners[i];
        rows[i] = owner == AMBIGUOUS
                      ? MIM_NO_NAME
                      : e->rows[owner % 2 == 0 ? MIM_SYMBOL : MIM_IDENTIFIER][owner / 2];
    }
    return true;
}

/* Room for all rows that there can be, and no more. */
static bool settle_room(struct mim_expression *e)
{
    size_t cells, bytes;
    if (__builtin_mul_overflow(e->n_rows + most_merged(e), e->stride, &cells) ||
        __builtin_mul_overflow(cells, sizeof *e->levels, &bytes))
        return false;
    double *levels = realloc(e->levels, bytes == 0 ? 1 : bytes);
    if (levels == NULL)
        return false;
    e->levels = levels;
    bool *gaps = realloc(e->gaps, cells == 0 ? 1 : cells * sizeof *gaps);
    if (gaps == NULL)
        return false;
    e->gaps = gaps;
    return true;
}

bool mim_expression_finish(struct mim_expression *e, const bool *opt_is_text)
{
    if (!compact(e, opt_is_text) || !settle_room(e) || !assign_rows(e, MIM_SYMBOL) ||
        !assign_rows(e, MIM_IDENTIFIER) || !assign_aliases(e))
        return false;
    free_building(e);
    return true;
}

bool mim_expression_lacks(const struct mim_expression *e, const double *levels, size_t tissue)
{
    return isnan(levels[tissue]) || e->gaps[(size_t)(levels - e->levels) + tissue];
}

const double *mim_expression_find(const struct mim_expression *e, const char *gene)
{
    const struct mim_slice name = mim_name_cut(gene, strlen(gene));
    for (size_t kind = 0; kind < MIM_GENE_KINDS && name.length > 0; kind++) {
        const size_t number = mim_names_find(&e->names[kind], name.at, name.length);
        if (number != MIM_NO_NAME)
            return e->rows[kind][number] == MIM_NO_NAME
                       ? NULL
                       : e->levels + e->rows[kind][number] * e->stride;
    }
    return NULL;
}
