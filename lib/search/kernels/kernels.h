/* What is compiled for each instruction set: the scans of a tile of the text, which propose
 * windows, all within the threshold among them; local alignments with the records of a tile; and
 * the letters of what was found. No I/O, no allocation. */
#ifndef MIM_SEARCH_KERNELS_KERNELS_H
#define MIM_SEARCH_KERNELS_KERNELS_H

#include "model/allele_motifs.h"
#include "search/compile/profile.h"

/* A tile of the text laid out in rows: it is cut into as many segments as a row has lanes, and row
 * i holds residue i of every segment. So one vector operation works on as many windows as there are
 * lanes, and position j of the windows of row i is row i + j: no shifts, no crossing of cache
 * lines. A segment has `segment` windows; the rows go on over the residues of the next one. */
struct mim_tile_shape {
    uint32_t segment; /* windows of a lane; a multiple of MIM_ROW_GROUP */
    uint32_t rows;    /* segment and the longest peptide, less 1 */
};

enum {
    MIM_ROW_GROUP = 4,
    /* Bit planes a row: one for each amino acid, and an empty one for what matches nothing. */
    MIM_PLANES = MIM_AMINO_ACIDS + 1
};

/* A query as the bit planes take it. */
struct mim_plane_query {
    const uint8_t *codes;
    uint32_t need; /* residues that have to match */
    uint32_t length;
    uint32_t job;
};

enum {
    MIM_SLIDE_FEWEST_DIGITS = 3, /* of the counters, */
    MIM_SLIDE_DIGITS = 12,       /* and at most */
    MIM_SLIDE_ROWS = 128 /* of a segment whose windows are not long: its planes stay in a core's
                            second-level cache */
};

#define MIM_NO_JOB UINT32_MAX

/* A stretch of overlapping windows of one length, as the sliding scan takes it. Several may stand
 * one after the other: the windows that reach from one into the next are no job's. */
struct mim_slide_query {
    const uint16_t *planes; /* of each residue: where in a row of planes its own is, in bytes */
    const uint32_t *jobs;   /* by start: whose window begins there, or MIM_NO_JOB */
    uint32_t count;         /* residues; at least `length`, which is at least 1 */
    uint32_t length;
    uint32_t need; /* residues that have to match; at most `length` */
};

enum {
    MIM_SLIDE_LANES = 64, /* bytes of a row, whatever the instruction set: a line of the cache */
    MIM_SUMS_STEPS = 16,  /* rows that are passed together */
    MIM_SUMS_ROWS = 256,  /* of a segment whose windows are not long; a multiple of the steps */
    MIM_SUMS_DIAGONALS = 2048, /* that pass the same rows before the next: their sums stay in a
                                  core's second-level cache */
    MIM_SUMS_TABLES = MIM_RESIDUES + 1,
    MIM_SUMS_TABLE = MIM_SUMS_STEPS * MIM_SLIDE_LANES /* bytes of a residue's penalties */
};

/* A stretch as mim_slide_query has it, by penalties that do not depend on the position: those of a
 * matrix. */
struct mim_sums_query {
    const uint8_t (*penalty)[MIM_CODES]; /* of each residue that the stretch has, */
    uint32_t n_tables;                   /* so many, and one for what is beyond its ends */
    const uint16_t *tables; /* of each residue: MIM_SUMS_TABLE times the number of its penalties;
                               segment - 1 can be read before the first and after the last */
    const uint32_t *jobs;   /* by start: whose window begins there, or MIM_NO_JOB, */
    const uint8_t *limits;  /* and what it may cost; below UINT8_MAX */
    uint32_t count;         /* residues; at least `length`, which is at least 1 */
    uint32_t length;
    uint8_t limit; /* the highest of the jobs */
};

/* Where the scan of a stretch by penalties is, 64-byte aligned. */
struct mim_sums_work {
    uint8_t in[MIM_SUMS_TABLES * MIM_SUMS_TABLE];  /* penalties of the residues that come in */
    uint8_t out[MIM_SUMS_TABLES * MIM_SUMS_TABLE]; /* and that go out, of the rows in hand */
    uint8_t sums[MIM_SUMS_DIAGONALS][MIM_SLIDE_LANES];
    uint32_t noted[MIM_SUMS_DIAGONALS + 1]; /* diagonals with windows within the limit, */
    uint32_t n_noted, looked_at;            /* of which so many were looked at */
    bool begun;                             /* to be unset by the caller before the first call */
    uint32_t first, n;                      /* diagonals in hand */
    uint32_t row;                           /* the first of those in hand */
};

