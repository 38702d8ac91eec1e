# @TEST-DOC: What docs/migrating.md says to write instead of zeek-kafka's options declares exchange, queue and binding, and sends all logs.
#
# @TEST-EXEC: sed -n '/^## From zeek-kafka/,/^## /p' $SCRIPTS/../docs/migrating.md | sed -n '/^```zeek/,/^```/p' | grep -v '^```' >documented.zeek
# @TEST-EXEC: grep -q 'LogAMQP::binding_keys' documented.zeek
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT documented.zeek
# @TEST-EXEC: cat *.log | grep -vc '^#' >written
# @TEST-EXEC: receive zeek_all "$(cat written)" | sed 's/^{"\([a-z_0-9]*\)".*/\1/' | sort -u >output
# @TEST-EXEC: btest-diff output

@load broker

# reporter.log is not sent, and what the plugin says there would be counted.
hook Reporter::log_policy(rec: Reporter::Info, id: Log::ID, filter: Log::Filter)
    {
    break;
    }
