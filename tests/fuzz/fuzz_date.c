/* Any text as a date: what it gives is well-formed, and gives itself again. */
#include "lib/read/date.h"

#include "fuzz_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = arena_open(0);
    Bytes normalised = {0};
    DateInterval interval = {0};
    if (date_parse((Bytes){data, size}, &normalised, &interval, &arena)) {
        Bytes again = {0};
        DateInterval again_interval = {0};
        check_text(normalised);
        check(normalised.size > 0 && interval.begin_unix_s < interval.end_unix_s);
        check(date_parse(normalised, &again, &again_interval, &arena));
        check(bytes_equal(normalised, again) && interval.begin_unix_s == again_interval.begin_unix_s);
    }
    arena_close(&arena);
    return 0;
}
