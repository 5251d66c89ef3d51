/* mimicry search: the words of the command line to a search, its hits to rows. */
#include <ctype.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "edits.h"
#include "epitopes.h"
#include "hits.h"
#include "models.h"
#include "scope.h"

static const char help[] =
    "mimicry search [options] INDEX QUERIES\n"
    "mimicry search [options] INDEX -e PEPTIDE [-e PEPTIDE ...]\n"
    "\n"
    "Every window of the proteome within the threshold of each peptide: none is missed. INDEX is\n"
    "an index, or a FASTA file. QUERIES is FASTA, one peptide a line, a table with a column\n"
    "`peptide`, or - for standard input; plain or gzip.\n"
    "\n"
    "One threshold, inclusive:\n"
    "      --exact               no mismatch (the default)\n"
    "  -m, --max-mismatches N    at most N positions differ\n"
    "      --min-score S         the sum of the matrix's scores is at least S\n"
    "      --min-similarity F    the score over the peptide's score with itself is at least F\n"
    "      --max-penalty D       the peptide's score with itself less the score is at most D\n"
    "      --max-evalue E        chance gives at most E windows of that score or more\n"
    "      --max-indels N        with -m or alone: windows that the peptide can be aligned with "
    "by\n"
    "                            at most N insertions and deletions; two columns more say which\n"
    "and, alone or with one of them:\n"
    "      --top N               the N best of each peptide and all ties of the last: by fewest\n"
    "                            mismatches with -m or --exact, else by highest score\n"
    "\n" SCOPE_HELP "\n"
    "      --discontinuous       QUERIES has an epitope a line, residues with their positions "
    "such\n"
    "                            as R377, Q408, Q432; found at these distances, with -m or "
    "exactly\n"
    "      --fixed-positions     and only at these positions\n"
    "\n"
    "      --matrix NAME|FILE    scores (default BLOSUM62; see mimicry matrices)\n"
    "      --uo-as-ck            score U as C and O as K\n"
    "      --weights LIST|PRESET|FILE   how much each position counts; one of weight 0 is free:\n"
    "                            mhc1-face, mhc1-anchors, mhc2-face[:REGISTER], or numbers\n"
    "      --distance NAME|FILE  instead of a matrix: relatedness, or a parameter file of a\n"
    "                            cross-reactivity distance; the score is the distance, negative\n"
    "      --motif PATTERN       instead of queries: ..DP....Y, with [ILMV], {P}, x(3); -m may "
    "allow\n"
    "                            that positions are not met\n"
    "      --profile FILE        instead of queries: a table of a score for each position and\n"
    "                            residue; with --min-score or --top\n"
    "      --windows MIN[-MAX]   search every window of MIN to MAX residues of the queries\n"
    "  -e, --peptide PEPTIDE     a peptide to search; may be repeated\n";

/* The second half: no string may be longer than 4,095 characters. */
static const char more_help[] =
    "\n"
    "      --evalue              also print p-value, E-value and adjusted p-value (q_value) of "
    "each\n"
    "                            match: of its score; with -m or --exact, of its mismatches\n"
    "      --flank N             also print up to N residues before and after each "
    "match\n" TISSUES_HELP
    "      --counts              print how many windows there are, by mismatches, and not them\n"
    "      --by-peptide          print a row for each distinct match, with how many windows there\n"
    "                            are, in which proteins and of which genes\n"
    "      --explain             print which way of searching would be taken and what each was\n"
    "                            expected to take in microseconds, and search nothing\n"
    "      --format FORMAT       tsv (default), csv or jsonl\n"
    "  -o, --output FILE         write there and not to standard output\n"
    "  -t, --threads N           default: as many as there are processors\n"
    "\n"
    "Columns: query_id query match mismatches score accession gene start end; positions count\n"
    "from 1 and include the last. With --by-peptide: query_id query match mismatches score count\n"
    "accessions genes. Exit status: 0 done (with or without hits), 1 failed, 2 usage.\n";

