/*
 * The grounds of a reworded passage as columns of its row, and back.
 *
 * The line in words is not stored: it is made from the numbers whenever a row is read, so it is the same everywhere.
 */
#include "store_grounds.h"

#include <math.h>

#define SIZE_MAX_BELIEVED 1e6

void row_grounds(Rows *rows, int column, const Grounds *grounds) {
    row_name(rows, column, grounds_rule_name(grounds->rule));
    row_name(rows, column + 1, grounds_cause_name(grounds->cause));
    row_score(rows, column + 2, grounds->log_odds);
    row_score(rows, column + 3, grounds->score);
    row_score(rows, column + 4, grounds->score_min);
    row_share(rows, column + 5, grounds->phrase_share);
    row_share(rows, column + 6, grounds->plain_share);
    row_share(rows, column + 7, grounds->rest_share);
}

StemmaGrounds grounds_read(sqlite3_stmt *row, int column, Arena *result) {
    Grounds grounds;
    if (!grounds_rule_find(bytes_to_string(store_column_bytes(row, column), result), &grounds.rule) ||
        !grounds_cause_find(bytes_to_string(store_column_bytes(row, column + 1), result), &grounds.cause))
        return (StemmaGrounds){0};
    double numbers[6];
    for (int i = 0; i < 6; i++) {
        double number = sqlite3_column_double(row, column + 2 + i);
        numbers[i] = fabs(number) < SIZE_MAX_BELIEVED ? number : 0; /* the file may be anybody's */
    }
    grounds.log_odds = (float)numbers[0];
    grounds.score = (float)numbers[1];
    grounds.score_min = (float)numbers[2];
    grounds.phrase_share = (float)numbers[3];
    grounds.plain_share = (float)numbers[4];
    grounds.rest_share = (float)numbers[5];
    Buffer why = {.arena = result};
    grounds_write(&grounds, &why);
    return (StemmaGrounds){.why = buffer_string(&why),
                           .level = grounds_are_strict(&grounds) ? "strict" : "wide",
                           .cause = grounds_cause_name(grounds.cause),
                           .rule = grounds_rule_name(grounds.rule),
                           .log_odds = numbers[0],
                           .score = numbers[1],
                           .score_wanted = numbers[2],
                           .phrase_share = numbers[3],
                           .plain_share = numbers[4],
                           .rest_share = numbers[5]};
}
