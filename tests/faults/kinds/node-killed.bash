# A node of a cluster of three dies and comes back, and then another: first the one that leads the queue's quorum.
# shellcheck shell=bash disable=SC2034,SC2154
is_own_broker=yes is_quiet=''
if [[ $short ]]; then records=40000; fi
prepare() {
    cluster=$(mktemp -d /tmp/zeekamqp-cluster.XXXXXX)
    chmod 755 "$cluster"
    "$faults/cluster" start "$cluster" $$
    "$faults/cluster" declare "$cluster" "$queue"
    local ports=() name
    for name in a b c; do ports+=("$(sed -n 's/^amqp_port=//p' "$cluster/$name/node.env")"); done
    hostname=127.0.0.1:${ports[0]},127.0.0.1:${ports[1]},127.0.0.1:${ports[2]}
    port=${ports[0]}
    watch_ports=$(IFS=, && echo "${ports[*]}")
    find_leader
}
find_leader() { leader=$("$faults/cluster" leader "$cluster" "$queue"); }
strike() { "$rabbitmq_node" kill "$cluster/$leader"; }
heal() {
    "$rabbitmq_node" start "$cluster/$leader"
    find_leader
    strike
    sleep "$lasts_s"
    "$rabbitmq_node" start "$cluster/$leader"
}
clear() {
    if [[ ! ${cluster:-} ]]; then return; fi
    "$faults/cluster" remove "$cluster"
    rm -rf "$cluster"
    cluster=''
}
