/* mimicry info: what an index holds. */
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "tables.h"

struct number {
    const char *name;
    uint64_t value;
};

static int print_numbers(const mimicry_index *index)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_info info = {.size = sizeof info};
    if (mimicry_index_info(index, &info, &error) != MIMICRY_OK)
        return report_status(&error);
    const struct number numbers[] = {{"records", info.records},
                                     {"residues", info.residues},
                                     {"bytes", info.memory},
                                     {"format_major", info.format_major},
                                     {"format_minor", info.format_minor},
                                     {"suffix_width", info.suffix_width},
                                     {"sources", info.sources},
                                     {"without_gene", info.without_gene},
                                     {"without_residues", info.without_residues},
                                     {"decoys", info.decoys},
                                     {"changed", info.changed},
                                     {"added", info.added}};
    const bool aligned = isatty(STDOUT_FILENO) != 0;
    printf(aligned ? "%-16s  %14s\n" : "%s\t%s\n", "key", "value");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        printf(aligned ? "%-16s  %14llu\n" : "%s\t%llu\n", numbers[i].name,
               (unsigned long long)numbers[i].value);
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