enum {
    OPTION_EXACT = 256,
    OPTION_MIN_SCORE,
    OPTION_MIN_SIMILARITY,
    OPTION_MAX_PENALTY,
    OPTION_MAX_EVALUE,
    OPTION_MAX_INDELS,
    OPTION_TOP,
    OPTION_DISCONTINUOUS,
    OPTION_FIXED_POSITIONS,
    OPTION_MATRIX,
    OPTION_WEIGHTS,
    OPTION_MOTIF,
    OPTION_PROFILE,
    OPTION_DISTANCE,
    OPTION_UO_AS_CK,
    OPTION_WINDOWS,
    OPTION_EVALUE,
    OPTION_FLANK,
    OPTION_COUNTS,
    OPTION_BY_PEPTIDE,
    OPTION_EXPLAIN,
    OPTION_FORMAT
};

static const struct option long_options[] = {
    {"exact", no_argument, NULL, OPTION_EXACT},
    {"max-mismatches", required_argument, NULL, 'm'},
    {"min-score", required_argument, NULL, OPTION_MIN_SCORE},
    {"min-similarity", required_argument, NULL, OPTION_MIN_SIMILARITY},
    {"max-penalty", required_argument, NULL, OPTION_MAX_PENALTY},
    {"max-evalue", required_argument, NULL, OPTION_MAX_EVALUE},
    {"max-indels", required_argument, NULL, OPTION_MAX_INDELS},
    {"top", required_argument, NULL, OPTION_TOP},
    {"discontinuous", no_argument, NULL, OPTION_DISCONTINUOUS},
    {"fixed-positions", no_argument, NULL, OPTION_FIXED_POSITIONS},
    {"matrix", required_argument, NULL, OPTION_MATRIX},
    {"weights", required_argument, NULL, OPTION_WEIGHTS},
    {"motif", required_argument, NULL, OPTION_MOTIF},
    {"profile", required_argument, NULL, OPTION_PROFILE},
    {"distance", required_argument, NULL, OPTION_DISTANCE},
    {"uo-as-ck", no_argument, NULL, OPTION_UO_AS_CK},
    {"windows", required_argument, NULL, OPTION_WINDOWS},
    {"peptide", required_argument, NULL, 'e'},
    {"evalue", no_argument, NULL, OPTION_EVALUE},
    {"flank", required_argument, NULL, OPTION_FLANK},
    {"counts", no_argument, NULL, OPTION_COUNTS},
    {"by-peptide", no_argument, NULL, OPTION_BY_PEPTIDE},
    {"explain", no_argument, NULL, OPTION_EXPLAIN},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"output", required_argument, NULL, 'o'},
    {"threads", required_argument, NULL, 't'},
    {"help", no_argument, NULL, 'h'},
    SCOPE_LONG_OPTIONS,
    TISSUES_LONG_OPTIONS,
    {0}};

/* What was asked for. */
struct request {
    mimicry0_search_options options;
    const char *threshold_option; /* the one that was given, or NULL */
    struct models_request model;
    struct scope_request scope;
    struct hits_style style;
    bool explain; /* how, instead of searching */
    bool evalue;
    const char *output;
    char **peptides; /* of -e; they point into argv */
    size_t n_peptides;
    const char *index;
    const char *queries; /* NULL with -e */
    struct epitopes_request epitopes;
    struct tissues_request tissues;
};

/* What was opened for it. */
struct session {
    mimicry_index *index;
    mimicry_model *model;
    struct scope scope;
    mimicry0_sequences *sequences;
    struct hits_queries queries;
    const char *consensus; /* of a model that takes the place of the queries */
    struct evalues evalues;
    struct tissues tissues;
};

static bool set_threshold(struct request *r, const char *verb, const char *option, int32_t kind,
                          const char *word)
{
    if (r->threshold_option != NULL) {
        report_usage(verb, "%s and %s together: one threshold was expected", r->threshold_option,
                     option);
        return false;
    }
    r->threshold_option = option;
    r->options.threshold_kind = kind;
    return word == NULL || parse_real(verb, option, word, &r->options.threshold);
}