/* A window that may be a hit: of which job, and where in the tile. */
struct mim_proposal {
    uint32_t job;
    uint32_t offset;
};

enum {
    MIM_EDITS_SIDE = MIMICRY_MAX_INDELS + 1, /* 0 to the most insertions, or deletions */
    MIM_EDITS_LANES = 256,                   /* places that are looked at together */
    MIM_EDITS_WORK = MIM_EDITS_SIDE * MIM_EDITS_SIDE * MIM_EDITS_LANES
};

/* A peptide as the scan for windows with indels takes it; below UINT8_MAX mismatches. */
struct mim_edits_pattern {
    const uint8_t *codes;
    uint32_t length;
    uint32_t max_indels;
    uint32_t max_mismatches;
};

enum {
    MIM_SUM_LANES = 32 /* at most */
};

enum {
    MIM_ALIGN_MOST = 255 /* the highest score that byte lanes can hold */
};

enum { MIM_SPELL_MORE = 64 }; /* bytes beyond its text that a spelling may change */

/* A query as the kernel takes it (mim_align_query_set). */
struct mim_align_query {
    const int8_t (*scores)[MIM_CODES]; /* by position and code; -128 from MIM_STOP on */
    uint32_t length;
    uint32_t span; /* residues of the longest stretch of text that an alignment that counts has */
    uint32_t gaps_from, n_gaps; /* positions after which a gap can pay */
    uint8_t cut;                /* alignments below it do not count; 1 to MIM_ALIGN_MOST */
    uint8_t first;              /* what the first residue of a gap costs, */
    uint8_t extend;             /* and each that follows; both at most 127 */
};

/* A tile in rows of bytes, and which of its records each residue belongs to. */
struct mim_align_tile {
    const uint8_t *residues;
    struct mim_tile_shape shape;
    const uint32_t *record_of; /* by offset in the tile */
};

/* The best score of each record of a tile: all zero before and, once read, again after a scan. */
struct mim_align_found {
    uint8_t *best;     /* by record of the tile */
    uint32_t *touched; /* the records whose best is not 0 */
    uint32_t n_touched;
};

struct mim_kernels {
    const char *name;
    uint32_t bit_lanes;  /* windows of a row of bit planes */
    uint32_t byte_lanes; /* windows of a row of bytes */

