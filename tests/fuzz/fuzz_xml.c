/* Any text as XML: the tree holds together, and its texts are well-formed UTF-8. */
#include "lib/read/xml_tree.h"

#include "fuzz_parts.h"
#include "lib/read/html_charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = arena_open(0);
    Arena scratch = arena_open(0);
    Bytes source = html_charset_repair((Bytes){data, size}, &arena);
    XmlTree tree = xml_tree_build(source, 256, &arena, scratch);
    for (uint32_t node = 1; node < tree.nodes.count; node++) {
        const XmlNode *item = &tree.nodes.items[node];
        check(item->parent < node);
        check_text(item->name);
        check_text(item->text);
        if (item->inner.size > 0)
            check(item->inner.data >= source.data && item->inner.data + item->inner.size <= source.data + source.size);
    }
    if (tree.nodes.count > 1) check_text(xml_line(&tree, 1, &arena));
    arena_close(&scratch);
    arena_close(&arena);
    return 0;
}