static bool set_top(struct request *r, const char *verb, const char *word)
{
    int64_t top;
    if (!parse_integer(verb, "--top", word, &top))
        return false;
    if (top < 1) {
        report_usage(verb, "--top %s: a whole number from 1 on was expected", word);
        return false;
    }
    r->options.top = (uint64_t)top;
    return true;
}

static bool set_flank(struct request *r, const char *verb, const char *word)
{
    int64_t flank;
    if (!parse_integer(verb, "--flank", word, &flank))
        return false;
    if (flank < 0 || flank > HITS_LONGEST_FLANK) {
        report_usage(verb, "--flank %s: 0 to %d residues were expected", word,
                     (int)HITS_LONGEST_FLANK);
        return false;
    }
    r->style.flank = (uint32_t)flank;
    return true;
}

static bool add_peptide(struct request *r, char *word)
{
    for (char *c = word; *c != '\0'; c++)
        *c = (char)toupper((unsigned char)*c);
    r->peptides[r->n_peptides++] = word;
    return true;
}

/* One option; false, having reported, if it is wrong. */
static bool take_option(struct request *r, int option, char **argv)
{
    const char *verb = argv[0];
    switch (option) {
    case OPTION_EXACT:
        return set_threshold(r, verb, "--exact", MIMICRY_MAX_MISMATCHES, NULL);
    case 'm':
        return set_threshold(r, verb, "--max-mismatches", MIMICRY_MAX_MISMATCHES, optarg);
    case OPTION_MIN_SCORE:
        return set_threshold(r, verb, "--min-score", MIMICRY_MIN_SCORE, optarg);
    case OPTION_MIN_SIMILARITY:
        return set_threshold(r, verb, "--min-similarity", MIMICRY_MIN_SIMILARITY, optarg);
    case OPTION_MAX_PENALTY:
        return set_threshold(r, verb, "--max-penalty", MIMICRY_MAX_PENALTY, optarg);
    case OPTION_MAX_EVALUE:
        return set_threshold(r, verb, "--max-evalue", MIMICRY_MAX_EVALUE, optarg);
    case OPTION_MAX_INDELS:
        return edits_take_option(verb, optarg, &r->options, &r->style);
    case OPTION_TOP:
        return set_top(r, verb, optarg);
    case OPTION_DISCONTINUOUS:
        r->epitopes.asked = true;
        return true;
    case OPTION_FIXED_POSITIONS:
        r->epitopes.fixed = true;
        return true;
    case OPTION_MATRIX:
        r->model.matrix = optarg;
        return true;
    case OPTION_WEIGHTS:
        r->model.weights = optarg;
        return true;
    case OPTION_MOTIF:
        r->model.motif = optarg;
        return true;
    case OPTION_PROFILE:
        r->model.profile = optarg;
        return true;
    case OPTION_DISTANCE:
        r->model.distance = optarg;
        return true;
    case OPTION_UO_AS_CK:
        r->model.flags |= MIMICRY_MODEL_UO_AS_CK;
        return true;
    case OPTION_WINDOWS:
        r->style.windows = true;
        return parse_range(verb, "--windows", optarg, &r->options.window_min,
                           &r->options.window_max);
    case 'e':
        return add_peptide(r, optarg);
    case OPTION_EVALUE:
        r->evalue = true;
        return true;
    case OPTION_FLANK:
        return set_flank(r, verb, optarg);
    case OPTION_COUNTS:
        r->style.counts = true;
        return true;
    case OPTION_BY_PEPTIDE:
        r->style.by_peptide = true;
        return true;
    case OPTION_EXPLAIN:
        r->explain = true;
        return true;
    case OPTION_FORMAT:
        return rows_parse_format(verb, optarg, &r->style.format);
    case 'o':
        r->output = optarg;
        return true;
    case 't':
        return parse_threads(verb, optarg, &r->options.threads);
    default:
        report_option(argv, option);
        return false;
    }
}

