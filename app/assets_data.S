/* The built page as bytes of the program. STEMMA_PAGE_HTML …: where CMake has Vite leave its files. */
    .section .rodata

    .global stemma_page_html
    .hidden stemma_page_html
    .global stemma_page_html_end
    .hidden stemma_page_html_end
    .balign 16
stemma_page_html:
    .incbin STEMMA_PAGE_HTML
stemma_page_html_end:
    .byte 0

    .global stemma_page_script
    .hidden stemma_page_script
    .global stemma_page_script_end
    .hidden stemma_page_script_end
    .balign 16
stemma_page_script:
    .incbin STEMMA_PAGE_SCRIPT
stemma_page_script_end:
    .byte 0

    .global stemma_page_style
    .hidden stemma_page_style
    .global stemma_page_style_end
    .hidden stemma_page_style_end
    .balign 16
stemma_page_style:
    .incbin STEMMA_PAGE_STYLE
stemma_page_style_end:
    .byte 0

    .global stemma_page_script_hash
    .hidden stemma_page_script_hash
stemma_page_script_hash:
    .incbin STEMMA_PAGE_SCRIPT_HASH
    .byte 0

    .global stemma_page_style_hash
    .hidden stemma_page_style_hash
stemma_page_style_hash:
    .incbin STEMMA_PAGE_STYLE_HASH
    .byte 0

    .section .note.GNU-stack, "", %progbits
