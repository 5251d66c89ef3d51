/* mimicry score: the words of the command line to a method. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "score.h"

static const char help[] =
    "mimicry score METHOD [options] A B\n"
    "mimicry score METHOD [options] PAIRS\n"
    "mimicry score METHOD [options] INDEX QUERIES\n"
    "\n"
    "Published scores of pairs of peptides. PAIRS is a table, tab- or comma-separated, plain or\n"
    "gzip, or - for standard input. Its first line names the columns: `a` and `b`, or `query` and\n"
    "`match` as mimicry search prints them, or those of --columns; others are passed over. Two\n"
    "columns of peptides in capitals need no such line.\n"
    "\n"
    "Methods, for peptides of one length but for self-similarity:\n"
    "  hamming           how many positions differ\n"
    "  score             the sum of the matrix's scores\n"
    "  similarity        score of A and B over the score of A with itself\n"
    "  penalty           score of A with itself less the score of A and B\n"
    "  gram-distance     scores of A and of B with themselves less twice that of A and B\n"
    "  self-similarity   kernel of all shared pieces (Shen 2012, NeoFox); any lengths\n"
    "  relatedness       Crossdome's distance of 12 components a residue; 0 is the same\n"
    "  cross-reactivity  distance of Luksza 2022; needs --parameters\n"
    "  hex               matrix scores with central positions weighted; A candidate, B epitope\n"
    "\n"
    "Methods against all records of INDEX, an index or a FASTA file, by local alignment; QUERIES\n"
    "as in mimicry search:\n"
    "  dissimilarity     to a proteome (Richman 2019); 1 is like nothing in it\n"
    "  foreignness       recognition by epitopes, a record each (Luksza 2017); 1 is like them\n"
    "  recognition-potential\n"
    "                    foreignness times amplitude; in place of QUERIES a table with columns\n"
    "                    peptide, kd_wt and kd_mt\n"
    "and of two dissociation constants in nM, A of the wild type and B of the mutant, or of a\n"
    "table with columns kd_wt and kd_mt:\n"
    "  amplitude         A / B / (1 + 0.0003 A)\n"
    "\n"
    "      --matrix NAME|FILE    scores (default BLOSUM62; see mimicry matrices)\n"
    "      --uo-as-ck            score U as C and O as K\n"
    "      --weights LIST        a weight a position, such as 0,1,1,2,1; 0 leaves it out\n"
    "      --parameters FILE     JSON, published or of your own: see docs/scores.md\n"
    "      --columns NAME,NAME   the columns of PAIRS with A and B\n"
    "  -e PEPTIDE                score this peptide, in place of QUERIES; may be repeated\n"
    "      --a A                 alignment score of the midpoint (dissimilarity 32, else 26)\n"
    "      --k K                 steepness about it (default 4.87)\n"
    "      --gap-open COST       a gap of g residues costs the one and g times\n"
    "      --gap-extend COST     the other (default 11 and 1)\n"
    "  -t, --threads N           default: one a processor\n"
    "      --format FORMAT       tsv (default), csv or jsonl\n"
    "  -o, --output FILE         write there and not to standard output\n"
    "\n"
    "Columns: a b method value. Exit status: 0 done, 1 failed, 2 usage.\n";

enum {
    OPTION_MATRIX = 256,
    OPTION_UO_AS_CK,
    OPTION_WEIGHTS,
    OPTION_PARAMETERS,
    OPTION_COLUMNS,
    OPTION_A,
    OPTION_K,
    OPTION_GAP_OPEN,
    OPTION_GAP_EXTEND,
    OPTION_FORMAT
};

static const struct option long_options[] = {
    {"matrix", required_argument, NULL, OPTION_MATRIX},
    {"uo-as-ck", no_argument, NULL, OPTION_UO_AS_CK},
    {"weights", required_argument, NULL, OPTION_WEIGHTS},
    {"parameters", required_argument, NULL, OPTION_PARAMETERS},
    {"columns", required_argument, NULL, OPTION_COLUMNS},
    {"a", required_argument, NULL, OPTION_A},
    {"k", required_argument, NULL, OPTION_K},
    {"gap-open", required_argument, NULL, OPTION_GAP_OPEN},
    {"gap-extend", required_argument, NULL, OPTION_GAP_EXTEND},
    {"threads", required_argument, NULL, 't'},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, 'h'},
    {0}};

#define BY_MATRIX    (SCORE_TAKES_COLUMNS | SCORE_TAKES_WEIGHTS | SCORE_TAKES_MATRIX)
#define OF_PAIRS     1, 2, "A and B, or PAIRS, are missing", score_pairs
#define BY_ALIGNMENT (SCORE_TAKES_ALIGNMENT | SCORE_TAKES_MATRIX)
#define OF_INDEX     1, 2, "INDEX and QUERIES are missing"

static const struct score_method methods[] = {
    {"hamming", SCORE_TAKES_COLUMNS | SCORE_TAKES_WEIGHTS, OF_PAIRS,
     .number = MIMICRY_SCORE_HAMMING},
    {"score", BY_MATRIX, OF_PAIRS, .number = MIMICRY_SCORE_SUM},
    {"similarity", BY_MATRIX, OF_PAIRS, .number = MIMICRY_SCORE_SIMILARITY},
    {"penalty", BY_MATRIX, OF_PAIRS, .number = MIMICRY_SCORE_PENALTY},
    {"gram-distance", BY_MATRIX, OF_PAIRS, .number = MIMICRY_SCORE_GRAM_DISTANCE},
    {"self-similarity", SCORE_TAKES_COLUMNS, OF_PAIRS, .number = MIMICRY_SCORE_SELF_SIMILARITY},
    {"relatedness", SCORE_TAKES_COLUMNS | SCORE_TAKES_WEIGHTS, OF_PAIRS,
     .number = MIMICRY_SCORE_RELATEDNESS},
    {"cross-reactivity", SCORE_TAKES_COLUMNS | SCORE_TAKES_PARAMETERS, OF_PAIRS,
     .number = MIMICRY_SCORE_CROSS_REACTIVITY},
    {"hex", BY_MATRIX, OF_PAIRS, .number = MIMICRY_SCORE_HEX},
    {"dissimilarity", BY_ALIGNMENT | SCORE_TAKES_PEPTIDES, OF_INDEX, score_dissimilarity, .a = 32},
    {"foreignness", BY_ALIGNMENT | SCORE_TAKES_PEPTIDES, OF_INDEX, score_foreignness, .a = 26},
    {"recognition-potential", BY_ALIGNMENT, 2, 2, "INDEX or TABLE is missing",
     score_recognition_potential, .a = 26},
    {"amplitude", 0, 1, 2, "KD_WT and KD_MT, or TABLE, are missing", score_amplitude, .a = 0},
};

void score_begin(const struct score_request *r, struct rows *rows, FILE *stream)
{
    static const char *const columns[] = {"a", "b", "method", "value"};
    rows_begin(rows, stream, r->format, columns, sizeof columns / sizeof *columns);
}

void score_row(const struct score_request *r, struct rows *rows, const char *a, const char *b,
               double value)
{
    rows_text(rows, a);
    rows_text(rows, b);
    rows_text(rows, r->method->name);
    rows_real(rows, value);
    rows_end(rows);
}

/* "NAME,NAME", which is cut in place. */
static bool set_columns(struct score_request *r, char *word)
{
    char *comma = strchr(word, ',');
    if (comma == NULL || comma == word || comma[1] == '\0' || strchr(comma + 1, ',') != NULL) {
        report_usage(r->verb, "--columns '%s': two names such as query,match were expected", word);
        return false;
    }
    *comma = '\0';
    r->columns[0] = word;
    r->columns[1] = comma + 1;
    return true;
}

