/* Reads names of MHC alleles part by part: prefix, gene, fields, a letter. */
#include "residue/allele.h"

#include <stdio.h>
#include <string.h>

#include "base/fold.h"

/* Text that is being read, and the name that comes of it. */
struct reader {
    const char *at, *end;
    char *out;
    size_t used;
    bool fits;
};

static size_t left(const struct reader *r)
{
    return (size_t)(r->end - r->at);
}

static void put(struct reader *r, const char *text, size_t length)
{
    r->fits = r->fits && length < MIM_ALLELE_SIZE - r->used;
    if (!r->fits)
        return;
    memcpy(r->out + r->used, text, length);
    r->used += length;
    r->out[r->used] = '\0';
}

static void put_string(struct reader *r, const char *text)
{
    put(r, text, strlen(text));
}

/* Passes over a word in small letters. */
static bool take(struct reader *r, const char *folded)
{
    if (!mim_begins_folded(r->at, left(r), folded))
        return false;
    r->at += strlen(folded);
    return true;
}

static bool is_one_of(const struct reader *r, const char *characters)
{
    return r->at < r->end && *r->at != '\0' && strchr(characters, *r->at) != NULL;
}

/* Passes over at most one of the characters. */
static bool take_one(struct reader *r, const char *characters)
{
    const bool is = is_one_of(r, characters);
    r->at += is;
    return is;
}

/* ---- Human names ---- */

static const struct gene {
    const char *folded, *name;
    enum mim_allele_kind kind;
    int first_most; /* digits of the first field */
} genes[] = {
    {"drb1", "DRB1", MIM_HUMAN_CLASS_2, 2}, {"drb3", "DRB3", MIM_HUMAN_CLASS_2, 2},
    {"drb4", "DRB4", MIM_HUMAN_CLASS_2, 2}, {"drb5", "DRB5", MIM_HUMAN_CLASS_2, 2},
    {"dra1", "DRA", MIM_HUMAN_CLASS_2, 2},  {"dra", "DRA", MIM_HUMAN_CLASS_2, 2},
    {"dqa1", "DQA1", MIM_HUMAN_CLASS_2, 2}, {"dqb1", "DQB1", MIM_HUMAN_CLASS_2, 2},
    {"dpa1", "DPA1", MIM_HUMAN_CLASS_2, 2}, {"dpb1", "DPB1", MIM_HUMAN_CLASS_2, 4},
    {"dma", "DMA", MIM_HUMAN_CLASS_2, 2},   {"dmb", "DMB", MIM_HUMAN_CLASS_2, 2},
    {"doa", "DOA", MIM_HUMAN_CLASS_2, 2},   {"dob", "DOB", MIM_HUMAN_CLASS_2, 2},
    {"dr", "DR", MIM_HUMAN_CLASS_2, 0},     {"dq", "DQ", MIM_HUMAN_CLASS_2, 0},
    {"dp", "DP", MIM_HUMAN_CLASS_2, 0},     {"cw", "C", MIM_HUMAN_CLASS_1, 2},
    {"a", "A", MIM_HUMAN_CLASS_1, 2},       {"b", "B", MIM_HUMAN_CLASS_1, 2},
    {"c", "C", MIM_HUMAN_CLASS_1, 2},       {"e", "E", MIM_HUMAN_CLASS_1, 2},
    {"f", "F", MIM_HUMAN_CLASS_1, 2},       {"g", "G", MIM_HUMAN_CLASS_1, 2},
};

static const struct gene *take_gene(struct reader *r)
{
    for (size_t i = 0; i < sizeof genes / sizeof *genes; i++) {
        if (take(r, genes[i].folded))
            return &genes[i];
    }
    return NULL;
}

static size_t count_digits(const struct reader *r)
{
    size_t n = 0;
    while (n < left(r) && mim_is_digit(r->at[n]))
        n++;
    return n;
}

/* Passes over the fields that come next, each with a separator before it. */
static bool skip_fields(struct reader *r)
{
    while (left(r) > 1 && is_one_of(r, ":_-") && mim_is_digit(r->at[1])) {
        r->at++;
        const size_t n = count_digits(r);
        if (n < 2)
            return false;
        r->at += n;
    }
    return true;
}

static void put_two(struct reader *r, const char *digits, size_t first, size_t second)
{
    put_string(r, "*");
    put(r, digits, first);
    put_string(r, ":");
    put(r, digits + first, second);
}

/* DR4, DQ8, A2, Cw7. */
static bool is_serotype(const struct gene *gene, const char *digits, size_t n, bool starred)
{
    return !starred && digits[0] != '0' && n <= 3 &&
           (gene->kind == MIM_HUMAN_CLASS_1 || gene->first_most == 0);
}

/* All digits in one: 0201, 02101, 020101; or less than two fields: 02, 2. */
static bool take_run(struct reader *r, const struct gene *gene, bool starred)
{
    const char *digits = r->at;
    const size_t n = count_digits(r);
    r->at += n;
    if (is_serotype(gene, digits, n, starred)) {
        if (strcmp(gene->name, "C") == 0)
            put_string(r, "w"); /* as they are called */
        put(r, digits, n);
        return true;
    }
    if (gene->first_most == 0 || (n != 2 && n != 4 && n != 5 && n != 6 && n != 8))
        return false;
    if (n == 2) {
        put_string(r, "*");
        put(r, digits, n);
        return true;
    }
    const size_t first = n == 5 && gene->first_most > 2 ? 3 : 2;
    put_two(r, digits, first, n == 5 ? 5 - first : 2);
    return true;
}

