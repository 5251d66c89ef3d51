/* The one table of options, in the order in which help shows them. */
#include <float.h>
#include <math.h>
#include <stddef.h>

#include "cli.h"

/* Verbs that have an option together. */
enum {
    WITH_SCREEN = VERB_SCREEN | VERB_REPORT,
    WITH_TABLES = VERB_SEARCH | VERB_SCREEN | VERB_SHARED | VERB_SCORE,
    WITH_QUERIES = WITH_TABLES | VERB_REPORT,
    WITH_REACH = VERB_SEARCH | WITH_SCREEN,
    WITH_GENES = VERB_SEARCH | WITH_SCREEN | VERB_SHARED,
    WITH_MATRIX = VERB_SEARCH | WITH_SCREEN | VERB_SCORE,
    WITH_TABLE = WITH_QUERIES | VERB_INFO,
    WITH_ROWS = WITH_TABLES | VERB_ALLELES,
    WITH_RUN = WITH_QUERIES | VERB_INDEX,
    EVERY = -1
};

#define FIELD(name) offsetof(struct request, name)
#define ABOVE_0     DBL_MIN
#define HEADING(which, text)                                                                       \
    {                                                                                              \
        .verbs = (which), .help = (text)                                                           \
    }

const struct cli_option cli_options[] = {
    HEADING(WITH_REACH, "Threshold, one of these, inclusive"),
    {"exact", 0, CLI_EXACT, NULL, WITH_REACH, FIELD(threshold), MIMICRY_MAX_MISMATCHES, 0, 0,
     IS_THRESHOLD, IS_THRESHOLD, NULL, "no mismatch; the default of search"},
    {"max-mismatches", 'm', CLI_THRESHOLD, "N", WITH_REACH, FIELD(threshold),
     MIMICRY_MAX_MISMATCHES, 0, INFINITY, IS_THRESHOLD, IS_THRESHOLD, NULL,
     "at most N positions differ; screen has 3 by default"},
    {"min-score", 0, CLI_THRESHOLD, "S", WITH_REACH, FIELD(threshold), MIMICRY_MIN_SCORE, 0, 0,
     IS_THRESHOLD | IS_OF_SCORE, IS_THRESHOLD, NULL,
     "the sum of the model's scores over the positions is at least S"},
    {"min-similarity", 0, CLI_THRESHOLD, "F", WITH_REACH, FIELD(threshold), MIMICRY_MIN_SIMILARITY,
     0, 0, IS_THRESHOLD | IS_OF_SCORE, IS_THRESHOLD, NULL,
     "the score over the peptide's score with itself is at least F"},
    {"max-penalty", 0, CLI_THRESHOLD, "D", WITH_REACH, FIELD(threshold), MIMICRY_MAX_PENALTY, 0, 0,
     IS_THRESHOLD | IS_OF_SCORE, IS_THRESHOLD, NULL,
     "the peptide's score with itself less the score is at most D"},
    {"max-evalue", 0, CLI_THRESHOLD, "E", WITH_REACH, FIELD(threshold), MIMICRY_MAX_EVALUE, ABOVE_0,
     INFINITY, IS_THRESHOLD | IS_OF_SCORE, IS_THRESHOLD, NULL,
     "chance gives at most E windows of that score or more"},
    {"min-activity", 0, CLI_THRESHOLD, "A", WITH_REACH, FIELD(threshold), MIMICRY_MIN_ACTIVITY,
     ABOVE_0, 1, IS_THRESHOLD | IS_OF_SCORE, IS_THRESHOLD, "scan",
     "the receptor's predicted response is at least this share of that to the index peptide"},
    {"top", 0, CLI_INTEGER, "N", WITH_REACH, FIELD(top), 0, 1, INFINITY, IS_TOP, 0, NULL,
     "alone or with a threshold: the N of each peptide that have the highest scores, and all ties "
     "of "
     "the last"},
    {"max-indels", 0, CLI_INTEGER, "N", VERB_SEARCH, FIELD(max_indels), 0, 0, MIMICRY_MAX_INDELS,
     IS_INDELS, IS_OF_SCORE | IS_TOP | IS_COUNTS, NULL,
     "alone or with -m: windows that the peptide can be aligned with by at most N insertions and "
     "deletions, and the mismatches of -m"},

    HEADING(WITH_QUERIES, "Queries"),
    {"peptide", 'e', CLI_WORDS, "PEPTIDE", WITH_QUERIES, FIELD(peptides), 0, 0, 0, IS_PEPTIDE,
     IS_QUERY, NULL, "a peptide or sequence, in place of QUERIES; may be repeated"},
    {"peptide-column", 0, CLI_TEXT, "NAME", WITH_QUERIES, FIELD(peptide_column), 0, 0, 0, 0,
     IS_PEPTIDE | IS_QUERY, NULL,
     "the column of the peptides in a table of QUERIES; by default it is known by its name"},
    {"target-column", 0, CLI_TEXT, "NAME", VERB_SCORE, FIELD(target_column), 0, 0, 0, 0, IS_PEPTIDE,
     NULL, "the column of the peptides that they are compared with"},
    {"windows", 0, CLI_RANGE, "MIN[-MAX]", WITH_REACH, FIELD(windows), 0, 1, MIMICRY_MAX_PEPTIDE,
     IS_WINDOWS, 0, NULL,
     "search every window of MIN to MAX residues of the queries; screen does so, with 9, for "
     "sequences alone, and takes those that overlap the change"},
    {"junctions", 0, CLI_FLAG, NULL, WITH_SCREEN, FIELD(junctions), 1, 0, 0, 0, IS_PEPTIDE, NULL,
     "QUERIES is FASTA of the parts of a vaccine's cassette, one after the other: a row for each "
     "junction, and only windows over it, each under the first junction that it has"},
    {"discontinuous", 0, CLI_FLAG, NULL, VERB_SEARCH, FIELD(discontinuous), 1, 0, 0, IS_EPITOPES,
     IS_OF_SCORE | IS_TOP | IS_INDELS | IS_WINDOWS | IS_WEIGHTS | IS_DISTANCE | IS_QUERY, NULL,
     "QUERIES has an epitope a line, residues with their positions such as R377, Q408, Q432; "
     "found at these distances, with the mismatches of -m"},
    {"fixed-positions", 0, CLI_FLAG, NULL, VERB_SEARCH, FIELD(fixed_positions), 1, 0, 0, 0, 0,
     "discontinuous", "and only at these positions"},

    HEADING(WITH_SCREEN, "What does not count; the rows tell how many windows that were"),
    {"exclude-wildtype", 0, CLI_FLAG, NULL, WITH_SCREEN, FIELD(exclude_wildtype), 1, 0, 0, 0, 0,
     NULL, "the query's own wild type, wherever it is"},
    {"exclude-own-gene", 0, CLI_FLAG, NULL, WITH_SCREEN, FIELD(exclude_own_gene), 1, 0, 0, 0, 0,
     NULL, "proteins of its gene or accession, isoforms too"},
    {"exclude-paralogs", 0, CLI_REAL, "F", WITH_SCREEN, FIELD(exclude_paralogs), 0, ABOVE_0, 1, 0,
     0, NULL,
     "windows whose flanks, 10 residues on either side, agree with those of the source in a share "
     "of at least F, such as 0.5"},
    HEADING(VERB_SEARCH | VERB_SHARED, "Genes"),
    {"only-gene", 0, CLI_WORDS, "NAME", WITH_GENES, FIELD(only_gene), 0, 0, 0, 0, 0, NULL,
     "only proteins of this gene; may be repeated"},
    {"exclude-gene", 0, CLI_WORDS, "NAME", WITH_GENES, FIELD(exclude_gene), 0, 0, 0, 0, 0, NULL,
     "no protein of this gene; may be repeated"},
    {"only-genes", 0, CLI_INPUTS, "FILE", WITH_GENES, FIELD(only_genes), 0, 0, 0, 0, 0, NULL,
     "the same for the genes of a list, or of a table's columns of genes; proteins without a gene "
     "are left out"},
    {"exclude-genes", 0, CLI_INPUTS, "FILE", WITH_GENES, FIELD(exclude_genes), 0, 0, 0, 0, 0, NULL,
     "the same; proteins without a gene are kept"},

    HEADING(WITH_RUN, "Proteome"),
    {"exclude-decoys", 0, CLI_FLAG, NULL, WITH_RUN, FIELD(exclude_decoys), 1, 0, 0, 0, 0, NULL,
     "leave out records of FASTA that are decoys or contaminants by their names: rev_, DECOY_, "
     "XXX_, CON__, contam_ and the like"},
    {"cache", 0, CLI_FLAG, NULL, WITH_QUERIES, FIELD(cache), 1, 0, 0, 0, 0, NULL,
     "of FASTA in the place of INDEX: keep an index of it in the user's cache folder, and take the "
     "one that is there for as long as the file is the same"},
    {"variants", 0, CLI_INPUT, "FILE", VERB_INDEX, FIELD(variants), 0, 0, 0, 0, 0, NULL,
     "make it a patient's proteome: a VCF that VEP annotated, or a table of accession, "
     "protein_change and zygosity; homozygous changes replace residues, heterozygous ones add a "
     "record of which the changed windows count"},

    HEADING(VERB_SHARED, "Segments, and the profile"),
    {"min-length", 0, CLI_INTEGER, "K", VERB_SHARED, FIELD(min_length), 0, 1, INFINITY, IS_SEGMENT,
     IS_ALONG, NULL, "residues of the shortest segment (default 8)"},
    {"changed", 0, CLI_FLAG, NULL, VERB_SHARED, FIELD(changed), 1, 0, 0, IS_SEGMENT, IS_ALONG, NULL,
     "only segments with a residue that the query's wild type has not, or with those around a "
     "deletion; a query without a wild type has all"},
    {"profile", 0, CLI_FLAG, NULL, VERB_SHARED, FIELD(along), 1, 0, 0, IS_ALONG, IS_SEGMENT, NULL,
     "instead of the segments a row for each residue: the longest segment that begins there, the "
     "longest that covers it, and the nearest window"},
    {"window", 0, CLI_INTEGER, "W", VERB_SHARED, FIELD(window), 0, 0, MIMICRY_MAX_PEPTIDE, 0, 0,
     "profile", "residues of that window (default 9); 0: none, much faster"},

    HEADING(WITH_MATRIX, "Models"),
    {"matrix", 0, CLI_INPUT, "NAME|FILE", WITH_MATRIX, FIELD(matrix), MIMICRY_NAMES_MATRICES, 0, 0,
     IS_MATRIX, 0, NULL, "scores (default BLOSUM62; see mimicry matrices)"},
    {"uo-as-ck", 0, CLI_FLAG, NULL, WITH_MATRIX, FIELD(uo_as_ck), 1, 0, 0, IS_MATRIX, 0, NULL,
     "score U (selenocysteine) as C and O (pyrrolysine) as K"},
    {"weights", 0, CLI_INPUT, "LIST|MASK|FILE", WITH_REACH, FIELD(mask), 0, 0, 0, IS_WEIGHTS, 0,
     NULL,
     "how much each position counts; one of weight 0 is free, and no mismatch: mhc1-face, "
     "mhc1-anchors, mhc2-face[:REGISTER], anchors:ALLELE, or numbers"},
    {"weights", 0, CLI_NUMBERS, "LIST", VERB_SCORE, FIELD(weights), 0, 0, 0, 0, 0, NULL,
     "a weight a position, such as 0,1,1,2,1; 0 leaves it out"},
    {"distance", 0, CLI_INPUT, "NAME|FILE", WITH_REACH, FIELD(distance), 0, 0, 0, IS_DISTANCE,
     IS_MATRIX, NULL,
     "instead of a matrix: relatedness, or a parameter file of a cross-reactivity distance; the "
     "score is the distance, negative"},
    {"motif", 0, CLI_TEXT, "PATTERN", VERB_SEARCH, FIELD(motif), 0, 0, 0, IS_QUERY,
     IS_QUERY | IS_MATRIX | IS_WEIGHTS | IS_DISTANCE, NULL,
     "instead of queries: ..DP....Y, with [ILMV], {P}, x(3); -m may allow that positions are not "
     "met"},
    {"profile", 0, CLI_INPUT, "FILE", VERB_SEARCH, FIELD(profile), 0, 0, 0, IS_QUERY,
     IS_QUERY | IS_MATRIX | IS_WEIGHTS | IS_DISTANCE, NULL,
     "instead of queries: a table of a score for each position and residue; with --min-score or "
     "--top"},
    {"scan", 0, CLI_INPUT, "FILE", WITH_MATRIX, FIELD(scan), 0, 0, 0, IS_SCAN,
     IS_SCAN | IS_MATRIX | IS_WEIGHTS | IS_DISTANCE | IS_QUERY | IS_EPITOPES | IS_INDELS |
         IS_WINDOWS,
     NULL,
     "a receptor's responses to single mutants of its index peptide, which is searched, and which "
     "-e names where the file does not; with --min-activity or --top"},
    {"models", 0, CLI_TEXT, "LIST", VERB_SEARCH | VERB_REPORT, FIELD(models), 0, 0, 0, 0,
     IS_ROWS | IS_INDELS | IS_EPITOPES | IS_QUERY, NULL,
     "models side by side, separated by commas: built-in matrices, files of matrices, or "
     "relatedness, and no scan: also the place of each hit among all windows by each of them"},
    {"models", 0, CLI_TEXT, "LIST", VERB_SCREEN, FIELD(models), 0, 0, 0, 0, 0, "hits",
     "models side by side, separated by commas: built-in matrices, files of matrices, or "
     "relatedness, and no scan: also the place of each hit among all windows by each of them"},
    {"dissimilarity", 0, CLI_FLAG, NULL, WITH_SCREEN, FIELD(dissimilarity), 1, 0, 0, 0, 0, NULL,
     "also give 1 - R of the whole proteome (see mimicry score)"},
    {"parameters", 0, CLI_INPUT, "FILE", VERB_SCORE, FIELD(parameters), 0, 0, 0, 0, 0, NULL,
     "JSON, published or of your own: see docs/scores.md"},
    {"a", 0, CLI_REAL, "A", VERB_SCORE, FIELD(midpoint), 0, 0, 0, 0, 0, NULL,
     "alignment score of the midpoint (dissimilarity 32, else 26)"},
    {"k", 0, CLI_REAL, "K", VERB_SCORE, FIELD(slope), 0, ABOVE_0, INFINITY, 0, 0, NULL,
     "steepness about it (default 4.87)"},
    {"gap-open", 0, CLI_INTEGER, "COST", VERB_SCORE, FIELD(gap_open), 0, 1, 1000000, 0, 0, NULL,
     "a gap of g residues costs this and g times --gap-extend (default 11)"},
    {"gap-extend", 0, CLI_INTEGER, "COST", VERB_SCORE, FIELD(gap_extend), 0, 1, 1000000, 0, 0, NULL,
     "the cost of each residue of a gap (default 1)"},

    HEADING(WITH_REACH | VERB_ALLELES, "Presentation: how well HLA alleles present the match"),
    {"allele", 0, CLI_WORDS, "NAME", WITH_REACH, FIELD(alleles), MIMICRY_NAMES_ALLELES, 0, 0, 0,
     IS_EPITOPES, NULL,
     "an HLA class I allele in any spelling, or several, separated by commas; may be repeated; by "
     "default those of the queries' own column of alleles; none: no such columns (see mimicry "
     "alleles)"},
    {"max-presented", 0, CLI_REAL, "P", WITH_REACH, FIELD(max_presented), 0, ABOVE_0, 100, 0,
     IS_EPITOPES, NULL,
     "only windows among the P % of the proteome's that an allele presents best, and those of "
     "which "
     "that is unknown; not below 10: the best 2 % lack a third of the epitopes that T cells are "
     "known to see"},
    {"binders", 0, CLI_INPUT, "FILE", WITH_REACH, FIELD(binders), 0, 0, 0, IS_OF_HITS, IS_ROWS,
     NULL,
     "a table of predicted or eluted peptides, whose ranks take the place of the motifs' "
     "percentiles for the peptides and alleles that it has"},
    {"max-rank", 0, CLI_REAL, "R", WITH_SCREEN, FIELD(max_rank), 0, ABOVE_0, 100, 0, 0, NULL,
     "self-peptides of rank R % or a lower one count as binders (default 2)"},
    {"motifs", 0, CLI_INPUT, "FILE", WITH_REACH | VERB_ALLELES, FIELD(motifs), 0, 0, 0, 0, 0, NULL,
     "motifs by this table, not those that are built in (docs/presentation.md)"},

    HEADING(WITH_REACH, "Tissues: more columns"),
    {"tissues", 0, CLI_INPUT, "FILE", WITH_REACH, FIELD(tissues), 0, 0, 0, IS_OF_HITS, IS_ROWS,
     NULL,
     "in which tissues the gene is expressed and the highest level, by a table of the Human "
     "Protein Atlas, of GTEx, or of any genes and tissues"},
    {"min-expression", 0, CLI_REAL, "X", WITH_REACH, FIELD(min_expression), 0, 0, 0, 0, 0,
     "tissues", "tissues at a level of X or above (default 1)"},
    {"levels", 0, CLI_TEXT, "TISSUES", WITH_REACH, FIELD(levels), 0, 0, 0, 0, 0, "tissues",
     "also the level in each of these tissues, separated by commas"},
    {"organs", 0, CLI_FLAG, NULL, WITH_REACH, FIELD(organs), 1, 0, 0, 0, 0, "tissues",
     "also in which organ systems these are"},
    {"organs-table", 0, CLI_INPUT, "FILE", WITH_REACH, FIELD(organs_table), 0, 0, 0, 0, 0,
     "tissues", "organ systems and vital tissues by this table, not the one that is built in"},

    HEADING(WITH_TABLE | VERB_ALLELES, "Table"),
    {"columns", 0, CLI_BITS, "LIST", WITH_REACH, FIELD(columns), MIMICRY_NAMES_COLUMNS, 0, 0, 0,
     IS_NO_HITS, NULL,
     "more columns of hits, separated by commas; evalue only of a search, vital and lists (long "
     "ones) also of the rows of a screen"},
    {"sort", 0, CLI_NAME, "ORDER", WITH_REACH, FIELD(order), MIMICRY_NAMES_ORDERS, 0, 0, 0,
     IS_COUNTS | IS_INDELS | IS_EPITOPES, NULL,
     "how hits of a peptide come, which are the best of --top, and which a screen calls the first: "
     "the most similar, the best presented, both together (the default where alleles are known), "
     "or those of the gene of the highest level"},
    {"flank", 0, CLI_INTEGER, "N", WITH_REACH, FIELD(flank), 0, 0, 100, IS_OF_HITS, IS_ROWS, NULL,
     "also up to N residues before and after each match"},
    {"annotate", 0, CLI_FLAG, NULL, VERB_SCREEN, FIELD(annotate), 1, 0, 0, 0, IS_PEPTIDE, NULL,
     "the rows and columns of QUERIES, a table, as they are, and ours after them; one of ours "
     "whose "
     "name is there already begins with mimicry_"},
    {"mutated", 0, CLI_INPUT, "FILE", VERB_SCREEN, FIELD(mutated), 0, 0, 0, 0, 0, "annotate",
     "the FASTA of mutants and wild types that pVACtools made the table of: adds its column Ref "
     "Match, whether what is new stands elsewhere in the proteome"},
    {"hits", 0, CLI_OUTPUT, "FILE", VERB_SCREEN, FIELD(hits), 0, 0, 0, 0, IS_DESCRIBE, NULL,
     "also write a table of all windows within the threshold that count"},
    {"by-peptide", 0, CLI_FLAG, NULL, VERB_SEARCH, FIELD(rows), MIMICRY_ROWS_PEPTIDES, 0, 0,
     IS_ROWS, IS_ROWS | IS_COUNTS, NULL,
     "a row for each distinct match, with how many windows there are, in which proteins and of "
     "which genes"},
    {"counts", 0, CLI_FLAG, NULL, VERB_SEARCH, FIELD(rows), MIMICRY_ROWS_COUNTS, 0, 0,
     IS_COUNTS | IS_ROWS | IS_NO_HITS, IS_ROWS, NULL,
     "how many windows there are, by mismatches, and not them"},
    {"explain", 0, CLI_FLAG, NULL, VERB_SEARCH, FIELD(explain), 1, 0, 0, IS_ROWS | IS_NO_HITS,
     IS_ROWS, NULL,
     "how each query would be searched and what each way is expected to take; nothing is searched"},
    {"records", 0, CLI_FLAG, NULL, VERB_INFO, FIELD(table), MIMICRY_INDEX_RECORDS, 0, 0, IS_ROWS,
     IS_ROWS, NULL, "a row for each record"},
    {"sources", 0, CLI_FLAG, NULL, VERB_INFO, FIELD(table), MIMICRY_INDEX_SOURCES, 0, 0, IS_ROWS,
     IS_ROWS, NULL, "a row for each FASTA file that it was made of"},
    {"format", 0, CLI_NAME, "FORMAT", WITH_ROWS, FIELD(format), MIMICRY_NAMES_FORMATS, 0, 0, 0, 0,
     NULL, "how the table is written (default: table on a terminal, else tsv)"},
    {"format", 0, CLI_NAME, "FORMAT", VERB_INFO, FIELD(format), MIMICRY_NAMES_FORMATS, 0, 0, 0, 0,
     "records sources", "how the table is written (default: table on a terminal, else tsv)"},
    {"color", 0, CLI_CHOICE, "auto|always|never", WITH_ROWS, FIELD(color), 0, 0, 0, 0, 0, NULL,
     "of the format table: residues that differ are marked (default: on a terminal)"},
    {"describe", 0, CLI_FLAG, NULL, WITH_ROWS, FIELD(describe), 1, 0, 0, IS_DESCRIBE, 0, NULL,
     "not the table but its columns: name, type, unit and what each says"},
    {"describe", 0, CLI_FLAG, NULL, VERB_INFO, FIELD(describe), 1, 0, 0, 0, 0, "records sources",
     "not the table but its columns: name, type, unit and what each says"},
    {"output", 'o', CLI_OUTPUT, "FILE", WITH_QUERIES | VERB_ALLELES, FIELD(output), 0, 0, 0,
     IS_OF_REPORT, 0, NULL, "write there and not to standard output"},
    {"title", 0, CLI_TEXT, "TEXT", VERB_REPORT, FIELD(title), 0, 0, 0, IS_OF_REPORT, 0, NULL,
     "what stands above the report"},
    {"rows", 0, CLI_INPUT, "FILE", VERB_REPORT, FIELD(saved_rows), 0, 0, 0, IS_OF_REPORT,
     IS_SCREENING, NULL,
     "in place of INDEX and QUERIES: the table that mimicry screen wrote, as TSV or CSV"},
    {"hits", 0, CLI_INPUT, "FILE", VERB_REPORT, FIELD(saved_hits), 0, 0, 0, IS_OF_REPORT, 0, "rows",
     "and the table that it wrote with --hits"},

    HEADING(WITH_RUN, "The run"),
    {"output", 'o', CLI_OUTPUT, "FILE", VERB_INDEX, FIELD(output), 0, 0, 0, 0, 0, NULL,
     "the index; by default the name of the only FASTA file with .mim for its ending"},
    {"threads", 't', CLI_INTEGER, "N", WITH_QUERIES, FIELD(threads), 0, 1, 1024, 0, 0, NULL,
     "default: as many as there are processors; the rows are the same for any number"},
    {"progress", 0, CLI_FLAG, NULL, WITH_RUN, FIELD(progress), 1, 0, 0, IS_PROGRESS | IS_OF_REPORT,
     IS_PROGRESS, NULL, "show how far it is (default: on a terminal)"},
    {"no-progress", 0, CLI_FLAG, NULL, WITH_RUN, FIELD(progress), -1, 0, 0,
     IS_PROGRESS | IS_OF_REPORT, IS_PROGRESS, NULL, "do not"},
    {"quiet", 'q', CLI_FLAG, NULL, WITH_RUN, FIELD(quiet), 1, 0, 0, IS_OF_REPORT, 0, NULL,
     "no notes on standard error"},
    {"help", 'h', CLI_FLAG, NULL, (uint32_t)EVERY, FIELD(help), 1, 0, 0, 0, 0, NULL,
     "show this and end"},
};

const size_t cli_n_options = sizeof cli_options / sizeof *cli_options;
