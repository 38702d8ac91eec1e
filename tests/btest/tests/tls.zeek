# @TEST-DOC: TLS to the broker, with authority and password from files, on a capture and until SIGTERM: all arrives, and Zeek ends with 0.
#
# @TEST-REQUIRES: command -v openssl
# @TEST-EXEC: tls-node start
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT logs_to_rabbitmq.zeek LogAscii::use_json=T
# @TEST-EXEC: tls-node receive btest-tls $(wc -l <conn.log) | untag conn >received
# @TEST-EXEC: test -s received
# @TEST-EXEC: cmp conn.log received
# @TEST-EXEC: zeek-terminate TERM reporter.log 'connected to localhost:.*TLS 1.3' %INPUT letters_by_tls.zeek
# @TEST-EXEC: tls-node receive btest-tls 3 >output
# @TEST-EXEC: btest-diff output
# @TEST-EXEC: tls-node remove

@load ./broker-tls

redef LogAMQP::queue_name = "btest-tls";
redef LogAMQP::routing_key = "btest-tls";

@TEST-START-FILE letters_by_tls.zeek
@load letters

redef exit_only_after_terminate = T;

event zeek_init()
    {
    Letters::send("letters-by-tls", table());
    }
@TEST-END-FILE
