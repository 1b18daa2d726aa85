/*
 * Mailboxes (mbox, RFC 4155): mails one after the other, each behind a line that begins "From ".
 *
 * In:  a stream that begins with such a line and the headers of a mail.
 * Out: one article a mail, in their order; each goes by its file and the line it begins in.
 *
 * Prose has lines that begin with "From " too, and not every program that wrote a mailbox put a ">" before them. So a
 * mail ends only where an empty line, then such a line, then the headers of a mail stand. Where a ">" was put it is
 * taken away.
 *
 * Memory holds one mail; one above the limit for records is passed over and reported. Headers are looked at once: what
 * is one mail's header block is no other's.
 */
#include "mailbox.h"

#include <string.h>

#include "mail.h"

enum { FILL_BYTES = 256 * 1024, HEADERS_BYTES = 64 * 1024 /* what is looked at to know a mail by its headers */ };

typedef struct Mailbox {
    ReadRun *run;
    Input *input;
    size_t at; /* of the mail in hand, in the input's window */
    uint64_t line; /* its first, 1-based */
} Mailbox;

static Bytes window(const Mailbox *mailbox) {
    return (Bytes){mailbox->input->data + mailbox->at, mailbox->input->size - mailbox->at};
}

static void fill(Mailbox *mailbox, size_t wanted) {
    if (mailbox->input->ended || window(mailbox).size >= wanted) return;
    input_use(mailbox->input, mailbox->at);
    mailbox->at = 0;
    input_fill(mailbox->input, wanted + FILL_BYTES);
}

static void step_over(Mailbox *mailbox, size_t size) {
    const uint8_t *text = window(mailbox).data;
    for (size_t at = 0; at < size; at++) mailbox->line += text[at] == '\n';
    mailbox->at += size;
}

static uint64_t offset_of(const Mailbox *mailbox) {
    return mailbox->input->offset + mailbox->at;
}

/* How many bytes of the window, from `from` on, come before the next mail; SIZE_MAX where none begins in it. */
static size_t find_next_mail(const Mailbox *mailbox, size_t from) {
    Bytes text = window(mailbox);
    while (from < text.size) {
        size_t found = bytes_find((Bytes){text.data + from, text.size - from}, BYTES("\nFrom "));
        if (found == SIZE_MAX) return SIZE_MAX;
        size_t end = from + found; /* of the line before */
        if (end > 0 && text.data[end - 1] == '\r') end--;
        bool behind_empty_line = end > 0 && text.data[end - 1] == '\n';
        from += found + 1;
        size_t rest = text.size - from;
        if (rest < HEADERS_BYTES && !mailbox->input->ended) return SIZE_MAX; /* seen again with more behind it */
        Bytes start = {text.data + from, rest < HEADERS_BYTES ? rest : HEADERS_BYTES};
        if (behind_empty_line && mail_is(start)) return from;
    }
    return SIZE_MAX;
}

/* Where a search through a window of that size has to go on when more has come: what lay too near to its end. */
static size_t searched_size(size_t size) {
    return size > HEADERS_BYTES + 8 ? size - HEADERS_BYTES - 8 : 0;
}

/* Fills the window until the mail in hand is whole or above the limit; its size as far as it is known. */
static size_t fill_mail(Mailbox *mailbox) {
    uint64_t limit = mailbox->run->options.record_bytes_max;
    for (size_t searched = 0;;) {
        size_t size = window(mailbox).size;
        size_t end = find_next_mail(mailbox, searched);
        if (end != SIZE_MAX) return end;
        if (mailbox->input->ended || size > limit) return size;
        searched = searched_size(size);
        fill(mailbox, size + size / 2 + 1);
    }
}

/* Takes away the first ">" of ">From ", ">>From " at the beginning of a line. */
static Bytes unquote(Bytes mail, Arena *result) {
    if (bytes_find(mail, BYTES(">From ")) == SIZE_MAX) return mail;
    Buffer out = {.arena = result};
    for (size_t at = 0; at < mail.size;) {
        const uint8_t *newline = memchr(mail.data + at, '\n', mail.size - at);
        size_t end = newline ? (size_t)(newline - mail.data) + 1 : mail.size;
        size_t marks = 0;
        while (at + marks < end && mail.data[at + marks] == '>') marks++;
        Bytes behind = {mail.data + at + marks, end - at - marks};
        if (marks > 0 && bytes_start_with(behind, BYTES("From "))) at++;
        buffer_append(&out, (Bytes){mail.data + at, end - at});
        at = end;
    }
    return buffer_bytes(&out);
}

static Status take_mail(Mailbox *mailbox, Bytes mail, Error *error) {
    Arena arena = mailbox->run->workers[0];
    Draft draft = {0};
    Record record;
    RecordPlace place = {mailbox->input->path, mailbox->line};
    mail_draft(unquote(mail, &arena), &draft, &arena);
    draft_finish(&record, &draft, &place, &mailbox->run->options, &arena);
    return draft_report(mailbox->run, &place, offset_of(mailbox), &record, error);
}

/* Passes over a mail that is larger than a record may be. */
static Status pass_mail(Mailbox *mailbox, Error *error) {
    Error problem = {0};
    uint64_t first_line = mailbox->line;
    (void)error_set(&problem, STEMMA_LIMIT, "a mail of more than %llu bytes; --limit record=SIZE lifts it",
                    (unsigned long long)mailbox->run->options.record_bytes_max);
    problem.byte_offset = offset_of(mailbox);
    for (;;) {
        size_t end = find_next_mail(mailbox, 0);
        bool last = end == SIZE_MAX && mailbox->input->ended;
        step_over(mailbox, end != SIZE_MAX ? end : last ? window(mailbox).size : searched_size(window(mailbox).size));
        if (end != SIZE_MAX || last) break;
        fill(mailbox, HEADERS_BYTES + FILL_BYTES);
    }
    return report_problem(mailbox->run, mailbox->input->path, first_line, &problem, error);
}

Status mailbox_read(ReadRun *run, Input *input, Error *error) {
    Mailbox mailbox = {run, input, 0, 1};
    Status status = STEMMA_OK;
    while (status == STEMMA_OK) {
        fill(&mailbox, HEADERS_BYTES);
        size_t size = fill_mail(&mailbox);
        bool broken_off = input->ended && input->problem.status != STEMMA_OK && size == window(&mailbox).size;
        if (size == 0 || broken_off) break;
        if (size > run->options.record_bytes_max) {
            status = pass_mail(&mailbox, error);
            continue;
        }
        status = take_mail(&mailbox, (Bytes){window(&mailbox).data, size}, error);
        step_over(&mailbox, size);
        report_progress(run);
    }
    if (status != STEMMA_OK || input->problem.status == STEMMA_OK) return status;
    input->problem.byte_offset = offset_of(&mailbox);
    return report_problem(run, input->path, mailbox.line, &input->problem, error);
}
