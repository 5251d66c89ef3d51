/* mimicry search --tissues and --binders: the columns that tables of other data add to hits. */
#ifndef TISSUES_H
#define TISSUES_H

#include "rows.h"

/* Numbers of the long options, apart from those of the verbs and of the scope. */
enum {
    TISSUES_TABLE = 2048,
    TISSUES_FLOOR,
    TISSUES_VITAL,
    TISSUES_ORGANS,
    TISSUES_ORGANS_TABLE,
    TISSUES_BINDERS
};
/* clang-format off */
#define TISSUES_LONG_OPTIONS                                                                       \
    {"tissues", required_argument, NULL, TISSUES_TABLE},                                           \
    {"min-expression", required_argument, NULL, TISSUES_FLOOR},                                    \
    {"vital", no_argument, NULL, TISSUES_VITAL},                                                   \
    {"organs", no_argument, NULL, TISSUES_ORGANS},                                                 \
    {"organs-table", required_argument, NULL, TISSUES_ORGANS_TABLE},                               \
    {"binders", required_argument, NULL, TISSUES_BINDERS}
#define TISSUES_HELP                                                                               \
    "      --tissues FILE        also print in which tissues the gene is expressed and the\n"      \
    "                            highest level, by a table of the Human Protein Atlas, of GTEx\n"  \
    "                            or of any genes and tissues\n"                                    \
    "      --min-expression X    tissues at a level of X or above (default 1)\n"                   \
    "      --vital               also print which of them are vital,\n"                            \
    "      --organs              and in which organ systems they are,\n"                           \
    "      --organs-table FILE   by this table and not the one that is built in\n"                 \
    "      --binders FILE        also print allele and rank of the match in a table of binders\n"
/* clang-format on */

/* What was asked for, by the words of the command line. */
struct tissues_request {
    const char *table;
    const char *floor_word; /* NULL: not given */
    double floor;
    bool vital, organs;
    const char *organs_table; /* NULL: the one that is built in */
    const char *binders;
};

/* What a gene's levels come to, in words; kept, since hits have the same genes again and again. */
struct tissues_slot {
    const double *levels; /* NULL: free */
    double highest;
    char *texts[3];
};

enum { TISSUES_SLOTS = 4096 };

/* What was opened for it. Zeroed to begin with. */
struct tissues {
    struct tissues_request request;
    mimicry0_expression *expression;
    mimicry0_organs *organs;
    mimicry0_binders *binders;
    struct tissues_slot *slots;
    mimicry_error error; /* of tissues_put: its status says whether there was one */
};

/* Whether the option is one of these. */
bool tissues_knows(int option);

/* One of them with its word; false, having reported, if it is wrong. */
bool tissues_take_option(const char *verb, int option, const char *word,
                         struct tissues_request *request);
bool tissues_asked(const struct tissues_request *request);
/* False, having reported, if options do not go together. */
bool tissues_allow(const char *verb, const struct tissues_request *request);

mimicry_status tissues_open(const struct tissues_request *request, struct tissues *out,
                            mimicry_error *error);
void tissues_close(struct tissues *tissues);

/* The names of the columns, at most 6, into `columns`; how many. */
size_t tissues_columns(const struct tissues *tissues, const char **columns);
/* Their cells, for a peptide of a gene ("": not known); false if that failed. */
bool tissues_put(struct tissues *tissues, struct rows *rows, const char *gene, const char *peptide);

#endif
