/* reckoning_test.c: the judges of the fault runs, on losses that are made up. */
#include "check.h"
#include "reckoning.h"
#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECORDS 100

static journal *written, *received;
static reckoning_case it;

static journal* new_journal(void) {
    char path[] = "/tmp/reckoning_test.XXXXXX";
    int file = mkstemp(path);
    REQUIRE(file >= 0);
    close(file);
    journal* j = journal_open(path, RECORDS, 2);
    unlink(path);
    return j;
}

/* Record i of each writer is written at 1000 + i and comes half a second later. */
static void begin(void) {
    written = new_journal();
    received = new_journal();
    memset(&it, 0, sizeof it);
    it.written = written;
    it.received = received;

    for ( unsigned w = 0; w < 2; w++ )
        for ( uint64_t i = 0; i < RECORDS / 2; i++ ) {
            journal_enter_at(written, w, i, JOURNAL_DONE, 1000.0 + (double)i);
            journal_enter_at(received, w, i, JOURNAL_DONE, 1000.5 + (double)i);
        }
}

/* As if it had never come. */
static void take_away(unsigned writer, uint64_t sequence) {
    journal* rest = new_journal();

    for ( unsigned w = 0; w < 2; w++ )
        for ( uint64_t i = 0; i < RECORDS / 2; i++ )
            if ( journal_outcome_of(received, w, i) && ! (w == writer && i == sequence) )
                journal_enter_at(rest, w, i, JOURNAL_DONE, journal_time_of(received, w, i));

    journal_close(received);
    it.received = received = rest;
}

static void test_nothing_is_lost(void) {
    begin();
    reckoning r = reckon(&it);
    CHECK_INT(r.sent, RECORDS);
    CHECK_INT(r.received, RECORDS);
    CHECK_INT(r.missing + r.lost + r.over_reported, 0);
    CHECK(r.slowest > 0.49 && r.slowest < 0.51);
}

static void test_one_that_is_missing_is_lost(void) {
    begin();
    take_away(1, 49);
    CHECK_INT(reckon(&it).lost, 1);
    it.sent = RECORDS; /* by a producer that keeps no journal */
    CHECK_INT(reckon(&it).lost, 1);
}

static void test_one_that_is_reported_is_not_lost(void) {
    begin();
    take_away(0, 7);
    it.dropped = 1;
    CHECK_INT(reckon(&it).lost, 0);
    take_away(0, 8);
    CHECK_INT(reckon(&it).lost, 1);
    it.abandoned = 5;
    CHECK_INT(reckon(&it).lost, 0);
    CHECK_INT(reckon(&it).over_reported, 0);
    it.dropped = 3;
    CHECK_INT(reckon(&it).over_reported, 1);
}

static void test_a_refused_one_counts_as_sent(void) {
    begin();
    journal_enter_at(written, 0, 3, JOURNAL_DROPPED, 1003);
    CHECK_INT(reckon(&it).refused_received, 1);
    take_away(0, 3);
    CHECK_INT(reckon(&it).refused_received, 0);
    CHECK_INT(reckon(&it).lost, 1);
    it.dropped = 1;
    CHECK_INT(reckon(&it).lost, 0);
}

static void test_an_unfinished_one_may_be_missing(void) {
    begin();
    journal_enter_at(written, 0, 49, JOURNAL_BEGUN, 1049);
    CHECK_INT(reckon(&it).sent, RECORDS - 1);
    take_away(0, 49);
    CHECK_INT(reckon(&it).lost, 0);
    CHECK_INT(reckon(&it).unfinished, 1);
}

static void test_age_at_the_kill_decides(void) {
    static const double kills[] = {1010.5, 1020.5};
    begin();
    it.kills = kills;
    it.kill_count = 2;
    it.window = 1;
    take_away(0, 20);
    CHECK_INT(reckon(&it).young, 1);
    CHECK_INT(reckon(&it).lost, 0);
    take_away(0, 19);
    CHECK_INT(reckon(&it).young, 1);
    CHECK_INT(reckon(&it).lost, 1);
    take_away(0, 21); /* no kill came after it */
    CHECK_INT(reckon(&it).lost, 2);
}