static bool take_words(struct request *r, int argc, char **argv)
{
    const bool has_query = r->n_peptides > 0 || models_have_query(&r->model);
    const int words = argc - optind, expected = has_query ? 1 : 2;
    if (r->n_peptides > 0 && models_have_query(&r->model)) {
        report_usage(argv[0], "-e with --motif or --profile: one of them was expected");
        return false;
    }
    if (words > 0)
        r->index = argv[optind];
    if (words == 2)
        r->queries = argv[optind + 1];
    if (words == expected)
        return true;
    if (words < expected)
        report_usage(argv[0], words == 0 ? "INDEX is missing" : "QUERIES or -e is missing");
    else
        report_usage(argv[0], "one word too many: '%s'", argv[optind + expected]);
    return false;
}

/* The best alone are the best by score, with no threshold. */
static void settle_threshold(struct request *r)
{
    if (r->options.top > 0 && r->threshold_option == NULL) {
        r->options.threshold_kind = MIMICRY_MIN_SCORE;
        r->options.threshold = -INFINITY;
    }
}

static int search_epitopes(struct request *r)
{
    r->epitopes.matrix = r->model.matrix != NULL ? r->model.matrix : "BLOSUM62";
    r->epitopes.model_flags = r->model.flags;
    r->epitopes.format = r->style.format;
    r->epitopes.output = r->output;
    r->epitopes.index = r->index;
    r->epitopes.queries = r->queries;
    r->epitopes.epitopes = (const char *const *)r->peptides;
    r->epitopes.n_epitopes = r->n_peptides;
    r->epitopes.search = &r->options;
    r->epitopes.scope = &r->scope;
    return epitopes_search(&r->epitopes);
}

static mimicry_status open_all(const struct request *r, struct session *s, mimicry_error *error)
{
    const uint32_t flags = r->style.windows ? 0 : MIMICRY_READ_PEPTIDES;
    mimicry_status status = models_open(&r->model, &s->model, error);
    if (status == MIMICRY_OK && r->queries != NULL)
        status = mimicry0_sequences_read(r->queries, flags, &s->sequences, error);
    if (status == MIMICRY_OK)
        status = tissues_open(&r->tissues, &s->tissues, error);
    if (status == MIMICRY_OK)
        status = scope_open(&r->scope, &s->scope, error);
    if (status == MIMICRY_OK)
        status = mimicry_index_open(r->index, MIMICRY_OPEN_FASTA, &s->index, error);
    if (status == MIMICRY_OK)
        status = scope_report(&r->scope, &s->scope, s->index, error);
    s->queries.index = s->index;
    s->queries.letters = (const char *const *)r->peptides;
    s->queries.count = r->n_peptides;
    if (status == MIMICRY_OK && models_have_query(&r->model)) {
        s->consensus = mimicry0_model_consensus(s->model);
        s->queries.letters = &s->consensus;
        s->queries.ids = r->model.motif != NULL ? &r->model.motif : &r->model.profile;
        s->queries.count = 1;
    }
    if (s->sequences != NULL) {
        s->queries.letters = mimicry0_sequences_letters(s->sequences);
        s->queries.ids = mimicry0_sequences_ids(s->sequences);
        s->queries.count = mimicry0_sequences_count(s->sequences);
    }
    return status;
}

static mimicry_status explain(const struct request *r, const struct session *s, struct output *out,
                              mimicry_error *error)
{
    struct explain_printer printer = {
        .out = out, .queries = &s->queries, .format = r->style.format};
    return explain_print(&printer, &r->options, error);
}

