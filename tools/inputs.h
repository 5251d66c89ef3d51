/* What a verb works on, opened as the options ask for. */
#ifndef INPUTS_H
#define INPUTS_H

#include "watch.h"

struct inputs {
    const struct request *request;
    mimicry_index *index;
    mimicry_queries *queries; /* NULL of a model that takes their place */
    mimicry_queries *mutated; /* proteins of --mutated, or NULL */
    mimicry_model *model;     /* NULL: the default */
    mimicry_genes *only_genes, *exclude_genes;
    mimicry_annotations *annotations;
    char *alleles; /* of all --allele, joined; NULL: none was given */
    struct watch watch;
    mimicry_run run;
};

/* Opens all of a verb that takes INDEX and QUERIES. 0, or, having reported, the exit status; it is
 * closed by inputs_close in either case. */
int inputs_open(const struct request *request, struct inputs *out);
void inputs_close(struct inputs *in);

/* The parts: begins `out`; then the model, the index that a word names, and the queries of a word
 * or, if that is NULL, of -e. */
void inputs_begin(const struct request *request, struct inputs *out);
int inputs_open_model(struct inputs *in);
int inputs_open_index(struct inputs *in, const char *path);
int inputs_open_queries(struct inputs *in, const char *opt_path, uint32_t flags);

/* Whether a word is more likely a peptide than the name of a file. */
bool inputs_is_peptide(const char *word);

/* As options of the library take it. */
double inputs_min_expression(const struct request *request);

#endif
