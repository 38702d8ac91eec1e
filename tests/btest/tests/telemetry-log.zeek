# @TEST-DOC: telemetry.log and the Prometheus endpoint have the plugin's numbers, labelled by log and filter.
#
# @TEST-EXEC: zeek-scrape '^zeek_amqp_records_confirmed_total\{.*log="letters".*\} 3' true -- %INPUT
# @TEST-EXEC: grep '^zeek_amqp' metrics.txt | grep -v broker= | sed -E 's/ [0-9.]+$//' | sort >output
# @TEST-EXEC: grep -E '^zeek_amqp_(connected|connections_open|connections)\{broker="[^"]+"\} 1$' metrics.txt | wc -l | tr -d ' ' >>output
# @TEST-EXEC: zeek-column name labels label_values value <telemetry.log | grep -E '^zeek_amqp_records_(accepted|confirmed)_total' | sort -u >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters
@load metrics
@load policy/frameworks/telemetry/log

redef LogAMQP::queue_name = "btest-telemetry";
redef LogAMQP::routing_key = "btest-telemetry";
redef Telemetry::log_interval = 1hr; # at the end only

event zeek_init()
    {
    Letters::send("letters", table());
    }
