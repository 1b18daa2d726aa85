/*
 * Furniture: what a web page puts between the paragraphs of an article.
 *
 * In:  one paragraph.
 * Out: whether it is a line of keywords, a notice of correction, a byline, a credit, or a control, advertisement or
 *      pointer elsewhere, each kind by its name.
 *
 * Three kinds of evidence, all about form: a list of phrases such lines open with; a set of words that labels of
 * buttons are made of, where a line has nothing else; a comma list in lower case. A paragraph that opens with a
 * quotation mark is speech and never furniture. To miss some is better than to take narration for furniture: phrases
 * that could open a sentence stand with what follows them, and every phrase has a length beyond which it is none.
 */
#include <string.h>

#include "roles.h"

typedef struct Phrase {
    const char *text; /* as in a head, see roles.h */
    uint32_t words_max; /* of the paragraph that opens with it; 0: it is the whole paragraph */
    BlockRole role;
} Phrase;

static const Phrase phrases[] = {
    /* advertisements and breaks */
    {"advertisement", 12, BLOCK_FURNITURE},
    {"advertising", 3, BLOCK_FURNITURE},
    {"article continues", 8, BLOCK_FURNITURE},
    {"continue reading", 10, BLOCK_FURNITURE},
    {"continued below", 0, BLOCK_FURNITURE},
    {"scroll down to", 12, BLOCK_FURNITURE},
    {"sponsored", 6, BLOCK_FURNITURE},
    {"story continued below", 8, BLOCK_FURNITURE},
    {"story continues below", 8, BLOCK_FURNITURE},
    {"this article continues", 10, BLOCK_FURNITURE},
    /* pointers elsewhere */
    {"also read:", 30, BLOCK_RELATED},
    {"also see:", 30, BLOCK_RELATED},
    {"click for", 14, BLOCK_RELATED},
    {"click here", 25, BLOCK_RELATED},
    {"click through", 25, BLOCK_RELATED},
    {"click to", 20, BLOCK_RELATED},
    {"don't miss:", 30, BLOCK_RELATED},
    {"for more news", 25, BLOCK_RELATED},
    {"for more on this story", 25, BLOCK_RELATED},
    {"for more stories", 25, BLOCK_RELATED},
    {"from our archives", 20, BLOCK_RELATED},
    {"full coverage:", 25, BLOCK_RELATED},
    {"gallery:", 25, BLOCK_RELATED},
    {"go here to", 20, BLOCK_RELATED},
    {"in pictures:", 25, BLOCK_RELATED},
    {"just watched", 60, BLOCK_RELATED},
    {"latest news:", 25, BLOCK_RELATED},
    {"listen to the podcast", 25, BLOCK_RELATED},
    {"more coverage:", 25, BLOCK_RELATED},
    {"more from", 8, BLOCK_RELATED},
    {"more headlines:", 25, BLOCK_RELATED},
    {"more news", 0, BLOCK_RELATED},
    {"more news:", 30, BLOCK_RELATED},
    {"more on this", 0, BLOCK_RELATED},
    {"more on this story:", 25, BLOCK_RELATED},
    {"more stories:", 30, BLOCK_RELATED},
    {"more:", 25, BLOCK_RELATED},
    {"must read:", 25, BLOCK_RELATED},
    {"must watch:", 25, BLOCK_RELATED},
    {"on our radar:", 25, BLOCK_RELATED},
    {"our picks:", 20, BLOCK_RELATED},
    {"photo gallery:", 25, BLOCK_RELATED},
    {"photos: photos:", 4000, BLOCK_RELATED},
    {"photos:", 25, BLOCK_RELATED},
    {"poll:", 12, BLOCK_RELATED},
    {"popular now", 6, BLOCK_RELATED},
    {"read also:", 30, BLOCK_RELATED},
    {"read more", 0, BLOCK_RELATED},
    {"read more about", 16, BLOCK_RELATED},
    {"read more at", 14, BLOCK_RELATED},
    {"read more from", 14, BLOCK_RELATED},
    {"read more here", 14, BLOCK_RELATED},
    {"read more on", 14, BLOCK_RELATED},
    {"read more:", 30, BLOCK_RELATED},
    {"read next", 20, BLOCK_RELATED},
    {"read next:", 30, BLOCK_RELATED},
    {"read or share", 12, BLOCK_SHARE},
    {"read the full story", 10, BLOCK_RELATED},
    {"read the original", 14, BLOCK_RELATED},
    {"read:", 25, BLOCK_RELATED},
    {"recommended for you", 8, BLOCK_RELATED},
    {"recommended:", 25, BLOCK_RELATED},
    {"related articles", 4, BLOCK_RELATED},
    {"related content", 4, BLOCK_RELATED},
    {"related coverage", 4, BLOCK_RELATED},
    {"related headlines", 4, BLOCK_RELATED},
    {"related news", 4, BLOCK_RELATED},
    {"related stories", 4, BLOCK_RELATED},
    {"related story:", 25, BLOCK_RELATED},
    {"related video:", 25, BLOCK_RELATED},
    {"related:", 30, BLOCK_RELATED},
    {"see also:", 30, BLOCK_RELATED},
    {"see more:", 25, BLOCK_RELATED},
    {"see photos:", 25, BLOCK_RELATED},
    {"slideshow:", 25, BLOCK_RELATED},
    {"special coverage:", 20, BLOCK_RELATED},
    {"special report:", 20, BLOCK_RELATED},
    {"top stories", 3, BLOCK_RELATED},
    {"trending now", 6, BLOCK_RELATED},
    {"trending:", 25, BLOCK_RELATED},
    {"video:", 25, BLOCK_RELATED},
    {"view gallery", 6, BLOCK_RELATED},
    {"view slideshow", 6, BLOCK_RELATED},
    {"watch:", 25, BLOCK_RELATED},
    {"watch below:", 25, BLOCK_RELATED},
    {"watch live:", 25, BLOCK_RELATED},
    {"watch the latest video", 12, BLOCK_RELATED},
    {"watch the video:", 25, BLOCK_RELATED},
    {"watch video:", 25, BLOCK_RELATED},
    {"you may also like", 10, BLOCK_RELATED},
    {"you might also like", 10, BLOCK_RELATED},
    /* asking for something */
    {"already a subscriber", 16, BLOCK_NEWSLETTER},
    {"connect with us", 12, BLOCK_SHARE},
    {"download our app", 25, BLOCK_NEWSLETTER},
    {"download the app", 25, BLOCK_NEWSLETTER},
    {"enter your email", 20, BLOCK_NEWSLETTER},
    {"find us on", 14, BLOCK_SHARE},
    {"follow @", 12, BLOCK_SHARE},
    {"follow along on", 12, BLOCK_SHARE},
    {"follow her on", 14, BLOCK_SHARE},
    {"follow him on", 14, BLOCK_SHARE},
    {"follow me on", 14, BLOCK_SHARE},
    {"follow the author on", 12, BLOCK_SHARE},
    {"follow the ticker on", 12, BLOCK_SHARE},
    {"follow them on", 14, BLOCK_SHARE},
    {"follow us", 16, BLOCK_SHARE},
    {"get breaking news", 25, BLOCK_NEWSLETTER},
    {"get our newsletter", 25, BLOCK_NEWSLETTER},
    {"get the latest", 20, BLOCK_NEWSLETTER},
    {"got a confidential", 25, BLOCK_FURNITURE},
    {"got a question", 14, BLOCK_COMMENTS},
    {"got a tip", 14, BLOCK_FURNITURE},
    {"have a tip", 14, BLOCK_FURNITURE},
    {"have a question for", 14, BLOCK_COMMENTS},
    {"join the conversation", 20, BLOCK_COMMENTS},
    {"join us on", 14, BLOCK_SHARE},
    {"leave a comment", 10, BLOCK_COMMENTS},
    {"like us on", 14, BLOCK_SHARE},
    {"log in to", 12, BLOCK_NEWSLETTER},
    {"please enable javascript", 20, BLOCK_FURNITURE},
    {"please sign in", 14, BLOCK_NEWSLETTER},
    {"post a comment", 10, BLOCK_COMMENTS},
    {"register for free", 14, BLOCK_NEWSLETTER},
    {"send us your", 20, BLOCK_COMMENTS},
    {"share on", 6, BLOCK_SHARE},
    {"share this", 12, BLOCK_SHARE},
    {"share your thoughts", 20, BLOCK_COMMENTS},
    {"sign in to", 12, BLOCK_NEWSLETTER},
    {"sign up for", 30, BLOCK_NEWSLETTER},
    {"sign up here", 14, BLOCK_NEWSLETTER},
    {"sign up now", 20, BLOCK_NEWSLETTER},
    {"sign up to", 25, BLOCK_NEWSLETTER},
    {"subscribe for", 20, BLOCK_NEWSLETTER},
    {"subscribe now", 20, BLOCK_NEWSLETTER},
    {"subscribe to", 25, BLOCK_NEWSLETTER},
    {"subscribe today", 20, BLOCK_NEWSLETTER},
    {"support our journalism", 25, BLOCK_NEWSLETTER},
    {"tap here to", 14, BLOCK_NEWSLETTER},
    {"tell us what you think", 20, BLOCK_COMMENTS},
    {"thank you for signing up", 20, BLOCK_NEWSLETTER},
    {"thank you for subscribing", 20, BLOCK_NEWSLETTER},
    {"thanks for watching", 10, BLOCK_FURNITURE},
    {"to subscribe", 14, BLOCK_NEWSLETTER},
    {"tweet this", 4, BLOCK_SHARE},
    {"we want to hear from you", 30, BLOCK_COMMENTS},
    {"write to us at", 12, BLOCK_FURNITURE},
    /* legal lines and the age of a page */
    {"all rights reserved", 12, BLOCK_CREDIT},
    {"copyright", 25, BLOCK_CREDIT},
    {"material from the associated press is copyright", 30, BLOCK_CREDIT},
    {"this article is more than", 9, BLOCK_FURNITURE},
    {"this article tagged under:", 25, BLOCK_FURNITURE},
    {"this content is published", 30, BLOCK_FURNITURE},
    {"this material may not be", 30, BLOCK_FURNITURE},
    {"this story was originally published", 25, BLOCK_FURNITURE},
    {"this transcript was", 30, BLOCK_FURNITURE},
};

