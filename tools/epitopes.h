/* mimicry search --discontinuous: epitopes whose residues are apart. */
#ifndef EPITOPES_H
#define EPITOPES_H

#include "hits.h"
#include "scope.h"

/* What was asked for, by the words of the command line. */
struct epitopes_request {
    bool asked; /* --discontinuous */
    bool fixed; /* --fixed-positions */
    const char *matrix;
    uint32_t model_flags;
    enum rows_format format;
    const char *output; /* NULL: standard output */
    const char *index;
    const char *queries; /* a file, or NULL: these */
    const char *const *epitopes;
    size_t n_epitopes;
    const struct scope_request *scope;
    const mimicry0_search_options *search; /* the threshold of mismatches, and the threads */
};

/* Whether all that was asked for goes together; false, having reported, if not. */
bool epitopes_allow(const char *verb, const struct epitopes_request *request,
                    const mimicry0_search_options *options, const struct hits_style *style);

/* Does all of it; returns the exit status. */
int epitopes_search(const struct epitopes_request *request);

#endif
