/* The words of the command line: one table of verbs and one of options say all that there is to
 * know of them. Parsing, help, manual pages and completions read these. */
#ifndef CLI_H
#define CLI_H

#include <mimicry/mimicry.h>
#include <stdbool.h>

/* ---- What was asked for ---- */

/* Words of options that may be repeated. */
struct cli_words {
    const char **at;
    size_t count;
};

struct cli_range {
    uint32_t min, max;
};

struct cli_numbers {
    double *at;
    size_t count;
};

struct cli_threshold {
    double value;
    int32_t kind; /* MIMICRY_MAX_MISMATCHES, ... */
};

/* The values of all options of all verbs: zeros but for what was given. */
struct request {
    const struct cli_verb *verb;
    uint64_t given[2]; /* a bit for each option of the table */
    char **words;      /* that are no options */
    size_t n_words;
    char **argv; /* all that came after the verb */
    int argc;
    /* Queries */
    struct cli_words peptides;
    const char *peptide_column, *target_column;
    struct cli_range windows;
    int32_t junctions;
    int32_t discontinuous, fixed_positions;
    /* Reach */
    struct cli_threshold threshold;
    uint64_t max_indels, top;
    /* What counts */
    int32_t exclude_wildtype, exclude_own_gene;
    double exclude_paralogs;
    struct cli_words only_gene, only_genes, exclude_gene, exclude_genes;
    int32_t exclude_decoys, cache;
    const char *variants;
    /* Models */
    const char *matrix, *mask, *distance, *motif, *profile, *scan;
    int32_t uo_as_ck;
    const char *models;
    struct cli_numbers weights;
    /* Tissues and binders */
    const char *tissues, *organs_table, *binders, *motifs;
    struct cli_words alleles;
    double max_presented, max_rank;
    int32_t organs;
    double min_expression;
    const char *levels;
    /* Segments */
    uint64_t min_length, window;
    int32_t changed, along;
    /* Scores */
    const char *parameters;
    double midpoint, slope;
    uint64_t gap_open, gap_extend;
    int32_t dissimilarity, annotate;
    const char *mutated;
    /* Tables */
    int32_t rows; /* MIMICRY_ROWS_... */
    int32_t explain;
    int32_t table;    /* MIMICRY_INDEX_... */
    uint32_t columns; /* MIMICRY_COLUMN_... */
    int32_t order;    /* MIMICRY_ORDER_... */
    uint64_t flank;
    int32_t format, describe;
    int32_t color; /* of enum cli_color */
    const char *output, *hits;
    const char *title, *saved_rows, *saved_hits;
    /* The run */
    uint64_t threads;
    int32_t progress; /* 1: shown, -1: not, 0: on a terminal */
    int32_t quiet, help;
};

enum cli_color { COLOR_AUTO = 1, COLOR_ALWAYS = 2, COLOR_NEVER = 3 };

/* ---- The tables ---- */

enum cli_kind {
    CLI_FLAG,      /* sets its int32_t to `value` */
    CLI_TEXT,      /* const char *, any word */
    CLI_INPUT,     /* const char *, the path of a file that is read, or the name of something: of
                      kind `value`, if that is not 0 */
    CLI_OUTPUT,    /* const char *, the path of a file that is written */
    CLI_WORDS,     /* struct cli_words: may be repeated; names of kind `value`, if that is not 0 */
    CLI_INPUTS,    /* the same, of files that are read */
    CLI_REAL,      /* double */
    CLI_INTEGER,   /* uint64_t */
    CLI_THRESHOLD, /* struct cli_threshold of kind `value`; of mismatches a whole number */
    CLI_EXACT,     /* the same, without a word: no mismatch */
    CLI_RANGE,     /* struct cli_range */
    CLI_NUMBERS,   /* struct cli_numbers, separated by commas */
    CLI_NAME,      /* int32_t, one of mimicry_name's names of kind `value` */
    CLI_BITS,      /* uint32_t, several of them, separated by commas: bit i is name i */
    CLI_CHOICE     /* int32_t: which of the words that `argument` has, separated by |, from 1 */
};

