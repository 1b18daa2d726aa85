/*
 * Whom the credits in the text mean.
 *
 * In:  the mentions of credit_mentions.h, the pairs that share something, the outlets of the collection.
 * Out: for every credit the neighbours it can speak for.
 *
 * Each mention is followed to the neighbours that come from this outlet. Where no neighbour does, but some have no
 * outlet at all (plain text files), the mention may mean one of these: the only one that has everything the crediting
 * article shares with anybody, does not credit the same name itself, and shares the words right beside the credit.
 */
#include "credits.h"

#include "../base/array.h"
#include "../base/radix.h"
#include "credit_mentions.h"

enum {
    CREDITED_WORDS = 120, /* before and behind a credit: about the paragraph and its neighbours */
    INFERRED_COVER_PERMILLE = 850 /* of all shared words of the crediting article must be in the inferred source */
};

typedef struct CreditLinkItems ARRAY_OF(CreditLink) CreditLinkItems;
typedef struct LostCredits ARRAY_OF(LostCredit) LostCredits;

typedef struct CreditFollower {
    const LineageInput *input;
    const Pairs *pairs;
    const Outlets *outlets;
    const CreditMentions *mentions;
    WordSet shared; /* empty between uses */
    CreditLinkItems links;
    LostCredits lost;
    Arena *arena;
} CreditFollower;

static bool credits_name(const CreditFollower *follower, uint32_t article, uint64_t name_hash) {
    for (uint32_t i = follower->mentions->first[article]; i < follower->mentions->first[article + 1]; i++) {
        const CreditMention *mention = &follower->mentions->items[i];
        if (mention->kind == CREDIT_REPORT && mention->name_hash == name_hash) {
            return true;
        }
    }
    return false;
}

/* The words around a credit that it may speak of. */
static WordSpan credited_words(const Text *text, WordSpan credit) {
    uint32_t begin = credit.begin > CREDITED_WORDS ? credit.begin - CREDITED_WORDS : 0;
    uint32_t end = credit.end + CREDITED_WORDS < text->word_count ? credit.end + CREDITED_WORDS : text->word_count;
    return (WordSpan){begin, end};
}

/* Neighbours that give the same credit and share the text it stands in: it may be copied from them. */
typedef struct Lenders {
    uint32_t count; /* 2 for any more */
    uint32_t first_article;
} Lenders;

static Lenders lenders_find(const CreditFollower *follower, const CreditMention *mention) {
    Lenders lenders = {0, INDEX_NONE};
    const uint32_t *first = follower->pairs->first_neighbours;
    bool byline = mention->words.begin == mention->words.end;
    for (uint32_t i = first[mention->article]; i < first[mention->article + 1] && !byline && lenders.count < 2; i++) {
        const Neighbour *other = &follower->pairs->neighbours[i];
        if (!credits_name(follower, other->article, mention->name_hash) ||
            !pair_touches(follower->pairs, follower->input->passages, other->pair, mention->article, mention->words)) {
            continue;
        }
        if (lenders.count++ == 0) {
            lenders.first_article = other->article;
        }
    }
    return lenders;
}

static void link_add(CreditFollower *follower, const CreditMention *mention, const Neighbour *neighbour,
                     Lenders lenders, bool inferred) {
    const Corpus *corpus = follower->input->corpus;
    const Text *text = &corpus->texts[mention->article];
    CreditLink link = {.from_article = neighbour->article,
                       .to_article = mention->article,
                       .pair = neighbour->pair,
                       .kind = mention->kind,
                       .text = corpus->articles[mention->article].byline,
                       .inferred = inferred,
                       .inherited =
                           lenders.count > 1 || (lenders.count == 1 && lenders.first_article != neighbour->article)};
    if (mention->words.begin < mention->words.end) {
        link.bytes = text_bytes_of(text, mention->words);
        link.text = bytes_slice(text->bytes, link.bytes);
    }
    *array_push(&follower->links, follower->arena) = link;
}

static void shared_add(CreditFollower *follower, uint32_t article, const Neighbour *neighbour) {
    const Pair *pair = &follower->pairs->items[neighbour->pair];
    for (uint32_t i = 0; i < pair->passage_count; i++) {
        const Passage *passage = &follower->input->passages->items[pair->first_passage + i];
        if (!follower->pairs->ignored[pair->first_passage + i]) {
            word_set_add(&follower->shared, article, pair_passage_words(passage, article));
        }
    }
}

