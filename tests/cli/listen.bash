# For tests of tail that listen to an exchange; sourced after lib.bash.
# shellcheck shell=bash disable=SC2154

# Makes sure of an exchange, which goes at the end of the test.
make_exchange() { # EXCHANGE TYPE
    printf '{"n":1}\n' >"$work/one.log"
    at_end "delete_exchange $1"
    "$cli" replay "${broker[@]}" --exchange "$1" --exchange-type "$2" --queue-name '' --routing-key x --mandatory F --json "$work/one.log" >/dev/null 2>&1
}
delete_exchange() { # EXCHANGE
    ctl eval "rabbit_exchange:delete(rabbit_misc:r(<<\"/\">>, exchange, <<\"$1\">>), false, <<\"test\">>)." >/dev/null
}

listeners() { # EXCHANGE
    ctl list_bindings source_name destination_name | awk -v exchange="$1" '$1 == exchange && $2 ~ /^amq\.gen/ { print $2 }'
}
is_listening() { [[ $(listeners "$1") ]]; }
has_ended() { ! kill -0 "$1" 2>/dev/null; }

# Starts tail in the background, with its output in $work/out and $work/err, and waits until it listens.
listen() { # EXCHANGE TYPE FLAG...
    local exchange=$1 type=$2
    shift 2
    make_exchange "$exchange" "$type"
    "$cli" tail "${broker[@]}" --exchange "$exchange" "$@" >"$work/out" 2>"$work/err" </dev/null &
    listener=$!
    at_end "kill $listener 2>/dev/null"
    wait_for 60 "a queue of tail's own at $exchange" is_listening "$exchange"
}

# Sends conn.log and then dns.log of $work, with the routing keys zeek.conn and zeek.dns.
publish() { # EXCHANGE TYPE FLAG...
    local exchange=$1 type=$2 log
    shift 2
    if [[ " $* " != *' --queue-name '* ]]; then set -- --queue-name '' "$@"; fi
    for log in conn dns; do
        "$cli" replay "${broker[@]}" --exchange "$exchange" --exchange-type "$type" --routing-key 'zeek.{path}' --mandatory F --json "$@" "$work/$log.log" \
            >"$work/published" 2>&1 || fail "replay: $(cat "$work/published")"
    done
}

# Waits for the tail of listen to end.
expect_end() { # STATUS
    local status=0
    wait "$listener" || status=$?
    ((status == $1)) || {
        sed 's/^/  out: /' "$work/out" >&2
        sed 's/^/  err: /' "$work/err" >&2
        fail "tail ended with $status, not with $1"
    }
}

# A queue goes with its connection, which the broker may notice a moment later.
expect_no_listener() { # EXCHANGE
    is_quiet() { ! is_listening "$1"; }
    wait_for 10 "the end of tail's queue at $1" is_quiet "$1"
    expect_equal '' "$(ctl list_queues name | grep '^amq\.gen' || true)" 'what is left of queues'
}
