/* A search for parts of a block. */
#ifndef MIM_SCREEN_PART_SEARCH_H
#define MIM_SCREEN_PART_SEARCH_H

#include "screen/block.h"
#include "screen/scope.h"
#include "search/search.h"

/* What all searches of a screen have in common. */
struct mim_part_setting {
    const struct mim_screen_request *request;
    const struct mimicry_model *model;
    const struct mim_scope_rules *rules; /* what does not count */
    uint64_t kept; /* residues of the records that are searched, where rules leave some out */
    const struct mim_scope *scopes;      /* of the parts of the block, by number */
    const struct mim_around *opt_around; /* of the index, by which look-ups are told apart */
    mimicry_progress_fn watch;           /* or NULL */
    void *watch_data;
};

struct mim_part_search {
    const struct mim_part_setting *setting;
    const struct mim_screen_block *block;
    const size_t *parts; /* the numbers of those that are searched, rising */
    size_t count;
    struct mim_reach reach;
    const double *least; /* by score: what the hits of each of them score at least, too; or NULL */
    const struct mim_window_list *opt_list; /* of all of them; NULL: the text is searched */
    bool filtered;                          /* what does not count is no hit */
    bool similar_first;                     /* as a search has it */
};

/* Takes a hit of part number `part`. Any status but MIMICRY_OK ends the search. */
typedef mimicry_status (*mim_part_hit_fn)(void *data, size_t part, const mimicry_hit *hit,
                                          mimicry_error *error);

/* The search, of the letters of the parts. The filter must live as long, and this one too. */
void mim_part_search_set(const struct mim_part_search *search, struct mim_filter *filter,
                         struct mim_search *out);

/* Hits come by part, then as a search orders them. The plan is left to the planner where the one
 * that was asked for cannot do it. */
mimicry_status mim_part_search_run(const struct mim_part_search *search, mim_part_hit_fn take,
                                   void *data, mimicry_error *error);

#endif
