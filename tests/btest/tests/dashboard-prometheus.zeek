# @TEST-DOC: A real Prometheus has an answer to each query of docs/grafana.json.
#
# @TEST-REQUIRES: $TOOLS/prometheus
# @TEST-EXEC: PROMETHEUS=$($TOOLS/prometheus) zeek-scrape '^zeek_amqp_records_confirmed_total\{.*\} 3' check-dashboard $DOCS/grafana.json -- %INPUT >output
# @TEST-EXEC: btest-diff output

@load broker
@load letters
@load metrics

redef LogAMQP::queue_name = "btest-dashboard-prometheus";
redef LogAMQP::routing_key = "btest-dashboard-prometheus";

event zeek_init()
    {
    Letters::send("letters", table());
    }
