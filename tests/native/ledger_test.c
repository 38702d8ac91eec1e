/* ledger_test.c: the judge is judged first. A ledger that misses a loss would make every other test worthless. */
#include "check.h"
#include "conn_record.h"
#include "ledger.h"

#include <string.h>

static void expect(const ledger* l, uint64_t missing, uint64_t duplicates, uint64_t out_of_order, uint64_t unknown) {
    ledger_totals t = ledger_sum(l);
    CHECK_INT(t.missing, missing);
    CHECK_INT(t.duplicates, duplicates);
    CHECK_INT(t.out_of_order, out_of_order);
    CHECK_INT(t.unknown, unknown);
}

static void test_complete(void) {
    ledger* l = ledger_new(20, 3); /* 7, 7 and 6 */

    for ( unsigned w = 0; w < 3; w++ )
        for ( uint64_t i = 0; i < ledger_share(20, 3, w); i++ ) {
            CHECK(! ledger_is_complete(l));
            ledger_enter(l, w, i);
        }

    CHECK(ledger_is_complete(l));
    CHECK_INT(ledger_sum(l).received, 20);
    expect(l, 0, 0, 0, 0);
    ledger_free(l);
}

static void test_loss_is_seen(void) {
    ledger* l = ledger_new(10, 1);

    for ( uint64_t i = 0; i < 10; i++ )
        if ( i != 7 )
            ledger_enter(l, 0, i);

    CHECK(! ledger_is_complete(l));
    expect(l, 1, 0, 0, 0);
    ledger_free(l);
}

static void test_duplicate_is_seen(void) {
    ledger* l = ledger_new(4, 1);
    ledger_enter(l, 0, 0);
    ledger_enter(l, 0, 1);
    ledger_enter(l, 0, 0);
    expect(l, 2, 1, 0, 0);
    ledger_free(l);
}

static void test_order_is_judged_within_a_writer(void) {
    ledger* l = ledger_new(6, 2);
    ledger_enter(l, 0, 0);
    ledger_enter(l, 1, 2);
    ledger_enter(l, 0, 1);
    expect(l, 3, 0, 0, 0);
    ledger_enter(l, 1, 0);
    expect(l, 2, 0, 1, 0);
    ledger_free(l);
}

static void test_unknown_is_seen(void) {
    ledger* l = ledger_new(6, 2);
    ledger_enter(l, 2, 0);
    ledger_enter(l, 0, 3);
    ledger_enter(l, 0, UINT64_MAX);
    expect(l, 6, 0, 0, 3);
    ledger_free(l);
}

static void test_records_are_found_in_a_message(void) {
    static const char body[] = "{\"conn\": {\"ts\":1.0,\"uid\":\"C00200000000000010\",\"note\":\"x\"}}\n"
                               "{\"conn\": {\"uid\":\"Cxyz\"}}\n{\"conn\": {\"uid\":\"C00a0000000000ffff\"}}";
    conn_record r;
    unsigned writer = 0;
    uint64_t sequence = 0;
    size_t at = 0;
    CHECK(conn_record_find(body, strlen(body), &at, &writer, &sequence));
    CHECK(writer == 2 && sequence == 16);
    CHECK(conn_record_find(body, strlen(body), &at, &writer, &sequence));
    CHECK(writer == 10 && sequence == 0xffff);
    CHECK(! conn_record_find(body, strlen(body), &at, &writer, &sequence));
    conn_record_fill(&r, 10, 0xffff);
    CHECK(strstr(body, r.uid) != NULL);
}

static const check_test tests[] = {
    {"complete", test_complete},
    {"loss_is_seen", test_loss_is_seen},
    {"duplicate_is_seen", test_duplicate_is_seen},
    {"order_is_judged_within_a_writer", test_order_is_judged_within_a_writer},
    {"unknown_is_seen", test_unknown_is_seen},
    {"records_are_found_in_a_message", test_records_are_found_in_a_message},
};

CHECK_MAIN(tests)
