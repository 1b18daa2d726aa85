/* The names of roles, and which of them are the page's and not the article's. */
#include "role.h"

#define BLOCK_ROLE_WORD(name, word) [BLOCK_##name] = word,
static const char *const words[] = {BLOCK_ROLES(BLOCK_ROLE_WORD)};

const char *role_name(BlockRole role) {
    return role < BLOCK_ROLE_COUNT ? words[role] : words[BLOCK_NARRATION];
}

bool role_is_furniture(BlockRole role) {
    switch (role) {
    case BLOCK_NARRATION:
    case BLOCK_HEADLINE:
    case BLOCK_CAPTION:
    case BLOCK_CORRECTION:
    case BLOCK_ROLE_COUNT: return false;
    case BLOCK_KEYWORDS:
    case BLOCK_FURNITURE:
    case BLOCK_BYLINE:
    case BLOCK_RELATED:
    case BLOCK_SHARE:
    case BLOCK_COMMENTS:
    case BLOCK_NEWSLETTER:
    case BLOCK_CREDIT: break;
    }
    return true;
}
