/*
 * An apparatus as TEI P5: what editions and their tools (CollateX, the Versioning Machine, stemmaweb) read.
 *
 * In:  an apparatus.
 * Out: one document. The header lists the witnesses; the body is the base reading, with an app at every place where
 *      somebody differs: lem for the base, rdg for the others, parallel segmentation. A report that covers a part of
 *      the base is a fragmentary witness: witStart and witEnd show where. rdg's type is the change, its subtype the
 *      weight; a note behind it tells what the change touches.
 *
 * Invariant: every string from the collection is escaped, and no character that XML forbids is printed.
 */
#include <string.h>

#include "html.h"
#include "variants_print.h"

/* Control characters are html_text's business; XML forbids U+FFFE and U+FFFF as well. */
static void xml_text(Html *xml, const char *text) {
    if (!text) return;
    size_t begin = 0, size = strlen(text);
    for (size_t i = 0; i + 2 < size; i++) {
        const unsigned char *bytes = (const unsigned char *)text + i;
        if (bytes[0] != 0xEF || bytes[1] != 0xBF || bytes[2] < 0xBE) continue;
        html_text_sized(xml, text + begin, i - begin);
        html_markup(xml, "\xEF\xBF\xBD");
        begin = i + 3;
    }
    html_text_sized(xml, text + begin, size - begin);
}

static void print_element(Html *xml, const char *before, const char *text, const char *after) {
    if (!text) return;
    fputs(before, xml->stream);
    xml_text(xml, text);
    fputs(after, xml->stream);
}

/* Digits of a date as precise as it is known: 2020-02-25, 2020-02 or 2020; 0 for anything else. */
static size_t date_size(const char *date) {
    static const char pattern[] = "dddd-dd-dd";
    size_t size = 0;
    while (size < sizeof pattern - 1 && date[size] != 0) {
        bool digit = date[size] >= '0' && date[size] <= '9';
        if (pattern[size] == 'd' ? !digit : date[size] != '-') break;
        size++;
    }
    return size == 10 || size == 7 || size == 4 ? size : 0;
}

static void print_witness(Html *xml, const Apparatus *apparatus, size_t index) {
    const ApparatusWitness *witness = &apparatus->witnesses[index];
    html_markup(xml, "          <witness xml:id=\"w%zu\"><bibl>", index + 1);
    print_element(xml, "<title>", witness->title, "</title>");
    print_element(xml, "<publisher>", witness->outlet, "</publisher>");
    size_t dated = witness->published ? date_size(witness->published) : 0;
    if (dated > 0) {
        html_markup(xml, "<date when=\"");
        html_text_sized(xml, witness->published, dated);
        print_element(xml, "\">", witness->published, "</date>");
    } else {
        print_element(xml, "<date>", witness->published, "</date>");
    }
    print_element(xml, "<idno type=\"path\">", witness->reading->article, "</idno>");
    print_element(xml, "<idno type=\"url\">", witness->url, "</idno>");
    print_element(xml, "<idno type=\"quotation\">", witness->reading->quotation, "</idno>");
    html_markup(xml, "</bibl>");
    print_element(xml, "<name type=\"speaker\">", witness->reading->name, "</name>");
    if (!witness->reading->quotation) html_markup(xml, "<note>run without quotation marks</note>");
    html_markup(xml, "</witness>\n");
}

static void print_header(Html *xml, const Apparatus *apparatus) {
    html_markup(xml, "  <teiHeader>\n    <fileDesc>\n      <titleStmt><title>Readings of ");
    xml_text(xml, apparatus->family->id);
    for (size_t i = 0; i < apparatus->family->name_count; i++)
        print_element(xml, i == 0 ? ", an utterance of " : ", ", apparatus->family->names[i], "");
    html_markup(xml,
                "</title></titleStmt>\n      <publicationStmt><p>Made by Stemma %s from a collection of news "
                "articles</p></publicationStmt>\n      <sourceDesc>\n        <listWit>\n",
                stemma_version());
    for (size_t i = 0; i < apparatus->witness_count; i++) print_witness(xml, apparatus, i);
    html_markup(xml, "        </listWit>\n      </sourceDesc>\n    </fileDesc>\n    <encodingDesc><variantEncoding "
                     "method=\"parallel-segmentation\" location=\"internal\"/></encodingDesc>\n  </teiHeader>\n");
}

static void print_reading(Html *xml, const Apparatus *apparatus, const ApparatusReading *reading) {
    html_markup(xml, "<rdg wit=\"");
    for (size_t i = 0; i < reading->witness_count; i++)
        html_markup(xml, "%s#w%u", i > 0 ? " " : "", apparatus->entries[reading->first_witness + i].witness + 1);
    html_markup(xml, "\"");
    print_element(xml, " type=\"", reading->change, "\"");
    print_element(xml, " subtype=\"", reading->change ? reading->weight : NULL, "\"");
    html_markup(xml, ">%s", reading->begins ? "<witStart/>" : "");
    xml_text(xml, reading->text);
    html_markup(xml, "%s</rdg>", reading->ends ? "<witEnd/>" : "");
    print_element(xml, "<note type=\"detail\">", reading->detail, "</note>");
}

static void print_place(Html *xml, const Apparatus *apparatus, const ApparatusPlace *place) {
    if (place->number == 0) {
        xml_text(xml, place->text);
        return;
    }
    html_markup(xml, "<app n=\"%zu\"><lem wit=\"#w%zu\">", place->number, apparatus->base_witness + 1);
    xml_text(xml, place->text);
    html_markup(xml, "</lem>");
    for (size_t i = 0; i < place->reading_count; i++)
        print_reading(xml, apparatus, &apparatus->readings[place->first_reading + i]);
    html_markup(xml, "</app>");
}

/* Differences that have no place among the words: another source, another framing. */
static void print_whole(Html *xml, const StemmaFamily *family) {
    for (size_t i = 0; i < family->variant_count; i++) {
        const StemmaVariant *variant = &family->variants[i];
        bool source = strcmp(variant->change, "source") == 0;
        if (!source && strcmp(variant->change, "framing") != 0) continue;
        html_markup(xml, "      <note type=\"%s\"", source ? "source" : "framing");
        print_element(xml, " subtype=\"", variant->weight, "\">");
        for (size_t j = 0; j < variant->quotation_count; j++)
            print_element(xml, j > 0 ? ", " : "", variant->quotations[j], "");
        print_element(xml, ": ", variant->to, "");
        print_element(xml, " for ", variant->from, "");
        html_markup(xml, "</note>\n");
    }
}

void variants_print_tei(FILE *stream, const Apparatus *apparatus) {
    Html xml = {stream};
    html_markup(&xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    print_header(&xml, apparatus);
    html_markup(&xml, "  <text>\n    <body>\n      <p>");
    bool first = true;
    for (size_t i = 0; i < apparatus->place_count; i++) {
        const ApparatusPlace *place = &apparatus->places[i];
        if (place->text[0] == 0 && place->number == 0) continue;
        if (!first) html_markup(&xml, " ");
        first = false;
        print_place(&xml, apparatus, place);
    }
    html_markup(&xml, "</p>\n");
    print_whole(&xml, apparatus->family);
    html_markup(&xml, "    </body>\n  </text>\n</TEI>\n");
}
