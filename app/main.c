/*
 * The program: finds the command, reads its arguments, runs it.
 *
 * Data goes to stdout, progress and messages to stderr. Exit 0: done, something found; 1: done, nothing found; 2: the
 * command could not do its work.
 */
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "command.h"

static const Command commands[] = {
    {"add", "PATH…", "reads articles into the collection: files, folders, - for standard input",
     "  stemma add articles/ more.jsonl.gz\n", OPTION_READING | OPTION_JSON, 1, SIZE_MAX, command_add},
    {"trace", "[PATH…]", "finds everything; with paths, the whole job in one go",
     "  stemma trace articles/ -o report.html\n  stemma trace -c town.stemma\n",
     OPTION_READING | OPTION_JSON | OPTION_OUTPUT | OPTION_ALL | OPTION_ATTRIBUTION, 0, SIZE_MAX, command_trace},
    {"articles", "", "lists the articles", "  stemma articles --json --text\n",
     OPTION_JSON | OPTION_TEXT | OPTION_STORY, 0, 0, command_articles},
    {"stories", "", "lists the stories: articles that report one matter", "  stemma stories\n", OPTION_JSON, 0, 0,
     command_stories},
    {"quotes", "", "lists the quotations: who said what, through whom", "  stemma quotes --article a.txt\n",
     OPTION_JSON | OPTION_ARTICLE | OPTION_STORY, 0, 0, command_quotes},
    {"passages", "", "lists the passages that two articles share", "  stemma passages --story s1\n",
     OPTION_JSON | OPTION_ARTICLE | OPTION_STORY, 0, 0, command_passages},
    {"families", "", "lists the utterances reported more than once, with what changed", "  stemma families\n",
     OPTION_JSON | OPTION_ARTICLE, 0, 0, command_families},
    {"lineage", "", "lists which article derives from which, with the evidence", "  stemma lineage --story s1\n",
     OPTION_JSON | OPTION_ARTICLE | OPTION_STORY, 0, 0, command_lineage},
    {"show", "ARTICLE", "one article with its findings marked", "  stemma show a.txt\n", 0, 1, 1, command_show},
    {"text", "ARTICLE", "an article's stored text, byte for byte", "  stemma text a.txt | wc -w\n", 0, 1, 1,
     command_text},
    {"compare", "A B", "two articles or files side by side: shared, changed, moved", "  stemma compare a.txt b.txt\n",
     OPTION_JSON, 2, 2, command_compare},
    {"variants", "FAMILY", "one utterance: its readings, where they differ, who has which",
     "  stemma variants f3\n  stemma variants f3 --format tei >f3.xml\n", OPTION_JSON | OPTION_FORMAT, 1, 1,
     command_variants},
    {"tree", "[STORY]", "the derivation tree of a story, with the evidence", "  stemma tree s1\n", OPTION_ALL, 0, 1,
     command_tree},
    {"who", "[NAME]", "everything one source said, in time; without a name, who says how much",
     "  stemma who\n  stemma who \"Ann Roe\"\n", OPTION_JSON, 0, 1, command_who},
    {"find", "TEXT", "where this text, or something close to it, occurs; - reads it from standard input",
     "  stemma find \"the bridge was safe\"\n", OPTION_JSON, 1, 1, command_find},
    {"serve", "", "the collection as a page in the browser, on this machine only", "  stemma serve -c town.stemma\n",
     OPTION_SERVING, 0, 0, command_serve},
    {"check", "", "looks whether everything in the collection is as it should be", "  stemma check -c town.stemma\n",
     OPTION_JSON, 0, 0, command_check},
    {"report", "", "the page of serve in one file, to hand on", "  stemma report -c town.stemma -o town.html\n",
     OPTION_OUTPUT | OPTION_ALL, 0, 0, command_report},
    {"explain", "ARTICLE [OTHER]",
     "every stage's intermediate result for one article; why two share a passage, or none",
     "  stemma explain a.txt\n  stemma explain a.txt b.txt\n", OPTION_JSON | OPTION_ALL, 1, 2, command_explain},
};
#define COMMAND_TOTAL (sizeof commands / sizeof *commands)

static void print_usage(FILE *stream) {
    fputs("stemma: what was copied, who said it, what changed on the way, and where it came from\n\n"
          "usage: stemma COMMAND [options] …\n\ncommands:\n",
          stream);
    for (size_t i = 0; i < COMMAND_TOTAL; i++) fprintf(stream, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\nstemma COMMAND --help tells more; stemma --version the version.\n"
          "To begin: stemma trace FOLDER -o report.html\n",
          stream);
}

static void out_of_memory(size_t wanted_bytes, void *context) {
    (void)context;
    fprintf(stderr,
            "stemma: out of memory (%zu more bytes wanted): raise --memory, or work on fewer articles at once; what is "
            "stored is intact\n",
            wanted_bytes);
    _exit(EXIT_TROUBLE);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        print_usage(stderr);
        return EXIT_TROUBLE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("stemma %s\n", stemma_version());
        return finish_output(EXIT_FOUND);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        print_usage(stdout);
        return finish_output(EXIT_FOUND);
    }
    stemma_out_of_memory_set(out_of_memory, NULL);
    for (size_t i = 0; i < COMMAND_TOTAL; i++) {
        if (strcmp(argv[1], commands[i].name) != 0) continue;
        Arguments arguments;
        switch (arguments_read(&commands[i], argc - 2, argv + 2, &arguments)) {
        case ARGUMENTS_WRONG: return EXIT_TROUBLE;
        case ARGUMENTS_HELP: command_help_print(&commands[i]); return finish_output(EXIT_FOUND);
        case ARGUMENTS_RUN: break;
        }
        if (arguments.memory_bytes > 0) stemma_memory_limit_set((size_t)arguments.memory_bytes);
        return finish_output(commands[i].run(&arguments));
    }
    return report_trouble("there is no command '%s': see stemma --help", argv[1]);
}