static bool set_cost(const char *verb, const char *option, const char *word, int32_t *out)
{
    int64_t cost;
    if (!parse_integer(verb, option, word, &cost))
        return false;
    if (cost < 0 || cost > 1000000) {
        report_usage(verb, "%s %s: 0 to 1000000 was expected", option, word);
        return false;
    }
    *out = (int32_t)cost;
    return true;
}

/* An option of the alignments against an index. */
static bool set_alignment(struct score_request *r, int option)
{
    mimicry0_partition_options *alignment = &r->alignment;
    switch (option) {
    case OPTION_A:
        r->has_a = true;
        r->alignment_option = "--a";
        return parse_real(r->verb, "--a", optarg, &alignment->a);
    case OPTION_K:
        r->alignment_option = "--k";
        if (!parse_real(r->verb, "--k", optarg, &alignment->k))
            return false;
        if (alignment->k <= 0)
            report_usage(r->verb, "--k %s: a number above 0 was expected", optarg);
        return alignment->k > 0;
    case OPTION_GAP_OPEN:
        r->alignment_option = "--gap-open";
        return set_cost(r->verb, "--gap-open", optarg, &alignment->gap_open);
    case OPTION_GAP_EXTEND:
        r->alignment_option = "--gap-extend";
        return set_cost(r->verb, "--gap-extend", optarg, &alignment->gap_extend);
    default:
        r->alignment_option = "--threads";
        return parse_threads(r->verb, optarg, &alignment->threads);
    }
}

