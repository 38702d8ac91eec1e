# Metrics at the port that zeek-scrape has chosen; Zeek runs until it is told to end.

@load base/frameworks/telemetry

redef exit_only_after_terminate = T;
redef Telemetry::metrics_address = "127.0.0.1";
redef Telemetry::metrics_port = to_port(getenv("METRICS_PORT") + "/tcp");
