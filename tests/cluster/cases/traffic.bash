# Workers that read packets: conn.log, as Zeek makes it. What arrives is to the byte what a logger writes to its files.
# shellcheck shell=bash disable=SC2034
starters=(plain) # zeekctl gives workers an interface
loggers=2
senders=(logger-1 logger-2)
records=500
worker_arguments=(-r "$root/tests/data/sample.pcap")
play() {
    "$programs/zeekamqp_drain" declare 127.0.0.1 "$broker_port" "$queue.conn"
    write_settings 'has_traffic = T' "traffic_queue = \"$queue.conn\""
    start_wait_and_stop # connections that are open in the end are written then
    find "$scene/logs" -name 'conn*.log' -exec cat {} + | sort >"$scene/conn.written"
    "$build/bin/zeek-amqp" tail --uri "amqp://guest:guest@127.0.0.1:$broker_port/%2F" --queue "$queue.conn" --json --timeout 5 |
        sed 's/^{"conn": \(.*\)}$/\1/' | sort >"$scene/conn.received" || true
    "$programs/zeekamqp_drain" delete 127.0.0.1 "$broker_port" "$queue.conn"
    if [[ ! -s $scene/conn.written ]]; then failures+=('the workers saw no connection'); fi
    if ! cmp -s "$scene/conn.written" "$scene/conn.received"; then
        failures+=("what arrived of conn.log is not what the loggers wrote: diff $scene/conn.written $scene/conn.received")
    fi
}
