# The scene of a fault: a producer, a consumer, a broker, and perhaps a network between them. To be sourced.
# $scene is a folder for all that one run leaves, $node the one of the broker, see tests/tools/rabbitmq-node.
# shellcheck shell=bash disable=SC2154

faults=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$faults/../.." && pwd)
build=${FAULT_BUILD:-$root/build}
programs=${FAULT_PROGRAMS:-$build/tests/native}
rabbitmq_node=$root/tests/tools/rabbitmq-node

say() { printf 'faults: %s\n' "$@" >&2; }
die() {
    say "$@"
    exit 2
}

# Version 2 of the contract brought the spool and the counters.
has_spool() { nm -D "${ZEEKAMQP_LIBRARY:-$build/lib/libzeekamqp.so}" | grep -E ' zeekamqp_writer_counters(@|$)' >/dev/null; }

# calculate EXPRESSION, to three digits; holds CONDITION
calculate() { awk "BEGIN { printf \"%.3f\n\", $1 }"; }
holds() { awk "BEGIN { exit !($1) }"; }
# value FILE NAME: a number of a program's JSON line, 0 if it isn't there
value() {
    local number
    number=$(sed -n "s/.*\"$2\":\(-\{0,1\}[0-9.]*\).*/\1/p" "$1" 2>/dev/null | tail -n 1)
    printf '%s\n' "${number:-0}"
}

free_port() {
    local port
    for _ in {1..200}; do
        port=$((12000 + RANDOM % 8000)) # below those of rabbitmq-node and those that Linux hands out
        if ! (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            printf '%s\n' "$port"
            return
        fi
    done
    die "no free port between 12000 and 19999 on 127.0.0.1"
}

# --- Processes: each has NAME.pid, NAME.out, NAME.err and, when it has ended, NAME.ended with its status and the time.

declare -A keepers=()

launch() { # NAME COMMAND…
    local name=$1
    shift
    rm -f "$scene/$name".{pid,ended}
    {
        status=0
        trap - EXIT
        "$@" >"$scene/$name.out" 2>"$scene/$name.err" </dev/null &
        printf '%s\n' "$!" >"$scene/$name.pid"
        wait "$!" 2>/dev/null || status=$?
        printf '%s %s\n' "$status" "$EPOCHREALTIME" >"$scene/$name.ended"
    } &
    keepers[$name]=$!
    until [[ -s $scene/$name.pid ]]; do sleep 0.01; done
}
runs() { [[ -s $scene/$1.pid && ! -s $scene/$1.ended ]]; }
send_signal() { # NAME SIGNAL
    if runs "$1"; then kill -"$2" "$(<"$scene/$1.pid")" 2>/dev/null || true; fi
}
wait_for_end() { # NAME SECONDS: the status; a process that does not end is killed
    local deadline=$((SECONDS + $2))
    while runs "$1"; do
        if ((SECONDS > deadline)); then
            say "$1 does not end after $2 s; killing it"
            send_signal "$1" KILL
            deadline=$((SECONDS + 30))
        fi
        sleep 0.05
    done
    wait "${keepers[$1]}" 2>/dev/null || true
    awk '{ print $1 }' "$scene/$1.ended"
}
end_scene() {
    local name
    for name in "${!keepers[@]}"; do
        send_signal "$name" CONT
        send_signal "$name" KILL
        wait "${keepers[$name]}" 2>/dev/null || true
    done
    keepers=()
}

# --- The broker. Its port is $broker_port.

make_node() { # uses the one that FAULT_NODE names, if any
    if [[ ${FAULT_NODE:-} ]]; then
        node=$FAULT_NODE
    else
        own_node=$(mktemp -d /tmp/zeekamqp-faults.XXXXXX)
        chmod 755 "$own_node"
        node=$own_node
    fi
    "$rabbitmq_node" start "$node" --owner $$
    broker_port=$(sed -n 's/^amqp_port=//p' "$node/node.env")
}
remove_node() {
    if [[ ${own_node:-} ]]; then
        "$rabbitmq_node" remove "$own_node" || true
        rm -rf "$own_node"
        own_node=''
    fi
}
broker() { "$rabbitmq_node" "$1" "$node" "${@:2}"; }
broker_ctl() { "$rabbitmq_node" ctl "$node" --quiet "$@" >>"$scene/rabbitmqctl.out" 2>&1; }
declare_queue() { "$programs/zeekamqp_drain" declare 127.0.0.1 "$broker_port" "$queue"; }
# What was declared is written to the disk only now and then, and a node that is killed would not know of it.
sync_queue() { broker_ctl eval 'mnesia:sync_log().'; }
delete_queue() { "$programs/zeekamqp_drain" delete 127.0.0.1 "$broker_port" "$queue" || true; }

# --- The network: a process that the producer's connections go through. From then on, $port is its port.

make_network() {
    port=$(free_port)
    rm -f "$scene/commands"
    mkfifo "$scene/commands"
    launch network "$programs/zeekamqp_proxy" "$port" 127.0.0.1 "$broker_port" "$scene/commands"
    until (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        runs network || die "the proxy did not start: $(<"$scene/network.err")"
        sleep 0.02
    done
}
network() { printf '%s\n' "$*" >"$scene/commands"; }

# --- The consumer

start_watch() { # [WRITTEN]
    launch watch "$programs/zeekamqp_watch" 127.0.0.1 "${watch_ports:-$broker_port}" "$queue" "$records" "$writers" \
        "$scene/received" "$@"
}
reckon() { # [NAME=NUMBER…]: JSON in $scene/reckoning
    "$programs/zeekamqp_reckon" "$scene/written" "$scene/received" ${zeek_sent:+"sent=$zeek_sent"} "$@" >"$scene/reckoning" 2>"$scene/missing"
}
# Waits until no more are missing than may be, or until none has come for so many seconds.
wait_for_records() { # MISSING SECONDS [NAME=NUMBER…]
    local missing before='' quiet_since=$SECONDS
    while :; do
        reckon "${@:3}" || true
        missing=$(($(value "$scene/reckoning" missing) - $(value "$scene/reckoning" young)))
        if ((missing <= $1)); then return; fi
        if [[ $missing != "$before" ]]; then quiet_since=$SECONDS; fi
        if ((SECONDS - quiet_since > $2)); then return; fi
        before=$missing
        sleep 0.3
    done
}
