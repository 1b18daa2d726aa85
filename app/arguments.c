/*
 * Options for all commands from one table: each option says which commands take it and where its value goes.
 *
 * In: the words behind the command's name. Out: Arguments, or one line on stderr. Options may stand before or behind
 * operands; "--" ends them; "-" alone is an operand; "--name=value" and "--name value" are the same.
 */
#include "arguments.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum OptionKind { OPTION_FLAG, OPTION_STRING, OPTION_COUNT32, OPTION_SIZE, OPTION_LIMIT } OptionKind;

typedef struct Option {
    const char *name;
    char letter; /* 0: none */
    unsigned commands; /* which commands take it, of CommandOption; 0: all */
    OptionKind kind;
    size_t offset; /* in Arguments */
    const char *value; /* name of the value in help */
    const char *help;
} Option;

#define PLACE(field) offsetof(Arguments, field)

static const Option options[] = {
    {"collection", 'c', 0, OPTION_STRING, PLACE(collection), "FILE", "the collection (default collection.stemma)"},
    {"json", 0, OPTION_JSON, OPTION_FLAG, PLACE(json), NULL, "one JSON object a line"},
    {"format", 0, OPTION_FORMAT, OPTION_STRING, PLACE(format), "FORM", "text (the default), json or tei"},
    {"text", 0, OPTION_TEXT, OPTION_FLAG, PLACE(with_text), NULL, "with --json: the articles' texts as well"},
    {"all", 0, OPTION_ALL, OPTION_FLAG, PLACE(all), NULL, "list everything, however long"},
    {"output", 'o', OPTION_OUTPUT, OPTION_STRING, PLACE(output_path), "FILE", "write the page to FILE"},
    {"article", 0, OPTION_ARTICLE, OPTION_STRING, PLACE(article), "ARTICLE", "only what concerns this article"},
    {"story", 0, OPTION_STORY, OPTION_STRING, PLACE(story), "STORY", "only what belongs to this story"},
    {"limit", 0, OPTION_READING, OPTION_LIMIT, 0, "NAME=VALUE", "lift or lower a limit on what is read, see below"},
    {"attribution", 0, OPTION_ATTRIBUTION, OPTION_STRING, PLACE(attribution), "HOW",
     "learned or rules alone (default: by size); asking for one traces anew"},
    {"anew", 0, OPTION_ATTRIBUTION, OPTION_FLAG, PLACE(anew), NULL,
     "trace all articles together, not those that were added into the others"},
    {"port", 'p', OPTION_SERVING, OPTION_COUNT32, PLACE(port), "N", "the port (default 8017, else any that is free)"},
    {"any-user", 0, OPTION_SERVING, OPTION_FLAG, PLACE(any_user), NULL,
     "no key in the address: every user of this machine may read"},
    {"reworded", 0, OPTION_ATTRIBUTION, OPTION_STRING, PLACE(reworded), "LEVEL",
     "passages in other words: automatic, strict, wide or off"},
    {"threads", 'j', 0, OPTION_COUNT32, PLACE(threads), "N", "threads (default: one for each processor)"},
    {"memory", 0, 0, OPTION_SIZE, PLACE(memory_bytes), "SIZE", "memory to keep to; a trace leaves the rest in files"},
    {"color", 0, 0, OPTION_STRING, PLACE(color), "WHEN", "auto, always or never"},
    {"quiet", 'q', 0, OPTION_FLAG, PLACE(quiet), NULL, "no progress, no reports, only errors"},
};
#define OPTION_TOTAL (sizeof options / sizeof *options)