void furniture_list_beginnings(PhraseBeginnings *beginnings) {
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) phrase_beginnings_add(beginnings, phrases[i].text);
}

/* What buttons say. "!" marks words that are hardly ever anything else at the start or end of such a short line. */
static const char *const control_words[] = {
    "!adjust",     "!audio-clip",  "!advertisement",
    "!caption",    "!close",       "!comment",
    "!comments",   "!copy",        "!email",
    "!enlarge",    "!facebook",    "!flipboard",
    "!font",       "!google",      "!hide",
    "!image",      "!images",      "!instagram",
    "!linkedin",   "!login",       "!loading",
    "!mail",       "!menu",        "!messenger",
    "!newsletter", "!newsletters", "!next",
    "!photo",      "!photos",      "!pinterest",
    "!play",       "!prev",        "!previous",
    "!print",      "!pullquote",   "!read",
    "!reddit",     "!replay",      "!reply",
    "!retweet",    "!save",        "!share",
    "!shares",     "!skip",        "!slideshow",
    "!snapchat",   "!subscribe",   "!telegram",
    "!toggle",     "!tumblr",      "!tweet",
    "!twitter",    "!video",       "!videos",
    "!view",       "!watch",       "!whatsapp",
    "!youtube",    "ad",           "all",
    "and",         "article",      "audio-clip",
    "by",          "click",        "content",
    "continue",    "continued",    "daily",
    "feedback",    "follow",       "for",
    "gallery",     "here",         "i",
    "in",          "is",           "less",
    "like",        "link",         "main",
    "manage",      "more",         "news",
    "now",         "of",           "on",
    "or",          "our",          "page",
    "plus",        "post",         "reading",
    "send",        "settings",     "show",
    "sign",        "size",         "sms",
    "story",       "text",         "the",
    "this",        "to",           "topics",
    "up",          "us",           "via",
    "with",        NULL,
};

