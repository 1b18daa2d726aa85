/*
 * A table as an answer.
 *
 * In:  a request for a view's table. Out: the answer, sent on a socket that blocks.
 *
 * The view writes into a stream with a buffer of one piece. What fits into it is sent with its length, or, where the
 * view failed, an error in its place. When the first piece is full the answer has begun: it goes on in chunks, and a
 * failure can only be told by an end that is missing.
 *
 * Invariant: what is in memory of a table is at most one piece.
 */
#include "serve_table.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define PIECE_BYTES ((size_t)64 << 10)

typedef struct Sending {
    TableOutput *output;
    bool begun; /* the head is sent */
    bool chunked; /* and said that chunks follow */
    bool ending; /* what comes now is all there is, if nothing was sent before */
    bool failed;
    StemmaError error; /* of the view, once it ends */
} Sending;

static bool send_all(Sending *sending, const char *data, size_t size) {
    while (size > 0 && !sending->failed) {
        ssize_t sent = send(sending->output->descriptor, data, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) {
            sending->failed = true;
            break;
        }
        data += sent;
        size -= (size_t)sent;
    }
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    atomic_store(sending->output->deadline_ms,
                 (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000 + sending->output->piece_ms);
    return !sending->failed;
}

static bool send_head(Sending *sending, const Answer *answer, size_t size) {
    char *head = answer_head(answer, size, false);
    bool sent = head && send_all(sending, head, strlen(head));
    free(head);
    sending->begun = true;
    sending->failed |= !sent;
    return sent;
}

/* The whole answer at once. */
static void send_whole(Sending *sending, const Answer *answer) {
    if (send_head(sending, answer, answer->size) && !sending->output->without_body)
        send_all(sending, answer->data, answer->size);
}

static bool send_piece(Sending *sending, const char *data, size_t size) {
    if (!sending->begun) {
        const Answer table = {.status = 200, .type = "text/csv; charset=utf-8"};
        sending->chunked = true;
        if (!send_head(sending, &table, ANSWER_SIZE_UNKNOWN)) return false;
    }
    if (sending->output->without_body) return false; /* nothing more is wanted */
    char length[24];
    int length_size = snprintf(length, sizeof length, "%zx\r\n", size);
    return send_all(sending, length, (size_t)length_size) && send_all(sending, data, size) &&
           send_all(sending, "\r\n", 2);
}

static ssize_t take_piece(void *context, const char *data, size_t size) {
    Sending *sending = context;
    if (sending->failed || size == 0) return 0;
    if (!sending->ending || sending->begun) return send_piece(sending, data, size) ? (ssize_t)size : 0;
    const Answer whole = {.status = 200, .type = "text/csv; charset=utf-8", .data = data, .size = size};
    send_whole(sending, &whole);
    return sending->failed ? 0 : (ssize_t)size;
}

/* What the view wrote, or its error; true where the client has all of it. */
static bool finish(Sending *sending, FILE *stream, StemmaStatus status) {
    if (status != STEMMA_OK && !sending->begun) {
        Answer answer = answer_error(&sending->error);
        send_whole(sending, &answer);
        bool whole = !sending->failed;
        answer_free(&answer);
        sending->failed = true; /* for the stream: what it still holds is no answer */
        if (stream) fclose(stream);
        return whole;
    }
    sending->ending = true;
    bool whole = fclose(stream) == 0 && status == STEMMA_OK;
    if (sending->output->without_body) return !sending->failed;
    if (whole && sending->chunked) whole = send_all(sending, "0\r\n\r\n", 5);
    return whole && !sending->failed;
}

bool table_send(Reader *reader, const Request *request, TableOutput *output) {
    const int flags = fcntl(output->descriptor, F_GETFL);
    fcntl(output->descriptor, F_SETFL, flags & ~O_NONBLOCK);
    Sending sending = {.output = output, .error = {.status = STEMMA_OUT_OF_MEMORY}};
    FILE *stream = fopencookie(&sending, "w", (cookie_io_functions_t){.write = take_piece});
    char *buffer = malloc(PIECE_BYTES);
    bool ready = stream && buffer && setvbuf(stream, buffer, _IOFBF, PIECE_BYTES) == 0;
    StemmaStatus status = ready ? answer_write_table(reader, request, stream, &sending.error) : STEMMA_OUT_OF_MEMORY;
    bool whole = finish(&sending, stream, status);
    free(buffer);
    fcntl(output->descriptor, F_SETFL, flags);
    return whole;
}