/* One option; false, having reported, if it is wrong. */
static bool take_option(struct score_request *r, int option, char **argv)
{
    switch (option) {
    case OPTION_MATRIX:
        r->matrix = optarg;
        return true;
    case OPTION_UO_AS_CK:
        r->model_flags |= MIMICRY_MODEL_UO_AS_CK;
        return true;
    case OPTION_WEIGHTS:
        free(r->weights);
        return parse_list(r->verb, "--weights", optarg, &r->weights, &r->n_weights);
    case OPTION_PARAMETERS:
        r->parameters = optarg;
        return true;
    case OPTION_COLUMNS:
        return set_columns(r, optarg);
    case 'e':
        r->peptides[r->n_peptides++] = optarg;
        return true;
    case OPTION_A:
    case OPTION_K:
    case OPTION_GAP_OPEN:
    case OPTION_GAP_EXTEND:
    case 't':
        return set_alignment(r, option);
    case OPTION_FORMAT:
        return rows_parse_format(r->verb, optarg, &r->format);
    case 'o':
        r->output = optarg;
        return true;
    default:
        report_option(argv, option);
        return false;
    }
}

static const struct score_method *find_method(const char *name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    }
    return NULL;
}

/* What a method would ignore is refused: who gives it expects that it matters. */
static bool check_options(const struct score_request *r)
{
    const struct {
        const char *option;
        bool given;
        unsigned needed;
    } options[] = {
        {"--matrix", r->matrix != NULL, SCORE_TAKES_MATRIX},
        {"--uo-as-ck", r->model_flags != 0, SCORE_TAKES_MATRIX},
        {"--weights", r->weights != NULL, SCORE_TAKES_WEIGHTS},
        {"--parameters", r->parameters != NULL, SCORE_TAKES_PARAMETERS},
        {"--columns", r->columns[0] != NULL, SCORE_TAKES_COLUMNS},
        {"-e", r->n_peptides > 0, SCORE_TAKES_PEPTIDES},
        {r->alignment_option, r->alignment_option != NULL, SCORE_TAKES_ALIGNMENT},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (options[i].given && (r->method->takes & options[i].needed) == 0) {
            report_usage(r->verb, "%s takes no %s", r->method->name, options[i].option);
            return false;
        }
    }
    if (r->columns[0] != NULL && r->n_words == 2) {
        report_usage(r->verb, "--columns is for a table of PAIRS");
        return false;
    }
    if ((r->method->takes & SCORE_TAKES_PARAMETERS) != 0 && r->parameters == NULL) {
        report_usage(r->verb, "%s needs --parameters", r->method->name);
        return false;
    }
    return true;
}

static bool take_words(struct score_request *r, int argc, char **argv)
{
    if (optind == argc) {
        report_usage(r->verb, "METHOD is missing");
        return false;
    }
    r->method = find_method(argv[optind]);
    r->words = argv + optind + 1;
    r->n_words = argc - optind - 1;
    if (r->method == NULL)
        report_usage(r->verb, "unknown method '%s'", argv[optind]);
    else if (r->n_words < r->method->least_words)
        report_usage(r->verb, "%s", r->method->missing);
    else if (r->n_words > r->method->most_words)
        report_usage(r->verb, "one word too many: '%s'", r->words[r->method->most_words]);
    else
        return check_options(r);
    return false;
}

int cmd_score(int argc, char **argv)
{
    struct score_request r = {.verb = argv[0], .format = ROWS_TSV};
    int status = EXIT_USAGE;
    mimicry0_partition_options_init(&r.alignment, sizeof r.alignment);
    r.peptides = calloc((size_t)argc, sizeof *r.peptides);
    if (r.peptides == NULL)
        return report("not enough memory");
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":e:o:t:h", long_options, NULL)) != -1;) {
        if (c == 'h') {
            fputs(help, stdout);
            status = EXIT_DONE;
            goto out;
        }
        if (!take_option(&r, c, argv))
            goto out;
    }
    if (take_words(&r, argc, argv))
        status = r.method->run(&r);
out:
    free(r.weights);
    free(r.peptides);
    if (was_interrupted())
        die_of_signal();
    return status;
}
