# What the functions share: their errors, and arguments that become what the library takes.

# Signals an error that the package itself found.
refuse <- function(...) {
  condition <- structure(
    class = c("mimicry_argument_error", "mimicry_error", "error", "condition"),
    list(
      message = paste0(...), call = NULL, status = -1L, line = 0, offset = 0, system = 0L
    )
  )
  stop(condition)
}

# A path as the library takes it.
file_path <- function(path, name = "path") {
  if (!is.character(path) || length(path) != 1 || is.na(path)) {
    refuse(name, ": the path of one file was expected")
  }
  enc2native(path.expand(path))
}

whole_number <- function(value, name, least = 0, most = .Machine$integer.max) {
  good <- is.numeric(value) && length(value) == 1 && !is.na(value)
  if (!good || value != trunc(value) || value < least || value > most) {
    refuse(name, " ", shown(value), ": a whole number from ", least, " to ", most, " was expected")
  }
  as.double(value)
}

real_number <- function(value, name) {
  if (!is.numeric(value) || length(value) != 1 || is.na(value)) {
    refuse(name, " ", shown(value), ": a number was expected")
  }
  as.double(value)
}

truth <- function(value, name) {
  if (!is.logical(value) || length(value) != 1 || is.na(value)) {
    refuse(name, " ", shown(value), ": TRUE or FALSE was expected")
  }
  value
}

# Strings, or factors; NA stays.
words_of <- function(values, name) {
  if (!is.character(values) && !is.factor(values) && !all(is.na(values))) {
    refuse(name, ": strings were expected")
  }
  enc2utf8(as.character(values))
}

# A value in a message.
shown <- function(value) {
  text <- paste(format(value), collapse = " ")
  if (nchar(text) > 40) paste0(substr(text, 1, 37), "...") else text
}

# The place, from 1, of a word among choices.
choice <- function(value, name, choices) {
  if (!is.character(value) || length(value) != 1 || !value %in% choices) {
    refuse(name, " ", shown(value), ": ", paste(choices, collapse = ", "), " was expected")
  }
  match(value, choices)
}

name_kinds <- c(
  "matrices", "masks", "scores", "plans", "instructions", "formats", "columns", "alleles",
  "orders"
)

mimicry_names <- function(kind) .Call(r_names, choice(kind, "kind", name_kinds))

# ---- Objects ----

pointer_of <- function(object, class, name) {
  if (!inherits(object, class)) {
    refuse(name, ": a ", class, " was expected")
  }
  object$pointer
}

index_pointer <- function(index) pointer_of(index, "mimicry_index", "index")

# A model, or that of a matrix.
model_pointer <- function(model) {
  if (is.character(model)) {
    model <- mimicry_model(model)
  }
  if (!is.null(model)) pointer_of(model, "mimicry_model", "model")
}

# A set of genes, or that of names.
genes_pointer <- function(genes, name) {
  if (!is.null(genes) && !inherits(genes, "mimicry_genes")) {
    genes <- mimicry_genes(words_of(genes, name))
  }
  genes$pointer
}

# ---- Options, by the names of the library's fields ----

run_options <- function(threads = 0, plan = "auto", instructions = "auto", progress = NULL) {
  if (!is.null(progress) && !is.function(progress)) {
    refuse("progress: a function of (done, total) was expected")
  }
  list(
    threads = whole_number(threads, "threads"),
    plan = choice(plan, "plan", mimicry_names("plans")) - 1L,
    instructions = choice(instructions, "instructions", mimicry_names("instructions")) - 1L,
    progress = progress
  )
}

genes_options <- function(only_genes, exclude_genes) {
  list(
    only_genes = genes_pointer(only_genes, "only_genes"),
    exclude_genes = genes_pointer(exclude_genes, "exclude_genes")
  )
}

threshold_kinds <- c(
  "max_mismatches", "min_score", "min_similarity", "max_penalty", "max_evalue", "min_activity"
)

# The one threshold of those that are given; kind 0: none is.
threshold_options <- function(given) {
  values <- given[threshold_kinds]
  values <- values[!vapply(values, is.null, NA)]
  if (length(values) > 1) {
    refuse(paste(names(values), collapse = " and "), " together: one threshold was expected")
  }
  if (length(values) == 0) {
    return(list(threshold_kind = 0, threshold = 0))
  }
  list(
    threshold_kind = match(names(values), threshold_kinds),
    threshold = real_number(values[[1]], names(values))
  )
}

windows_options <- function(windows) {
  if (is.null(windows)) {
    return(list(window_min = 0, window_max = 0))
  }
  if (!is.numeric(windows) || !length(windows) %in% 1:2) {
    refuse("windows: a length, or the least and the most, was expected")
  }
  numbers <- vapply(windows, whole_number, 0, name = "windows", least = 1, most = 1024)
  list(window_min = numbers[1], window_max = numbers[length(numbers)])
}

# What options of a search and of a screen have in common.
reach_options <- function(given) {
  bits <- vapply(given$columns, choice, 0L, "columns", mimicry_names("columns"))
  annotations <- given$annotations
  c(
    run_options(given$threads, given$plan, given$instructions, given$progress),
    threshold_options(given),
    windows_options(given$windows),
    genes_options(given$only_genes, given$exclude_genes),
    list(
      model = model_pointer(given$model),
      top = if (is.null(given$top)) 0 else whole_number(given$top, "top", 1, 2^53),
      columns = sum(2^(unique(bits) - 1)),
      flank = whole_number(given$flank, "flank"),
      annotations = if (!is.null(annotations)) {
        pointer_of(annotations, "mimicry_annotations", "annotations")
      },
      min_expression = real_number(given$min_expression, "min_expression"),
      alleles = if (!is.null(given$alleles)) {
        paste(words_of(given$alleles, "alleles"), collapse = ",")
      },
      max_presented = real_number(given$max_presented, "max_presented"),
      levels = if (!is.null(given$levels)) paste(words_of(given$levels, "levels"), collapse = ","),
      models = if (!is.null(given$models)) paste(words_of(given$models, "models"), collapse = ","),
      order = if (is.null(given$order)) {
        0L
      } else {
        choice(given$order, "order", mimicry_names("orders"))
      }
    )
  )
}
