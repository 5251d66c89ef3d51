/* Lists of cells and of names. */
#include "screen_cells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static screen_cell *add_cell(screen_cells *cells, const char *name, char format)
{
    cells->at = support_realloc(cells->at, (cells->count + 1) * sizeof *cells->at);
    screen_cell *cell = &cells->at[cells->count++];
    *cell = (screen_cell){.format = format, .told = true};
    snprintf(cell->name, sizeof cell->name, "%s", name);
    return cell;
}

static char *copied(const char *text, size_t length)
{
    char *copy = support_realloc(NULL, length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void cells_text(screen_cells *cells, const char *name, const char *text)
{
    screen_cell *cell = add_cell(cells, name, 'u');

    cell->known = text != NULL;
    if (text)
        cell->text = copied(text, strlen(text));
}

void cells_integer(screen_cells *cells, const char *name, uint64_t number)
{
    screen_cell *cell = add_cell(cells, name, 'l');

    cell->known = true;
    cell->number = (double)number;
}

void cells_real(screen_cells *cells, const char *name, double number)
{
    screen_cell *cell = add_cell(cells, name, 'g');

    cell->known = !isnan(number);
    cell->number = number;
}

void cells_null(screen_cells *cells, const char *name, char format)
{
    add_cell(cells, name, format);
}

void cells_untold(screen_cells *cells, const char *name, char format)
{
    add_cell(cells, name, format)->told = false;
}

void cells_free(screen_cells *cells)
{
    for (size_t i = 0; i < cells->count; i++)
        free(cells->at[i].text);
    free(cells->at);
    *cells = (screen_cells){0};
}

/* ---- Names ---- */

void names_add(name_list *list, const char *name, size_t length, uint32_t mismatches, bool any_case)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strlen(list->names[i]) == length &&
            (any_case ? strncasecmp(list->names[i], name, length)
                      : strncmp(list->names[i], name, length)) == 0) {
            if (mismatches < list->mismatches[i])
                list->mismatches[i] = mismatches;
            return;
        }
    }
    list->names = support_realloc(list->names, (list->count + 1) * sizeof *list->names);
    list->mismatches =
        support_realloc(list->mismatches, (list->count + 1) * sizeof *list->mismatches);
    list->mismatches[list->count] = mismatches;
    list->names[list->count++] = copied(name, length);
}

void names_order(name_list *list)
{
    for (size_t done = 0; done < list->count; done++) {
        for (size_t i = list->count - 1; i > done; i--) {
            if (list->mismatches[i] < list->mismatches[i - 1]) {
                char *name = list->names[i];
                uint32_t mismatches = list->mismatches[i];
                list->names[i] = list->names[i - 1];
                list->mismatches[i] = list->mismatches[i - 1];
                list->names[i - 1] = name;
                list->mismatches[i - 1] = mismatches;
            }
        }
    }
}

void names_cell(screen_cells *cells, const char *name, const name_list *list, const char *none)
{
    test_text text = {0};

    for (size_t i = 0; i < list->count; i++)
        text_print(&text, "%s%s", i > 0 ? ";" : "", list->names[i]);
    cells_text(cells, name, list->count > 0 ? text.bytes : none);
    text_free(&text);
}

void names_free(name_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->names[i]);
    free(list->names);
    free(list->mismatches);
    *list = (name_list){0};
}
