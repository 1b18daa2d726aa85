/*
 * XML files.
 *
 * In:  a file that begins as XML.
 * Out: its articles; a skip for what can't be read of it.
 *
 * A document that is ill-formed somewhere keeps what stands before that place: half a feed is better than none. What
 * comes behind can't be told apart, so one skip stands for all of it.
 */
#include "xml.h"

#include "charset.h"
#include "feed.h"
#include "html_charset.h"
#include "news_xml.h"
#include "xml_tree.h"

static Bytes root_name(const XmlTree *tree) {
    for (uint32_t node = tree->nodes.items[0].first_child; node != 0; node = tree->nodes.items[node].next)
        if (tree->nodes.items[node].name.size > 0) return tree->nodes.items[node].name;
    return (Bytes){0};
}

static Status read_tree(ReadRun *run, const char *path, const XmlTree *tree, Error *error) {
    Error problem = tree->problem;
    uint64_t count = 0;
    bool feed = feed_is(tree);
    if (feed || news_xml_is(tree)) {
        Status status =
            feed ? feed_read(run, path, tree, &count, error) : news_xml_read(run, path, tree, &count, error);
        if (status != STEMMA_OK) return status;
        if (problem.status != STEMMA_OK)
            (void)error_set(&problem, problem.status, "%s; %llu items before that place are read, what follows is not",
                            tree->problem.message, (unsigned long long)count);
        else if (count == 0)
            (void)error_set(&problem, STEMMA_EMPTY, feed ? "a feed without items" : "a news message without items");
    } else if (problem.status == STEMMA_OK) {
        Bytes name = root_name(tree);
        (void)error_set(&problem, STEMMA_UNSUPPORTED,
                        "an XML document of a kind that is not read (its root is \"%.*s\"); feeds, NITF and NewsML are",
                        (int)name.size, (const char *)name.data);
    }
    problem.line = tree->problem.line;
    problem.byte_offset = tree->problem.byte_offset;
    return problem.status == STEMMA_OK ? STEMMA_OK : report_problem(run, path, problem.line, &problem, error);
}

Status xml_read(ReadRun *run, Input *input, Error *error) {
    Arena arena = run->block_arena;
    Error problem = {0};
    input_fill(input, (size_t)run->options.record_bytes_max + 1);
    if (input->size > run->options.record_bytes_max) {
        (void)error_set(&problem, STEMMA_LIMIT, "an XML document of more than %llu bytes; --limit record=SIZE lifts it",
                        (unsigned long long)run->options.record_bytes_max);
        return report_problem(run, input->path, 0, &problem, error);
    }
    const char *guessed;
    Bytes source = html_charset_decode((Bytes){input->data, input->size}, (Bytes){0}, &guessed, &arena);
    XmlTree tree = xml_tree_build(bytes_trim(source), run->options.xml_depth_max, &arena, run->workers[0]);
    Status status = read_tree(run, input->path, &tree, error);
    const char *remark = charset_remark_text(&(CharsetRemark){.encoding = guessed}, &arena);
    if (status == STEMMA_OK && remark) status = report_note(run, input->path, 0, remark, error);
    if (status != STEMMA_OK || input->problem.status == STEMMA_OK) return status;
    return report_problem(run, input->path, 0, &input->problem, error);
}
