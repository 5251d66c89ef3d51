/* The table of mimicry search --explain. */
#include <math.h>

#include "hits.h"

static const char *const columns[] = {"query_id",    "query",     "plan",
                                      "look_ups_us", "planes_us", "lanes_us"};

static void print_time(struct rows *rows, double nanoseconds)
{
    if (isnan(nanoseconds))
        rows_text(rows, "");
    else
        rows_real(rows, round(nanoseconds / 10) / 100);
}

static int print(void *data, const mimicry0_explanation *e)
{
    struct explain_printer *p = data;
    char window[MIMICRY_MAX_PEPTIDE + 1];
    if (!p->begun)
        rows_begin(&p->rows, p->out->stream, p->format, columns,
                   sizeof columns / sizeof columns[0]);
    p->begun = true;
    const char *letters = p->queries->letters[e->query] + e->query_start;
    for (uint32_t j = 0; j < e->length; j++)
        window[j] = letters[j];
    window[e->length] = '\0';
    hits_put_id(&p->rows, p->queries, e->query);
    rows_text(&p->rows, window);
    rows_text(&p->rows, mimicry0_plan_name(e->plan));
    print_time(&p->rows, e->look_ups_ns);
    print_time(&p->rows, e->planes_ns);
    print_time(&p->rows, e->lanes_ns);
    rows_end(&p->rows);
    return 0;
}

mimicry_status explain_print(struct explain_printer *printer,
                             const mimicry0_search_options *options, mimicry_error *error)
{
    const struct hits_queries *q = printer->queries;
    return mimicry0_search_explain(q->index, q->letters, q->count, options, print, printer, error);
}
