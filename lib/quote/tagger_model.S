/* The weights, packed, as bytes of the library: model/attribution.bin.zst. */
    .section .rodata
    .balign 64
    .global stemma_attribution_model
    .hidden stemma_attribution_model
    .type stemma_attribution_model, @object
stemma_attribution_model:
    .incbin STEMMA_MODEL_FILE
    .size stemma_attribution_model, . - stemma_attribution_model
    .global stemma_attribution_model_end
    .hidden stemma_attribution_model_end
stemma_attribution_model_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
