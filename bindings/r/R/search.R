# Searches of an index.

threshold_kinds <- c("max_mismatches", "min_score", "min_similarity", "max_penalty", "max_evalue")

# The one threshold of those that are given: its kind's number and its value.
threshold_of <- function(values, top) {
  values <- values[threshold_kinds]
  given <- threshold_kinds[!vapply(values, is.null, NA)]
  if (length(given) > 1) {
    refuse(paste(given, collapse = " and "), " together: one threshold was expected")
  }
  if (length(given) == 1) {
    return(list(kind = match(given, threshold_kinds), value = real_number(values[[given]], given)))
  }
  if (is.null(top)) list(kind = 1, value = 0) else list(kind = 2, value = -Inf)
}

# The options of a search as the C code takes them.
search_options <- function(given, model) {
  threshold <- threshold_of(given, given$top)
  windows <- windows_of(given$windows)
  list(
    model = model_pointer(model),
    threshold_kind = threshold$kind,
    threshold = threshold$value,
    top = if (is.null(given$top)) 0 else whole_number(given$top, "top", 1, 2^53),
    window_min = windows[1],
    window_max = windows[2],
    max_indels = whole_number(given$max_indels, "max_indels", 0, 8),
    threads = whole_number(given$threads, "threads"),
    plan = choice(given$plan, "plan", plans),
    instructions = choice(given$instructions, "instructions", instruction_sets),
    only_genes = genes_of(given$only_genes, "only_genes"),
    exclude_genes = genes_of(given$exclude_genes, "exclude_genes")
  )
}

# The peptides of a search, or that of a model which takes their place.
search_queries <- function(peptides, model) {
  if (is.null(peptides) && !is.null(model$consensus)) {
    peptides <- setNames(model$consensus, model$name)
  }
  if (is.null(peptides)) {
    refuse("no peptides: they were expected, or a motif or a profile")
  }
  queries_of(peptides)
}

# Everything that a search needs, of the arguments of the function that is called.
search_request <- function(index, peptides, given) {
  model <- search_model(
    given$matrix, given$weights, given$motif, given$profile, given$distance, given$uo_as_ck
  )
  list(
    index = index_pointer(index),
    queries = search_queries(peptides, model),
    options = search_options(given, model),
    progress = progress_function(given$progress)
  )
}

mimicry0_search <- function(index, peptides = NULL, max_mismatches = NULL, min_score = NULL,
                           min_similarity = NULL, max_penalty = NULL, max_evalue = NULL,
                           top = NULL, max_indels = 0, matrix = NULL, weights = NULL,
                           motif = NULL, profile = NULL, distance = NULL, uo_as_ck = FALSE,
                           windows = NULL, only_genes = NULL, exclude_genes = NULL,
                           evalue = FALSE, flank = 0, by_peptide = FALSE, tissues = NULL,
                           min_expression = 1, vital = FALSE, organs = FALSE,
                           organs_table = NULL, binders = NULL, threads = 0, plan = "auto",
                           instructions = "auto", progress = NULL) {
  given <- mget(setdiff(names(formals()), c("index", "peptides")))
  request <- search_request(index, peptides, given)
  tables <- tables_of(tissues, min_expression, vital, organs, organs_table, binders)
  extra <- list(
    flank = whole_number(flank, "flank", 0, 1000),
    evalue = truth(evalue, "evalue"),
    group = truth(by_peptide, "by_peptide")
  )
  if (evalue && max_indels > 0) {
    refuse("evalue with max_indels: windows with indels have no E-value")
  }
  if (by_peptide && (flank > 0 || !is.null(tissues) || !is.null(binders))) {
    refuse("by_peptide with flank, tissues or binders: they tell of single hits")
  }
  found <- run_search(request, extra)
  frame <- hits_frame(found, request, given)
  if (by_peptide) {
    return(frame_of(peptide_columns(frame, found$group)))
  }
  frame_of(c(frame, hit_columns(frame$gene, frame$match, tables)))
}

run_search <- function(request, extra) {
  .Call(
    r_search, request$index, request$queries$letters, c(request$options, extra), request$progress
  )
}

# The columns of the command's table, and after them those that were asked for.
hits_frame <- function(found, request, given) {
  columns <- found$columns
  number <- request$queries$given[columns$number]
  place <- columns[c("query_start", "query_end")]
  frame <- c(
    list(query_id = request$queries$ids[number]),
    columns[c("query", "match", "mismatches", "score", "accession", "gene", "start", "end")]
  )
  if (given$evalue) {
    frame <- c(frame, found[c("p_value", "evalue")], list(q_value = adjusted(found, request)))
  }
  if (given$max_indels > 0) {
    frame <- c(frame, columns[c("indels", "edits")])
  }
  if (!is.null(given$windows)) {
    frame <- c(frame, place)
  }
  if (given$flank > 0) {
    frame <- c(frame, columns[c("n_flank", "c_flank")])
  }
  frame
}