static void test_time_of_a_fault(void) {
    begin();
    it.struck = 1010.2;
    it.healed = 1020.2;

    for ( unsigned w = 0; w < 2; w++ )
        for ( uint64_t i = 10; i < 20; i++ )
            journal_enter_at(received, w, i, JOURNAL_DONE, 1021);

    reckoning r = reckon(&it);
    CHECK(r.quiet > 9.9 && r.quiet < 10.1);
    CHECK(r.back_after > 0.29 && r.back_after < 0.31); /* record 20 */
    CHECK_INT(r.early, 0);
    CHECK_INT(r.after, 2 * 39); /* records 11 to 49 */
    journal_enter_at(received, 0, 15, JOURNAL_DONE, 1016);
    r = reckon(&it);
    CHECK_INT(r.early, 1);
    CHECK(r.quiet > 5.7 && r.quiet < 5.9);
}

static void test_duplicates_keep_their_id(void) {
    journal* j = new_journal();
    tally* t = tally_new(j, RECORDS);
    uint64_t id = tally_id("a-1", 3, 0), other = tally_id("a-2", 3, 0);
    tally_record records[] = {{0, 1, id, 0}, {0, 1, id, 0}, {0, 1, id, 1},  {0, 1, other, 0}, {0, 0, other, 0},
                              {1, 1, id, 0}, {1, 2, 0, 0},  {1, 50, id, 0}, {2, 0, id, 0}};

    for ( size_t i = 0; i < sizeof records / sizeof records[0]; i++ )
        tally_enter(t, &records[i]);

    CHECK_INT(t->records, 4);
    CHECK_INT(t->duplicates, 2);
    CHECK_INT(t->redelivered, 1);
    CHECK_INT(t->other_id, 1);
    CHECK_INT(t->out_of_order, 1);
    CHECK_INT(t->without_id, 1);
    CHECK_INT(t->unknown, 2);
    CHECK_INT(tally_same_ids(t), 1);
    tally_free(t);
    journal_close(j);
}

static void test_a_journal_goes_on(void) {
    char path[] = "/tmp/reckoning_test.XXXXXX";
    close(mkstemp(path));
    journal* j = journal_open(path, 5, 2);
    journal_enter(j, 0, 0, JOURNAL_DONE);
    journal_enter(j, 0, 1, JOURNAL_BEGUN);
    journal_enter(j, 1, 1, JOURNAL_DROPPED);
    journal_close(j);
    j = journal_open(path, 5, 2);
    unlink(path);
    CHECK_INT(journal_next(j, 0), 2);
    CHECK_INT(journal_next(j, 1), 0);
    CHECK_INT(journal_outcome_of(j, 0, 1), JOURNAL_BEGUN);
    CHECK_INT(journal_outcome_of(j, 1, 0), JOURNAL_NOTHING);
    CHECK_INT(journal_outcome_of(j, 1, 1), JOURNAL_DROPPED);
    CHECK(journal_knows(j, 0, 2) && ! journal_knows(j, 1, 2) && ! journal_knows(j, 2, 0));
    journal_close(j);
}

static const check_test tests[] = {
    {"nothing_is_lost", test_nothing_is_lost},
    {"one_that_is_missing_is_lost", test_one_that_is_missing_is_lost},
    {"one_that_is_reported_is_not_lost", test_one_that_is_reported_is_not_lost},
    {"a_refused_one_counts_as_sent", test_a_refused_one_counts_as_sent},
    {"an_unfinished_one_may_be_missing", test_an_unfinished_one_may_be_missing},
    {"age_at_the_kill_decides", test_age_at_the_kill_decides},
    {"time_of_a_fault", test_time_of_a_fault},
    {"duplicates_keep_their_id", test_duplicates_keep_their_id},
    {"a_journal_goes_on", test_a_journal_goes_on},
};

CHECK_MAIN(tests)
