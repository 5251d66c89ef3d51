# Plots of tables. Columns are known by what the library says of them: what they hold, their unit.

# The blue, orange and green of Okabe and Ito, which colour-blind people tell apart.
plot_colors <- c("#0072B2", "#D55E00", "#009E73")
most_labels <- 60 # rows that have a label of their own, so that these can be read
most_panels <- 6

# The numbers of columns of which this is said.
columns_with <- function(frame, ...) {
  said <- columns_of(frame)
  wanted <- list(...)
  if (is.null(said)) {
    return(integer())
  }
  which(Reduce(`&`, lapply(names(wanted), function(key) said[[key]] %in% wanted[[key]])))
}

# As many rows as have room for a label.
first_rows <- function(frame) {
  if (nrow(frame) > most_labels) {
    warning(nrow(frame), " rows: the first ", most_labels, " are drawn", call. = FALSE)
  }
  utils::head(frame, most_labels)
}

# ---- Rows of a screen: counts by number of mismatches ----

# The first columns that are numbered from 0.
numbered_columns <- function(frame) {
  stems <- sub("_0$", "", grep("_0$", names(frame), value = TRUE))
  if (length(stems) == 0) {
    return(character())
  }
  names <- paste0(stems[1], "_", seq_along(names(frame)) - 1)
  names[cumall(names %in% names(frame))]
}

cumall <- function(values) cumsum(!values) == 0

plot.mimicry_rows <- function(x, main = "Windows within reach, by mismatches", ...) {
  strip <- numbered_columns(x)
  if (length(strip) == 0) {
    return(NextMethod())
  }
  shown <- first_rows(x)
  counts <- as.matrix(as.data.frame(shown)[strip])
  labels <- as.character(shown[[1]])
  draw_strip(counts, labels, main, ...)
  dimnames(counts) <- list(labels, strip)
  invisible(counts)
}

draw_strip <- function(counts, labels, main, ...) {
  old <- graphics::par(mar = label_margins(labels), las = 1)
  on.exit(graphics::par(old))
  rows <- nrow(counts)
  columns <- ncol(counts)
  graphics::plot(
    c(-0.5, columns - 0.5), c(0.5, max(rows, 1) + 0.5),
    type = "n", xlab = "number of mismatches", ylab = "", main = main, axes = FALSE, ...
  )
  graphics::axis(1, seq_len(columns) - 1, tick = FALSE)
  if (rows == 0) {
    return()
  }
  graphics::axis(2, seq_len(rows), rev(labels), tick = FALSE)
  most <- max(log1p(counts), 1, na.rm = TRUE)
  shades <- grDevices::colorRampPalette(c("white", plot_colors[1]))(101)
  x <- col(counts) - 1
  y <- rows + 1 - row(counts)
  shade <- round(60 * ifelse(is.na(counts), 0, log1p(counts)) / most) # dark text can be read on it
  graphics::rect(x - 0.5, y - 0.5, x + 0.5, y + 0.5, col = shades[shade + 1], border = "grey80")
  graphics::text(x, y, ifelse(is.na(counts), "?", counts))
}

# Room for labels to the left.
label_margins <- function(labels) {
  longest <- max(0, nchar(labels), na.rm = TRUE)
  c(4, 2 + min(longest, 30) / 2, 3, 1)
}

plot.mimicry_screen <- function(x, ...) plot(x$rows, ...)

# ---- Hits: residues at each position ----

plot.mimicry_hits <- function(x, main = NULL, ...) {
  found <- columns_with(x, residues = "match")
  if (length(found) == 0) {
    return(NextMethod())
  }
  peptides <- unique(x[[found[1]]])
  peptides <- peptides[!is.na(peptides)]
  if (length(peptides) == 0) {
    refuse("plot: there are no peptides")
  }
  lengths <- table(nchar(peptides))
  length <- as.integer(names(lengths)[which.max(lengths)])
  same <- peptides[nchar(peptides) == length]
  letters <- matrix(unlist(strsplit(same, "")), nrow = length)
  if (is.null(main)) {
    main <- paste(length(same), "of", length(peptides), "distinct peptides, of", length, "residues")
  }
  draw_logo(letters, main, ...)
  counts <- apply(letters, 1, function(column) table(factor(column, sort(unique(c(letters))))))
  invisible(matrix(
    counts, ncol = length, dimnames = list(sort(unique(c(letters))), seq_len(length))
  ))
}

