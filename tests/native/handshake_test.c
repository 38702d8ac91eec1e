/* handshake_test.c: caller and library prove to each other that they mean the same bytes. No broker needed. */
#include "check.h"
#include "library.h"

#include <stdio.h>
#include <string.h>

#define CANARY 0x5a

static void test_same_header_is_accepted(void) {
    library l = library_open();
    zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;
    char error[ZEEKAMQP_TEXT_SIZE] = "untouched or empty";
    CHECK_INT(l.handshake(&layout, error, sizeof error), ZEEKAMQP_OK);
    CHECK_INT(l.handshake(&layout, error, sizeof error), ZEEKAMQP_OK); /* once is enough, twice does no harm */
    CHECK_INT(l.handshake(&layout, NULL, 0), ZEEKAMQP_OK);
}

static void test_each_difference_is_named(void) {
    library l = library_open();
    zeekamqp_layout good = ZEEKAMQP_LAYOUT_INIT;

    for ( size_t i = 0; i < sizeof good / sizeof(uint32_t); i++ ) {
        static const uint32_t deltas[] = {1, 1000, (uint32_t)-1};

        for ( size_t k = 0; k < sizeof deltas / sizeof deltas[0]; k++ ) {
            uint32_t words[sizeof good / sizeof(uint32_t)];
            char error[ZEEKAMQP_TEXT_SIZE] = "";
            char ours[16], theirs[16];
            zeekamqp_layout bad;
            memcpy(words, &good, sizeof good);
            snprintf(theirs, sizeof theirs, "%u", words[i]);
            words[i] += deltas[k];
            snprintf(ours, sizeof ours, "%u", words[i]);
            memcpy(&bad, words, sizeof bad);
            CHECK_INT(l.handshake(&bad, error, sizeof error), ZEEKAMQP_ERROR_ABI);
            CHECK_CONTAINS(error, ours);
            CHECK_CONTAINS(error, theirs);
        }
    }

    CHECK_INT(l.handshake(&good, NULL, 0), ZEEKAMQP_OK); /* a refusal is not remembered */
}

static void test_null_layout_is_an_argument_error(void) {
    library l = library_open();
    zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;
    char error[ZEEKAMQP_TEXT_SIZE] = "";
    CHECK_INT(l.handshake(NULL, error, sizeof error), ZEEKAMQP_ERROR_ARGUMENT);
    CHECK(error[0] != '\0');
    CHECK_INT(l.handshake(NULL, NULL, 0), ZEEKAMQP_ERROR_ARGUMENT);
    layout.abi_version++;
    CHECK_INT(l.handshake(&layout, NULL, 0), ZEEKAMQP_ERROR_ABI); /* no buffer, no text, the same result */
}

/* Every size from 0 up: what lies behind the buffer stays as it was, what is in it ends with a NUL. */
static void test_error_buffer_sizes_are_respected(void) {
    library l = library_open();
    zeekamqp_layout layout = ZEEKAMQP_LAYOUT_INIT;
    char whole[ZEEKAMQP_TEXT_SIZE] = "";
    layout.value_size = 4711;
    CHECK_INT(l.handshake(&layout, whole, sizeof whole), ZEEKAMQP_ERROR_ABI);
    REQUIRE(memchr(whole, '\0', sizeof whole) != NULL);

    for ( size_t size = 0; size <= strlen(whole) + 8; size++ ) {
        char buffer[ZEEKAMQP_TEXT_SIZE + 64];
        memset(buffer, CANARY, sizeof buffer);
        CHECK_INT(l.handshake(&layout, buffer, size), ZEEKAMQP_ERROR_ABI);

        for ( size_t i = size; i < sizeof buffer; i++ )
            if ( ! CHECK(buffer[i] == CANARY) )
                break;

        if ( size == 0 )
            continue;

        REQUIRE(memchr(buffer, '\0', size) != NULL);
        CHECK_BYTES(buffer, strlen(buffer), whole, size <= strlen(whole) ? size - 1 : strlen(whole));
    }
}

static void test_version_is_text(void) {
    library l = library_open();
    char version[64];
    int major = -1, minor = -1, patch = -1;
    memset(version, CANARY, sizeof version);
    CHECK_INT(l.version(version, sizeof version), ZEEKAMQP_OK);
    REQUIRE(memchr(version, '\0', sizeof version) != NULL);
    printf("version %s\n", version);
    CHECK_INT(sscanf(version, "%d.%d.%d", &major, &minor, &patch), 3);
    CHECK(major >= 0 && minor >= 0 && patch >= 0);
    CHECK_LACKS(version, "+"); /* the hash of a commit is no business of a user */

    if ( ZEEKAMQP_EXPECTED_VERSION[0] )
        CHECK_BYTES(version, strlen(version), ZEEKAMQP_EXPECTED_VERSION, strlen(ZEEKAMQP_EXPECTED_VERSION));
}

static void test_version_is_cut_to_its_buffer(void) {
    library l = library_open();
    char buffer[8];
    memset(buffer, CANARY, sizeof buffer);
    l.version(buffer, 3);
    CHECK_INT(strlen(buffer), 2);
    CHECK(buffer[3] == CANARY);
    memset(buffer, CANARY, sizeof buffer);
    l.version(buffer, 0);
    CHECK(buffer[0] == CANARY);
    l.version(NULL, 0); /* whatever it returns, it returns */
    l.version(NULL, 10);
}

static const check_test tests[] = {
    {"same_header_is_accepted", test_same_header_is_accepted},
    {"each_difference_is_named", test_each_difference_is_named},
    {"null_layout_is_an_argument_error", test_null_layout_is_an_argument_error},
    {"error_buffer_sizes_are_respected", test_error_buffer_sizes_are_respected},
    {"version_is_text", test_version_is_text},
    {"version_is_cut_to_its_buffer", test_version_is_cut_to_its_buffer},
};

CHECK_MAIN(tests)