/* "Also on THE HERALD: …": pointers that name where to, before a colon. */
static bool points_to_named_place(const BlockView *block) {
    if (!block_starts_with(block, "also on") && !block_starts_with(block, "also in") &&
        !block_starts_with(block, "more on") && !block_starts_with(block, "more from") &&
        !block_starts_with(block, "watch on") && !block_starts_with(block, "read on"))
        return false;
    for (uint32_t i = 2; i < 7 && i < block->word_count; i++) {
        if (block_has_before(block, i, ':')) return i > 2;
        if (!(block->words[i].flags & WORD_CAPITALISED)) return false;
    }
    return false;
}

/* "Follow Ada Finch on Twitter", and a pointer that ends in its button: "Why harbours close Read more". */
static bool invites(const BlockView *block) {
    static const char *const networks[] = {"twitter", "facebook", "instagram", "linkedin", "youtube", "google", NULL};
    uint32_t count = block->word_count;
    for (uint32_t i = 2; count <= 16 && i < count && block_word_is(block, 0, "follow"); i++) {
        if (block_word_is(block, i - 1, "on") && block_word_is_any(block, i, networks)) return true;
    }
    return count > 2 && !block->stopped && block_word_is(block, count - 2, "read") &&
           block_word_is(block, count - 1, "more") && (block->words[count - 2].flags & WORD_CAPITALISED);
}