/* The one neighbour of unknown outlet that has (nearly) everything the article shares with anybody. */
static bool link_infer(CreditFollower *follower, const CreditMention *mention) {
    const uint32_t *first = follower->pairs->first_neighbours;
    uint32_t article = mention->article;
    const Text *text = &follower->input->corpus->texts[article];
    WordSpan whole = {0, text->word_count};
    for (uint32_t i = first[article]; i < first[article + 1]; i++) {
        shared_add(follower, article, &follower->pairs->neighbours[i]);
    }
    uint32_t shared_words = word_set_count(&follower->shared, article, whole);
    word_set_remove(&follower->shared, article, whole);
    const Neighbour *only = NULL;
    uint32_t fitting = 0;
    for (uint32_t i = first[article]; i < first[article + 1]; i++) {
        const Neighbour *neighbour = &follower->pairs->neighbours[i];
        const Pair *pair = &follower->pairs->items[neighbour->pair];
        uint32_t words = pair->left_article == article ? pair->left_shared_words : pair->right_shared_words;
        bool unknown = follower->outlets->by_article[neighbour->article] == INDEX_NONE;
        if (!unknown || words == 0 || (uint64_t)words * 1000 < (uint64_t)shared_words * INFERRED_COVER_PERMILLE ||
            credits_name(follower, neighbour->article, mention->name_hash)) {
            continue;
        }
        fitting++;
        only = neighbour;
    }
    bool byline = mention->words.begin == mention->words.end;
    bool beside = fitting == 1 && (byline || pair_touches(follower->pairs, follower->input->passages, only->pair,
                                                          article, credited_words(text, mention->words)));
    if (beside) {
        link_add(follower, mention, only, lenders_find(follower, mention), true);
    }
    return beside;
}

static void mention_follow(CreditFollower *follower, const CreditMention *mention) {
    const Outlets *outlets = follower->outlets;
    const uint32_t *first = follower->pairs->first_neighbours;
    if (mention->outlet != INDEX_NONE && mention->outlet == outlets->by_article[mention->article]) {
        return;
    }
    bool followed = false;
    Lenders lenders = {0};
    for (uint32_t i = first[mention->article]; i < first[mention->article + 1]; i++) {
        const Neighbour *neighbour = &follower->pairs->neighbours[i];
        if (mention->outlet == INDEX_NONE || outlets->by_article[neighbour->article] != mention->outlet) {
            continue;
        }
        if (!followed) {
            lenders = lenders_find(follower, mention);
        }
        link_add(follower, mention, neighbour, lenders, false);
        followed = true;
    }
    bool medium = mention->medium || map_find(&follower->mentions->media, mention->name_hash) != NULL;
    if (followed || !medium || mention->kind != CREDIT_REPORT || link_infer(follower, mention)) {
        return;
    }
    *array_push(&follower->lost, follower->arena) =
        (LostCredit){mention->article, mention->name_hash, mention->words, mention->agency};
}

static CreditLinks links_collect(const CreditFollower *follower, Arena *result, Arena scratch) {
    uint32_t article_count = follower->input->corpus->article_count;
    size_t count = follower->links.count;
    KeyValue *order = arena_new_array(&scratch, KeyValue, count + 1);
    for (size_t i = 0; i < count; i++) {
        order[i] = (KeyValue){follower->links.items[i].pair, i};
    }
    radix_sort(order, count, scratch);
    CreditLink *items = arena_new_array(result, CreditLink, count + 1);
    for (size_t i = 0; i < count; i++) {
        items[i] = follower->links.items[order[i].value];
    }
    LostCredit *lost = arena_new_array(result, LostCredit, follower->lost.count + 1);
    uint32_t *first_lost = arena_new_array(result, uint32_t, article_count + 2u);
    for (size_t i = 0; i < follower->lost.count; i++) { /* mentions were followed in the order of articles */
        lost[i] = follower->lost.items[i];
        first_lost[lost[i].article + 1]++;
    }
    for (uint32_t article = 0; article < article_count; article++) {
        first_lost[article + 1] += first_lost[article];
    }
    return (CreditLinks){.items = items, .count = (uint32_t)count, .lost = lost, .first_lost = first_lost};
}

CreditLinks credits_resolve(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch) {
    Outlets outlets = outlets_build(input->corpus, input->speakers, &scratch);
    CreditMentions mentions = credit_mentions_read(input, &outlets, pairs, &scratch);
    CreditFollower follower = {.input = input,
                               .pairs = pairs,
                               .outlets = &outlets,
                               .mentions = &mentions,
                               .shared = word_set_build(input->corpus, &scratch),
                               .arena = &scratch};
    for (uint32_t i = 0; i < mentions.count; i++) {
        mention_follow(&follower, &mentions.items[i]);
    }
    return links_collect(&follower, result, scratch);
}
