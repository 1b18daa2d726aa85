/* Function words of languages that the articles learned from are not in. */
#ifndef STEMMA_TRAIN_OTHER_LANGUAGES_H
#define STEMMA_TRAIN_OTHER_LANGUAGES_H

#define OTHER_LANGUAGES_SHARE 0.5 /* of articles with it: like "they" and "into" in English */

extern const char other_languages_words[]; /* folded, separated by spaces */

#endif
