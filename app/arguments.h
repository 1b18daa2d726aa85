/* The command line: options into an Arguments, help texts from a Command. */
#ifndef STEMMA_APP_ARGUMENTS_H
#define STEMMA_APP_ARGUMENTS_H

#include "command.h"

typedef enum ArgumentsResult { ARGUMENTS_RUN, ARGUMENTS_HELP, ARGUMENTS_WRONG } ArgumentsResult;

/*
 * Reads argv behind the command's name. The operands array is argv's own, reordered. ARGUMENTS_WRONG after a message
 * on stderr.
 */
ArgumentsResult arguments_read(const Command *command, int count, char **words, Arguments *out);

void command_help_print(const Command *command);

#endif