static bool take_fields(struct reader *r, const struct gene *gene)
{
    const bool starred = take_one(r, "*");
    if (!starred)
        take_one(r, "-_ ");
    const size_t first = count_digits(r);
    const bool separated =
        left(r) > first + 1 && strchr(":_-", r->at[first]) && mim_is_digit(r->at[first + 1]);
    if (first == 0)
        return false;
    if (!separated)
        return take_run(r, gene, starred);
    if (first < 2 || first > (size_t)gene->first_most)
        return false;
    put_string(r, "*");
    put(r, r->at, first);
    r->at += first + 1;
    const size_t second = count_digits(r);
    put_string(r, ":");
    put(r, r->at, second);
    r->at += second;
    return second >= 2 && skip_fields(r);
}

static void take_suffix(struct reader *r)
{
    if (is_one_of(r, "NLSCAQnlscaq")) {
        const char letter = (char)(mim_fold(*r->at) - 'a' + 'A');
        put(r, &letter, 1);
        r->at++;
    } else {
        take_one(r, "PGpg");
    }
}

/* The gene of the chain that comes next; NULL: there is none. */
static const struct gene *take_chain(struct reader *r)
{
    const struct gene *gene = take_gene(r);
    if (gene == NULL)
        return NULL;
    put_string(r, gene->name);
    if (!take_fields(r, gene))
        return NULL;
    take_suffix(r);
    return gene;
}

static void take_hla(struct reader *r)
{
    if (take(r, "hla"))
        take_one(r, "-_ ");
}

static enum mim_allele_kind read_human(struct reader *r)
{
    take_hla(r);
    put_string(r, "HLA-");
    const struct gene *first = take_chain(r);
    if (first == NULL)
        return MIM_NO_ALLELE;
    if (first->kind != MIM_HUMAN_CLASS_2 || !take_one(r, "/-_"))
        return first->kind;
    take_hla(r);
    put_string(r, "/");
    const struct gene *second = take_chain(r);
    const bool is_pair = second != NULL && first->name[2] == 'A' && second->name[2] == 'B' &&
                         first->name[1] == second->name[1];
    return is_pair ? MIM_HUMAN_CLASS_2 : MIM_NO_ALLELE;
}

/* ---- Other species ---- */

static bool take_rest(struct reader *r, size_t most)
{
    const size_t n = left(r);
    if (n == 0 || n > most)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char c = r->at[i];
        if (!mim_is_letter(c) && !mim_is_digit(c) && (c == '\0' || strchr("*:_-.", c) == NULL))
            return false;
    }
    put(r, r->at, n);
    r->at = r->end;
    return true;
}

/* Of the mouse: K, D, L, Q or I and A or E, then the haplotype, b or d or k. */
static bool read_mouse(struct reader *r)
{
    const char *const begin = r->at;
    if (!take(r, "h-2") && !take(r, "h2"))
        return false;
    take_one(r, "-_ ");
    put_string(r, "H-2-");
    const bool class_2 = take(r, "i");
    if (class_2)
        take_one(r, "-_");
    if (!is_one_of(r, class_2 ? "AaEe" : "KkDdLlQqTtMm")) {
        r->at = begin;
        return false;
    }
    const char gene[2] = {'I', (char)(mim_fold(*r->at) - 'a' + 'A')};
    put(r, class_2 ? gene : gene + 1, class_2 ? 2 : 1);
    r->at++;
    take_one(r, "-_");
    return take_rest(r, 4);
}

static bool read_other(struct reader *r)
{
    static const char *const prefixes[][2] = {
        {"bola-", "BoLA-"}, {"sla-", "SLA-"},   {"mamu-", "Mamu-"}, {"mafa-", "Mafa-"},
        {"patr-", "Patr-"}, {"gogo-", "Gogo-"}, {"papa-", "Papa-"}, {"dla-", "DLA-"},
        {"eqca-", "Eqca-"}, {"ovar-", "Ovar-"}, {"rt1-", "RT1-"},
    };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (!take(r, prefixes[i][0]))
            continue;
        put_string(r, prefixes[i][1]);
        return take_rest(r, 32);
    }
    return read_mouse(r);
}

/* ---- */

static void trim(const char **text, size_t *length)
{
    static const char blanks[] = " \t\r\n\v\f";
    while (*length > 0 && **text != '\0' && strchr(blanks, **text) != NULL) {
        ++*text;
        --*length;
    }
    while (*length > 0 && (*text)[*length - 1] != '\0' &&
           strchr(blanks, (*text)[*length - 1]) != NULL)
        --*length;
}

enum mim_allele_kind mim_allele_read(const char *text, size_t length, char out[MIM_ALLELE_SIZE])
{
    trim(&text, &length);
    struct reader r = {.at = text, .end = text + length, .out = out, .fits = true};
    enum mim_allele_kind kind = MIM_NO_ALLELE;
    out[0] = '\0';
    if (read_other(&r))
        kind = MIM_OTHER_SPECIES;
    else if (r.at == text)
        kind = read_human(&r);
    if (kind != MIM_NO_ALLELE && r.fits && r.at == r.end)
        return kind;
    out[0] = '\0';
    return MIM_NO_ALLELE;
}

bool mim_allele_next(const char **list, const char **item, size_t *length)
{
    while (**list != '\0') {
        *item = *list;
        *length = strcspn(*list, ",;|");
        *list += *length + ((*list)[*length] != '\0');
        trim(item, length);
        if (*length > 0)
            return true;
    }
    return false;
}
