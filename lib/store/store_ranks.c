/*
 * Places in time for articles that come after a trace of all.
 *
 * In:  new articles; the ranks of those that were traced.
 * Out: a rank for each new one that lies where the article lies in time, while nobody else's rank moves.
 *
 * Articles stand by time, the undated last, then by path and id. Where all are traced together their ranks are 1, 2, 3
 * and so on. A new article gets a number between the ranks of the two it comes between; several between the same two are
 * spread evenly. Behind the last and before the first there is room without end, so steps there are whole.
 *
 * A gap of 1 can be divided some forty times: doubles have 53 bits, and a rank below a million takes 20 of them. Were
 * it halved each time, forty additions of one article each would use it up, where news keeps coming in behind the last
 * dated article and before the undated. So between an article that was added and one that was not, the next one is put
 * close to the added one: new articles mostly come in the order of time, and each then takes 1/64 of what is left.
 * That is enough for a thousand additions in a row between the same two. Where room does end, the caller is told.
 *
 * Cost: two look-ups in the index by time for each group of new articles between the same two.
 *
 * Invariants: ranks given are distinct, in the order of time among themselves and among those stored; a file that says
 * otherwise of those stored has no room.
 */
#include <math.h>
#include <string.h>

#include "store_keys.h"
#include "store_private.h"

/* Of a gap, next to an added article. */
#define CLOSE_SHARE (1.0 / 64)

enum { ID_BYTES = 16 };

/* Articles without a row in article_number are passed over: they are new themselves. */
#define RANKED                                                                                                         \
    "SELECT n.time_rank, a.published_begin_unix_s, a.path, a.id FROM article AS a INDEXED BY article_by_time"          \
    " CROSS JOIN article_number AS n USING (article_key) WHERE "
#define TIME "a.published_begin_unix_s"
#define LATEST_FIRST " ORDER BY " TIME " DESC, a.path DESC, a.id DESC LIMIT 1"
#define EARLIEST_FIRST " ORDER BY " TIME ", a.path, a.id LIMIT 1"

typedef enum Search {
    SEARCH_BEFORE_DATED,
    SEARCH_AFTER_DATED,
    SEARCH_BEFORE_UNDATED,
    SEARCH_AFTER_UNDATED,
    SEARCH_LAST_DATED,
    SEARCH_FIRST_UNDATED,
    SEARCHES
} Search;

/* ?1 path, ?2 id, ?3 time. */
static const char *const searches[] = {
    [SEARCH_BEFORE_DATED] = RANKED "(" TIME ", a.path, a.id) < (?3, ?1, ?2)" LATEST_FIRST,
    [SEARCH_AFTER_DATED] = RANKED "(" TIME ", a.path, a.id) > (?3, ?1, ?2)" EARLIEST_FIRST,
    [SEARCH_BEFORE_UNDATED] = RANKED TIME " IS NULL AND (a.path, a.id) < (?1, ?2)" LATEST_FIRST,
    [SEARCH_AFTER_UNDATED] = RANKED TIME " IS NULL AND (a.path, a.id) > (?1, ?2)" EARLIEST_FIRST,
    [SEARCH_LAST_DATED] = RANKED TIME " IS NOT NULL" LATEST_FIRST,
    [SEARCH_FIRST_UNDATED] = RANKED TIME " IS NULL" EARLIEST_FIRST,
};

/* An article's place in time. */
typedef struct Place {
    bool dated;
    int64_t begin_unix_s;
    Bytes path;
    uint8_t id[ID_BYTES];
} Place;

/* A stored one next to it. */
typedef struct Neighbour {
    bool there;
    double rank;
    Place place; /* the path is borrowed from the statement */
} Neighbour;

typedef struct Finder {
    Store *store;
    sqlite3_stmt *statements[SEARCHES];
} Finder;

static Place place_of(const Article *article) {
    const DateInterval published = article->published_interval;
    Place place = {.dated = published.begin_unix_s != published.end_unix_s,
                   .begin_unix_s = published.begin_unix_s,
                   .path = article->path};
    (void)store_id_to_bytes(article->id, place.id);
    return place;
}

static int place_compare(const Place *left, const Place *right) {
    if (left->dated != right->dated) return left->dated ? -1 : 1;
    if (left->dated && left->begin_unix_s != right->begin_unix_s)
        return left->begin_unix_s < right->begin_unix_s ? -1 : 1;
    const int order = bytes_compare(left->path, right->path);
    return order != 0 ? order : memcmp(left->id, right->id, ID_BYTES);
}

