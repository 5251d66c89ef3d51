/* mimicry score: the words of the command line to a method. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "score.h"

static const char help[] =
    "mimicry score METHOD [options] A B\n"
    "mimicry score METHOD [options] PAIRS\n"
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
    "      --matrix NAME|FILE    scores (default BLOSUM62; see mimicry matrices)\n"
    "      --uo-as-ck            score U as C and O as K\n"
    "      --weights LIST        a weight a position, such as 0,1,1,2,1; 0 leaves it out\n"
    "      --parameters FILE     JSON, published or of your own: see docs/scores.md\n"
    "      --columns NAME,NAME   the columns of PAIRS with A and B\n"
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
    OPTION_FORMAT
};

static const struct option long_options[] = {
    {"matrix", required_argument, NULL, OPTION_MATRIX},
    {"uo-as-ck", no_argument, NULL, OPTION_UO_AS_CK},
    {"weights", required_argument, NULL, OPTION_WEIGHTS},
    {"parameters", required_argument, NULL, OPTION_PARAMETERS},
    {"columns", required_argument, NULL, OPTION_COLUMNS},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, 'h'},
    {0}};

#define BY_MATRIX (SCORE_TAKES_COLUMNS | SCORE_TAKES_WEIGHTS | SCORE_TAKES_MATRIX)
#define OF_PAIRS  1, 2, "A and B, or PAIRS, are missing", score_pairs

static const struct score_method methods[] = {
    {"hamming", SCORE_TAKES_COLUMNS | SCORE_TAKES_WEIGHTS, OF_PAIRS, MIMICRY_SCORE_HAMMING},
    {"score", BY_MATRIX, OF_PAIRS, MIMICRY_SCORE_SUM},
    {"similarity", BY_MATRIX, OF_PAIRS, MIMICRY_SCORE_SIMILARITY},
    {"penalty", BY_MATRIX, OF_PAIRS, MIMICRY_SCORE_PENALTY},
    {"gram-distance", BY_MATRIX, OF_PAIRS, MIMICRY_SCORE_GRAM_DISTANCE},
    {"self-similarity", SCORE_TAKES_COLUMNS, OF_PAIRS, MIMICRY_SCORE_SELF_SIMILARITY},
    {"relatedness", SCORE_TAKES_COLUMNS | SCORE_TAKES_WEIGHTS, OF_PAIRS, MIMICRY_SCORE_RELATEDNESS},
    {"cross-reactivity", SCORE_TAKES_COLUMNS | SCORE_TAKES_PARAMETERS, OF_PAIRS,
     MIMICRY_SCORE_CROSS_REACTIVITY},
    {"hex", BY_MATRIX, OF_PAIRS, MIMICRY_SCORE_HEX},
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
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":o:h", long_options, NULL)) != -1;) {
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
    if (was_interrupted())
        die_of_signal();
    return status;
}
