/* Finds the records of a gene or a protein, by halving sorted lists of them. */
#include "screen/origins.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct key {
    const char *name; /* of a gene, or an accession */
    size_t length;    /* that counts */
    uint64_t record;
};

struct keys {
    struct key *at;
    size_t count;
};

struct mim_origins {
    const struct mimicry_index *index;
    struct keys genes, accessions; /* sorted */
};

/* ---- Accessions ---- */

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_either(char c)
{
    return is_capital(c) || is_digit(c);
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Whether text of this length is written so: A capital, 9 digit, Z either, in any case. */
static bool is_written(const char *text, size_t length, const char *form)
{
    if (length != strlen(form))
        return false;
    for (size_t i = 0; i < length; i++) {
        const char c = upper(text[i]);
        if (form[i] == 'A' ? !is_capital(c) : form[i] == '9' ? !is_digit(c) : !is_either(c))
            return false;
    }
    return true;
}

/* As UniProt describes its accessions: 6 characters, or 10. */
static bool is_uniprot(const char *text, size_t length)
{
    if (is_written(text, length, "A9ZZZ9") && strchr("OPQ", upper(text[0])) != NULL)
        return true;
    return (is_written(text, length, "A9AZZ9") || is_written(text, length, "A9AZZ9AZZ9")) &&
           strchr("OPQ", upper(text[0])) == NULL;
}

/* ENSP00000337555; NP_001254479 and the like; GenBank's AAA12345. */
static bool has_versions(const char *text, size_t length)
{
    size_t capitals = 0, digits = 0;
    while (capitals < length && is_capital(upper(text[capitals])))
        capitals++;
    size_t at = capitals + (capitals == 2 && length > 2 && text[2] == '_');
    while (at + digits < length && is_digit(text[at + digits]))
        digits++;
    if (digits < 5 || at + digits != length)
        return false;
    return at > capitals || capitals == 3 ||
           (capitals >= 4 && upper(text[0]) == 'E' && upper(text[1]) == 'N' &&
            upper(text[2]) == 'S');
}

/* Where digits at the end begin that follow `mark`, or `length`. */
static size_t before_number(const char *text, size_t length, char mark)
{
    size_t at = length;
    while (at > 0 && is_digit(text[at - 1]))
        at--;
    return at < length && at > 0 && text[at - 1] == mark ? at - 1 : length;
}

size_t mim_accession_base(const char *accession, size_t length)
{
    const size_t protein = before_number(accession, length, '-');
    if (protein < length && is_uniprot(accession, protein))
        return protein;
    const size_t unversioned = before_number(accession, length, '.');
    return unversioned < length && has_versions(accession, unversioned) ? unversioned : length;
}

/* ---- Keys ---- */

static struct key key_of(const char *name, uint64_t record)
{
    static const char blanks[] = " \t\v\f\r\n";
    name += strspn(name, blanks);
    size_t length = strlen(name);
    while (length > 0 && strchr(blanks, name[length - 1]) != NULL)
        length--;
    return (struct key){name, length, record};
}

static struct key accession_key(const char *accession, uint64_t record)
{
    struct key key = key_of(accession, record);
    key.length = mim_accession_base(key.name, key.length);
    return key;
}

static int compare_names(const struct key *a, const struct key *b)
{
    const size_t both = a->length < b->length ? a->length : b->length;
    for (size_t i = 0; i < both; i++) {
        const int order = (unsigned char)upper(a->name[i]) - (unsigned char)upper(b->name[i]);
        if (order != 0)
            return order;
    }
    return (a->length > b->length) - (a->length < b->length);
}

static int by_name(const void *x, const void *y)
{
    const struct key *a = x, *b = y;
    const int order = compare_names(a, b);
    return order != 0 ? order : (a->record > b->record) - (a->record < b->record);
}

static void add_key(struct keys *keys, struct key key)
{
    if (key.length > 0)
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
    o->accessions.at = mim_alloc_array(index->records, sizeof *o->accessions.at);
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
static size_t lower_bound(const struct keys *keys, const struct key *name)
{
    size_t from = 0, to = keys->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (compare_names(&keys->at[middle], name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static mimicry_status add_records(const struct keys *keys, struct key name, struct mim_own *out,
                                  mimicry_error *error)
{
    if (name.length == 0)
        return MIMICRY_OK;
    for (size_t i = lower_bound(keys, &name);
         i < keys->count && compare_names(&keys->at[i], &name) == 0; i++) {
        uint64_t *grown =
            mim_grow(out->records, &out->capacity, out->count + 1, sizeof *out->records);
        if (grown == NULL)
            return mim_fail_memory(error);
        out->records = grown;
        grown[out->count++] = keys->at[i].record;
    }
    return MIMICRY_OK;
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
    const struct key wanted_gene = key_of(gene, 0), wanted = accession_key(accession, 0);
    out->count = 0;
    mimicry_status status = add_records(&origins->accessions, wanted, out, error);
    const size_t by_accession = out->count;
    for (size_t i = 0; i < by_accession && status == MIMICRY_OK; i++) {
        const char *names[3];
        if (mim_index_names(origins->index, out->records[i], names))
            status = add_records(&origins->genes, key_of(names[1], 0), out, error);
    }
    if (status == MIMICRY_OK)
        status = add_records(&origins->genes, wanted_gene, out, error);
    sort_once(out);
    out->kind = out->count > 0                                  ? MIM_OWN_FOUND
                : wanted_gene.length == 0 && wanted.length == 0 ? MIM_OWN_UNKNOWN
                                                                : MIM_OWN_ABSENT;
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