struct cli_option {
    const char *name;     /* --NAME */
    char letter;          /* -LETTER, or 0 */
    enum cli_kind kind;   /* of its value */
    const char *argument; /* as help shows it; NULL: takes none */
    uint32_t verbs;       /* that have it: bits of enum cli_verbs */
    size_t field;         /* of struct request */
    int32_t value;        /* see the kinds */
    double least, most;   /* of a number, inclusive; both 0: any */
    uint32_t is, not ;    /* options that are any of `not` do not go with it: bits of enum cli_is */
    const char *needs;    /* names of options, one of which has to be given too; or NULL */
    const char *help;     /* a clause or two, without a final point */
};

/* What options are, for what does not go together. */
enum cli_is {
    IS_THRESHOLD = 1,
    IS_OF_SCORE = 2, /* a threshold of scores */
    IS_TOP = 4,
    IS_INDELS = 8,
    IS_PEPTIDE = 16,
    IS_MATRIX = 32,
    IS_WEIGHTS = 64,
    IS_DISTANCE = 128,
    IS_QUERY = 256, /* a model that takes the place of queries */
    IS_EPITOPES = 512,
    IS_WINDOWS = 1024,
    IS_COUNTS = 2048,
    IS_ROWS = 4096,    /* other rows than hits */
    IS_NO_HITS = 8192, /* rows that are of no one match */
    IS_OF_HITS = 16384,
    IS_ALONG = 32768,
    IS_SEGMENT = 65536,
    IS_PROGRESS = 131072,
    IS_DESCRIBE = 262144,
    IS_SCAN = 524288,
    IS_OF_REPORT = 1048576, /* has a meaning for a report of saved tables */
    IS_SCREENING = 2097152  /* stands in `not` for all that are not IS_OF_REPORT */
};

/* A heading in the table of options: an option without a name, whose help is the heading. */

struct cli_verb {
    const char *name;
    int (*run)(const struct request *request); /* the exit status */
    uint32_t bit;                              /* of enum cli_verbs */
    bool hidden;                               /* not in help */
    const char *words[5];                      /* forms of its words; help shows one a line */
    bool takes_queries;             /* INDEX, and QUERIES unless they are given otherwise */
    size_t least_words, most_words; /* of another */
    const char *missing;            /* what is missing where there are fewer */
    const char *summary;            /* a line */
    const char *text;               /* paragraphs, separated by line ends */
    const char *examples;           /* commands, one a line */
};

enum cli_verbs {
    VERB_INDEX = 1,
    VERB_SEARCH = 2,
    VERB_SCREEN = 4,
    VERB_SHARED = 8,
    VERB_SCORE = 16,
    VERB_INFO = 32,
    VERB_VERIFY = 64,
    VERB_MATRICES = 128,
    VERB_COMPLETIONS = 256,
    VERB_HELP = 512,
    VERB_MANUAL = 1024,
    VERB_REPORT = 2048,
    VERB_ALLELES = 4096
};

extern const struct cli_option cli_options[];
extern const size_t cli_n_options;
extern const struct cli_verb cli_verbs[];
extern const size_t cli_n_verbs;

/* ---- Parsing ---- */

/* Takes the words after the verb. Returns 0, or, having reported, the exit status. The request is
 * released by cli_free in either case. */
int cli_parse(const struct cli_verb *verb, int argc, char **argv, struct request *out);
void cli_free(struct request *request);

/* Whether the option of that name was given. */
bool cli_given(const struct request *request, const char *name);

/* The verb of that name, or NULL. */
const struct cli_verb *cli_find_verb(const char *name);
/* Reports that there is none, with a suggestion; the exit status. */
int cli_unknown_verb(const char *name);

/* Reports that there is none, and which there are: the exit status. */
int cli_missing_verb(void);

/* A name that is close to `word` of those that `name_of` gives from 0 on; NULL: none is. Names that
 * are "" are passed over. */
const char *cli_suggest(const char *word, const char *(*name_of)(const void *data, size_t i),
                        const void *data);

/* ---- What is made of the tables ---- */

void cli_print_overview(void);                    /* of mimicry --help */
void cli_print_help(const struct cli_verb *verb); /* within 79 columns */

/* The help of an option, with the names that its value may have; its length. */
size_t cli_option_help(const struct cli_option *option, char *out, size_t room);
/* Whether a verb has an option under a heading. */
bool cli_has_option(const struct cli_verb *verb, const struct cli_option *heading);

#endif
