# Screens: what of the proteome is like each candidate, once its own source is left out.

mimicry_screen <- function(index, queries, max_mismatches = NULL, min_score = NULL,
                           min_similarity = NULL, max_penalty = NULL, max_evalue = NULL,
                           min_activity = NULL,
                           top = NULL, model = NULL, windows = NULL, exclude_wildtype = FALSE,
                           exclude_own_gene = FALSE, exclude_paralogs = 0,
                           dissimilarity = FALSE, hits = TRUE, columns = NULL, flank = 0,
                           only_genes = NULL, exclude_genes = NULL, annotations = NULL,
                           min_expression = 0, levels = NULL, alleles = NULL, max_presented = 0,
                           max_rank = 0, threads = 0, plan = "auto",
                           instructions = "auto", progress = NULL) {
  given <- mget(setdiff(names(formals()), c("index", "queries")))
  options <- c(reach_options(given), list(
    exclude_wildtype = truth(exclude_wildtype, "exclude_wildtype"),
    exclude_own_gene = truth(exclude_own_gene, "exclude_own_gene"),
    exclude_paralogs = real_number(exclude_paralogs, "exclude_paralogs"),
    dissimilarity = truth(dissimilarity, "dissimilarity"),
    hits = truth(hits, "hits"),
    max_rank = real_number(max_rank, "max_rank")
  ))
  .Call(r_screen, index_pointer(index), queries_pointer(queries), options)
}