/* What --limit takes. Reaching one is reported with the name that lifts it. */
static const Option limits[] = {
    {"record", 0, 0, OPTION_SIZE, PLACE(add.record_bytes_max), "SIZE",
     "a record or page of a file; longer ones are skipped (64M)"},
    {"text", 0, 0, OPTION_SIZE, PLACE(add.text_bytes_max), "SIZE", "an article's text; longer ones are skipped (4M)"},
    {"expansion", 0, 0, OPTION_COUNT32, PLACE(add.expansion_ratio_max), "N",
     "how far packed data may inflate; what goes further is refused (1000)"},
    {"json-depth", 0, 0, OPTION_COUNT32, PLACE(add.json_depth_max), "N", "nesting of JSON (128)"},
    {"xml-depth", 0, 0, OPTION_COUNT32, PLACE(add.xml_depth_max), "N", "nesting of XML (256)"},
    {"archive-depth", 0, 0, OPTION_COUNT32, PLACE(add.archive_depth_max), "N",
     "archives inside one another that are opened (2, at most 4)"},
    {"quotations", 0, 0, OPTION_COUNT32, PLACE(quotations_max), "N",
     "quotations of one article; a trace leaves out more (10000)"},
    {"archive-members", 0, 0, OPTION_COUNT32, PLACE(add.archive_members_max), "N", "members of one archive (1000000)"},
};
#define LIMIT_TOTAL (sizeof limits / sizeof *limits)

static bool takes(const Command *command, const Option *option) {
    return option->commands == 0 || (command->options & option->commands) != 0;
}

static const Option *find_option(const char *word, size_t size) {
    for (size_t i = 0; i < OPTION_TOTAL; i++) {
        if (size == 2 && word[0] == '-' && options[i].letter == word[1]) return &options[i];
        if (size > 2 && strncmp(word, "--", 2) == 0 && strlen(options[i].name) == size - 2 &&
            memcmp(word + 2, options[i].name, size - 2) == 0)
            return &options[i];
    }
    return NULL;
}

/* "2G", "512M", "64k", "1000": bytes. */
static bool read_size(const char *value, uint64_t *out) {
    char *end;
    errno = 0;
    if (value[0] < '0' || value[0] > '9') return false;
    unsigned long long number = strtoull(value, &end, 10);
    unsigned shift = *end == 'k' || *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    if (errno != 0 || *(end + (shift > 0)) != 0 || number > UINT64_MAX >> shift) return false;
    *out = (uint64_t)number << shift;
    return true;
}

static bool store_value(const Option *option, const char *value, Arguments *out);

/* "NAME=VALUE". */
static bool store_limit(const char *value, Arguments *out) {
    const char *equals = strchr(value, '=');
    size_t size = equals ? (size_t)(equals - value) : 0;
    for (size_t i = 0; i < LIMIT_TOTAL && equals; i++)
        if (strlen(limits[i].name) == size && memcmp(limits[i].name, value, size) == 0)
            return store_value(&limits[i], equals + 1, out);
    return false;
}

static bool store_value(const Option *option, const char *value, Arguments *out) {
    void *place = (char *)out + option->offset;
    uint64_t number;
    switch (option->kind) {
    case OPTION_FLAG: *(bool *)place = true; return true;
    case OPTION_STRING: *(const char **)place = value; return true;
    case OPTION_COUNT32:
        if (!read_size(value, &number) || number == 0 || number > UINT32_MAX) return false;
        *(uint32_t *)place = (uint32_t)number;
        return true;
    case OPTION_SIZE: return read_size(value, (uint64_t *)place) && *(uint64_t *)place > 0;
    case OPTION_LIMIT: return store_limit(value, out);
    }
    return false;
}

