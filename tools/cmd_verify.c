/* mimicry verify: checks every byte of an index. */
#include <stdio.h>

#include "cli.h"
#include "output.h"

int run_verify(const struct request *r)
{
    mimicry_error error = {.size = sizeof error};
    watch_map(r->words[0]);
    if (mimicry_index_verify(r->words[0], &error) != MIMICRY_OK)
        return report_status(&error);
    puts("ok");
    return output_flush();
}
