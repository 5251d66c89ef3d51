/* Random proteomes with genes, queries and searches of them, and what tables of these must say, put
 * together in the plainest way from the hits that the oracle gives. */
#ifndef MIMICRY_TESTS_SEARCH_CASES_H
#define MIMICRY_TESTS_SEARCH_CASES_H

#include "oracle.h"
#include "support.h"
#include "table_reader.h"

typedef struct search_record {
    char accession[24];
    char gene[24]; /* "": none */
    char protein[40];
} search_record;

typedef struct search_case {
    oracle_records records;
    search_record *names; /* a record */
    mimicry_index *index;
    oracle_matrix *matrix;
    test_peptides peptides; /* in either case */
    char **ids;             /* of peptides */
    mimicry_query *queries;
    mimicry_search_options options;
} search_case;

/* A proteome, queries and options of all kinds for tables of hits, self-peptides and counts. */
search_case random_search_case(uint64_t test, uint64_t number);
void search_case_free(search_case *made);

/* The hits, as the oracle finds them. */
oracle_hits search_case_hits(const search_case *made);

/* Opens the queries, and makes the table; it must not fail. */
struct ArrowArrayStream search_case_open(const search_case *made, mimicry_queries **queries);
read_table search_case_read(const search_case *made);

/* A window of a query, in upper case, and the residues of a hit; the caller frees them. */
char *search_case_window(const search_case *made, uint64_t query, uint64_t start, size_t length);
char *search_case_match(const search_case *made, const mimicry_hit *hit);

/* The table, as table_as_text writes one. */
test_text search_case_text(const search_case *made, const oracle_hits *hits);

#endif
