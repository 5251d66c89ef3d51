/* Understands the headers of the protein databases:
 *
 *   UniProt  sp|P12345|NAME_HUMAN Description OS=Homo sapiens OX=9606 GN=GENE PE=1 SV=1
 *   Ensembl  ENSP00000000233.5 pep ... gene:ENSG... gene_symbol:ARF5 description:text [Source:...]
 *   GENCODE  ENSP...|ENST...|ENSG...|-|-|OR4F5-201|OR4F5|326
 *   NCBI     NP_001234.1 description [Homo sapiens]    gi|1|ref|NP_001234.1| description
 *            lcl|X_prot_NP_001234.1 [gene=TTN] [protein=titin]    pdb|1ABC|A
 *
 * Tags are looked for in any header. The first word has a database's form only if all of the form
 * is there: else records that differ would have one accession. It is the accession then. */
#include "residue/header.h"

#include <stdbool.h>
#include <string.h>

#include "base/fold.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static struct mim_slice trim(struct mim_slice s)
{
    while (s.length > 0 && is_blank(s.at[0])) {
        s.at++;
        s.length--;
    }
    while (s.length > 0 && is_blank(s.at[s.length - 1]))
        s.length--;
    return s;
}

static struct mim_slice cut(struct mim_slice s, size_t from, size_t to)
{
    return (struct mim_slice){s.at + from, to - from};
}

static size_t word_end(struct mim_slice s)
{
    size_t n = 0;
    while (n < s.length && !is_blank(s.at[n]))
        n++;
    return n;
}

/* Where `text` begins at the start of a word of s; s.length if nowhere. */
static size_t find_word(struct mim_slice s, const char *text)
{
    const size_t n = strlen(text);
    for (size_t i = 0; i + n <= s.length; i++) {
        if ((i == 0 || is_blank(s.at[i - 1])) && memcmp(s.at + i, text, n) == 0)
            return i;
    }
    return s.length;
}

/* Where UniProt's next tag (two upper-case letters and `=`, as a word of its own) begins. */
static size_t next_tag(struct mim_slice s)
{
    for (size_t i = 0; i + 3 <= s.length; i++) {
        if ((i == 0 || is_blank(s.at[i - 1])) && is_capital(s.at[i]) && is_capital(s.at[i + 1]) &&
            s.at[i + 2] == '=')
            return i;
    }
    return s.length;
}

/* The value of a UniProt tag such as "GN=": it may have blanks and ends at the next tag. */
static struct mim_slice tag_value(struct mim_slice rest, const char *tag)
{
    const size_t at = find_word(rest, tag);
    if (at == rest.length)
        return cut(rest, rest.length, rest.length);
    const struct mim_slice after = cut(rest, at + strlen(tag), rest.length);
    return trim(cut(after, 0, next_tag(after)));
}

/* The word that follows a prefix such as "gene_symbol:". */
static struct mim_slice prefixed_word(struct mim_slice rest, const char *prefix)
{
    const size_t at = find_word(rest, prefix);
    if (at == rest.length)
        return cut(rest, rest.length, rest.length);
    const struct mim_slice after = cut(rest, at + strlen(prefix), rest.length);
    return cut(after, 0, word_end(after));
}

/* The text between an opening such as "[gene=" and the next `]`. */
static struct mim_slice bracketed(struct mim_slice rest, const char *opening)
{
    const size_t at = find_word(rest, opening);
    if (at == rest.length)
        return cut(rest, rest.length, rest.length);
    const struct mim_slice after = cut(rest, at + strlen(opening), rest.length);
    const char *end = memchr(after.at, ']', after.length);
    return trim(cut(after, 0, end == NULL ? after.length : (size_t)(end - after.at)));
}

/* Field number `i` of a word with bars; empty past the last. */
static struct mim_slice bar_field(struct mim_slice word, unsigned i)
{
    size_t from = 0;
    for (;;) {
        const char *bar = memchr(word.at + from, '|', word.length - from);
        const size_t to = bar == NULL ? word.length : (size_t)(bar - word.at);
        if (i == 0)
            return cut(word, from, to);
        if (bar == NULL)
            return cut(word, word.length, word.length);
        from = to + 1;
        i--;
    }
}

static bool equals(struct mim_slice s, const char *text)
{
    return s.length == strlen(text) && memcmp(s.at, text, s.length) == 0;
}

static bool begins(struct mim_slice s, const char *text)
{
    return s.length > strlen(text) && memcmp(s.at, text, strlen(text)) == 0;
}

static unsigned count_fields(struct mim_slice word)
{
    unsigned bars = 0;
    for (size_t i = 0; i < word.length; i++)
        bars += word.at[i] == '|';
    return bars + 1;
}

static bool is_number(struct mim_slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (!mim_is_digit(s.at[i]))
            return false;
    }
    return s.length > 0;
}

