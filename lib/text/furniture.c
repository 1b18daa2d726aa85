/*
 * Furniture: what a web page puts between the paragraphs of an article.
 *
 * In:  one paragraph.
 * Out: whether it is a line of keywords, a notice of correction, or a control, advertisement or pointer elsewhere.
 *
 * Three kinds of evidence, all about form: a list of phrases such lines open with; a set of words that labels of
 * buttons are made of, where a line has nothing else; a comma list in lower case. A paragraph that opens with a
 * quotation mark is speech and never furniture. To miss some is better than to take narration for furniture: phrases
 * that could open a sentence stand with what follows them, and every phrase has a length beyond which it is none.
 */
#include <string.h>

#include "roles.h"

typedef struct Phrase {
    const char *text; /* as in BlockView.head */
    uint32_t words_max; /* of the paragraph that opens with it; 0: it is the whole paragraph */
} Phrase;

static const Phrase phrases[] = {
    /* advertisements and breaks */
    {"advertisement", 12},
    {"advertising", 3},
    {"article continues", 8},
    {"continue reading", 10},
    {"continued below", 0},
    {"scroll down to", 12},
    {"sponsored", 6},
    {"story continued below", 8},
    {"story continues below", 8},
    {"this article continues", 10},
    /* pointers elsewhere */
    {"also read:", 30},
    {"also see:", 30},
    {"click for", 14},
    {"click here", 25},
    {"click through", 25},
    {"click to", 20},
    {"don't miss:", 30},
    {"for more news", 25},
    {"for more on this story", 25},
    {"for more stories", 25},
    {"from our archives", 20},
    {"full coverage:", 25},
    {"gallery:", 25},
    {"go here to", 20},
    {"in pictures:", 25},
    {"just watched", 60},
    {"latest news:", 25},
    {"listen to the podcast", 25},
    {"more coverage:", 25},
    {"more from", 8},
    {"more headlines:", 25},
    {"more news", 0},
    {"more news:", 30},
    {"more on this", 0},
    {"more on this story:", 25},
    {"more stories:", 30},
    {"more:", 25},
    {"must read:", 25},
    {"must watch:", 25},
    {"on our radar:", 25},
    {"our picks:", 20},
    {"photo gallery:", 25},
    {"photos: photos:", 4000},
    {"photos:", 25},
    {"poll:", 12},
    {"popular now", 6},
    {"read also:", 30},
    {"read more", 0},
    {"read more about", 16},
    {"read more at", 14},
    {"read more from", 14},
    {"read more here", 14},
    {"read more on", 14},
    {"read more:", 30},
    {"read next", 20},
    {"read next:", 30},
    {"read or share", 12},
    {"read the full story", 10},
    {"read the original", 14},
    {"read:", 25},
    {"recommended for you", 8},
    {"recommended:", 25},
    {"related articles", 4},
    {"related content", 4},
    {"related coverage", 4},
    {"related headlines", 4},
    {"related news", 4},
    {"related stories", 4},
    {"related story:", 25},
    {"related video:", 25},
    {"related:", 30},
    {"see also:", 30},
    {"see more:", 25},
    {"see photos:", 25},
    {"slideshow:", 25},
    {"special coverage:", 20},
    {"special report:", 20},
    {"top stories", 3},
    {"trending now", 6},
    {"trending:", 25},
    {"video:", 25},
    {"view gallery", 6},
    {"view slideshow", 6},
    {"watch:", 25},
    {"watch below:", 25},
    {"watch live:", 25},
    {"watch the latest video", 12},
    {"watch the video:", 25},
    {"watch video:", 25},
    {"you may also like", 10},
    {"you might also like", 10},
    /* asking for something */
    {"already a subscriber", 16},
    {"connect with us", 12},
    {"download our app", 25},
    {"download the app", 25},
    {"enter your email", 20},
    {"find us on", 14},
    {"follow @", 12},
    {"follow along on", 12},
    {"follow her on", 14},
    {"follow him on", 14},
    {"follow me on", 14},
    {"follow the author on", 12},
    {"follow the ticker on", 12},
    {"follow them on", 14},
    {"follow us", 16},
    {"get breaking news", 25},
    {"get our newsletter", 25},
    {"get the latest", 20},
    {"got a confidential", 25},
    {"got a question", 14},
    {"got a tip", 14},
    {"have a tip", 14},
    {"have a question for", 14},
    {"join the conversation", 20},
    {"join us on", 14},
    {"leave a comment", 10},
    {"like us on", 14},
    {"log in to", 12},
    {"please enable javascript", 20},
    {"please sign in", 14},
    {"post a comment", 10},
    {"register for free", 14},
    {"send us your", 20},
    {"share on", 6},
    {"share this", 12},
    {"share your thoughts", 20},
    {"sign in to", 12},
    {"sign up for", 30},
    {"sign up here", 14},
    {"sign up now", 20},
    {"sign up to", 25},
    {"subscribe for", 20},
    {"subscribe now", 20},
    {"subscribe to", 25},
    {"subscribe today", 20},
    {"support our journalism", 25},
    {"tap here to", 14},
    {"tell us what you think", 20},
    {"thank you for signing up", 20},
    {"thank you for subscribing", 20},
    {"thanks for watching", 10},
    {"to subscribe", 14},
    {"tweet this", 4},
    {"we want to hear from you", 30},
    {"write to us at", 12},
    /* legal lines and the age of a page */
    {"all rights reserved", 12},
    {"copyright", 25},
    {"material from the associated press is copyright", 30},
    {"this article is more than", 9},
    {"this article tagged under:", 25},
    {"this content is published", 30},
    {"this material may not be", 30},
    {"this story was originally published", 25},
    {"this transcript was", 30},
};

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
        if (strength == 0 && i + 1 == block->word_count && block->word_count == 1) return false;
        strong = strong || strength == 2;
    }
    return strong;
}

/* "6 years ago", "12 shares" */
static bool is_age_or_count(const BlockView *block) {
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

bool furniture_is_furniture(const BlockView *block) {
    if (block->word_count > 30 || block->quoted) return false;
    if (block->text.size - block->bytes.begin > 2 &&
        memcmp(block->text.data + block->bytes.begin, "\xC2\xA9", 2) == 0) /* © */
        return true;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const Phrase *phrase = &phrases[i];
        if (phrase->text[0] != block->head[0] || phrase->text[1] != block->head[1] ||
            !block_starts_with(block, phrase->text))
            continue;
        if (phrase->words_max == 0 ? strlen(phrase->text) == strlen(block->head) && !block->stopped
                                   : block->word_count <= phrase->words_max)
            return true;
    }
    return points_to_named_place(block) || invites(block) || is_row_of_controls(block) || is_age_or_count(block) ||
           is_byline(block);
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
