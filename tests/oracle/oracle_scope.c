/* Leaves windows out one by one, by the definitions. */
#include "oracle_scope.h"

#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "support.h"

static bool is_given(const char *text)
{
    return text && *text;
}

/* ---- Accessions ---- */

/* Ensembl, RefSeq and GenBank with a version; UniProt's own pattern of its accessions
 * (uniprot.org/help/accession_numbers) with an isoform and a version. The first group counts. */
static const char *const patterns[] = {
    "^(ENS[A-Z]+[0-9]+)(\\.[0-9]+)?(_PAR_Y)?$",
    "^([A-Z]{2}_[0-9]{5,})(\\.[0-9]+)?(_PAR_Y)?$",
    "^([A-Z]{3}[0-9]{5,})(\\.[0-9]+)?(_PAR_Y)?$",
    "^([OPQ][0-9][A-Z0-9]{3}[0-9])(-[0-9]+)?(\\.[0-9]+)?$",
    "^([A-NR-Z][0-9][A-Z][A-Z0-9]{2}[0-9]([A-Z][A-Z0-9]{2}[0-9])?)(-[0-9]+)?(\\.[0-9]+)?$",
};

enum { PATTERNS = sizeof patterns / sizeof patterns[0], OF_GENES = 3 };

static size_t counting_length(const char *name, size_t n_patterns)
{
    static regex_t compiled[PATTERNS];
    static bool ready;
    regmatch_t groups[2];

    for (size_t i = 0; i < PATTERNS && !ready; i++) {
        if (regcomp(&compiled[i], patterns[i], REG_EXTENDED | REG_ICASE) != 0)
            abort();
    }
    ready = true;
    for (size_t i = 0; i < n_patterns; i++) {
        if (regexec(&compiled[i], name, 2, groups, 0) == 0)
            return (size_t)groups[1].rm_eo;
    }
    return strlen(name);
}

static bool same_name(const char *a, const char *b, size_t n_patterns)
{
    size_t length = counting_length(a, n_patterns);

    return length == counting_length(b, n_patterns) && strncasecmp(a, b, length) == 0;
}

bool oracle_same_protein(const char *a, const char *b)
{
    return same_name(a, b, PATTERNS);
}

bool oracle_same_gene(const char *a, const char *b)
{
    return same_name(a, b, OF_GENES);
}

/* ---- The candidate ---- */

static void find_own(scope_oracle *o)
{
    const scope_proteome *p = o->proteome;
    const scope_candidate *c = o->candidate;
    bool *mentioned = support_realloc(NULL, (p->records->count + 1) * sizeof *mentioned);

    for (size_t r = 0; r < p->records->count; r++) {
        mentioned[r] =
            is_given(c->accession) && oracle_same_protein(c->accession, p->accessions[r]);
    }
    for (size_t r = 0; r < p->records->count; r++) {
        o->own[r] = mentioned[r] || (is_given(c->gene) && oracle_same_gene(c->gene, p->genes[r]));
        for (size_t k = 0; k < p->records->count && !o->own[r]; k++) {
            o->own[r] =
                mentioned[k] && is_given(p->genes[r]) && oracle_same_gene(p->genes[k], p->genes[r]);
        }
        o->any_own = o->any_own || o->own[r];
    }
    free(mentioned);
}

/* Whether the window is the wild type at the same distance from the start, or from the end. */
static bool is_wildtype(const scope_candidate *c, const char *window)
{
    size_t n = strlen(c->peptide);
    size_t m = is_given(c->wildtype) ? strlen(c->wildtype) : 0;
    size_t from_end = n - c->start;

    if (c->start + c->length <= m && strncmp(c->wildtype + c->start, window, c->length) == 0)
        return true;
    return from_end <= m && strncmp(c->wildtype + m - from_end, window, c->length) == 0;
}

static bool is_source(const scope_candidate *c, const char *window)
{
    return is_given(c->wildtype) ? is_wildtype(c, window)
                                 : strncmp(c->peptide + c->start, window, c->length) == 0;
}

static void find_sources(scope_oracle *o)
{
    const oracle_records *records = o->proteome->records;
    size_t length = o->candidate->length;

    for (size_t r = 0; r < records->count; r++) {
        if (o->any_own && !o->own[r])
            continue;
        for (size_t at = records->starts[r]; at + length <= records->starts[r + 1]; at++) {
            if (!is_source(o->candidate, records->letters + at) ||
                memchr(records->letters + at, '*', length))
                continue;
            o->sources = support_realloc(o->sources, (o->n_sources + 1) * sizeof *o->sources);
            o->source_records =
                support_realloc(o->source_records, (o->n_sources + 1) * sizeof *o->source_records);
            o->sources[o->n_sources] = at;
            o->source_records[o->n_sources++] = r;
        }
    }
}

scope_oracle oracle_scope(const scope_proteome *proteome, const scope_candidate *candidate,
                          const scope_rules *rules)
{
    scope_oracle o = {.proteome = proteome, .candidate = candidate, .rules = rules};

    o.own = support_realloc(NULL, (proteome->records->count + 1) * sizeof *o.own);
    o.says_source = is_given(candidate->gene) || is_given(candidate->accession);
    find_own(&o);
    if (rules->paralogs > 0)
        find_sources(&o);
    return o;
}

void oracle_scope_free(scope_oracle *oracle)
{
    free(oracle->own);
    free(oracle->sources);
    free(oracle->source_records);
    *oracle = (scope_oracle){0};
}

/* ---- Windows ---- */

/* The residue `distance` places before (< 0) or after a window's ends, or 0 where there is none. */
static char flank(const oracle_records *records, size_t record, size_t at, size_t length,
                  int distance)
{
    size_t place = at;

    for (int d = distance < 0 ? -1 : 1;; d += distance < 0 ? -1 : 1) {
        if (d < 0 && place == records->starts[record])
            return '\0';
        place = d < 0 ? place - 1 : at + length + (size_t)d - 1;
        if (place >= records->starts[record + 1] || records->letters[place] == '*')
            return '\0';
        if (d == distance)
            return records->letters[place];
    }
}

static bool is_paralog(const scope_oracle *o, size_t record, size_t at)
{
    const oracle_records *records = o->proteome->records;
    size_t length = o->candidate->length;

    for (size_t s = 0; s < o->n_sources; s++) {
        unsigned compared = 0, same = 0;

        for (int distance = -10; distance <= 10; distance++) {
            char a = distance ? flank(records, record, at, length, distance) : '\0';
            char b = distance
                         ? flank(records, o->source_records[s], o->sources[s], length, distance)
                         : '\0';

            compared += a && b;
            same += a && a == b && strchr("ACDEFGHIKLMNPQRSTVWY", a) != NULL;
        }
        if (compared >= 5 && same + 1e-9 >= o->rules->paralogs * compared)
            return true;
    }
    return false;
}

const char *oracle_scope_reason(const scope_oracle *o, size_t record, size_t start)
{
    const oracle_records *records = o->proteome->records;
    size_t at = records->starts[record] + start;

    if (o->rules->wildtype && is_wildtype(o->candidate, records->letters + at))
        return "wild type";
    if (o->rules->own_gene && o->own[record])
        return "own gene";
    if (o->rules->paralogs > 0 && is_paralog(o, record, at))
        return "paralog";
    if (o->rules->left_out && o->rules->left_out[record])
        return "genes";
    return "";
}
