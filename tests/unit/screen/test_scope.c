/* What is left out for a candidate: its wild type, its own gene with isoforms, paralogs and genes
 * that are not searched, window by window against the oracle, on random and on real proteins. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "checks.h"
#include "generate.h"
#include "oracle_scope.h"
#include "residue/identifier.h"
#include "screen/scope.h"

enum { CASES = 600, REAL_CASES = 60, MOST_RECORDS = 12 };

static const char *const reasons[MIM_SCOPE_REASONS] = {"", "wild type", "own gene", "paralog",
                                                       "genes"};
static unsigned seen[MIM_SCOPE_REASONS];

/* ---- Accessions ---- */

START_TEST(accessions)
{
    static const struct {
        const char *a, *b;
        bool same;
    } pairs[] = {
        {"P12345", "P12345-2", true},
        {"p12345-3", "P12345-2", true},
        {"P12345", "P12346", false},
        {"Q8WZ42-12", "Q8WZ42", true},
        {"A0A0B4J2F0", "A0A0B4J2F0-2", true},
        {"A0A0B4J2F0", "A0A0B4J2F", false},
        {"ENSP00000337555.6", "ENSP00000337555", true},
        {"ENSP00000337555.6", "ENSP00000337555.7", true},
        {"ENSMUSP00000012345.3", "ENSMUSP00000012345", true},
        {"ENST00000336128.12", "ENSP00000336128.12", false},
        {"NP_001254479.2", "NP_001254479.1", true},
        {"AAA12345.1", "AAA12345", true},
        {"sample-1", "sample-2", false},
        {"MAGEA12-2", "MAGEA12-3", false},
        {"contig.1", "contig.2", false},
        {"P12345.1", "P12345.2", true},
        {"P12345-2.1", "P12345", true},
        {"A0A0A0MT36.2", "A0A0A0MT36-4", true},
        {"ENSG00000182378.15_PAR_Y", "ENSG00000182378.14", true},
        {"ENSG1.2", "ENSG1", true},
        {"AC012345.1", "AC012345.2", false},
        {"RP11-244H3.4", "RP11-244H3.5", false},
        {"XX_PAR_Y", "XX", false},
        {"P12345-", "P12345", false},
        {"-2", "-3", false},
        {"A.1", "A", false},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        size_t a = mim_accession_base(pairs[i].a, strlen(pairs[i].a));
        size_t b = mim_accession_base(pairs[i].b, strlen(pairs[i].b));
        bool same = a == b && strncasecmp(pairs[i].a, pairs[i].b, a) == 0;

        ck_assert_msg(same == pairs[i].same, "%s and %s", pairs[i].a, pairs[i].b);
        ck_assert_int_eq(oracle_same_protein(pairs[i].a, pairs[i].b), pairs[i].same);
    }
}
END_TEST

/* ---- The same for the library and for the oracle ---- */

typedef struct named_proteome {
    tested_proteome proteome;
    const char **accessions, **genes;
    struct mim_origins *origins;
} named_proteome;

static void add_names(named_proteome *p)
{
    size_t count = p->proteome.records.count;

    p->accessions = support_realloc(NULL, (count + 1) * sizeof *p->accessions);
    p->genes = support_realloc(NULL, (count + 1) * sizeof *p->genes);
    for (size_t r = 0; r < count; r++) {
        mimicry_record record = {.size = sizeof record};

        ck_assert_int_eq(mimicry_index_record(p->proteome.index[0], r, &record, NULL), 0);
        p->accessions[r] = record.accession;
        p->genes[r] = record.gene;
    }
    ck_assert_int_eq(mim_origins_create(p->proteome.index[0], &p->origins, NULL), MIMICRY_OK);
}

static void free_named(named_proteome *p)
{
    mim_origins_free(p->origins);
    free(p->accessions);
    free(p->genes);
    proteome_free(&p->proteome);
}

/* One candidate and its rules, as both take them. */
typedef struct scope_case {
    scope_candidate candidate;
    scope_rules rules;
    scope_proteome proteome;
    scope_oracle oracle;
    struct mim_own own;
    struct mim_scope_rules library_rules;
    struct mim_scope scope;
    uint8_t *kept;
} scope_case;

