# @TEST-DOC: LogAMQP::stats() says what became of each log and filter, over all writers of a filter that is taken away and added again. Bare mode has it, too.
#
# @TEST-EXEC: ZEEK_PLUGIN_ACTIVATE=Trapmine::AMQPWriter zeek-run -b %INPUT >output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::queue_name = "btest-stats";
redef LogAMQP::routing_key = "btest-stats";

global has_reopened = F;

function show(title: string)
    {
    local logs = LogAMQP::stats();
    local rows: table[string] of LogAMQP::Stats;
    local names = vector("letters", "more-letters");
    print title, |logs|;

    # The writers open in any order.
    for ( i in logs )
        rows[logs[i]$log] = logs[i];

    for ( j in names )
        {
        if ( names[j] !in rows )
            next;

        local s = rows[names[j]];
        print s$log, s$filter, s$accepted, s$accepted_bytes > 0, s$published, s$confirmed, s$spooled, s$in_spool, s$in_memory,
            LogAMQP::lost_records(s), s$lag;
        }

    for ( i in LogAMQP::brokers() )
        {
        local b = LogAMQP::brokers()[i];
        print "127.0.0.1" in b$name || getenv("AMQP_TEST_HOST") in b$name, b$connections, b$open;
        }
    }

event look()
    {
    local confirmed = 0;
    local logs = LogAMQP::stats();

    for ( i in logs )
        confirmed += logs[i]$confirmed;

    if ( ! has_reopened && confirmed == 6 )
        {
        show("open");
        has_reopened = T;
        Log::remove_filter(Letters::LOG, "letters");
        Letters::send("letters", table());
        Log::write(Letters::LOG, Letters::Info($number=4));
        }

    if ( confirmed == 8 )
        {
        show("reopened");
        terminate();
        }
    else
        schedule 50msec { look() };
    }

event zeek_init()
    {
    show("before");
    Letters::send("letters", table());
    Letters::send("more-letters", table());
    schedule 50msec { look() };
    }
