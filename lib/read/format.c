/*
 * Recognising files.
 *
 * In:  the beginning of a file, unpacked.
 * Out: its kind.
 *
 * The name hardly counts: a collection gathered from the web has ".txt" files that are pages and ".json" files that are
 * lines. First the marks that binary formats begin with, then the beginnings of markup, then JSON, told by `{"name":`.
 * Tables, mails and Markdown are text that somebody may have meant as text, so a name that ends in ".txt" keeps a file
 * from being taken for one of them. All else is taken for plain text, which is then checked byte by byte when it is
 * decoded.
 */
#include "format.h"

#include <string.h>

#include "json.h"
#include "mail.h"
#include "markdown.h"
#include "table.h"

typedef struct Mark {
    uint16_t offset;
    uint16_t size;
    const char *bytes;
    const char *looks_like;
} Mark;

#define MARK(offset, bytes, looks_like)                                                                                \
    { offset, sizeof(bytes) - 1, bytes, looks_like }

/* Each as its format's specification gives it. */
static const Mark binary_marks[] = {
    MARK(0, "\x89PNG\r\n\x1a\n", "a PNG picture"),
    MARK(0, "\xff\xd8\xff", "a JPEG picture"),
    MARK(0, "GIF87a", "a GIF picture"),
    MARK(0, "GIF89a", "a GIF picture"),
    MARK(8, "WEBP", "a WebP picture"),
    MARK(0, "II*\0", "a TIFF picture"),
    MARK(0, "MM\0*", "a TIFF picture"),
    MARK(0, "\0\0\1\0", "an icon"),
    MARK(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document; save it as plain text first"),
    MARK(0, "PK\5\6", "an empty ZIP archive"),
    MARK(0, "BZh", "bzip2 data; unpack it first"),
    MARK(0, "7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    MARK(0, "Rar!\x1a\7", "a RAR archive; unpack it first"),
    MARK(4, "1AY&SY", "bzip2 data; unpack it first"),
    MARK(0,
         "\xfd"
         "7zXZ\0",
         "xz data; unpack it first"),
    MARK(0, "\x1f\x8b\x08", "gzip data inside other packed data; unpack it first"),
    MARK(0, "\x28\xb5\x2f\xfd", "zstd data inside other packed data; unpack it first"),
    MARK(0, "\x1f\x9d", "compress data; unpack it first"),
    MARK(0, "\x04\x22\x4d\x18", "LZ4 data; unpack it first"),
    MARK(0, "SQLite format 3\0", "an SQLite database"),
    MARK(0,
         "\x7f"
         "ELF",
         "an ELF program"),
    MARK(0, "MZ\x90\0", "a Windows program"),
    MARK(0, "\xca\xfe\xba\xbe", "a Java class or a Mac program"),
    MARK(0, "\xcf\xfa\xed\xfe", "a Mac program"),
    MARK(0, "\0asm", "a WebAssembly module"),
    MARK(0, "wOFF", "a font"),
    MARK(0, "wOF2", "a font"),
    MARK(0, "ID3", "an MP3 recording"),
    MARK(0, "OggS", "an Ogg recording"),
    MARK(0, "fLaC", "a FLAC recording"),
    MARK(8, "WAVE", "a WAV recording"),
    MARK(4, "ftyp", "an MP4 film"),
    MARK(0, "\x1a\x45\xdf\xa3", "a Matroska film"),
    MARK(0, "PAR1", "a Parquet table; convert it to JSON Lines first"),
    MARK(0, "ARROW1", "an Arrow table; convert it to JSON Lines first"),
    MARK(0, "Obj\1", "an Avro table; convert it to JSON Lines first"),
};

/* Documents whose marks no text begins with, although they are made of plain letters. */
static const Mark document_marks[] = {
    MARK(0, "%PDF-", "a PDF document; extract its text first"),
    MARK(0, "%!PS", "a PostScript document; extract its text first"),
    MARK(0, "{\\rtf", "an RTF document; save it as plain text first"),
};

static const char *find_mark(const Mark *marks, size_t count, Bytes start) {
    for (size_t i = 0; i < count; i++) {
        const Mark *mark = &marks[i];
        if (start.size >= (size_t)mark->offset + mark->size &&
            memcmp(start.data + mark->offset, mark->bytes, mark->size) == 0)
            return mark->looks_like;
    }
    return NULL;
}

/* NUL and the other codes that no text has near its beginning. A story may open with "THE NEW WAVE"; a recording, which
 * has WAVE at that place too, has such codes as well. */
static bool has_control_codes(Bytes start) {
    size_t size = start.size < 1024 ? start.size : 1024;
    for (size_t i = 0; i < size; i++)
        if (start.data[i] < 8 || (start.data[i] >= 14 && start.data[i] < 27)) return true;
    return false;
}

static const char *binary_kind(Bytes start) {
    const char *document = find_mark(document_marks, sizeof document_marks / sizeof *document_marks, start);
    if (document || !has_control_codes(start)) return document;
    return find_mark(binary_marks, sizeof binary_marks / sizeof *binary_marks, start);
}

/* text begins with word, in whatever case. */
static bool begins(Bytes text, const char *word) {
    Bytes wanted = bytes_from_string(word);
    return text.size >= wanted.size && bytes_equal_ignoring_case((Bytes){text.data, wanted.size}, wanted);
}

/* Comments, processing instructions and a doctype may come before a page's first element. */
static bool begins_page(Bytes text) {
    static const char *const starts[] = {"<html", "<!doctype html", "<head",  "<body",   "<title",
                                         "<meta", "<div",           "<p>",    "<script", "<link",
                                         "<h1",   "<article",       "<style", "<table",  "<section"};
    for (int before = 0; before < 8 && text.size > 0; before++) {
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
            if (begins(text, starts[i])) return true;
        Bytes end = begins(text, "<!--") ? BYTES("-->") : begins(text, "<?xml") ? BYTES("?>") : (Bytes){0};
        size_t at = end.size > 0 ? bytes_find(text, end) : SIZE_MAX;
        if (at == SIZE_MAX) return false;
        text = bytes_trim((Bytes){text.data + at + end.size, text.size - at - end.size});
    }
    return false;
}

/* `<?xml`, or the first element of a feed; behind comments any element or doctype. */
static bool begins_xml(Bytes text) {
    static const char *const starts[] = {"<?xml", "<rss",      "<feed",        "<rdf:rdf",
                                         "<nitf", "<newsitem", "<newsmessage", "<newsml"};
    bool comments = begins(text, "<!--");
    while (begins(text, "<!--")) {
        size_t end = bytes_find(text, BYTES("-->"));
        if (end == SIZE_MAX) return false;
        text = bytes_trim((Bytes){text.data + end + 3, text.size - end - 3});
    }
    if (comments && text.size > 1 && text.data[0] == '<') return true;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (begins(text, starts[i])) return true;
    return false;
}

/* The size of the object that text begins with; 0 where there is none, or not all of it. */
static size_t object_size(Bytes text) {
    JsonReader reader = {.text = text, .depth_max = JSON_DEPTH_LIMIT};
    JsonValue value;
    return json_value_next(&reader, &value) && value.kind == JSON_OBJECT ? value.raw.size : 0;
}

/* `{}`, or `{` and a name in quotation marks and a colon: text may begin with a brace, but not so. */
static bool begins_object(Bytes text) {
    Bytes rest = bytes_trim((Bytes){text.data + 1, text.size - 1});
    if (rest.size > 0 && rest.data[0] == '}') return true;
    if (rest.size < 2 || rest.data[0] != '"') return false;
    const uint8_t *quote = memchr(rest.data + 1, '"', rest.size - 1);
    if (!quote) return false;
    Bytes behind = {quote + 1, rest.size - (size_t)(quote + 1 - rest.data)};
    behind = bytes_trim(behind);
    return behind.size > 0 && behind.data[0] == ':';
}

/* Lines, unless the first object goes on behind the first line, or that line has only a brace. A first line that is
 * broken, or longer than what is seen of the file, is still a line. */
static Format recognise_object(Bytes text) {
    const uint8_t *newline = memchr(text.data, '\n', text.size);
    size_t line_size = newline ? (size_t)(newline - text.data) : text.size;
    bool only_brace = newline && bytes_trim((Bytes){text.data, line_size}).size == 1;
    bool over_lines = object_size(text) > line_size;
    return (Format){only_brace || over_lines ? FORMAT_JSON_VALUES : FORMAT_JSON_LINES, NULL};
}

/* `[` and an object: "[1] Foot note" is text. */
static bool begins_array(Bytes text) {
    Bytes rest = bytes_trim((Bytes){text.data + 1, text.size - 1});
    return rest.size > 0 && rest.data[0] == '{' && begins_object(rest);
}

/* Documents of several files packed into one: known by the names of their first members. */
static const char *zipped_document(Bytes start) {
    static const Mark names[] = {
        MARK(30, "[Content_Types].xml", "an Office document; save it as plain text first"),
        MARK(30, "_rels/.rels", "an Office document; save it as plain text first"),
        MARK(30, "word/", "an Office document; save it as plain text first"),
        MARK(30, "docProps/", "an Office document; save it as plain text first"),
        MARK(30, "mimetypeapplication/epub+zip", "an EPUB book; extract its text first"),
        MARK(30, "mimetypeapplication/vnd.oasis", "an OpenDocument file; save it as plain text first"),
        MARK(30, "META-INF/", "a Java archive"),
        MARK(30, "AndroidManifest.xml", "an Android program"),
    };
    return find_mark(names, sizeof names / sizeof *names, start);
}

static bool is_tar(Bytes start) {
    return start.size >= 512 && memcmp(start.data + 257, "ustar", 5) == 0 && has_control_codes(start);
}

static bool ends_as_text(Bytes name) {
    return name.size > 4 && bytes_equal_ignoring_case((Bytes){name.data + name.size - 4, 4}, BYTES(".txt"));
}

static Format recognise_text(Bytes start, bool ended, Bytes name) {
    if (ends_as_text(name)) return (Format){FORMAT_PLAIN_TEXT, NULL};
    if (table_delimiter(start, ended) != 0) return (Format){FORMAT_TABLE, NULL};
    if (table_lacks_text(start, ended, name))
        return (Format){FORMAT_BINARY,
                        "a table without a column of texts; name it text, content or body in the first row"};
    if (mail_is(start)) return (Format){bytes_start_with(start, BYTES("From ")) ? FORMAT_MAILBOX : FORMAT_MAIL, NULL};
    if (markdown_is(start, name)) return (Format){FORMAT_MARKDOWN, NULL};
    return (Format){FORMAT_PLAIN_TEXT, NULL};
}

const char *format_name(FormatKind kind) {
    switch (kind) {
    case FORMAT_EMPTY: return "empty";
    case FORMAT_PLAIN_TEXT: return "plain text";
    case FORMAT_JSON_LINES: return "JSON Lines";
    case FORMAT_JSON_VALUES: return "JSON";
    case FORMAT_PAGE: return "HTML";
    case FORMAT_XML: return "XML";
    case FORMAT_WARC: return "WARC";
    case FORMAT_ARC: return "ARC";
    case FORMAT_TABLE: return "table";
    case FORMAT_MARKDOWN: return "Markdown";
    case FORMAT_MAIL: return "mail";
    case FORMAT_MAILBOX: return "mailbox";
    case FORMAT_ARCHIVE: return "archive";
    case FORMAT_BINARY: return "not read";
    }
    return "";
}

Format format_recognise(Bytes start, bool ended, Bytes name) {
    if (start.size == 0) return (Format){FORMAT_EMPTY, "an empty file"};
    /* An archive may hold whatever codes; the marks of binary formats stand in it nowhere near its beginning. */
    if (bytes_start_with(start, BYTES("WARC/1."))) return (Format){FORMAT_WARC, NULL};
    bool zip = bytes_start_with(start, BYTES("PK\3\4"));
    if ((zip && !zipped_document(start)) || is_tar(start)) return (Format){FORMAT_ARCHIVE, NULL};
    const char *looks_like = zip ? zipped_document(start) : binary_kind(start);
    if (looks_like) return (Format){FORMAT_BINARY, looks_like};

    Bytes text = bytes_trim(start);
    if (text.size == 0) {
        if (ended) return (Format){FORMAT_EMPTY, "nothing but white space"};
        return (Format){FORMAT_PLAIN_TEXT, NULL};
    }
    if (markdown_is((Bytes){0}, name) && text.data[0] == '<' && !begins(text, "<!doctype") && !begins(text, "<html"))
        return (Format){FORMAT_MARKDOWN, NULL}; /* which may begin with a bit of HTML */
    if (begins_page(text)) return (Format){FORMAT_PAGE, NULL};
    if (begins_xml(text)) return (Format){FORMAT_XML, NULL};
    if (begins(text, "WARC/0.") || begins(text, "WARC/1.")) return (Format){FORMAT_WARC, NULL};
    if (begins(text, "filedesc://")) return (Format){FORMAT_ARC, NULL};
    if (text.data[0] == '{' && begins_object(text)) return recognise_object(text);
    if (text.data[0] == '[' && begins_array(text)) return (Format){FORMAT_JSON_VALUES, NULL};
    return recognise_text(start, ended, name);
}
