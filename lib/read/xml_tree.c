/*
 * XML.
 *
 * In:  a document in UTF-8.
 * Out: its elements, attributes and texts; where it is ill-formed, those before that place.
 *
 * Expat does the parsing, with its memory in an arena that is given back as a whole. Declarations of entities stop it,
 * so that nothing can grow by expansion; a reference to an entity that nobody declared is looked up among HTML's, which
 * feeds use as if they were XML's. Depth and number of nodes have limits; no document of news comes near them.
 */
#include "xml_tree.h"

#include <expat.h>
#include <string.h>

#include "../base/late.h"
#include "html_tree.h"

#define EXPAT_FUNCTIONS(X)                                                                                             \
    X(XML_ErrorString)                                                                                                 \
    X(XML_GetCurrentByteCount)                                                                                         \
    X(XML_GetCurrentByteIndex)                                                                                         \
    X(XML_GetCurrentLineNumber)                                                                                        \
    X(XML_GetErrorCode)                                                                                                \
    X(XML_Parse)                                                                                                       \
    X(XML_ParserCreate_MM)                                                                                             \
    X(XML_ParserFree)                                                                                                  \
    X(XML_SetCharacterDataHandler)                                                                                     \
    X(XML_SetElementHandler)                                                                                           \
    X(XML_SetEntityDeclHandler)                                                                                        \
    X(XML_SetHashSalt)                                                                                                 \
    X(XML_SetSkippedEntityHandler)                                                                                     \
    X(XML_SetUserData)                                                                                                 \
    X(XML_StopParser)                                                                                                  \
    X(XML_UseForeignDTD)
LATE_LIBRARY(libexpat, LATE_EXPAT, EXPAT_FUNCTIONS)

typedef struct Builder {
    XML_Parser parser;
    XmlTree tree;
    Bytes source;
    Arena *arena;
    uint32_t current;
    uint32_t depth;
    uint32_t depth_max;
    bool text_open; /* the last node is text that more may be added to */
} Builder;

/* --- Expat's memory ----------------------------------------------------------------------------------------------- */

/* Expat's interface has no context for memory: one parser a thread at a time, whose arena this is. */
static _Thread_local Arena *memory;

typedef struct Block {
    size_t size;
    size_t used_before_bytes;
    size_t used_after_bytes;
    size_t padding; /* keeps what follows aligned to 16 */
} Block;

static void *block_allocate(size_t size) {
    size_t used_before_bytes = memory->used_bytes;
    Block *block = arena_allocate(memory, sizeof(Block) + size, 16);
    *block = (Block){size, used_before_bytes, memory->used_bytes, 0};
    return block + 1;
}

static void block_free(void *address) {
    if (!address) return;
    const Block *block = (const Block *)address - 1;
    if (block->used_after_bytes == memory->used_bytes) arena_reset(memory, block->used_before_bytes);
}

static void *block_resize(void *address, size_t size) {
    if (!address) return block_allocate(size);
    const Block *block = (const Block *)address - 1;
    if (size <= block->size) return address;
    size_t old_size = block->size;
    void *moved = block_allocate(size);
    memcpy(moved, address, old_size);
    return moved;
}

/* --- Building ----------------------------------------------------------------------------------------------------- */

static void stop(Builder *builder, Status status, const char *reason) {
    if (builder->tree.problem.status == STEMMA_OK) (void)error_set(&builder->tree.problem, status, "%s", reason);
    (void)libexpat.XML_StopParser(builder->parser, XML_FALSE);
}

static uint32_t add_node(Builder *builder) {
    uint32_t index = (uint32_t)builder->tree.nodes.count;
    *array_push(&builder->tree.nodes, builder->arena) = (XmlNode){.parent = builder->current};
    XmlNode *parent = &builder->tree.nodes.items[builder->current];
    if (parent->last_child)
        builder->tree.nodes.items[parent->last_child].next = index;
    else
        parent->first_child = index;
    parent->last_child = index;
    return index;
}