    /* Lays out the tile that begins at `text`. Codes from `available` on are not read, and count as
     * separators. Bit lane l of plane a of row i says whether residue i of segment l is amino acid
     * a: rows * MIM_PLANES vectors of bit_lanes. Bytes are the codes: rows * byte_lanes of them.
     * Both are 64-byte aligned. */
    void (*build_planes)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                         void *out);
    void (*build_bytes)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                        uint8_t *out);
    /* The same as build_bytes, MIM_SLIDE_LANES wide. */
    void (*build_lines)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                        uint8_t *out);

    /* Proposes windows that begin in rows [from, to) of a layout and have at least `need` of a
     * query's residues, for queries of one length. Windows over the end of a record or of
     * the text may be among them. Does as many of the `n` queries as there is room for in `out`, at
     * least one, and returns how many; `room` is at least the windows of the rows, and `out` has
     * one more. `work`: `length` vectors. */
    uint32_t (*scan_planes)(const void *planes, struct mim_tile_shape shape, uint32_t from,
                            uint32_t to, const struct mim_plane_query *queries, uint32_t n,
                            void *work, struct mim_proposal *out, size_t room, size_t *count);

    /* The same for windows of at most MIM_MOTIF_MOST residues that stand one after the other: row i
     * of all `rows` begins at row i * length of the planes, and has window `rows` * lane + i. */
    uint32_t (*scan_window_planes)(const void *planes, uint32_t rows,
                                   const struct mim_plane_query *queries, uint32_t n,
                                   struct mim_proposal *out, size_t room, size_t *count);

    /* Proposes windows of a layout of planes that have at least `need` residues of a window of a
     * stretch, as scan_planes does; each once for each job. Does the diagonals (slide_planes.c)
     * from `diagonal` on, below mim_slide_diagonals, while there is room in `out`: at least one.
     * Returns the next. `room` is at least the windows of a tile. */
    uint32_t (*slide_planes)(const void *planes, struct mim_tile_shape shape,
                             const struct mim_slide_query *query, uint32_t diagonal,
                             struct mim_proposal *out, size_t room, size_t *count);

    /* Proposes windows of lines whose penalties are within the limit of a window of a stretch; each
     * once for each job. Others may be among them: sums begin again at 256. False: that was the
     * last of them; else there was no more room in `out`. `room` is at least MIM_SUMS_TABLE, and a
     * segment a multiple of MIM_SUMS_STEPS. */
    bool (*slide_sums)(const uint8_t *lines, struct mim_tile_shape shape,
                       const struct mim_sums_query *query, struct mim_sums_work *work,
                       struct mim_proposal *out, size_t room, size_t *count);

    /* The offsets of windows that begin in rows [from, to) of a layout and whose penalties are
     * within the profile's limit, in no order; how many. `out` has room for all windows of the
     * rows and one more; `to - from` is a multiple of MIM_ROW_GROUP. */
    size_t (*scan_bytes)(const uint8_t *bytes, struct mim_tile_shape shape, uint32_t from,
                         uint32_t to, const struct mim_profile *profile, uint32_t *out);

    /* The same for windows that stand in groups of MIM_ROW_GROUP rows, one after the other: of a
     * group first the residues of position 0, row by row, then those of position 1, and so on.
     * Row i of all `rows`, a multiple of MIM_ROW_GROUP, has window `rows` * lane + i. */
    size_t (*scan_windows)(const uint8_t *groups, uint32_t rows, const struct mim_profile *profile,
                           uint32_t *out);

    /* The same as scan_bytes for the text as it is, below `windows`: slower, but there is nothing
     * to build. Reads up to MIM_TEXT_PAD bytes beyond. */
    size_t (*scan_text)(const uint8_t *text, uint32_t windows, const struct mim_profile *profile,
                        uint32_t *out);

    /* Proposes windows with indels (find/edits.h): afterwards work[l] is not 0 if one may begin at
     * text + l, below MIM_EDITS_LANES. Reads up to the pattern's length and indels beyond. `work`:
     * MIM_EDITS_WORK bytes. */
    void (*scan_edits)(const struct mim_edits_pattern *pattern, const uint8_t *text, uint8_t *work);

    /* Makes `count` codes of residues their letters, in place. Up to MIM_SPELL_MORE bytes that
     * follow become anything. */
    void (*spell)(uint8_t *codes, size_t count);

    /* out[i], for i below `windows` and on to a multiple of MIM_SUM_LANES, is the sum of
     * scores[j][text[i + j]] over j below `length`, at most MIM_MOTIF_MOST; sums fit 16 bits. Reads
     * up to MIM_SUM_LANES and length bytes beyond. */
    void (*sum_motif)(const uint8_t *text, uint32_t windows, const int16_t (*scores)[MIM_CODES],
                      uint32_t length, int16_t *out);

    /* Finds every record of a tile, laid out by build_bytes, with an alignment of at least the
     * query's cut, and its best score. `work`: 2 * length vectors of align_vector bytes, 64-byte
     * aligned. */
    uint32_t align_vector;
    void (*align_records)(const struct mim_align_tile *tile, const struct mim_align_query *query,
                          void *work, struct mim_align_found *found);

    /* The best score of a segment of each of byte_lanes stretches of `length` residues, aligned
     * without gaps to the `length` positions of `scores`, as those of a mim_align_query: best[l]
     * for the one that begins at text + places[l]; where a record ends in it, that or more. Returns
     * the lanes of at least `least` >= 1. Reads up to 7 bytes beyond. */
    uint64_t (*score_diagonals)(const uint8_t *text, const int64_t *places,
                                const int8_t (*scores)[MIM_CODES], uint32_t length, uint8_t least,
                                uint8_t *best);
};

/* The lowest number of digits that holds all counts of a stretch (slide_planes.c). */
static inline uint32_t mim_slide_digits(const struct mim_slide_query *query)
{
    const uint32_t missing = query->length - query->need;
    uint32_t digits = MIM_SLIDE_FEWEST_DIGITS;
    while (1u << (digits - 1) < query->need || 1u << (digits - 1) <= missing)
        digits++;
    return digits;
}

/* How many diagonals a tile and a stretch have. */
static inline uint32_t mim_slide_diagonals(struct mim_tile_shape shape,
                                           const struct mim_slide_query *query)
{
    return query->count - query->length + shape.segment;
}

/* The kernels of an instruction set (MIMICRY_INSTRUCTIONS_...); NULL if the machine lacks it. */
const struct mim_kernels *mim_kernels_get(int32_t instructions);

#endif