/* 0: not a word of buttons; 1: one; 2: one that is hardly anything else. */
static int control_strength(const BlockView *block, uint32_t index) {
    for (size_t i = 0; control_words[i]; i++) {
        bool strong = control_words[i][0] == '!';
        if (block_word_is(block, index, control_words[i] + strong)) return strong ? 2 : 1;
    }
    return 0;
}

/* Every word is one that buttons are labelled with, or a number; at least one says nothing else. */
static bool is_row_of_controls(const BlockView *block) {
    if (block->word_count > 12 || block->stopped) return false;
    bool strong = false;
    for (uint32_t i = 0; i < block->word_count; i++) {
        int strength = control_strength(block, i);
        if (strength == 0 && !(block->words[i].flags & WORD_NUMBER)) return false;
        strong = strong || strength == 2;
    }
    return strong;
}

/* "6 years ago" */
static bool is_age(const BlockView *block) {
    static const char *const units[] = {"second", "seconds", "minute", "minutes", "min",   "mins",
                                        "hour",   "hours",   "hrs",    "day",     "days",  "week",
                                        "weeks",  "month",   "months", "year",    "years", NULL};
    if (block->word_count != 3 || block->stopped || !(block->words[0].flags & WORD_NUMBER)) return false;
    return block_word_is(block, 2, "ago") && block_word_is_any(block, 1, units);
}

/* "By Ada Finch, Harbour Herald": near the top, names alone. */
static bool is_byline(const BlockView *block) {
    if (block->index > 3 || block->word_count < 3 || block->word_count > 12 || block->stopped) return false;
    if (!block_word_is(block, 0, "by")) return false;
    for (uint32_t i = 1; i < block->word_count; i++) {
        if (!(block->words[i].flags & WORD_CAPITALISED) && !block_word_is(block, i, "and") &&
            !block_word_is(block, i, "for") && !block_word_is(block, i, "of"))
            return false;
    }
    return block->words[1].flags & WORD_CAPITALISED;
}