static void open_case(scope_case *c, const named_proteome *p)
{
    size_t records = p->proteome.records.count;
    const scope_candidate *w = &c->candidate;

    c->proteome = (scope_proteome){&p->proteome.records, p->accessions, p->genes};
    c->oracle = oracle_scope(&c->proteome, w, &c->rules);
    ck_assert_int_eq(mim_origins_find(p->origins, w->gene ? w->gene : "",
                                      w->accession ? w->accession : "", &c->own, NULL),
                     MIMICRY_OK);
    ck_assert_int_eq(c->own.kind == MIM_OWN_FOUND, c->oracle.any_own);
    ck_assert_int_eq(c->own.kind == MIM_OWN_UNKNOWN, !c->oracle.says_source);
    for (size_t r = 0; r < records; r++)
        ck_assert_int_eq(mim_own_has(&c->own, r), c->oracle.own[r]);
    c->kept = support_realloc(NULL, records + 1);
    for (size_t r = 0; r < records; r++)
        c->kept[r] = !c->rules.left_out || !c->rules.left_out[r];
    c->library_rules =
        (struct mim_scope_rules){c->rules.wildtype, c->rules.own_gene, c->rules.paralogs,
                                 c->rules.left_out ? c->kept : NULL, NULL};
    ck_assert_int_eq(mim_scope_set(&c->scope, p->proteome.index[0], &c->library_rules, &c->own,
                                   w->peptide, w->wildtype ? w->wildtype : "", w->start,
                                   (uint32_t)w->length, NULL),
                     MIMICRY_OK);
}

static void close_case(scope_case *c)
{
    mim_scope_free(&c->scope);
    mim_own_free(&c->own);
    oracle_scope_free(&c->oracle);
    free(c->kept);
}

static void check_window(const scope_case *c, size_t record, size_t start, unsigned number)
{
    const scope_candidate *w = &c->candidate;
    const char *want = oracle_scope_reason(&c->oracle, record, start);
    enum mim_scope_reason got = mim_scope_reason(&c->scope, record, start);

    seen[got]++;
    ck_assert_msg(strcmp(reasons[got], want) == 0,
                  "seed %llu, case %u: '%s' where the oracle has '%s': %s of %s, gene %s, "
                  "accession %s, window %zu+%zu, paralogs %g; record %zu start %zu",
                  (unsigned long long)support_seed(), number, reasons[got], want, w->peptide,
                  w->wildtype, w->gene ? w->gene : "-", w->accession ? w->accession : "-", w->start,
                  w->length, c->rules.paralogs, record, start);
}

/* All windows of a record, those at its ends too. */
static void check_record(const scope_case *c, const oracle_records *records, size_t record,
                         unsigned number)
{
    size_t length = records->starts[record + 1] - records->starts[record];

    for (size_t start = 0; start + c->candidate.length <= length; start++) {
        if (!memchr(records->letters + records->starts[record] + start, '*', c->candidate.length))
            check_window(c, record, start, number);
    }
}

/* ---- Random ---- */

static const char *const gene_names[] = {
    "", "ONE", "TWO", "HLA B", "THREE", "ENSG00000000007.1", "ensg00000000007.12"};
static const char *const accession_names[] = {
    "P12345",   "P12345-2",   "Q8WZ42",   "Q8WZ42-3", "ENSP00000000001.1", "ENSP00000000001.2",
    "NP_12345", "NP_12345.7", "sample-1", "sample-2"};
enum { N_GENES = 7, N_ACCESSIONS = 10 };

static named_proteome random_named(test_random *random, const letter_source *source)
{
    proteome_shape shape = {MOST_RECORDS, 60};
    test_text plain = random_fasta(random, source, &shape), fasta = {0};
    named_proteome p;

    for (const char *line = plain.bytes; *line;) {
        size_t length = strcspn(line, "\n") + 1;

        if (*line == '>') {
            const char *gene = gene_names[random_below(random, N_GENES)];

            text_print(&fasta, ">sp|%s|X_Y some protein%s%s OX=1\n",
                       accession_names[random_below(random, N_ACCESSIONS)], *gene ? " GN=" : "",
                       gene);
        } else {
            text_add(&fasta, line, length);
        }
        line += length;
    }
    p.proteome = proteome_from_text(fasta.bytes, fasta.length);
    add_names(&p);
    text_free(&plain);
    text_free(&fasta);
    return p;
}

/* The wild type with a change anywhere, its first and last residue too; or none. */
static char *mutate(test_random *random, const letter_source *source, const char *wildtype)
{
    size_t n = strlen(wildtype);
    size_t at = random_chance(random, 25)   ? 0
                : random_chance(random, 33) ? n - 1
                                            : (size_t)random_below(random, n);
    size_t gone = (size_t)random_below(random, 3);
    test_text text = {0};

    gone = gone > n - at ? n - at : gone;
    text_add(&text, wildtype, at);
    for (uint64_t k = random_chance(random, 60) ? gone : random_below(random, 4); k > 0; k--) {
        char letter = random_letter(random, source);
        text_add_char(&text, letter == '*' || letter >= 'a' ? 'A' : letter);
    }
    text_add(&text, wildtype + at + gone, n - at - gone);
    return text.bytes;
}

