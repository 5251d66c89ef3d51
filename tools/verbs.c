/* The one table of verbs. */
#include <stdint.h>

#include "cli.h"
#include "tool.h"

#define INDEX_TEXT                                                                                 \
    "INDEX is what mimicry index wrote, or a FASTA file, which is then indexed in memory, "        \
    "each time anew without --cache.\n"
#define QUERIES_TEXT                                                                               \
    "QUERIES is FASTA; or a table, tab- or comma-separated, of any tool, whose columns are known " \
    "by their names (docs/queries.md lists them); or a peptide a line; plain or gzip; or - for "   \
    "standard input.\n"
#define POSITIONS_TEXT "Positions count from 1 and include the last; what is not known is empty.\n"

const struct cli_verb cli_verbs[] = {
    {.name = "index",
     .bit = VERB_INDEX,
     .run = run_index,
     .words = {"[-o OUT.mim] FASTA..."},
     .least_words = 1,
     .most_words = SIZE_MAX,
     .missing = "a FASTA file",
     .summary = "index a proteome, once, for all peptide lengths and models",
     .text = "Indexes the proteins of FASTA files, plain or gzip, together, as one file. It is "
             "mapped into memory and shared by processes, and takes about 5 bytes a residue. The "
             "same files give the same bytes. - is standard input.\n"
             "Of the headers of UniProt, Ensembl, GENCODE and NCBI the accession, gene, "
             "description and taxon are kept; of others the first word is the accession. Residues "
             "are the 20 amino acids and B, Z, J, X, U, O and *, in either case; blanks are "
             "passed over, and anything else is an error that names file, line, column and "
             "character.\n",
     .examples = "mimicry index -o self.mim data/self_sample.fasta.gz "
                 "data/known_offtargets.fasta\n"},
    {.name = "search",
     .bit = VERB_SEARCH,
     .run = run_search,
     .words = {"[options] INDEX QUERIES", "[options] INDEX -e PEPTIDE [-e PEPTIDE ...]"},
     .takes_queries = true,
     .summary = "every window within a threshold, none missed",
     .text = "Gives every window of the proteome within the threshold of each peptide. " INDEX_TEXT
         QUERIES_TEXT "Peptides have 1 to 1,024 residues. Real thresholds forgive 1e-9.\n"
             "Rows are ordered by query and window, highest score, fewest mismatches, record and "
             "start; with --max-indels by fewest edits. The column rank counts those of a window "
             "from 1; equal scores share one. " POSITIONS_TEXT,
     .examples = "mimicry search -m 2 self.mim -e KVAELVHFL\n"
                 "mimicry search --top 3 --matrix PAM70 --columns evalue self.mim "
                 "data/antigens.tsv\n"
                 "mimicry search --motif '..DP....Y' self.mim\n"
                 "mimicry search --windows 9 -m 2 --counts self.mim data/known_offtargets.fasta\n"
                 "mimicry search -m 2 --by-peptide --exclude-gene MAGEA12 self.mim -e KVAELVHFL\n"},
    {.name = "screen",
     .bit = VERB_SCREEN,
     .run = run_screen,
     .words = {"[options] INDEX QUERIES", "[options] INDEX -e PEPTIDE [-e PEPTIDE ...]"},
     .takes_queries = true,
     .summary = "one row a query: what is like it, and which first",
     .text = "Gives one row for each query, in their order: what in the proteome is like it. "
             "Windows within the threshold are counted; the nearest and the best are found at any "
             "distance. " INDEX_TEXT QUERIES_TEXT POSITIONS_TEXT,
     .examples = "mimicry screen self.mim data/antigens.tsv\n"
                 "mimicry screen --exclude-wildtype --exclude-own-gene --hits hits.tsv self.mim "
                 "data/candidates.tsv\n"},
    {.name = "report",
     .bit = VERB_REPORT,
     .run = run_report,
     .words = {"[options] -o REPORT.html INDEX QUERIES",
               "[options] -o REPORT.html INDEX -e PEPTIDE [-e PEPTIDE ...]",
               "-o REPORT.html --rows ROWS.tsv [--hits HITS.tsv]"},
     .takes_queries = true,
     .summary = "a screen as a page for a browser: overview, table, alignments, tissues",
     .text = "Screens the queries as mimicry screen does, with its options, and writes one HTML "
             "file that shows what was found: it opens from disk, without a network. Or shows the "
             "tables that mimicry screen wrote. " INDEX_TEXT QUERIES_TEXT,
     .examples = "mimicry report -o report.html self.mim data/antigens.tsv\n"
                 "mimicry screen --hits hits.tsv -o rows.tsv self.mim data/antigens.tsv\n"
                 "mimicry report -o report.html --rows rows.tsv --hits hits.tsv\n"},
    {.name = "shared",
     .bit = VERB_SHARED,
     .run = run_shared,
     .words = {"[options] INDEX QUERIES", "[options] INDEX -e SEQUENCE [-e SEQUENCE ...]"},
     .takes_queries = true,
     .summary = "segments that a sequence has in common with the proteome, or a profile",
     .text = "Gives every stretch of residues that a query, of any length, has in common with a "
             "protein, each as long as it can be, in every protein and at every place. " INDEX_TEXT
                 QUERIES_TEXT
             "Letters that are none of the 20 amino acids differ from everything, and no segment "
             "goes over the end of a protein or over *.\n" POSITIONS_TEXT,
     .examples = "mimicry shared --min-length 6 self.mim -e KVAELVHFLLLKYRAREPVTKAEML\n"
                 "mimicry shared --profile self.mim -e KVAELVHFLLLKYRAREPVTKAEML\n"
                 "mimicry shared --changed self.mim data/candidates.tsv\n"},
    {.name = "score",
     .bit = VERB_SCORE,
     .run = run_score,
     .words = {"METHOD [options] A B", "METHOD [options] PAIRS", "METHOD [options] INDEX QUERIES",
               "METHOD [options] INDEX -e PEPTIDE", "activity --scan FILE PEPTIDE..."},
     .least_words = 1,
     .most_words = SIZE_MAX,
     .missing = "METHOD",
     .summary = "published scores of two peptides, or of a peptide and a proteome",
     .text = "Gives a published score of two peptides, of each row of a table of pairs, or of "
             "peptides and all records of an index. PAIRS is a table as QUERIES are: with the "
             "columns a and b, or query and match as mimicry search gives them, or those that "
             "options name; two columns of peptides need no names. "
             "A method refuses options that it does not take.\n",
     .examples = "mimicry score relatedness EVDPIGHLY ESDPIVAQY\n"
                 "mimicry search -m 2 self.mim -e KVAELVHFL | mimicry score self-similarity -\n"
                 "mimicry score dissimilarity self.mim -e KVAELVHFL\n"
                 "mimicry score amplitude 283.2 178.8\n"},
    {.name = "info",
     .bit = VERB_INFO,
     .run = run_info,
     .words = {"[options] INDEX"},
     .least_words = 1,
     .most_words = 1,
     .missing = "INDEX",
     .summary = "what an index holds",
     .text = "Gives the numbers of an index, a line each: how many records, residues and bytes it "
             "has, its format, the bytes of an entry of its suffix array, and of how many FASTA "
             "files it was made. Or a table of its records, or of these files.\n",
     .examples = "mimicry info self.mim\nmimicry info --sources self.mim\n"},
    {.name = "verify",
     .bit = VERB_VERIFY,
     .run = run_verify,
     .words = {"INDEX"},
     .least_words = 1,
     .most_words = 1,
     .missing = "INDEX",
     .summary = "check every byte of an index",
     .text = "Reads the whole index and checks header, checksums, padding, names, and that the "
             "suffix array is a permutation in sorted order. Prints ok, or one line on standard "
             "error that says what is damaged, with exit status 1.\n"
             "Other verbs check the header and every bound when they open an index, but not every "
             "byte. A damaged index may then give wrong hits, but no crash.\n",
     .examples = "mimicry verify self.mim\n"},
    {.name = "alleles",
     .bit = VERB_ALLELES,
     .run = run_alleles,
     .words = {"[options] [ALLELE...]"},
     .most_words = SIZE_MAX,
     .summary = "the HLA alleles that have a motif, or what is known of some",
     .text =
         "Gives a row for each motif of an allele: residues of its peptides, and the number of "
         "ligands that it comes from. Without a word, of all alleles that are built in; else of "
         "those that are named, in any spelling. An allele without a motif has one row, with "
         "nothing but its name: what it presents is unknown.\n",
     .examples = "mimicry alleles\nmimicry alleles A0201 HLA-B*07:02 DRB1_1501\n"},
    {.name = "matrices",
     .bit = VERB_MATRICES,
     .run = run_matrices,
     .words = {"[NAME|FILE]"},
     .most_words = 1,
     .summary = "the substitution matrices that are built in, or one of them",
     .text = "Without a word, the names of the built-in substitution matrices, one a line. With "
             "one, that matrix, or the one of a file in NCBI's format, as a table: a row for each "
             "residue of the query, a column for each residue of the proteome.\n",
     .examples = "mimicry matrices\nmimicry matrices PMBEC\n"},
    {.name = "completions",
     .bit = VERB_COMPLETIONS,
     .run = run_completions,
     .words = {"bash|zsh|fish"},
     .least_words = 1,
     .most_words = 1,
     .missing = "the name of a shell",
     .summary = "how a shell completes the words of this command",
     .text = "Prints a script that makes bash, zsh or fish complete verbs, options and their "
             "values. An installation has the three in their places; else let the shell read "
             "it when it starts.\n",
     .examples = "mimicry completions bash\n"},
    {.name = "help",
     .bit = VERB_HELP,
     .run = run_help,
     .hidden = true,
     .words = {"[VERB]"},
     .most_words = 1,
     .summary = "the options of a verb",
     .text = "Shows what a verb does and its options, as mimicry VERB --help does.\n"},
    {.name = "manual",
     .bit = VERB_MANUAL,
     .run = run_manual,
     .hidden = true,
     .words = {"[VERB]"},
     .most_words = 1,
     .summary = "a page of the manual, in the language of mandoc",
     .text = "Standard input has what --describe says of the tables: scripts/manual.sh makes all "
             "pages.\n"},
};

const size_t cli_n_verbs = sizeof cli_verbs / sizeof *cli_verbs;
