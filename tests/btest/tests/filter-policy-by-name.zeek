# @TEST-DOC: A log's own policy hook keeps records from the broker, and not from the file, by the name of the filter.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: grep '"proto":"udp"' conn.log >udp
# @TEST-EXEC: receive btest-filter-policy-by-name $(wc -l <udp) | untag conn | cmp udp -
# @TEST-EXEC: grep -c '"proto":"tcp"' conn.log >output
# @TEST-EXEC: btest-diff output

@load broker
@load base/protocols/conn

redef LogAscii::use_json = T;
redef LogAMQP::logs_to_send += { Conn::LOG };
redef LogAMQP::queue_name = "btest-filter-policy-by-name";
redef LogAMQP::routing_key = "btest-filter-policy-by-name";

hook Conn::log_policy(rec: Conn::Info, id: Log::ID, filter: Log::Filter)
    {
    if ( filter$name == "amqp" && rec$proto != udp )
        break;
    }
