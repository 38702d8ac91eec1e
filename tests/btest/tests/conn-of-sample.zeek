# @TEST-DOC: logs_to_rabbitmq.zeek sends the records of conn.log, byte for byte as Zeek's own JSON log has them.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT logs_to_rabbitmq.zeek LogAscii::use_json=T
# @TEST-EXEC: receive btest-conn-of-sample $(wc -l <conn.log) | untag conn >received
# @TEST-EXEC: test -s received
# @TEST-EXEC: cmp conn.log received

@load broker

redef LogAMQP::queue_name = "btest-conn-of-sample";
redef LogAMQP::routing_key = "btest-conn-of-sample";