static Status search(Finder *finder, Search kind, const Place *place, Neighbour *out, Error *error) {
    sqlite3_stmt *statement = finder->statements[kind];
    *out = (Neighbour){0};
    sqlite3_reset(statement);
    const char *path = place->path.size > 0 ? (const char *)place->path.data : "";
    if (kind < SEARCH_LAST_DATED) {
        sqlite3_bind_text64(statement, 1, path, place->path.size, SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_bind_blob(statement, 2, place->id, ID_BYTES, SQLITE_STATIC);
    }
    if (kind < SEARCH_BEFORE_UNDATED) sqlite3_bind_int64(statement, 3, place->begin_unix_s);
    Status status = store_step(finder->store, statement, &out->there, error);
    if (status || !out->there) return status;
    const Bytes id = store_column_bytes(statement, 3);
    out->rank = sqlite3_column_double(statement, 0);
    out->place = (Place){.dated = sqlite3_column_type(statement, 1) != SQLITE_NULL,
                         .begin_unix_s = sqlite3_column_int64(statement, 1),
                         .path = store_column_bytes(statement, 2)};
    if (id.size == ID_BYTES) memcpy(out->place.id, id.data, ID_BYTES);
    return STEMMA_OK;
}

static Status find_earlier(Finder *finder, const Place *place, Neighbour *out, Error *error) {
    Status status = search(finder, place->dated ? SEARCH_BEFORE_DATED : SEARCH_BEFORE_UNDATED, place, out, error);
    if (!status && !out->there && !place->dated) status = search(finder, SEARCH_LAST_DATED, place, out, error);
    return status;
}

static Status find_later(Finder *finder, const Place *place, Neighbour *out, Error *error) {
    Status status = search(finder, place->dated ? SEARCH_AFTER_DATED : SEARCH_AFTER_UNDATED, place, out, error);
    if (!status && !out->there && place->dated) status = search(finder, SEARCH_FIRST_UNDATED, place, out, error);
    return status;
}

/* Between two, the rank that a trace of all gave is whole, and one that was given here is not. */
static bool was_added(double rank) {
    return rank != floor(rank);
}

/* The rank of number `index` of `count` articles that come between these two. */
static double rank_between(const Neighbour *earlier, const Neighbour *later, uint32_t index, uint32_t count) {
    if (!earlier->there && !later->there) return index + 1.0;
    if (!later->there) return floor(earlier->rank) + index + 1.0;
    if (!earlier->there) return ceil(later->rank) - count + index;
    double begin = earlier->rank, size = later->rank - earlier->rank;
    if (was_added(earlier->rank) != was_added(later->rank)) {
        if (was_added(later->rank)) begin = later->rank - size * CLOSE_SHARE;
        size *= CLOSE_SHARE;
    }
    return begin + size * (index + 1.0) / (count + 1.0);
}

/* The articles of `order`, in time, that come between these two. False: not all have a rank of their own. */
static bool spread(const uint32_t *order, uint32_t count, const Neighbour *earlier, const Neighbour *later,
                   double *ranks) {
    double before = earlier->there ? earlier->rank : -INFINITY;
    bool room = true;
    for (uint32_t i = 0; i < count; i++) {
        const double rank = rank_between(earlier, later, i, count);
        room = room && isfinite(rank) && rank > before;
        before = ranks[order[i]] = rank;
    }
    return room && (!later->there || before < later->rank);
}

static Status place_all(Finder *finder, const Articles *added, AddedRanks *out, Arena scratch, Error *error) {
    uint32_t *order = arena_new_array_uncleared(&scratch, uint32_t, added->count);
    store_keys_order_by_time(added->items, order, added->count, scratch);
    Status status = STEMMA_OK;
    out->room = true;
    for (uint32_t i = 0, end = 0; i < added->count && !status; i = end) {
        Place place = place_of(&added->items[order[i]]);
        Neighbour earlier, later = {0};
        status = find_earlier(finder, &place, &earlier, error);
        if (!status) status = find_later(finder, &place, &later, error);
        for (end = i + 1; end < added->count && !status; end++) {
            place = place_of(&added->items[order[end]]);
            if (later.there && place_compare(&place, &later.place) >= 0) break;
        }
        if (!status && !spread(order + i, end - i, &earlier, &later, out->ranks)) out->room = false;
    }
    return status;
}

Status store_ranks_between(Store *store, const Articles *added, AddedRanks *out, Arena *result, Error *error) {
    *out = (AddedRanks){.ranks = arena_new_array(result, double, added->count)};
    Finder finder = {.store = store};
    Arena scratch = arena_open(0);
    Status status = STEMMA_OK;
    for (int i = 0; i < SEARCHES && !status; i++)
        status = store_prepare(store, searches[i], &finder.statements[i], error);
    if (!status) status = place_all(&finder, added, out, scratch, error);
    for (int i = 0; i < SEARCHES; i++) store_release(store, finder.statements[i]);
    arena_close(&scratch);
    return status;
}
