/* How mails write what is not plain ASCII: transfer encodings, and words of other characters in headers. */
#ifndef STEMMA_READ_MAIL_CODE_H
#define STEMMA_READ_MAIL_CODE_H

#include "../base/bytes.h"

/* A body as its Content-Transfer-Encoding says (base64, quoted-printable); the bytes themselves for any other. */
Bytes mail_code_decode(Bytes body, Bytes encoding, Arena *result);

/* A header's value on one line, its encoded words (RFC 2047) decoded; UTF-8. */
Bytes mail_code_header(Bytes value, Arena *result);

#endif
