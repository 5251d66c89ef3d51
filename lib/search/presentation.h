/* How well alleles present windows of a proteome: by a table of binders where that has the peptide,
 * else by the percentile of their motifs' scores. */
#ifndef MIM_SEARCH_PRESENTATION_H
#define MIM_SEARCH_PRESENTATION_H

#include "annotate/annotations.h"
#include "search/filter.h"
#include "search/percentiles.h"

struct mim_presentation_request {
    const struct mimicry_index *index;
    const struct mim_kernels *kernels;
    unsigned threads;
    const struct mimicry_annotations *opt_annotations; /* binders and motifs of it are used */
    const char *opt_alleles; /* a list; NULL: each query's own; "": none */
    bool has_own;            /* whether queries have alleles */
    double max_presented;    /* percent; 0: no filter */
};

/* What is presented under some alleles. Distributions are made when a length is first asked for;
 * what has been made ready is read by all threads at once. */
struct mim_presentation;

/* Alleles of which the best counts. Without any text, whichever the table of binders has. */
struct mim_allele_set;

/* NULL in `*out` where nothing is asked for. ARGUMENT for text that names no allele, and for what
 * cannot be known without alleles. */
mimicry_status mim_presentation_create(const struct mim_presentation_request *request,
                                       struct mim_presentation **out, mimicry_error *error);
void mim_presentation_free(struct mim_presentation *presentation);

/* The alleles of a query whose own are this list. The set lives as long as the presentation. */
mimicry_status mim_presentation_set(struct mim_presentation *presentation, const char *own,
                                    struct mim_allele_set **out, mimicry_error *error);

/* To be called before windows of this length are looked at. */
mimicry_status mim_presentation_ready(struct mim_presentation *presentation,
                                      struct mim_allele_set *set, uint32_t length,
                                      mimicry_error *error);

struct mim_presented {
    double percent;     /* the lowest of the alleles'; NAN: not known */
    const char *allele; /* whose it is; "" of a table without alleles, NULL: not known */
    bool listed;        /* a table of binders has it without a rank */
};

/* Sets are numbered from 0. */
size_t mim_allele_set_number(const struct mim_allele_set *set);

/* Whether nothing but motifs tells what is presented. */
bool mim_presentation_by_motifs(const struct mim_presentation *presentation);

/* How the alleles of a set that have a motif of this length, for which it is ready, present
 * windows: up to `room` distributions; how many there are. */
size_t mim_allele_set_distributions(const struct mim_allele_set *set, uint32_t length,
                                    const struct mim_percentiles **out, size_t room);

/* What is known of residues. */
struct mim_presented mim_presentation_find(const struct mim_presentation *presentation,
                                           const struct mim_allele_set *set, const uint8_t *codes,
                                           uint32_t length);

/* Whether peptides of which nothing is known do not bind: a table of binders alone lists all. */
bool mim_presentation_lists_all(const struct mim_presentation *presentation,
                                const struct mim_allele_set *set);

/* Whether they pass the filter: those of which nothing is known do. */
bool mim_presentation_keeps(const struct mim_presentation *presentation,
                            const struct mim_allele_set *set, const uint8_t *codes,
                            uint32_t length);

bool mim_presentation_filters(const struct mim_presentation *presentation);

/* The highest percentile that its filter keeps. */
double mim_presentation_most(const struct mim_presentation *presentation);

/* Which share of all windows its filter keeps, about; 1 without one. Takes NULL. */
double mim_presentation_share(const struct mim_presentation *presentation);

/* Whether a set of alleles comes from the queries. */
bool mim_presentation_is_own(const struct mim_presentation *presentation);

/* Tells what is not known: alleles and lengths without a motif, and text that names no allele. */
void mim_presentation_tell(const struct mim_presentation *presentation, mimicry_note_fn note,
                           void *data);

#endif
