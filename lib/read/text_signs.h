/* What a text shows of having been read wrongly. */
#ifndef STEMMA_READ_TEXT_SIGNS_H
#define STEMMA_READ_TEXT_SIGNS_H

#include "../base/bytes.h"

typedef struct TextSigns {
    size_t unreadable; /* U+FFFD */
    size_t misread; /* what UTF-8's quotation marks and accents look like where they were taken for Windows-1252 */
} TextSigns;

TextSigns text_signs_find(Bytes text);

#endif
