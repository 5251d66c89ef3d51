/* mimicry screen: a row for each query, and the hits behind the rows. */
#include "screening.h"
#include "tables.h"

int run_screen(const struct request *r)
{
    struct inputs in;
    struct ArrowArrayStream rows, hits;
    const bool both = r->hits != NULL;
    int status = inputs_open(r, &in);
    if (status == 0)
        status = screening_begin(&in, &rows, both ? &hits : NULL);
    if (status == 0)
        status = both ? table_print_both(&in, &rows, &hits) : table_print(&in, &rows);
    inputs_close(&in);
    return status;
}