# The letters of a position one on the other, the commonest on top, as high as their share of what
# the position tells: log2(20) bits, less the entropy.
draw_logo <- function(letters, main, ...) {
  graphics::plot(
    c(0.5, nrow(letters) + 0.5), c(0, log2(20)),
    type = "n", xlab = "residue of the peptide", ylab = "bits", main = main, xaxt = "n", las = 1,
    ...
  )
  graphics::axis(1, seq_len(nrow(letters)))
  palette <- grDevices::hcl.colors(26, "Dark 3")
  for (i in seq_len(nrow(letters))) {
    shares <- sort(table(letters[i, ])) / ncol(letters)
    heights <- as.vector(shares) * max(0, log2(20) + sum(shares * log2(shares)))
    tops <- cumsum(heights)
    colors <- palette[match(names(shares), LETTERS, nomatch = 1)]
    graphics::rect(i - 0.45, tops - heights, i + 0.45, tops, col = colors, border = "white")
    tall <- heights > 0.12
    graphics::text(i, (tops - heights / 2)[tall], names(shares)[tall])
  }
}

# ---- Along sequences ----

# Draws each sequence of a table, by its first column, in a panel of its own.
panels <- function(frame, draw) {
  ids <- unique(frame[[1]])
  if (length(ids) > most_panels) {
    warning(length(ids), " sequences: the first ", most_panels, " are drawn", call. = FALSE)
    ids <- utils::head(ids, most_panels)
  }
  old <- graphics::par(mfrow = c(max(length(ids), 1), 1), mar = c(4, 4, 2, 1), las = 1)
  on.exit(graphics::par(old))
  for (id in ids) {
    draw(frame[frame[[1]] %in% id, , drop = FALSE], as.character(id))
  }
}

plot.mimicry_profile <- function(x, ...) {
  place <- columns_with(x, type = "integer", unit = "residue")
  lines <- columns_with(x, type = "integer", unit = "residues")
  if (length(place) == 0 || length(lines) == 0) {
    return(NextMethod())
  }
  panels(x, function(part, id) {
    values <- as.matrix(as.data.frame(part)[lines])
    graphics::matplot(
      part[[place[1]]], values, type = "o", pch = 16, cex = 0.6, lty = seq_along(lines),
      col = plot_colors, lwd = 2,
      xlab = "residue of the sequence", ylab = "residues", main = id,
      ylim = c(0, max(values, 1, na.rm = TRUE) * 1.25), ...
    )
    graphics::legend(
      "top", names(x)[lines], lty = seq_along(lines), col = plot_colors, lwd = 2, horiz = TRUE,
      bty = "n"
    )
  })
  invisible(x)
}

plot.mimicry_segments <- function(x, ...) {
  ends <- columns_with(x, type = "integer", unit = "residue")
  height <- columns_with(x, type = "integer", unit = "residues")
  if (length(ends) < 2 || length(height) == 0) {
    return(NextMethod())
  }
  panels(x, function(part, id) {
    from <- part[[ends[1]]]
    to <- part[[ends[2]]]
    y <- part[[height[1]]]
    graphics::plot(
      range(from, to) + c(-0.5, 0.5), c(0, max(y) + 1), type = "n", main = id,
      xlab = "residue of the sequence", ylab = "residues of the segment", ...
    )
    graphics::rect(from - 0.5, y - 0.3, to + 0.5, y + 0.3, col = plot_colors[1], border = "white")
  })
  invisible(x)
}

# ---- Scores ----

plot.mimicry_scores <- function(x, main = NULL, ...) {
  numbers <- columns_with(x, type = "double")
  if (length(numbers) == 0) {
    return(NextMethod())
  }
  shown <- first_rows(x)
  texts <- columns_with(shown, type = "character")
  labels <- shown[utils::head(texts, -1)]
  labels <- do.call(paste, lapply(as.list(labels), function(words) ifelse(is.na(words), "", words)))
  values <- shown[[numbers[length(numbers)]]]
  if (is.null(main)) {
    main <- paste(unique(shown[[texts[length(texts)]]]), collapse = ", ")
  }
  graphics::dotchart(rev(values), rev(trimws(labels)), pch = 19, main = main, ...)
  invisible(x)
}
