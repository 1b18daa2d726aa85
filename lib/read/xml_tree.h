/* An XML document as a tree. No DTD is obeyed, no entity expanded but those that XML and HTML predefine. */
#ifndef STEMMA_READ_XML_TREE_H
#define STEMMA_READ_XML_TREE_H

#include "../base/array.h"
#include "../base/bytes.h"
#include "../base/status.h"

typedef struct XmlAttribute {
    Bytes name; /* with its prefix */
    Bytes value;
} XmlAttribute;

/* Node 0 is the document. A node without name is text. Children have larger numbers than their parents; 0: none. */
typedef struct XmlNode {
    Bytes name; /* without its prefix */
    Bytes prefix;
    Bytes text;
    uint32_t parent;
    uint32_t first_child;
    uint32_t last_child;
    uint32_t next;
    uint32_t attribute_index;
    uint32_t attribute_count;
    Bytes inner; /* the source between the tags */
    uint64_t line; /* 1-based */
    uint64_t byte_offset; /* in the decoded document */
    bool closed; /* its end was seen */
} XmlNode;

typedef struct XmlTree {
    struct ARRAY_OF(XmlNode) nodes;
    struct ARRAY_OF(XmlAttribute) attributes;
    Error problem; /* status not OK: what stopped the reading, and where; what came before it is in the tree */
} XmlTree;

#define XML_NODES_MAX 250000u

/* source is well-formed UTF-8 and borrowed. What stands deeper than depth_max stops the reading. */
XmlTree xml_tree_build(Bytes source, uint32_t depth_max, Arena *result, Arena scratch);

/* The first child element with this local name behind `after` (0: from the start); 0: none. */
uint32_t xml_child(const XmlTree *tree, uint32_t parent, const char *name, uint32_t after);
/* The next element in the order of the document inside `inside`, behind `node`, with this local name; 0: none. */
uint32_t xml_next(const XmlTree *tree, uint32_t inside, const char *name, uint32_t node);
Bytes xml_attribute(const XmlTree *tree, uint32_t node, const char *name);
/* All text in an element as it stands; as one line. */
Bytes xml_text(const XmlTree *tree, uint32_t node, Arena *result);
Bytes xml_line(const XmlTree *tree, uint32_t node, Arena *result);

#endif
