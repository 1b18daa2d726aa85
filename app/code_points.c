/* A cursor over UTF-8 text: asking for ascending places costs one pass in all. See code_points.h. */
#include "code_points.h"

size_t code_points_to_byte(CodePoints *points, uint64_t code_point) {
    if (code_point < points->at_code_point) {
        points->at_code_point = 0;
        points->at_byte = 0;
    }
    while (points->at_code_point < code_point && points->at_byte < points->size) {
        points->at_byte++;
        while (points->at_byte < points->size && ((unsigned char)points->text[points->at_byte] & 0xC0) == 0x80)
            points->at_byte++;
        points->at_code_point++;
    }
    return points->at_byte;
}
