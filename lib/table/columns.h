/* Columns that several tables have, each told once, to be put into an array of struct mim_column.
 * Positions count from 1 and include the last. */
#ifndef MIM_TABLE_COLUMNS_H
#define MIM_TABLE_COLUMNS_H

#include "table/table.h"

#define MIM_COLUMN_QUERY_ID                                                                        \
    {                                                                                              \
        "query_id", MIM_TEXT, MIM_ROOM, NULL, "Name of the query, or its number, from 1"           \
    }
#define MIM_COLUMN_QUERY                                                                           \
    {                                                                                              \
        "query", MIM_TEXT, MIM_BRIEF | MIM_OF_QUERY, NULL,                                         \
            "The peptide, or the window of it, that was searched"                                  \
    }
#define MIM_COLUMN_QUERY_START                                                                     \
    {                                                                                              \
        "query_start", MIM_INTEGER, 0, "residue", "First residue of the window in the query"       \
    }
#define MIM_COLUMN_QUERY_END                                                                       \
    {                                                                                              \
        "query_end", MIM_INTEGER, 0, "residue", "Last residue of the window in the query"          \
    }

#define MIM_COLUMN_MATCH                                                                           \
    {                                                                                              \
        "match", MIM_TEXT, MIM_BRIEF | MIM_OF_MATCH, NULL, "Residues of the proteome"              \
    }
#define MIM_COLUMN_MISMATCHES                                                                      \
    {                                                                                              \
        "mismatches", MIM_INTEGER, MIM_BRIEF, "residues",                                          \
            "Positions at which query and match differ"                                            \
    }
#define MIM_COLUMN_SCORE                                                                           \
    {                                                                                              \
        "score", MIM_REAL, MIM_BRIEF, NULL, "Sum of the model's scores"                            \
    }

#define MIM_COLUMN_ACTIVITY                                                                        \
    {                                                                                              \
        "activity", MIM_REAL, MIM_BRIEF, "share",                                                  \
            "Predicted share of the receptor's response to the index peptide"                      \
    }

#define MIM_COLUMN_ACCESSION                                                                       \
    {                                                                                              \
        "accession", MIM_TEXT, MIM_NULLABLE | MIM_ROOM, NULL,                                      \
            "Accession of the record, else the header's first word"                                \
    }
#define MIM_COLUMN_GENE                                                                            \
    {                                                                                              \
        "gene", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL, "Gene symbol, else gene identifier"      \
    }
#define MIM_COLUMN_PROTEIN                                                                         \
    {                                                                                              \
        "protein", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL,                                       \
            "What the record's header says the protein is"                                         \
    }
#define MIM_COLUMN_START                                                                           \
    {                                                                                              \
        "start", MIM_INTEGER, MIM_ROOM, "residue", "First residue in the record"                   \
    }
#define MIM_COLUMN_END                                                                             \
    {                                                                                              \
        "end", MIM_INTEGER, 0, "residue", "Last residue in the record"                             \
    }

/* Of highest score, or with indels of fewest edits. */
#define MIM_COLUMN_RANK                                                                            \
    {                                                                                              \
        "rank", MIM_INTEGER, MIM_ROOM, NULL,                                                       \
            "Place among the rows of the query, or of its window, from 1; those as good share it"  \
    }

#endif