static mimicry_status search_and_print(struct request *r, struct session *s, struct output *out,
                                       mimicry_error *error)
{
    struct hits_printer printer;
    mimicry_status status = MIMICRY_OK;
    if (r->evalue) {
        status = evalues_open(&s->evalues, &s->queries, &r->options, error);
        r->style.evalues = &s->evalues;
    }
    if (tissues_asked(&r->tissues))
        r->style.tissues = &s->tissues;
    hits_begin(&printer, out, &s->queries, &r->style, &r->options);
    if (status == MIMICRY_OK)
        status = mimicry0_search_each(s->index, s->queries.letters, s->queries.count, &r->options,
                                      hits_print, &printer, error);
    if (r->style.by_peptide)
        status = by_peptide_end(&printer, status, error);
    hits_end(&printer, status == MIMICRY_OK);
    if (s->evalues.error.status != MIMICRY_OK) /* that is why the search was stopped */
        *error = s->evalues.error;
    if (s->tissues.error.status != MIMICRY_OK)
        *error = s->tissues.error;
    return status;
}

static int search(struct request *r, struct session *s)
{
    mimicry_error error = {.size = sizeof error};
    struct output out;
    if (open_all(r, s, &error) != MIMICRY_OK)
        return report_error(&error);
    r->options.model = s->model;
    r->options.only_genes = s->scope.only;
    r->options.exclude_genes = s->scope.exclude;
    r->options.progress = stop_if_interrupted;
    if (r->output != NULL)
        watch_signals(); /* from here on there is something to clean up */
    if (!output_open(&out, r->output))
        return EXIT_FAILED;
    const mimicry_status status =
        r->explain ? explain(r, s, &out, &error) : search_and_print(r, s, &out, &error);
    return output_finish(&out, status, &error);
}

int cmd_search(int argc, char **argv)
{
    struct request r = {0};
    struct session s = {0};
    int status = EXIT_USAGE;
    mimicry0_search_options_init(&r.options, sizeof r.options);
    r.peptides = calloc((size_t)argc, sizeof *r.peptides);
    if (r.peptides == NULL)
        return report("not enough memory");
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":m:e:o:t:h", long_options, NULL)) != -1;) {
        if (c == 'h') {
            fputs(help, stdout);
            fputs(more_help, stdout);
            status = EXIT_DONE;
            goto out;
        }
        if (scope_knows(c)     ? !scope_take_option(&r.scope, c, optarg, argc)
            : tissues_knows(c) ? !tissues_take_option(argv[0], c, optarg, &r.tissues)
                               : !take_option(&r, c, argv))
            goto out;
    }
    if (!take_words(&r, argc, argv) || !models_allow(argv[0], &r.model) ||
        !edits_allow(argv[0], r.threshold_option, &r.options, &r.style) ||
        !by_peptide_allow(argv[0], &r.style) ||
        !epitopes_allow(argv[0], &r.epitopes, &r.options, &r.style) ||
        !tissues_allow(argv[0], &r.tissues))
        goto out;
    if (tissues_asked(&r.tissues) && (r.epitopes.asked || r.style.counts || r.style.by_peptide)) {
        report_usage(argv[0], "%s with --tissues or --binders: they tell of single hits",
                     r.style.counts       ? "--counts"
                     : r.style.by_peptide ? "--by-peptide"
                                          : "--discontinuous");
        goto out;
    }
    if (r.epitopes.asked &&
        (r.model.weights != NULL || r.model.distance != NULL || models_have_query(&r.model))) {
        report_usage(argv[0], "--discontinuous goes with no model but a matrix");
        goto out;
    }
    if (r.evalue && r.options.max_indels > 0) {
        report_usage(argv[0], "--evalue and --max-indels together: only windows of the peptide's "
                              "own length have an E-value");
        goto out;
    }
    if (r.evalue && r.style.counts) {
        report_usage(argv[0], "--evalue and --counts together: counts have no E-value");
        goto out;
    }
    settle_threshold(&r);
    status = r.epitopes.asked ? search_epitopes(&r) : search(&r, &s);
out:
    evalues_close(&s.evalues);
    tissues_close(&s.tissues);
    scope_close(&r.scope, &s.scope);
    mimicry0_sequences_free(s.sequences);
    mimicry_model_free(s.model);
    mimicry_index_close(s.index);
    free(r.peptides);
    if (was_interrupted())
        die_of_signal();
    return status;
}