/* "Reuters contributed to this report", "With reporting by Ada Finch in Vale", "© 2019 The Harbour Herald" */
static bool is_credit(const BlockView *block) {
    if (block->text.size - block->bytes.begin > 2 &&
        memcmp(block->text.data + block->bytes.begin, "\xC2\xA9", 2) == 0) /* © */
        return true;
    static const char *const reports[] = {"report", "story", "article", "piece", "reporting", NULL};
    if (block_starts_with(block, "with reporting by") || block_starts_with(block, "additional reporting by") ||
        block_starts_with(block, "reporting by"))
        return true;
    if (block->sentence_count > 1 || block->word_count < 4) return false;
    for (uint32_t i = 1; i + 1 < block->word_count; i++) {
        if (!block_word_is(block, i, "contributed")) continue;
        bool to = block_word_is(block, i + 1, "to") || block_word_is(block, i + 1, "reporting");
        return to &&
               (block_word_is_any(block, block->word_count - 1, reports) || block_word_is(block, i + 1, "reporting"));
    }
    return false;
}

/* "12 comments", "comments (12)", "no comments yet" */
static bool is_comment_count(const BlockView *block) {
    static const char *const words[] = {"comment",      "comments",    "replies", "kommentare",
                                        "commentaires", "comentarios", NULL};
    if (block->word_count > 3 || block->stopped) return false;
    bool counted = false;
    bool named = false;
    for (uint32_t i = 0; i < block->word_count; i++) {
        counted = counted || (block->words[i].flags & WORD_NUMBER) || block_word_is(block, i, "no");
        named = named || block_word_is_any(block, i, words);
    }
    return named && counted;
}

/* Of a row of controls: what most of them are for. */
static BlockRole controls_role(const BlockView *block) {
    static const char *const shares[] = {"share",    "shares", "tweet",     "facebook", "twitter",
                                         "whatsapp", "reddit", "pinterest", NULL};
    static const char *const comments[] = {"comment", "comments", "reply", NULL};
    uint32_t share_count = 0;
    uint32_t comment_count = 0;
    for (uint32_t i = 0; i < block->word_count; i++) {
        share_count += block_word_is_any(block, i, shares);
        comment_count += block_word_is_any(block, i, comments);
    }
    if (share_count * 2 >= block->word_count) return BLOCK_SHARE;
    return comment_count * 2 >= block->word_count ? BLOCK_COMMENTS : BLOCK_FURNITURE;
}

#define FURNITURE_WORDS_MAX 30 /* unless the phrase that opens it says otherwise */

BlockRole furniture_role(const BlockView *block) {
    if (block->quoted) return BLOCK_NARRATION;
    bool is_short = block->word_count <= FURNITURE_WORDS_MAX;
    if (is_short && is_credit(block)) return BLOCK_CREDIT;
    for (size_t i = 0; block->may_open_phrase && i < sizeof phrases / sizeof *phrases; i++) {
        const Phrase *phrase = &phrases[i];
        if (!block_starts_with(block, phrase->text)) continue;
        if (phrase->words_max == 0 ? block_is_whole(block, phrase->text) && !block->stopped
                                   : block->word_count <= phrase->words_max)
            return phrase->role;
    }
    if (!is_short) return BLOCK_NARRATION;
    if (points_to_named_place(block)) return BLOCK_RELATED;
    if (invites(block)) return block_word_is(block, 0, "follow") ? BLOCK_SHARE : BLOCK_RELATED;
    if (is_comment_count(block)) return BLOCK_COMMENTS;
    if (is_row_of_controls(block)) return controls_role(block);
    if (is_byline(block)) return BLOCK_BYLINE;
    return is_age(block) ? BLOCK_FURNITURE : BLOCK_NARRATION;
}

