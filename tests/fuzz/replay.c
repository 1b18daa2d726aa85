/* Runs a fuzz target over the files named on the command line: so that a corpus is an ordinary test. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_BYTES_MAX = 1024 * 1024 };

int main(int argument_count, char **arguments) {
    static uint8_t data[FILE_BYTES_MAX];
    for (int i = 1; i < argument_count; i++) {
        FILE *file = fopen(arguments[i], "rb");
        if (!file) return EXIT_FAILURE;
        size_t size = fread(data, 1, sizeof data, file);
        (void)fclose(file);
        /* Each file as it is, and cut off at some places. */
        for (size_t part = 1; part <= 8; part++) (void)LLVMFuzzerTestOneInput(data, size * part / 8);
    }
    return argument_count > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