# The adjusted p-value of each hit's window: of each window that was searched the probability
# counts that chance gives any hit as good as its best, or 1 if it has none.
adjusted <- function(found, request) {
  request$options$top <- 1
  best <- run_search(request, list(flank = 0, evalue = TRUE, group = FALSE))
  window <- function(x) {
    paste(x$columns$number, x$columns$query_start, x$columns$query_end)
  }
  chance <- tapply(-expm1(-best$evalue), window(best), min)
  searched <- count_windows(request$queries$letters, request$options)
  q_values <- p.adjust(chance, "BH", n = searched)
  unname(q_values[match(window(found), names(chance))])
}

# How many windows are searched: those with `*` are not.
count_windows <- function(letters, options) {
  if (options$window_min == 0) {
    return(length(letters))
  }
  pieces <- nchar(unlist(strsplit(letters, "*", fixed = TRUE)))
  sizes <- seq(options$window_min, options$window_max)
  sum(vapply(sizes, function(size) sum(pmax(pieces - size + 1, 0)), 0))
}

# One row a distinct self-peptide, in the order of the first hits.
peptide_columns <- function(frame, group) {
  first <- which(!duplicated(group))
  numbers <- group[first]
  together <- function(names) {
    words <- split(names, factor(group, levels = numbers))
    text <- vapply(words, function(x) paste(unique(x[!is.na(x)]), collapse = ";"), "")
    text[text == ""] <- NA
    unname(text)
  }
  kept <- lapply(frame, function(column) column[first])
  counts <- as.vector(table(factor(group, levels = numbers)))
  after <- setdiff(names(kept), c(
    "query_id", "query", "match", "mismatches", "score", "accession", "gene", "start", "end"
  ))
  c(
    kept[c("query_id", "query", "match", "mismatches", "score")],
    list(
      count = counts, accessions = together(frame$accession), genes = together(frame$gene)
    ),
    kept[after]
  )
}

mimicry_count <- function(index, peptides = NULL, max_mismatches = NULL, min_score = NULL,
                          min_similarity = NULL, max_penalty = NULL, max_evalue = NULL,
                          max_indels = 0, matrix = NULL, weights = NULL, motif = NULL,
                          profile = NULL, distance = NULL, uo_as_ck = FALSE, windows = NULL,
                          only_genes = NULL, exclude_genes = NULL, threads = 0, plan = "auto",
                          instructions = "auto", progress = NULL) {
  given <- mget(setdiff(names(formals()), c("index", "peptides")))
  request <- search_request(index, peptides, given)
  queries <- request$queries
  most <- request$options$window_max
  if (most == 0) {
    most <- max(0, nchar(queries$letters, "bytes"))
  }
  if (request$options$threshold_kind == 1) {
    most <- min(most, max(request$options$threshold, 0))
  }
  columns <- min(trunc(most), 1024) + 1
  found <- .Call(
    r_count, request$index, queries$letters, request$options, columns, request$progress
  )
  counts <- base::matrix(NA_real_, queries$count, columns)
  counts[queries$given, ] <- found
  dimnames(counts) <- list(query_id = queries$ids, mismatches = seq_len(columns) - 1)
  counts
}

mimicry_explain <- function(index, peptides = NULL, max_mismatches = NULL, min_score = NULL,
                            min_similarity = NULL, max_penalty = NULL, max_evalue = NULL,
                            top = NULL, max_indels = 0, matrix = NULL, weights = NULL,
                            motif = NULL, profile = NULL, distance = NULL, uo_as_ck = FALSE,
                            windows = NULL, only_genes = NULL, exclude_genes = NULL,
                            plan = "auto", instructions = "auto") {
  given <- mget(setdiff(names(formals()), c("index", "peptides")))
  given$threads <- 0
  request <- search_request(index, peptides, given)
  queries <- request$queries
  found <- .Call(r_explain, request$index, queries$letters, request$options)
  letters <- queries$letters[found$number]
  frame_of(list(
    query_id = queries$ids[queries$given[found$number]],
    query = substr(letters, found$query_start, found$query_start + found$length - 1),
    plan = found$plan,
    look_ups_us = found$look_ups_ns / 1000,
    planes_us = found$planes_ns / 1000,
    lanes_us = found$lanes_ns / 1000
  ))
}

mimicry_epitopes <- function(index, epitopes, max_mismatches = 0, fixed_positions = FALSE,
                             matrix = NULL, uo_as_ck = FALSE, only_genes = NULL,
                             exclude_genes = NULL, threads = 0, progress = NULL) {
  model <- search_model(matrix, NULL, NULL, NULL, NULL, uo_as_ck)
  queries <- queries_of(epitopes, "epitopes")
  options <- list(
    model = model_pointer(model),
    max_mismatches = whole_number(max_mismatches, "max_mismatches"),
    fixed_positions = truth(fixed_positions, "fixed_positions"),
    threads = whole_number(threads, "threads"),
    only_genes = genes_of(only_genes, "only_genes"),
    exclude_genes = genes_of(exclude_genes, "exclude_genes")
  )
  found <- .Call(
    r_epitopes, index_pointer(index), queries$letters, options, progress_function(progress)
  )
  frame_of(c(
    list(query_id = queries$ids[queries$given[found$number]]),
    found[c("query", "match", "mismatches", "score", "accession", "gene", "start", "end")]
  ))
}
