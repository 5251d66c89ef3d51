/* mimicry search --max-indels: the option, and the columns that it adds. */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

bool edits_take_option(const char *verb, const char *word, mimicry0_search_options *options,
                       struct hits_style *style)
{
    int64_t indels;
    if (!parse_integer(verb, "--max-indels", word, &indels))
        return false;
    if (indels < 0 || indels > MIMICRY_MAX_INDELS) {
        report_usage(verb, "--max-indels %s: 0 to %d were expected", word, (int)MIMICRY_MAX_INDELS);
        return false;
    }
    options->max_indels = (uint32_t)indels;
    style->edits = true;
    return true;
}

bool edits_allow(const char *verb, const char *opt_threshold_option,
                 const mimicry0_search_options *options, const struct hits_style *style)
{
    const char *other = NULL;
    if (!style->edits)
        return true;
    if (style->counts)
        other = "--counts";
    else if (options->top > 0)
        other = "--top";
    else if (opt_threshold_option != NULL && options->threshold_kind != MIMICRY_MAX_MISMATCHES)
        other = opt_threshold_option;
    if (other != NULL)
        report_usage(verb, "--max-indels and %s together: -m or no threshold was expected", other);
    return other == NULL;
}

/* The residues of the query that were aligned, after those of the record in p->letters. */
static mimicry_status write_edits(struct hits_printer *p, const mimicry_hit *hit, size_t *length)
{
    char peptide[MIMICRY_MAX_PEPTIDE + 1];
    const char *query = p->queries->letters[hit->query] + hit->query_start;
    memcpy(peptide, query, hit->query_length);
    peptide[hit->query_length] = '\0';
    mimicry0_index_get_residues(p->queries->index, hit->record, hit->start, hit->length,
                                p->letters);
    return mimicry0_edits_text(peptide, p->letters, hit->indels, hit->mismatches, p->edits,
                               p->edits_room, length, NULL);
}

bool edits_put(struct hits_printer *printer, const mimicry_hit *hit)
{
    size_t length = 0;
    mimicry_status status = write_edits(printer, hit, &length);
    if (status == MIMICRY_OK && length >= printer->edits_room) {
        free(printer->edits);
        printer->edits_room = 2 * length + 1;
        printer->edits = malloc(printer->edits_room);
        printer->edits_room = printer->edits == NULL ? 0 : printer->edits_room;
        status = write_edits(printer, hit, &length);
    }
    if (status != MIMICRY_OK || printer->edits == NULL)
        return false;
    rows_integer(&printer->rows, hit->indels);
    rows_text(&printer->rows, printer->edits);
    return true;
}
