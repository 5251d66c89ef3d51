/* Knows the identifiers of the databases by their form, in any case. */
#include "residue/identifier.h"

#include <string.h>

#include "base/fold.h"

/* ---- Forms ---- */

/* Whether text of this length is written so: A letter, 9 digit, Z either. */
static bool is_written(const char *text, size_t length, const char *form)
{
    if (length != strlen(form))
        return false;
    for (size_t i = 0; i < length; i++) {
        const bool letter = mim_is_letter(text[i]), digit = mim_is_digit(text[i]);
        if (form[i] == 'A' ? !letter : form[i] == '9' ? !digit : !letter && !digit)
            return false;
    }
    return true;
}

/* As UniProt describes its accessions: 6 characters, or 10. */
static bool is_uniprot(const char *text, size_t length)
{
    if (length == 0)
        return false;
    const bool opq = strchr("opq", mim_fold(text[0])) != NULL;
    if (is_written(text, length, "A9ZZZ9"))
        return opq || is_written(text, length, "A9AZZ9");
    return !opq && is_written(text, length, "A9AZZ9AZZ9");
}

/* Letters, with `_` behind two of them, and digits: how many of each. */
static bool count_parts(const char *text, size_t length, size_t *letters, size_t *digits)
{
    *letters = 0;
    while (*letters < length && mim_is_letter(text[*letters]))
        ++*letters;
    size_t at = *letters;
    if (at == 2 && length > 2 && text[2] == '_')
        at++;
    *digits = length - at;
    for (size_t i = at; i < length; i++) {
        if (!mim_is_digit(text[i]))
            return false;
    }
    return *digits > 0;
}

/* Ensembl's ENSG00000155657 and ENSMUSP...; RefSeq's NP_001254479; GenBank's proteins AAA12345. */
static bool has_versions(const char *text, size_t length)
{
    size_t letters, digits;
    if (!count_parts(text, length, &letters, &digits))
        return false;
    if (letters >= 4 && mim_begins_folded(text, length, "ens"))
        return true;
    return digits >= 5 && (letters == 3 || (letters == 2 && text[2] == '_'));
}

/* ---- What counts ---- */

/* Where digits at the end begin that follow `mark`, or `length`. */
static size_t before_number(const char *text, size_t length, char mark)
{
    size_t at = length;
    while (at > 0 && mim_is_digit(text[at - 1]))
        at--;
    return at < length && at > 0 && text[at - 1] == mark ? at - 1 : length;
}

static size_t before_copy(const char *text, size_t length)
{
    static const char copy[] = "_par_y";
    const size_t n = sizeof copy - 1;
    return length > n && mim_begins_folded(text + length - n, n, copy) ? length - n : length;
}

size_t mim_identifier_base(const char *identifier, size_t length)
{
    const size_t gene = before_copy(identifier, length);
    const size_t base = before_number(identifier, gene, '.');
    return base < length && has_versions(identifier, base) ? base : length;
}

/* Without the number of an isoform, if it is an accession of UniProt; else `length`. */
static size_t uniprot_base(const char *accession, size_t length)
{
    const size_t protein = before_number(accession, length, '-');
    return is_uniprot(accession, protein) ? protein : length;
}

size_t mim_accession_base(const char *accession, size_t length)
{
    const size_t unversioned = before_number(accession, length, '.');
    const size_t protein = uniprot_base(accession, unversioned);
    return is_uniprot(accession, protein) ? protein : mim_identifier_base(accession, length);
}

/* ---- Names ---- */

static struct mim_slice trim(const char *text, size_t length)
{
    static const char blanks[] = " \t\v\f\r\n";
    while (length > 0 && strchr(blanks, *text) != NULL) {
        text++;
        length--;
    }
    while (length > 0 && strchr(blanks, text[length - 1]) != NULL)
        length--;
    return (struct mim_slice){text, length};
}

struct mim_slice mim_name_cut(const char *text, size_t length)
{
    struct mim_slice name = trim(text, length);
    name.length = mim_identifier_base(name.at, name.length);
    return name;
}

bool mim_name_next(const char **list, struct mim_slice *out)
{
    *out = (struct mim_slice){*list, 0};
    while (**list != '\0' && out->length == 0) {
        const size_t length = strcspn(*list, ";,|");
        *out = mim_name_cut(*list, length);
        *list += length;
        *list += **list != '\0';
    }
    return out->length > 0;
}

int mim_name_compare(struct mim_slice a, struct mim_slice b)
{
    const size_t both = a.length < b.length ? a.length : b.length;
    for (size_t i = 0; i < both; i++) {
        const int order = (unsigned char)mim_fold(a.at[i]) - (unsigned char)mim_fold(b.at[i]);
        if (order != 0)
            return order;
    }
    return (a.length > b.length) - (a.length < b.length);
}