static size_t place(const Builder *builder) {
    XML_Index at = libexpat.XML_GetCurrentByteIndex(builder->parser);
    return at < 0 ? 0 : (size_t)at < builder->source.size ? (size_t)at : builder->source.size;
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes) {
    Builder *builder = context;
    if (builder->depth >= builder->depth_max)
        return stop(builder, STEMMA_LIMIT, "XML nested deeper than the limit; --limit xml-depth=N lifts it");
    if (builder->tree.nodes.count >= XML_NODES_MAX)
        return stop(builder, STEMMA_LIMIT, "XML of more than 250000 elements and texts; split it");
    uint32_t index = add_node(builder);
    Bytes whole = bytes_copy(bytes_from_string(name), builder->arena);
    size_t colon = bytes_find(whole, BYTES(":"));
    XmlNode *node = &builder->tree.nodes.items[index];
    node->name = whole;
    if (colon != SIZE_MAX) {
        node->prefix = (Bytes){whole.data, colon};
        node->name = (Bytes){whole.data + colon + 1, whole.size - colon - 1};
    }
    node->line = libexpat.XML_GetCurrentLineNumber(builder->parser);
    node->byte_offset = place(builder);
    size_t inner = place(builder) + (size_t)libexpat.XML_GetCurrentByteCount(builder->parser);
    node->inner = (Bytes){builder->source.data + inner, 0};
    node->attribute_index = (uint32_t)builder->tree.attributes.count;
    for (; *attributes; attributes += 2) {
        *array_push(&builder->tree.attributes, builder->arena) =
            (XmlAttribute){bytes_copy(bytes_from_string(attributes[0]), builder->arena),
                           bytes_copy(bytes_from_string(attributes[1]), builder->arena)};
        node->attribute_count++;
    }
    builder->current = index;
    builder->depth++;
    builder->text_open = false;
}

static void on_end(void *context, const XML_Char *name) {
    Builder *builder = context;
    (void)name;
    XmlNode *node = &builder->tree.nodes.items[builder->current];
    const uint8_t *end = builder->source.data + place(builder);
    if (end > node->inner.data) node->inner.size = (size_t)(end - node->inner.data);
    node->closed = true;
    builder->current = node->parent;
    builder->depth--;
    builder->text_open = false;
}

static void on_text(void *context, const XML_Char *text, int size) {
    Builder *builder = context;
    if (builder->tree.nodes.count >= XML_NODES_MAX)
        return stop(builder, STEMMA_LIMIT, "XML of more than 250000 elements and texts; split it");
    if (builder->depth == 0 || size <= 0) return;
    uint32_t index = builder->text_open ? (uint32_t)builder->tree.nodes.count - 1 : add_node(builder);
    XmlNode *node = &builder->tree.nodes.items[index];
    size_t before = node->text.size;
    uint8_t *data = arena_extend(builder->arena, (void *)(uintptr_t)node->text.data, before, before + (size_t)size);
    memcpy(data + before, text, (size_t)size);
    node->text = (Bytes){data, before + (size_t)size};
    builder->text_open = true;
}

static void on_unknown_entity(void *context, const XML_Char *name, int is_parameter) {
    uint32_t code_point = is_parameter ? 0 : html_entity_find(bytes_from_string(name));
    if (code_point == 0) code_point = 0xFFFD;
    uint8_t space[8];
    size_t size = 0;
    if (code_point < 0x80) {
        space[size++] = (uint8_t)code_point;
    } else if (code_point < 0x800) {
        space[size++] = (uint8_t)(0xC0 | code_point >> 6);
        space[size++] = (uint8_t)(0x80 | (code_point & 0x3F));
    } else {
        space[size++] = (uint8_t)(0xE0 | code_point >> 12);
        space[size++] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
        space[size++] = (uint8_t)(0x80 | (code_point & 0x3F));
    }
    on_text(context, (const char *)space, (int)size);
}

static void on_entity_declaration(void *context, const XML_Char *name, int is_parameter, const XML_Char *value,
                                  int value_size, const XML_Char *base, const XML_Char *system,
                                  const XML_Char *public_name, const XML_Char *notation) {
    (void)name, (void)is_parameter, (void)value, (void)value_size, (void)base, (void)system, (void)public_name;
    (void)notation;
    stop(context, STEMMA_UNSUPPORTED,
         "XML that declares entities of its own, which are not expanded; resolve them first");
}