/* Three or more items of up to three words between commas, in lower case, without an end. */
static bool is_lower_case_list(const BlockView *block) {
    uint32_t items = 1;
    uint32_t item_words = 0;
    for (uint32_t i = 0; i < block->word_count; i++) {
        if (block->words[i].flags & (WORD_CAPITALISED | WORD_ABBREVIATION)) return false;
        if (block_word_is(block, i, "and") || block_word_is(block, i, "or")) return false;
        if (i > 0 && block_has_before(block, i, ',')) {
            items++;
            item_words = 0;
        } else if (i > 0 &&
                   block->words[i].byte_begin - block->words[i - 1].byte_begin - block->words[i - 1].byte_size > 1) {
            return false; /* other punctuation */
        }
        if (++item_words > 3) return false;
    }
    return items >= 3;
}

bool furniture_is_keywords(const BlockView *block) {
    if (block->word_count < 3 || block->word_count > 60 || block->quoted || block->sentence_count > 1) return false;
    static const char *const labels[] = {
        "tags:", "keywords:", "key words:", "topics:", "filed under:", "tagged:", NULL};
    for (size_t i = 0; labels[i]; i++) {
        if (block_starts_with(block, labels[i]) && !block->stopped) return true;
    }
    return !block->stopped && is_lower_case_list(block);
}

/* "Correction:", "Correction Feb. 25, 2020:", "Clarification, May 2 —": only a date between the word and its mark. */
static bool opens_with_dated(const BlockView *block, uint32_t first) {
    static const char *const fillers[] = {
        "appended", "and", "clarification", "clarifications", "correction", "corrections", "notice", "note", "on",
        "to",       NULL};
    for (uint32_t i = first; i < block->word_count && i < first + 8; i++) {
        if (block_has_before(block, i, ':')) return true;
        bool date = (block->words[i].flags & WORD_NUMBER) || (block->words[i].flags & WORD_CAPITALISED);
        if (!date && !block_word_is_any(block, i, fillers)) return false;
    }
    return block->word_count == first && !block->stopped;
}

/* "This story has been updated", "an earlier version of this article": the first words of a notice. */
static bool opens_like_notice(const BlockView *block) {
    static const char *const pieces[] = {"story",   "article",  "post", "piece",      "report", "column",
                                         "version", "headline", "page", "transcript", "essay",  NULL};
    static const char *const changes[] = {"updated", "corrected", "amended", "clarified", "revised", "changed", NULL};
    static const char *const versions[] = {"earlier", "previous", "original", "prior", NULL};
    if (block->word_count < 4) return false;
    if (block_word_is(block, 0, "this") && block_word_is_any(block, 1, pieces)) {
        for (uint32_t i = 2; i < 6 && i < block->word_count; i++) {
            if (block_word_is_any(block, i, changes)) return true;
        }
        return false;
    }
    return block_word_is_any(block, 1, versions) && block_word_is(block, 2, "version") &&
           block_word_is(block, 3, "of") && block->word_count > 5 && block_word_is_any(block, 5, pieces);
}

bool furniture_is_correction(const BlockView *block) {
    if (block->quoted) return false;
    if (block_starts_with(block, "editor's note") || block_starts_with(block, "editors' note") ||
        block_starts_with(block, "editors note") || block_starts_with(block, "editorial note"))
        return block_has_before(block, 2, ':') || block->word_count <= 3 || opens_with_dated(block, 2);
    if (block_starts_with(block, "correction") || block_starts_with(block, "corrections") ||
        block_starts_with(block, "clarification") || block_starts_with(block, "clarifications") ||
        block_starts_with(block, "correction:") || block_starts_with(block, "corrections:") ||
        block_starts_with(block, "clarification:") || block_starts_with(block, "clarifications:"))
        return opens_with_dated(block, 1);
    if (block_starts_with(block, "updated") || block_starts_with(block, "last updated")) {
        /* a time alone; what happened is narration */
        uint32_t time = 1 + block_word_is(block, 0, "last");
        if (time < block->word_count && (block_word_is(block, time, "at") || block_word_is(block, time, "on"))) time++;
        return time < block->word_count && (block->words[time].flags & WORD_NUMBER) && block->word_count <= 9;
    }
    return opens_like_notice(block);
}
