/* Queries, of a file or of a data frame. */
#include "binding.h"

static void finalize_queries(SEXP object)
{
    mimicry_queries_close(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

/* Where the library puts the queries that it makes; they are the object's, whatever it answers. */
static SEXP settle(SEXP object, mimicry_queries *queries, mimicry_status status,
                   const mimicry_error *error)
{
    R_SetExternalPtrAddr(object, queries);
    if (status != MIMICRY_OK)
        raise_status(status, error);
    return object;
}

/* Of the longest window all residues but one on either side of a junction. */
static uint32_t junction_flank(int longest)
{
    return longest < 0 ? 0 : (uint32_t)(longest == 0 ? MIMICRY_USUAL_WINDOW : longest) - 1;
}

static mimicry_read_options read_options(SEXP given)
{
    return (mimicry_read_options){
        .size = sizeof(mimicry_read_options),
        .flags = (uint32_t)list_integer(given, "flags"),
        .junctions = junction_flank(list_integer(given, "junctions")),
        .peptide_column = string_get_or_null(list_get(given, "peptide_column")),
        .target_column = string_get_or_null(list_get(given, "target_column")),
    };
}

SEXP r_queries_open(SEXP path, SEXP given)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = NULL;
    const mimicry_read_options options = read_options(given);
    const char *word = string_get(path);
    SEXP object = PROTECT(object_new("mimicry_queries", finalize_queries));
    const mimicry_status status = mimicry_queries_open(word, &options, &queries, &error);
    settle(object, queries, status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_queries_table(SEXP columns, SEXP given)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = NULL;
    const mimicry_read_options options = read_options(given);
    SEXP frame = PROTECT(frame_new(columns, R_NilValue, 0));
    SEXP object = PROTECT(object_new("mimicry_queries", finalize_queries));
    const mimicry_status status =
        mimicry_queries_table(frame_stream(frame), &options, &queries, &error);
    settle(object, queries, status, &error);
    UNPROTECT(2);
    return object;
}