static bool random_candidate(test_random *random, const letter_source *source,
                             const oracle_records *records, scope_candidate *c, char **owned)
{
    size_t residues = records->starts[records->count];
    size_t n = 3 + (size_t)random_below(random, 15);

    if (residues < n)
        return false;
    test_text wildtype = {0};
    text_add(&wildtype, records->letters + random_below(random, residues - n + 1), n);
    owned[0] = wildtype.bytes;
    owned[1] = mutate(random, source, wildtype.bytes);
    for (char *letter = owned[1]; letter && *letter; letter++)
        *letter = *letter == '*' ? 'A' : *letter;
    if (!owned[1] || !*owned[1])
        return false;
    size_t m = strlen(owned[1]);
    c->peptide = owned[1];
    c->wildtype = random_chance(random, 75) ? owned[0] : random_chance(random, 50) ? "" : NULL;
    c->length = 1 + (size_t)random_below(random, m < 9 ? m : 9);
    c->start = (size_t)random_below(random, m - c->length + 1);
    if (random_chance(random, 30)) { /* an epitope, and not a part of it */
        c->start = 0;
        c->length = m;
    }
    c->gene = random_chance(random, 50)   ? gene_names[random_below(random, N_GENES)]
              : random_chance(random, 20) ? "NO_SUCH"
                                          : NULL;
    c->accession = random_chance(random, 50)   ? accession_names[random_below(random, N_ACCESSIONS)]
                   : random_chance(random, 20) ? "Q99999"
                                               : NULL;
    return true;
}

static scope_rules random_rules(test_random *random, bool *left_out)
{
    static const double shares[] = {0, 0, 0.2, 0.3, 0.5, 0.6, 0.8, 1};
    scope_rules rules = {random_chance(random, 60), random_chance(random, 40),
                         shares[random_below(random, 8)],
                         random_chance(random, 40) ? left_out : NULL};

    for (size_t r = 0; r < MOST_RECORDS; r++)
        left_out[r] = random_chance(random, 50);
    return rules;
}

START_TEST(random_proteins)
{
    memset(seen, 0, sizeof seen);
    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(1, i);
        letter_source source = random_letter_source(&random);
        named_proteome p = random_named(&random, &source);

        for (unsigned k = 0; k < 4; k++) {
            bool left_out[MOST_RECORDS];
            char *owned[2] = {NULL, NULL};
            scope_case c = {.rules = random_rules(&random, left_out)};

            if (random_candidate(&random, &source, &p.proteome.records, &c.candidate, owned)) {
                open_case(&c, &p);
                for (size_t r = 0; r < p.proteome.records.count; r++)
                    check_record(&c, &p.proteome.records, r, i);
                close_case(&c);
            }
            free(owned[0]);
            free(owned[1]);
        }
        free_named(&p);
    }
    /* What is presented has tests of its own. */
    for (unsigned reason = 0; reason < MIM_SCOPE_PRESENTED; reason++)
        ck_assert_msg(seen[reason] >= 20, "'%s' came %u times", reasons[reason], seen[reason]);
}
END_TEST

/* ---- Real ---- */

/* A window of a real protein, often at one of its ends, with one residue changed. */
static bool real_candidate(test_random *random, const named_proteome *p, scope_candidate *c,
                           char *peptide, char *wildtype, char *accession)
{
    const oracle_records *records = &p->proteome.records;
    size_t r = (size_t)random_below(random, records->count);
    size_t length = records->starts[r + 1] - records->starts[r];
    size_t n = 8 + (size_t)random_below(random, 4);

    if (length < n)
        return false;
    size_t start = random_chance(random, 20)   ? 0
                   : random_chance(random, 25) ? length - n
                                               : (size_t)random_below(random, length - n + 1);
    memcpy(wildtype, records->letters + records->starts[r] + start, n);
    wildtype[n] = '\0';
    memcpy(peptide, wildtype, n + 1);
    size_t at = random_chance(random, 30)   ? 0
                : random_chance(random, 40) ? n - 1
                                            : (size_t)random_below(random, n);
    peptide[at] = peptide[at] == 'W' ? 'C' : 'W';
    if (strchr(wildtype, '*'))
        return false;
    snprintf(accession, 40, "%s%s", p->accessions[r],
             strchr(p->accessions[r], '-') || random_chance(random, 50) ? "" : "-2");
    *c = (scope_candidate){.peptide = peptide,
                           .wildtype = random_chance(random, 80) ? wildtype : "",
                           .gene = random_chance(random, 50) ? p->genes[r] : "",
                           .accession = random_chance(random, 50) ? accession : "",
                           .length = n};
    return true;
}

