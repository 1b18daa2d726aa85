/*
 * A text under construction: the arrays that blocks, tokens, sentences and roles fill, one after another. Several
 * texts follow each other in the same arrays while a chunk of a collection is built. Inside lib/text only.
 */
#ifndef STEMMA_TEXT_BUILDER_H
#define STEMMA_TEXT_BUILDER_H

#include <stdbool.h>

#include "../base/array.h"
#include "text.h"

typedef struct WordArray ARRAY_OF(Word) WordArray;
typedef struct SentenceArray ARRAY_OF(Sentence) SentenceArray;
typedef struct ParagraphArray ARRAY_OF(Paragraph) ParagraphArray;
typedef struct SpanArray ARRAY_OF(ByteSpan) SpanArray;

/* A line of the text being added. */
typedef struct Line {
    ByteSpan bytes; /* without white space at its end, with that at its beginning */
    uint32_t columns;
    uint32_t first_word_columns;
    bool blank;
    bool indented;
} Line;
typedef struct LineArray ARRAY_OF(Line) LineArray;

typedef struct GapArray ARRAY_OF(uint32_t) GapArray;

/* Which three characters the phrases of a list begin with (roles.c): a bit for their hash. */
typedef struct PhraseBeginnings {
    uint64_t bits[16];
    bool listed;
} PhraseBeginnings;

typedef struct TextBuilder {
    Arena *arena; /* of the arrays */
    WordArray words;
    GapArray gaps; /* of the paragraph being added: words (by place in words) with more than a space behind them */
    SentenceArray sentences;
    ParagraphArray paragraphs;
    LineArray lines; /* of the text being added; used again for the next, like blocks */
    SpanArray blocks;
    struct BlockView *views; /* of the text being added, by paragraph */
    size_t view_capacity;
    PhraseBeginnings beginnings;
} TextBuilder;

/* The text being added: what stands in the builder's arrays from these positions on. Indexes in it count from 0. */
typedef struct TextDraft {
    Bytes bytes;
    Bytes title; /* as known from outside; empty where it isn't */
    const StatedRole *stated_roles; /* by the markup the text comes from, in text order */
    uint32_t stated_role_count;
    size_t first_word;
    size_t first_sentence;
    size_t first_paragraph;
} TextDraft;

/* blocks.c: cuts text into builder->blocks, the spans of its paragraphs without the white space around them. */
void blocks_find(TextBuilder *builder, Bytes text);

/* sentences.c: appends the sentences of a paragraph whose words are in the builder; sets their flags. */
void sentences_find(TextBuilder *builder, const TextDraft *draft, Paragraph *paragraph);

/* roles.c: says of each of the draft's paragraphs what it is. */
void roles_assign(TextBuilder *builder, const TextDraft *draft);

/* text.c: all of the above for one text; of the article it reads text, title and stated roles. */
TextDraft builder_add_text(TextBuilder *builder, const Article *article);

#endif
