/* Which genes are searched: --only-gene, --exclude-gene and lists of them in files. */
#ifndef SCOPE_H
#define SCOPE_H

#include "tool.h"

/* Names of genes and of files, as they were given. Zeroed to begin with. */
struct scope_words {
    const char **names;
    size_t n_names;
    const char **files;
    size_t n_files;
};

struct scope_request {
    struct scope_words only, exclude;
};

/* The sets that these say; NULL where nothing was said. */
struct scope {
    mimicry_genes *only, *exclude;
};

/* Numbers of the long options, apart from those of the verbs. */
enum { SCOPE_ONLY_GENE = 1024, SCOPE_ONLY_GENES, SCOPE_EXCLUDE_GENE, SCOPE_EXCLUDE_GENES };
#define SCOPE_LONG_OPTIONS                                                                         \
    {"only-gene", required_argument, NULL, SCOPE_ONLY_GENE},                                       \
        {"only-genes", required_argument, NULL, SCOPE_ONLY_GENES},                                 \
        {"exclude-gene", required_argument, NULL, SCOPE_EXCLUDE_GENE},                             \
    {                                                                                              \
        "exclude-genes", required_argument, NULL, SCOPE_EXCLUDE_GENES                              \
    }
#define SCOPE_HELP                                                                                 \
    "      --only-gene NAME      only proteins of this gene; may be repeated\n"                    \
    "      --exclude-gene NAME   no protein of this gene; may be repeated\n"                       \
    "      --only-genes FILE     the same for those of a list, or of a table's columns of\n"       \
    "      --exclude-genes FILE  genes; to search some alone leaves out proteins without a gene\n"

/* Whether the option is one of these. */
bool scope_knows(int option);

/* Takes one of them with its word; `*most` is how many words there can be. False, having reported,
 * if there is no memory. */
bool scope_take_option(struct scope_request *request, int option, const char *word, int most);

/* Reads the files and makes the sets. */
mimicry_status scope_open(const struct scope_request *request, struct scope *out,
                          mimicry_error *error);

/* Says on standard error how many records have no gene, and which names no record has. */
mimicry_status scope_report(const struct scope_request *request, const struct scope *scope,
                            const mimicry_index *index, mimicry_error *error);

void scope_close(struct scope_request *request, struct scope *scope);

#endif
