##! The plugin's numbers as metrics of Zeek's telemetry framework: at the Prometheus endpoint and in telemetry.log. Read when somebody asks
##! for metrics, and not before.

@load base/frameworks/telemetry
@load ./status_log

# Of its own: the names in LogAMQP are for its users.
module LogAMQPTelemetry;

# What one log and filter has. Found again here, rather than by its labels at each reading.
type LogMetrics: record {
    accepted: Telemetry::Counter;
    accepted_bytes: Telemetry::Counter;
    confirmed: Telemetry::Counter;
    spooled: Telemetry::Counter;
    drained: Telemetry::Counter;
    published: Telemetry::Counter;
    retried: Telemetry::Counter;
    returned: Telemetry::Counter;
    dropped: vector of Telemetry::Counter; # in the order of drop_reasons
    lost: count &default=0;                # what they add up to
    in_spool: Telemetry::Gauge;
    in_memory: Telemetry::Gauge;
    lag: Telemetry::Gauge;
};

type BrokerMetrics: record {
    connected: Telemetry::Gauge;
    connections: Telemetry::Gauge;
    open: Telemetry::Gauge;
};

const log_labels = vector("log", "filter");

# Each reason is there from the start, with 0: the first loss is then seen as an increase.
const drop_reasons = vector("full", "oldest", "unroutable", "too_large", "malformed", "late", "corrupt", "abandoned");

function log_counter(name: string, unit: string, help: string): Telemetry::CounterFamily
    {
    return Telemetry::register_counter_family(Telemetry::MetricOpts(
        $prefix="zeek", $name="amqp_" + name, $unit=unit, $label_names=log_labels, $help_text=help));
    }

function gauge(name: string, unit: string, labels: string_vec, help: string): Telemetry::GaugeFamily
    {
    return Telemetry::register_gauge_family(Telemetry::MetricOpts(
        $prefix="zeek", $name="amqp_" + name, $unit=unit, $label_names=labels, $help_text=help));
    }

global accepted_cf = log_counter("records_accepted", "", "Records taken for delivery to a broker");
global accepted_bytes_cf = log_counter("accepted", "bytes", "Bytes of the records taken, before compression");
global confirmed_cf = log_counter("records_confirmed", "", "Records that a broker has taken responsibility for");
global spooled_cf = log_counter("records_spooled", "", "Records written to disk");
global drained_cf = log_counter("records_drained", "", "Records written to disk that are settled since");
global published_cf = log_counter("messages_published", "", "Messages handed to a connection, repetitions included");
global retried_cf = log_counter("messages_retried", "", "Messages that had to be published again");
global returned_cf = log_counter("messages_returned", "", "Messages that came back because no queue is bound for them");

global dropped_cf = Telemetry::register_counter_family(Telemetry::MetricOpts(
    $prefix="zeek", $name="amqp_records_dropped", $unit="", $label_names=vector("log", "filter", "reason"),
    $help_text="Records lost, by reason"));

global in_spool_gf = gauge("records_in_spool", "", log_labels, "Records on disk now");
global in_memory_gf = gauge("records_in_memory", "", log_labels, "Records in memory only, not confirmed yet");
global lag_gf = gauge("lag", "seconds", log_labels, "Age of the oldest record that is not settled");

global connected_gf = gauge("connected", "", vector("broker"), "Whether all connections to the broker that are needed are open");
global connections_gf = gauge("connections", "", vector("broker"), "Connections to the broker that are needed");
global open_gf = gauge("connections_open", "", vector("broker"), "Connections to the broker that are open");

global metrics_of_logs: table[string, string] of LogMetrics;
global metrics_of_brokers: table[string] of BrokerMetrics;

function make_log_metrics(log: string, filter: string): LogMetrics
    {
    local labels = vector(log, filter);
    local dropped: vector of Telemetry::Counter;

    for ( i in drop_reasons )
        dropped += Telemetry::counter_with(dropped_cf, vector(log, filter, drop_reasons[i]));

    return LogMetrics(
        $accepted=Telemetry::counter_with(accepted_cf, labels),
        $accepted_bytes=Telemetry::counter_with(accepted_bytes_cf, labels),
        $confirmed=Telemetry::counter_with(confirmed_cf, labels),
        $spooled=Telemetry::counter_with(spooled_cf, labels),
        $drained=Telemetry::counter_with(drained_cf, labels),
        $published=Telemetry::counter_with(published_cf, labels),
        $retried=Telemetry::counter_with(retried_cf, labels),
        $returned=Telemetry::counter_with(returned_cf, labels),
        $dropped=dropped,
        $in_spool=Telemetry::gauge_with(in_spool_gf, labels),
        $in_memory=Telemetry::gauge_with(in_memory_gf, labels),
        $lag=Telemetry::gauge_with(lag_gf, labels));
    }

function show_log(s: LogAMQP::Stats)
    {
    if ( [s$log, s$filter] !in metrics_of_logs )
        metrics_of_logs[s$log, s$filter] = make_log_metrics(s$log, s$filter);

    local m = metrics_of_logs[s$log, s$filter];
    Telemetry::counter_set(m$accepted, s$accepted);
    Telemetry::counter_set(m$accepted_bytes, s$accepted_bytes);
    Telemetry::counter_set(m$confirmed, s$confirmed);
    Telemetry::counter_set(m$spooled, s$spooled);
    Telemetry::counter_set(m$drained, s$drained);
    Telemetry::counter_set(m$published, s$published);
    Telemetry::counter_set(m$retried, s$retried);
    Telemetry::counter_set(m$returned, s$returned);

    # Most logs lose nothing, most of the time.
    if ( LogAMQP::lost_records(s) != m$lost )
        {
        m$lost = LogAMQP::lost_records(s);
        local dropped = vector(s$dropped_full, s$dropped_oldest, s$dropped_unroutable, s$dropped_too_large,
                               s$dropped_malformed, s$dropped_late, s$dropped_corrupt, s$abandoned);

        for ( i in dropped )
            Telemetry::counter_set(m$dropped[i], dropped[i]);
        }

    Telemetry::gauge_set(m$in_spool, s$in_spool);
    Telemetry::gauge_set(m$in_memory, s$in_memory);
    Telemetry::gauge_set(m$lag, interval_to_double(s$lag));
    }

function show_broker(b: LogAMQP::Broker)
    {
    local labels = vector(b$name);

    if ( b$name !in metrics_of_brokers )
        metrics_of_brokers[b$name] = BrokerMetrics(
            $connected=Telemetry::gauge_with(connected_gf, labels),
            $connections=Telemetry::gauge_with(connections_gf, labels),
            $open=Telemetry::gauge_with(open_gf, labels));

    local m = metrics_of_brokers[b$name];
    Telemetry::gauge_set(m$connected, b$connections > 0 && b$open == b$connections ? 1.0 : 0.0);
    Telemetry::gauge_set(m$connections, b$connections);
    Telemetry::gauge_set(m$open, b$open);
    }

hook Telemetry::sync()
    {
    local logs = LogAMQP::stats();

    for ( i in logs )
        show_log(logs[i]);

    local brokers = LogAMQP::brokers();
    local ours: set[string];

    for ( i in brokers )
        {
        show_broker(brokers[i]);
        add ours[brokers[i]$name];
        }

    # After a change of options one may be none of ours any more, and a metric cannot be taken back.
    for ( name in metrics_of_brokers )
        if ( name !in ours )
            show_broker(LogAMQP::Broker($name=name, $connections=0, $open=0));
    }
