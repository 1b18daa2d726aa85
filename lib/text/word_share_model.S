/* How common words are, as bytes of the library: model/words.bin. */
    .section .rodata
    .balign 64
    .global stemma_words_model
    .hidden stemma_words_model
    .type stemma_words_model, @object
stemma_words_model:
    .incbin STEMMA_MODEL_FILE
    .size stemma_words_model, . - stemma_words_model
    .section .note.GNU-stack,"",%progbits