/* Near windows of the whole proteome, and all those of the candidate's own records. */
static void check_near(const scope_case *c, const named_proteome *p, unsigned number)
{
    mimicry_search_options options;
    all_hits *hits = NULL;
    size_t count, stride;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.threshold = 4;
    options.top = 300;
    ck_assert_int_eq(
        all_hits_search(p->proteome.index[0], &c->candidate.peptide, 1, &options, &hits, NULL),
        MIMICRY_OK);
    const mimicry_hit *hit = all_hits_data(hits, &count, &stride);
    for (size_t i = 0; i < count; i++)
        check_window(c, hit[i].record, hit[i].start, number);
    all_hits_free(hits);
    for (size_t i = 0; i < c->own.count && i < 3; i++)
        check_record(c, &p->proteome.records, c->own.records[i], number);
}

START_TEST(real_proteins)
{
    const char *shared = getenv("MIMICRY_SHARED");
    test_text path = {0};
    FILE *file;

    text_print(&path, "%s/proteomes/human5k.fasta.gz", shared ? shared : ".");
    file = fopen(path.bytes, "rb");
    if (!file) {
        puts("skipped: MIMICRY_SHARED names no folder with human5k");
        text_free(&path);
        return;
    }
    fclose(file);
    named_proteome p = {.proteome = proteome_from_file(path.bytes)};
    add_names(&p);
    memset(seen, 0, sizeof seen);
    for (unsigned i = 0; i < support_scaled(REAL_CASES); i++) {
        test_random random = random_of_case(2, i);
        char peptide[16], wildtype[16], accession[40];
        scope_case c = {.rules = {random_chance(&random, 50), random_chance(&random, 40),
                                  random_chance(&random, 70) ? 0.4 : 0, NULL}};

        if (!real_candidate(&random, &p, &c.candidate, peptide, wildtype, accession))
            continue;
        open_case(&c, &p);
        check_near(&c, &p, i);
        close_case(&c);
    }
    printf("test_scope: %u kept, %u wild types, %u of own genes, %u of paralogs\n",
           seen[MIM_SCOPE_KEPT], seen[MIM_SCOPE_WILDTYPE], seen[MIM_SCOPE_OWN_GENE],
           seen[MIM_SCOPE_PARALOG]);
    for (unsigned reason = 0; reason < MIM_SCOPE_GENES; reason++)
        ck_assert_msg(seen[reason] > 0 || support_scaled(100) < 50, "'%s' never came",
                      reasons[reason]);
    free_named(&p);
    text_free(&path);
}
END_TEST

/* ---- By hand ---- */

/* Flanks are cut at the ends of records and at `*`; fewer than 5 residues say nothing. */
START_TEST(ends_of_records)
{
    static const char fasta[] = ">a\nACDEFWWWWWGHIKL\n>b\nDEFWWWWWGH\n>c\nACDEFWWWWWGHIKM\n"
                                ">d\nEFWWWWWGH\n>e\nMMACDEFWWWWWGHIKLMM\n>f\nACD*FWWWWWGHIKL\n";
    static const uint32_t same[] = {10, 5, 9, 4, 10, 6}, compared[] = {10, 5, 10, 4, 10, 6};
    static const uint64_t starts[] = {5, 3, 5, 2, 7, 5};
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    struct mim_flanks first;

    mim_flanks_read(index, index->starts[0] + 5, 5, &first);
    for (size_t r = 0; r < 6; r++) {
        struct mim_flanks flanks;
        uint32_t n;

        mim_flanks_read(index, index->starts[r] + starts[r], 5, &flanks);
        ck_assert_uint_eq(mim_flanks_same(&first, &flanks, &n), same[r]);
        ck_assert_uint_eq(n, compared[r]);
        ck_assert_uint_eq(mim_flanks_same(&flanks, &first, &n), same[r]);
    }
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scope");

    support_begin("test_scope");
    support_add_test(suite, accessions);
    support_add_test(suite, ends_of_records);
    support_add_test(suite, random_proteins);
    support_add_test(suite, real_proteins);
    return support_run(suite);
}
