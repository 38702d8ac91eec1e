#include "body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

static char* plain;
static size_t plain_size;

static void fail(const char* why) {
    fprintf(stderr, "sink: a message cannot be read: %s\n", why);
    exit(1);
}

static int is_text(amqp_bytes_t bytes, const char* text) {
    return bytes.len == strlen(text) && memcmp(bytes.bytes, text, bytes.len) == 0;
}

static void reserve(size_t size) {
    if ( size <= plain_size )
        return;

    plain_size = size * 2;
    plain = realloc(plain, plain_size);

    if ( ! plain )
        fail("out of memory");
}

static uint64_t integer(amqp_field_value_t v) {
    switch ( v.kind ) {
    case AMQP_FIELD_KIND_I8:
        return (uint64_t)v.value.i8;
    case AMQP_FIELD_KIND_U8:
        return v.value.u8;
    case AMQP_FIELD_KIND_I16:
        return (uint64_t)v.value.i16;
    case AMQP_FIELD_KIND_U16:
        return v.value.u16;
    case AMQP_FIELD_KIND_I32:
        return (uint64_t)v.value.i32;
    case AMQP_FIELD_KIND_U32:
        return v.value.u32;
    case AMQP_FIELD_KIND_I64:
        return (uint64_t)v.value.i64;
    case AMQP_FIELD_KIND_U64:
        return v.value.u64;
    default:
        fail("its header `records` is no whole number");
        return 0;
    }
}

uint64_t body_records(const amqp_message_t* message) {
    const amqp_basic_properties_t* p = &message->properties;

    if ( ! (p->_flags & AMQP_BASIC_HEADERS_FLAG) )
        return 1;

    for ( int i = 0; i < p->headers.num_entries; i++ )
        if ( is_text(p->headers.entries[i].key, "records") )
            return integer(p->headers.entries[i].value);

    return 1;
}

static body gunzip(amqp_bytes_t from) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    reserve(from.len * 8 + 4096);

    if ( inflateInit2(&stream, 15 + 16) != Z_OK ) /* the largest window, and a gzip header */
        fail("zlib does not start");

    stream.next_in = from.bytes;
    stream.avail_in = (uInt)from.len;
    int status = Z_OK;

    while ( status == Z_OK ) {
        reserve(stream.total_out + 4096);
        stream.next_out = (Bytef*)plain + stream.total_out;
        stream.avail_out = (uInt)(plain_size - stream.total_out);
        status = inflate(&stream, Z_NO_FLUSH);
    }

    if ( status != Z_STREAM_END )
        fail(stream.msg ? stream.msg : "its gzip stream has no end");

    body b = {plain, stream.total_out};
    inflateEnd(&stream);
    return b;
}

static body unzstd(amqp_bytes_t from) {
    unsigned long long size = ZSTD_getFrameContentSize(from.bytes, from.len);

    if ( size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN )
        fail("its zstd frame does not say how long it is");

    reserve((size_t)size);
    size_t length = ZSTD_decompress(plain, plain_size, from.bytes, from.len);

    if ( ZSTD_isError(length) )
        fail(ZSTD_getErrorName(length));

    body b = {plain, length};
    return b;
}

body body_of(const amqp_message_t* message) {
    const amqp_basic_properties_t* p = &message->properties;
    body b = {message->body.bytes, message->body.len};

    if ( ! (p->_flags & AMQP_BASIC_CONTENT_ENCODING_FLAG) )
        return b;

    if ( is_text(p->content_encoding, "gzip") )
        return gunzip(message->body);

    if ( is_text(p->content_encoding, "zstd") )
        return unzstd(message->body);

    fail("its content-encoding is neither gzip nor zstd");
    return b;
}

uint64_t body_lines(body text) {
    uint64_t lines = 0;

    for ( size_t i = 0; i < text.length; i++ )
        lines += text.text[i] == '\n';

    return lines ? lines : text.length > 0;
}

double body_next_time(body text, size_t* at) {
    static const char key[] = "{\"ts\":";
    const size_t key_length = sizeof key - 1;
    const char* end = text.text + text.length;

    for ( const char* p = text.text + *at; p < end && (p = memchr(p, '{', (size_t)(end - p))) != NULL; p++ ) {
        char number[32] = "";
        size_t left = (size_t)(end - p);

        if ( left < key_length || memcmp(p, key, key_length) != 0 )
            continue;

        left -= key_length;
        memcpy(number, p + key_length, left < sizeof number ? left : sizeof number - 1);
        *at = (size_t)(p - text.text) + key_length;
        return strtod(number, NULL);
    }

    *at = text.length;
    return 0;
}