/* Takes one option and its value; words[*at] moves to the last word used. */
static bool take_option(const Command *command, int count, char **words, int *at, Arguments *out) {
    const char *word = words[*at];
    const char *equals = strncmp(word, "--", 2) == 0 ? strchr(word, '=') : NULL;
    size_t size = equals ? (size_t)(equals - word) : strlen(word);
    const Option *option = find_option(word, size);
    if (!option || !takes(command, option)) {
        report_trouble("stemma %s has no option %.*s: see stemma %s --help", command->name, (int)size, word,
                       command->name);
        return false;
    }
    const char *value = equals ? equals + 1 : NULL;
    if (option->kind == OPTION_FLAG && value) {
        report_trouble("--%s takes no value", option->name);
        return false;
    }
    if (option->kind != OPTION_FLAG && !value) {
        if (*at + 1 >= count) {
            report_trouble("--%s wants a value: %s", option->name, option->value);
            return false;
        }
        value = words[++*at];
    }
    if (!store_value(option, value, out)) {
        report_trouble("--%s %s: a %s was wanted%s", option->name, value,
                       option->kind == OPTION_SIZE    ? "size"
                       : option->kind == OPTION_LIMIT ? "limit's name and value"
                                                      : "number above 0",
                       option->kind == OPTION_SIZE    ? ", such as 64M"
                       : option->kind == OPTION_LIMIT ? ", such as text=8M; stemma add --help lists them"
                                                      : "");
        return false;
    }
    if (strcmp(option->name, "collection") == 0) out->collection_given = true;
    return true;
}

static bool check_operands(const Command *command, const Arguments *arguments) {
    if (arguments->operand_count < command->operands_min)
        return report_trouble("usage: stemma %s %s", command->name, command->operands) == EXIT_FOUND;
    if (arguments->operand_count > command->operands_max)
        return report_trouble("stemma %s does not know what to do with '%s': usage: stemma %s %s", command->name,
                              arguments->operands[command->operands_max], command->name,
                              command->operands) == EXIT_FOUND;
    if (strcmp(arguments->color, "auto") != 0 && strcmp(arguments->color, "always") != 0 &&
        strcmp(arguments->color, "never") != 0)
        return report_trouble("--color %s: auto, always or never was wanted", arguments->color) == EXIT_FOUND;
    return true;
}

ArgumentsResult arguments_read(const Command *command, int count, char **words, Arguments *out) {
    const char *named = getenv("STEMMA_COLLECTION");
    *out = (Arguments){.collection = named && named[0] != 0 ? named : "collection.stemma",
                       .color = "auto",
                       .reworded = "automatic",
                       .add = stemma_add_options_default(),
                       .operands = (const char **)words};
    bool options_end = false;
    for (int at = 0; at < count; at++) {
        const char *word = words[at];
        if (options_end || word[0] != '-' || word[1] == 0) {
            words[out->operand_count++] = words[at];
        } else if (strcmp(word, "--") == 0) {
            options_end = true;
        } else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            return ARGUMENTS_HELP;
        } else if (!take_option(command, count, words, &at, out)) {
            return ARGUMENTS_WRONG;
        }
    }
    out->add.threads = out->threads;
    return check_operands(command, out) ? ARGUMENTS_RUN : ARGUMENTS_WRONG;
}

void command_help_print(const Command *command) {
    printf("stemma %s: %s\n\nusage: stemma %s [options]%s%s\n\noptions:\n", command->name, command->summary,
           command->name, command->operands[0] ? " " : "", command->operands);
    for (size_t i = 0; i < OPTION_TOTAL; i++) {
        const Option *option = &options[i];
        if (!takes(command, option)) continue;
        char left[64];
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", option->letter ? "-" : " ", option->letter ? option->letter : ' ',
                 option->letter ? ", " : "  ", option->name, option->value ? " " : "",
                 option->value ? option->value : "");
        printf("  %-28s %s\n", left, option->help);
    }
    if (command->options & OPTION_READING) {
        printf("\nlimits (--limit NAME=VALUE, as often as wanted):\n");
        for (size_t i = 0; i < LIMIT_TOTAL; i++) {
            char left[64];
            snprintf(left, sizeof left, "%s=%s", limits[i].name, limits[i].value);
            printf("  %-22s %s\n", left, limits[i].help);
        }
    }
    printf("\nexample:\n%s", command->example);
}
