# @TEST-DOC: One line sends all logs, with the records that Zeek writes as it starts; only reporter.log is left out. The files stay.
#
# @TEST-EXEC: zeek-run -r $DATA/sample.pcap %INPUT
# @TEST-EXEC: rm -f reporter.log
# @TEST-EXEC: for log in *.log; do sed "s/.*/{\"${log%.log}\": &}/" $log; done | sort >files
# @TEST-EXEC: receive btest-select-all $(wc -l <files) | sort | cmp files -
# @TEST-EXEC: ls *.log | grep -cE '^(conn|packet_filter|ssl)\.log$' >output
# @TEST-EXEC: btest-diff output

@load broker

redef LogAMQP::send_all_active_logs = T;
redef LogAMQP::queue_name = "btest-select-all";
redef LogAMQP::routing_key = "btest-select-all";
redef LogAscii::use_json = T;
