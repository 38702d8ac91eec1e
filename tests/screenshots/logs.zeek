# Some logs, each at a rate of its own, to the broker of with-broker, and metrics at METRICS_PORT. For as long as Zeek runs.

@load base/frameworks/telemetry

redef exit_only_after_terminate = T;
redef Telemetry::metrics_address = "127.0.0.1";
redef Telemetry::metrics_port = to_port(getenv("METRICS_PORT") + "/tcp");
redef LogAMQP::hostname = getenv("AMQP_TEST_HOST") + ":" + getenv("AMQP_TEST_PORT");
redef LogAMQP::queue_name = "zeek";
redef LogAMQP::routing_key = "zeek";
redef LogAMQP::only = T;

module Screenshots;

export {
    redef enum Log::ID += { CONN, DNS, HTTP, SSL, FILES };

    type Info: record {
        n: count &log;
        text: string &log &default = "a record of some hundred bytes, as those of logs are, with what a connection was about and what came of it";
    };
}

redef LogAMQP::logs_to_send += { CONN, DNS, HTTP, SSL, FILES };

event tick(id: Log::ID, pause: interval, n: count)
    {
    Log::write(id, [$n=n]);
    schedule pause { tick(id, pause, n + 1) };
    }

event zeek_init()
    {
    Log::create_stream(CONN, [$columns=Info, $path="conn"]);
    Log::create_stream(DNS, [$columns=Info, $path="dns"]);
    Log::create_stream(HTTP, [$columns=Info, $path="http"]);
    Log::create_stream(SSL, [$columns=Info, $path="ssl"]);
    Log::create_stream(FILES, [$columns=Info, $path="files"]);
    event tick(CONN, 5msec, 0);
    event tick(DNS, 8msec, 0);
    event tick(HTTP, 30msec, 0);
    event tick(SSL, 20msec, 0);
    event tick(FILES, 90msec, 0);
    }
