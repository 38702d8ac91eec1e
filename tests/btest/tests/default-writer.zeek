# @TEST-DOC: With Log::default_writer = Log::WRITER_AMQP all logs go to the broker and none to a file; to choose all logs as well sends nothing twice.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT LogAscii::use_json=T
# @TEST-EXEC: wc -l *.log | sed 's/\.log$//' | sort >expected && lines=$(cat *.log | wc -l) && rm *.log
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT Log::default_writer=Log::WRITER_AMQP LogAMQP::send_all_active_logs=T
# @TEST-EXEC: receive btest-default-writer $(awk '$2 == "total" { print $1 }' expected) | sed 's/^{"\([a-z_0-9]*\)".*/\1/' >received
# @TEST-EXEC: (sort received | uniq -c; echo "$(wc -l <received) total") | awk '{ print $1, $2 }' | sort >counted
# @TEST-EXEC: awk '{ print $1, $2 }' expected | sort | cmp - counted
# @TEST-EXEC: ls *.log >output 2>/dev/null || true
# @TEST-EXEC: btest-diff output

@load broker

redef LogAMQP::queue_name = "btest-default-writer";
redef LogAMQP::routing_key = "btest-default-writer";

# What the writers report is in no file of the first run.
hook Reporter::log_policy(rec: Reporter::Info, id: Log::ID, filter: Log::Filter)
    {
    break;
    }
