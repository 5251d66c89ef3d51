/* Finds the records of a gene or a protein, by halving sorted lists of them. */
#include "screen/origins.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/identifier.h"

struct key {
    struct mim_slice name; /* of a gene, or an accession: what counts of it */
    uint64_t record;
};

struct keys {
    struct key *at;
    size_t count;
};

struct mim_origins {
    const struct mimicry_index *index;
    struct keys genes, accessions; /* sorted; transcripts are among these */
};

/* ---- Keys ---- */

static struct key key_of(const char *name, uint64_t record)
{
    return (struct key){mim_name_cut(name, strlen(name)), record};
}

static struct key accession_key(const char *accession, uint64_t record)
{
    struct key key = key_of(accession, record);
    key.name.length = mim_accession_base(key.name.at, key.name.length);
    return key;
}

static int by_name(const void *x, const void *y)
{
    const struct key *a = x, *b = y;
    const int order = mim_name_compare(a->name, b->name);
    return order != 0 ? order : (a->record > b->record) - (a->record < b->record);
}

static void add_key(struct keys *keys, struct key key)
{
    if (key.name.length > 0)
        keys->at[keys->count++] = key;
}

mimicry_status mim_origins_create(const struct mimicry_index *index, struct mim_origins **out,
                                  mimicry_error *error)
{
    struct mim_origins *o = mim_alloc_zeroed(1, sizeof *o);
    *out = NULL;
    if (o == NULL)
        return mim_fail_memory(error);
    o->index = index;
    o->genes.at = mim_alloc_array(index->records, sizeof *o->genes.at);
    o->accessions.at = mim_alloc_array(2 * index->records, sizeof *o->accessions.at);
    if (o->genes.at == NULL || o->accessions.at == NULL) {
        mim_origins_free(o);
        return mim_fail_memory(error);
    }
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        if (!mim_index_names(index, r, names)) {
            mim_origins_free(o);
            return mim_fail_damaged(error);
        }
        add_key(&o->accessions, accession_key(names[0], r));
        add_key(&o->accessions, accession_key(mim_index_transcript(index, r), r));
        add_key(&o->genes, key_of(names[1], r));
    }
    qsort(o->genes.at, o->genes.count, sizeof *o->genes.at, by_name);
    qsort(o->accessions.at, o->accessions.count, sizeof *o->accessions.at, by_name);
    *out = o;
    return MIMICRY_OK;
}

void mim_origins_free(struct mim_origins *origins)
{
    if (origins == NULL)
        return;
    free(origins->genes.at);
    free(origins->accessions.at);
    free(origins);
}

/* ---- Finding ---- */