XmlTree xml_tree_build(Bytes source, uint32_t depth_max, Arena *result, Arena scratch) {
    Builder builder = {.source = source, .arena = result, .depth_max = depth_max};
    *array_push(&builder.tree.nodes, result) = (XmlNode){0};
    if (late_open(&libexpat_late, &builder.tree.problem) != STEMMA_OK) return builder.tree;
    const XML_Memory_Handling_Suite suite = {block_allocate, block_resize, block_free};
    memory = &scratch;
    builder.parser = libexpat.XML_ParserCreate_MM("UTF-8", &suite, NULL);
    (void)libexpat.XML_SetHashSalt(builder.parser, 0x5DEECE66DUL); /* limits on size bound what collisions can cost */
    (void)libexpat.XML_UseForeignDTD(builder.parser,
                                     XML_TRUE); /* so that unknown entities come here instead of being errors */
    libexpat.XML_SetUserData(builder.parser, &builder);
    libexpat.XML_SetElementHandler(builder.parser, on_start, on_end);
    libexpat.XML_SetCharacterDataHandler(builder.parser, on_text);
    libexpat.XML_SetSkippedEntityHandler(builder.parser, on_unknown_entity);
    libexpat.XML_SetEntityDeclHandler(builder.parser, on_entity_declaration);
    bool whole = source.size < INT32_MAX && libexpat.XML_Parse(builder.parser, (const char *)source.data,
                                                               (int)source.size, XML_TRUE) == XML_STATUS_OK;
    if (!whole) {
        Error *problem = &builder.tree.problem;
        if (problem->status == STEMMA_OK)
            (void)error_set(problem, STEMMA_MALFORMED, "ill-formed XML: %s",
                            libexpat.XML_ErrorString(libexpat.XML_GetErrorCode(builder.parser)));
        problem->line = libexpat.XML_GetCurrentLineNumber(builder.parser);
        problem->byte_offset = place(&builder);
    }
    libexpat.XML_ParserFree(builder.parser);
    memory = NULL;
    return builder.tree;
}

/* --- Looking things up -------------------------------------------------------------------------------------------- */

static bool is_named(const XmlNode *node, const char *name) {
    return node->name.size > 0 && bytes_equal(node->name, bytes_from_string(name));
}

uint32_t xml_child(const XmlTree *tree, uint32_t parent, const char *name, uint32_t after) {
    const XmlNode *nodes = tree->nodes.items;
    uint32_t node = after == 0 ? nodes[parent].first_child : nodes[after].next;
    while (node != 0 && !is_named(&nodes[node], name)) node = nodes[node].next;
    return node;
}

static uint32_t next_in_order(const XmlTree *tree, uint32_t inside, uint32_t node) {
    const XmlNode *nodes = tree->nodes.items;
    if (nodes[node].first_child != 0) return nodes[node].first_child;
    while (node != inside && nodes[node].next == 0) node = nodes[node].parent;
    return node == inside ? 0 : nodes[node].next;
}

uint32_t xml_next(const XmlTree *tree, uint32_t inside, const char *name, uint32_t node) {
    do node = next_in_order(tree, inside, node);
    while (node != 0 && !is_named(&tree->nodes.items[node], name));
    return node;
}

Bytes xml_attribute(const XmlTree *tree, uint32_t node, const char *name) {
    const XmlNode *element = &tree->nodes.items[node];
    for (uint32_t i = 0; i < element->attribute_count; i++) {
        const XmlAttribute *attribute = &tree->attributes.items[element->attribute_index + i];
        if (bytes_equal(attribute->name, bytes_from_string(name))) return attribute->value;
    }
    return (Bytes){0};
}

Bytes xml_text(const XmlTree *tree, uint32_t node, Arena *result) {
    if (node == 0) return (Bytes){0};
    uint32_t first = tree->nodes.items[node].first_child;
    if (first != 0 && tree->nodes.items[first].next == 0 && tree->nodes.items[first].name.size == 0)
        return tree->nodes.items[first].text;
    Buffer text = {.arena = result};
    for (uint32_t inner = next_in_order(tree, node, node); inner != 0; inner = next_in_order(tree, node, inner))
        buffer_append(&text, tree->nodes.items[inner].text);
    return buffer_bytes(&text);
}

/* Titles and names often come escaped twice. */
Bytes xml_line(const XmlTree *tree, uint32_t node, Arena *result) {
    return html_decode_line(xml_text(tree, node, result), result);
}
