/* mimicry info: what an index holds. */
#include <stdio.h>

#include "tables.h"

static int print_numbers(const mimicry_index *index)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_info info = {.size = sizeof info};
    if (mimicry_index_info(index, &info, &error) != MIMICRY_OK)
        return report_status(&error);
    printf("key\tvalue\nrecords\t%llu\nresidues\t%llu\nbytes\t%llu\nformat_major\t%u\n"
           "format_minor\t%u\nsuffix_width\t%u\nsources\t%llu\nwithout_gene\t%llu\n"
           "without_residues\t%llu\ndecoys\t%llu\nchanged\t%llu\nadded\t%llu\n",
           (unsigned long long)info.records, (unsigned long long)info.residues,
           (unsigned long long)info.memory, info.format_major, info.format_minor, info.suffix_width,
           (unsigned long long)info.sources, (unsigned long long)info.without_gene,
           (unsigned long long)info.without_residues, (unsigned long long)info.decoys,
           (unsigned long long)info.changed, (unsigned long long)info.added);
    return output_flush();
}

int run_info(const struct request *r)
{
    struct inputs in;
    struct ArrowArrayStream table;
    mimicry_error error = {.size = sizeof error};
    inputs_begin(r, &in);
    int status;
    watch_map(r->words[0]);
    if (mimicry_index_open(r->words[0], 0, &in.index, &error) != MIMICRY_OK)
        status = report_status(&error);
    else if (r->table == 0)
        status = print_numbers(in.index);
    else if (mimicry_index_table(in.index, r->table, &table, &error) != MIMICRY_OK)
        status = report_status(&error);
    else
        status = table_print(&in, &table);
    inputs_close(&in);
    return status;
}