/* Protein, transcript, gene, two more identifiers, names of transcript and gene, and the length. */
static bool is_gencode(struct mim_slice word)
{
    enum { FIELDS = 8 };
    if (count_fields(word) != FIELDS || !is_number(bar_field(word, FIELDS - 1)))
        return false;
    for (unsigned i = 0; i < 3; i++) {
        if (!begins(bar_field(word, i), "ENS"))
            return false;
    }
    return true;
}

/* NCBI's forms, and UniProt's, which is one of them: a tag and its fields. A field that may be
 * empty is there all the same, as a bar. */
static const struct bar_form {
    const char *tag;
    unsigned fields;
    bool all; /* no field is empty */
} bar_forms[] = {
    {"sp", 3, true},   {"tr", 3, true},   {"pdb", 3, true},  {"lcl", 2, true},
    {"ref", 3, false}, {"gb", 3, false},  {"emb", 3, false}, {"dbj", 3, false},
    {"tpg", 3, false}, {"tpe", 3, false}, {"tpd", 3, false},
};

/* The accession of a word of one of these forms; empty of any other. */
static struct mim_slice bar_accession(struct mim_slice word)
{
    const struct mim_slice tag = bar_field(word, 0), found = bar_field(word, 1);
    for (size_t i = 0; i < sizeof bar_forms / sizeof *bar_forms; i++) {
        const struct bar_form *form = &bar_forms[i];
        if (equals(tag, form->tag) && count_fields(word) == form->fields &&
            (!form->all || bar_field(word, form->fields - 1).length > 0))
            return found;
    }
    return cut(word, word.length, word.length);
}

/* gi|NUMBER| before a form. */
static struct mim_slice after_gi(struct mim_slice word)
{
    if (!equals(bar_field(word, 0), "gi") || !is_number(bar_field(word, 1)) ||
        count_fields(word) < 4)
        return word;
    return cut(word, (size_t)(bar_field(word, 2).at - word.at), word.length);
}

static struct mim_slice find_accession(struct mim_slice word)
{
    if (is_gencode(word))
        return bar_field(word, 0);
    const struct mim_slice found = bar_accession(after_gi(word));
    return found.length > 0 ? found : word;
}

static struct mim_slice find_gene(struct mim_slice word, struct mim_slice rest)
{
    struct mim_slice gene = tag_value(rest, "GN=");
    if (gene.length == 0)
        gene = prefixed_word(rest, "gene_symbol:");
    if (gene.length == 0)
        gene = bracketed(rest, "[gene=");
    if (gene.length == 0)
        gene = prefixed_word(rest, "gene:");
    if (gene.length == 0 && is_gencode(word))
        gene = bar_field(word, 6);
    return gene;
}

static struct mim_slice find_description(struct mim_slice rest)
{
    const struct mim_slice named = bracketed(rest, "[protein=");
    if (named.length > 0)
        return named;
    const size_t ensembl = find_word(rest, "description:");
    if (ensembl < rest.length)
        return trim(cut(rest, ensembl + strlen("description:"), rest.length));
    if (find_word(rest, "gene:") < rest.length) /* Ensembl, without a description */
        return cut(rest, rest.length, rest.length);
    return trim(cut(rest, 0, next_tag(rest)));
}

static struct mim_slice find_transcript(struct mim_slice word, struct mim_slice rest)
{
    return is_gencode(word) ? bar_field(word, 1) : prefixed_word(rest, "transcript:");
}

static int32_t find_taxon(struct mim_slice rest)
{
    struct mim_slice digits = tag_value(rest, "OX=");
    if (digits.length == 0)
        digits = prefixed_word(rest, "TaxID="); /* UniRef */
    int32_t taxon = 0;
    for (size_t i = 0; i < digits.length && mim_is_digit(digits.at[i]); i++) {
        if (taxon > (INT32_MAX - 9) / 10)
            return 0;
        taxon = taxon * 10 + (digits.at[i] - '0');
    }
    return taxon;
}

void mim_header_parse(const char *line, size_t length, struct mim_header *out)
{
    const struct mim_slice all = trim((struct mim_slice){line, length});
    const struct mim_slice word = cut(all, 0, word_end(all));
    const struct mim_slice rest = trim(cut(all, word.length, all.length));
    out->accession = find_accession(word);
    out->gene = find_gene(word, rest);
    out->description = find_description(rest);
    out->transcript = find_transcript(word, rest);
    out->taxon = find_taxon(rest);
}

bool mim_header_is_decoy(struct mim_slice accession)
{
    static const char *const prefixes[] = {"rev_", "reverse_", "decoy_",
                                           "xxx_", "con__",    "contam_"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (mim_begins_folded(accession.at, accession.length, prefixes[i]))
            return true;
    }
    return false;
}
