/* mimicry info: what an index holds. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tables.h"

/* Lines of a name, a tab and a value; on a terminal side by side. */
static void print_lines(const char *lines)
{
    enum { NAME = 18, VALUE = 14 }; /* columns */
    const bool aligned = isatty(STDOUT_FILENO) != 0;
    while (*lines != '\0') {
        const int name = (int)strcspn(lines, "\t"), line = (int)strcspn(lines, "\n");
        if (aligned)
            printf("%-*.*s%*.*s\n", NAME, name, lines, VALUE, line - name - 1, lines + name + 1);
        else
            printf("%.*s\n", line, lines);
        lines += line + 1;
    }
}

static int print_numbers(const mimicry_index *index)
{
    char lines[768]; /* 13 names and numbers of at most 20 digits */
    mimicry_error error = {.size = sizeof error};
    mimicry_info info = {.size = sizeof info};
    if (mimicry_index_info(index, &info, &error) != MIMICRY_OK)
        return report_status(&error);
    snprintf(lines, sizeof lines,
             "key\tvalue\nrecords\t%llu\nresidues\t%llu\nbytes\t%llu\nformat_major\t%u\n"
             "format_minor\t%u\nsuffix_width\t%u\nsources\t%llu\nwithout_gene\t%llu\n"
             "without_residues\t%llu\ndecoys\t%llu\nchanged\t%llu\nadded\t%llu\n",
             (unsigned long long)info.records, (unsigned long long)info.residues,
             (unsigned long long)info.memory, info.format_major, info.format_minor,
             info.suffix_width, (unsigned long long)info.sources,
             (unsigned long long)info.without_gene, (unsigned long long)info.without_residues,
             (unsigned long long)info.decoys, (unsigned long long)info.changed,
             (unsigned long long)info.added);
    print_lines(lines);
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
