# @TEST-DOC: Each series and label in the queries of docs/grafana.json is in what Zeek's Prometheus endpoint shows.
#
# @TEST-EXEC: PROMETHEUS= zeek-scrape '^zeek_amqp_records_confirmed_total\{.*\} 3' check-dashboard $DOCS/grafana.json -- %INPUT >output
# @TEST-EXEC: btest-diff output

@load broker
@load letters
@load metrics

redef LogAMQP::queue_name = "btest-dashboard";
redef LogAMQP::routing_key = "btest-dashboard";

event zeek_init()
    {
    Letters::send("letters", table());
    }