/* The first key that is not before this name. */
static size_t lower_bound(const struct keys *keys, struct mim_slice name)
{
    size_t from = 0, to = keys->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (mim_name_compare(keys->at[middle].name, name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static mimicry_status add_records(const struct keys *keys, struct mim_slice name,
                                  struct mim_own *out, mimicry_error *error)
{
    if (name.length == 0)
        return MIMICRY_OK;
    for (size_t i = lower_bound(keys, name);
         i < keys->count && mim_name_compare(keys->at[i].name, name) == 0; i++) {
        uint64_t *grown =
            mim_grow(out->records, &out->capacity, out->count + 1, sizeof *out->records);
        if (grown == NULL)
            return mim_fail_memory(error);
        out->records = grown;
        grown[out->count++] = keys->at[i].record;
    }
    return MIMICRY_OK;
}

/* What a query says of its source: names of genes, or accessions. */
struct own_names {
    const struct keys *keys;
    size_t (*base)(const char *text, size_t length);
    struct mim_own *out;
};

static struct mim_slice name_of(const struct own_names *s, const char *text, size_t length)
{
    struct mim_slice name = mim_name_cut(text, length);
    name.length = s->base(name.at, name.length);
    return name;
}

static mimicry_status add_name(const struct own_names *s, const char *text, size_t length,
                               mimicry_error *error)
{
    return add_records(s->keys, name_of(s, text, length), s->out, error);
}

static bool is_known(const struct own_names *s, const char *text, size_t length)
{
    const struct mim_slice name = name_of(s, text, length);
    const size_t at = lower_bound(s->keys, name);
    return at < s->keys->count && mim_name_compare(s->keys->at[at].name, name) == 0;
}

/* The length of what parts two partners at `at`, `-`, `_`, `--` or `::`; 0: nothing does. One
 * letter alone is no partner: HLA-E is no fusion. */
static size_t parting(struct mim_slice name, size_t at)
{
    const char mark = name.at[at];
    const size_t length = mark != '_' && name.at[at + 1] == mark ? 2 : 1;
    const bool parts = mark == '-' || mark == '_' || (mark == ':' && length == 2);
    return parts && at + length + 2 <= name.length ? length : 0;
}

/* How many of the two partners that are parted at `at` are known. An underscore parts what is known
 * alone: it stands in many names. */
static size_t known_partners(const struct own_names *s, struct mim_slice name, size_t at)
{
    const size_t length = parting(name, at), behind = at + length;
    if (length == 0)
        return 0;
    const size_t known =
        (size_t)is_known(s, name.at, at) + is_known(s, name.at + behind, name.length - behind);
    return name.at[at] == '_' && known < 2 ? 0 : known;
}

/* A fusion's partners, CNIH1-KTN1. Names may have hyphens themselves: it is parted where both are
 * known, or else one. */
static mimicry_status add_partners(const struct own_names *s, struct mim_slice name,
                                   mimicry_error *error)
{
    size_t best = 0, most = 0;
    for (size_t at = 2; at + 2 < name.length; at++) {
        const size_t known = known_partners(s, name, at);
        if (known > most) {
            most = known;
            best = at;
        }
    }
    if (most == 0)
        return MIMICRY_OK;
    const size_t behind = best + parting(name, best);
    const mimicry_status status = add_name(s, name.at, best, error);
    return status == MIMICRY_OK ? add_name(s, name.at + behind, name.length - behind, error)
                                : status;
}

/* The whole text, if it is a name; else each name in it. */
static mimicry_status add_source(const struct own_names *s, const char *text, mimicry_error *error)
{
    const size_t before = s->out->count;
    struct mim_slice name;
    mimicry_status status = add_name(s, text, strlen(text), error);
    if (s->out->count > before)
        return status;
    while (status == MIMICRY_OK && mim_name_next(&text, &name)) {
        const size_t others = s->out->count;
        status = add_name(s, name.at, name.length, error);
        if (status == MIMICRY_OK && s->out->count == others)
            status = add_partners(s, name, error);
    }
    return status;
}

static int compare_records(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static void sort_once(struct mim_own *own)
{
    size_t kept = 0;
    if (own->count == 0)
        return;
    qsort(own->records, own->count, sizeof *own->records, compare_records);
    for (size_t i = 0; i < own->count; i++) {
        if (kept == 0 || own->records[kept - 1] != own->records[i])
            own->records[kept++] = own->records[i];
    }
    own->count = kept;
}

mimicry_status mim_origins_find(const struct mim_origins *origins, const char *gene,
                                const char *accession, struct mim_own *out, mimicry_error *error)
{
    const struct own_names by_accession = {&origins->accessions, mim_accession_base, out},
                           by_gene = {&origins->genes, mim_identifier_base, out};
    const bool says_none = mim_name_cut(gene, strlen(gene)).length == 0 &&
                           mim_name_cut(accession, strlen(accession)).length == 0;
    out->count = 0;
    mimicry_status status = add_source(&by_accession, accession, error);
    const size_t found = out->count;
    for (size_t i = 0; i < found && status == MIMICRY_OK; i++) {
        const char *names[3];
        if (mim_index_names(origins->index, out->records[i], names))
            status = add_name(&by_gene, names[1], strlen(names[1]), error);
    }
    if (status == MIMICRY_OK)
        status = add_source(&by_gene, gene, error);
    sort_once(out);
    out->kind = out->count > 0 ? MIM_OWN_FOUND : says_none ? MIM_OWN_UNKNOWN : MIM_OWN_ABSENT;
    return status;
}

bool mim_own_has(const struct mim_own *own, uint64_t record)
{
    size_t from = 0, to = own->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (own->records[middle] == record)
            return true;
        if (own->records[middle] < record)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

void mim_own_free(struct mim_own *own)
{
    free(own->records);
    *own = (struct mim_own){0};
}
