# For the tests of spool: a process that writes as Zeek would, and what became of each of its records. Sourced after lib.bash.
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # lib.bash sets what is used here, and the tests use what is set

programs=${ZEEKAMQP_PROGRAMS:-$cli_root/build/tests/native}
spool=$work/spool
writers=2
[[ -x $programs/zeekamqp_host && -x $programs/zeekamqp_watch ]] || skip "there is no $programs/zeekamqp_host; make all builds it"
producer=''

# A port of this machine at which nobody answers.
dead_port() {
    local port
    for _ in {1..200}; do
        port=$((12000 + RANDOM % 8000)) # below those that Linux hands out
        (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { printf '%s\n' "$port" && return; }
    done
    fail 'there is no free port'
}

# Writes COUNT records to the broker at PORT, all of them to disk first, and stays; enters each into $work/written.
start_producer() { # PORT COUNT [ARGUMENT...]
    "$programs/zeekamqp_host" --host 127.0.0.1 --port "$1" --queue "$name" --count "$2" --writers "$writers" --threads \
        --journal "$work/written" --hold 600 --option buffer=disk --option "spool_dir=$spool" "${@:3}" \
        >"$work/producer.out" 2>"$work/producer.err" &
    producer=$!
    at_end "kill -KILL $producer 2>/dev/null; wait $producer 2>/dev/null"
}
kill_producer() {
    kill -KILL "$producer"
    wait "$producer" 2>/dev/null || true
}

# How many records wait, as the tool sees it.
waiting() { "$cli" spool list --json "$spool" 2>/dev/null | sed -n 's/.*"records":\([0-9]*\),"bytes":[0-9]*}$/\1/p'; }
are_waiting() { [[ $(waiting) == "$1" ]]; }

# Receives all that comes into the queue from now on, whatever comes twice included.
start_watch() { # COUNT
    "$programs/zeekamqp_drain" declare "$host" "$port" "$name"
    at_end "'$programs/zeekamqp_drain' delete '$host' '$port' '$name'"
    "$programs/zeekamqp_watch" "$host" "$port" "$name" "$1" "$writers" "$work/received" >"$work/watch.out" 2>"$work/watch.err" &
    watch=$!
    at_end "kill -KILL $watch 2>/dev/null; wait $watch 2>/dev/null"
}
# Fails unless each record that was written has come, a second time with the same message-id if at all. Sets duplicates.
expect_all() {
    local status=0
    kill -TERM "$watch"
    wait "$watch" || status=$?
    ((status == 0)) || fail "the consumer ended with $status: $(<"$work/watch.out") $(<"$work/watch.err")"
    "$programs/zeekamqp_reckon" "$work/written" "$work/received" >"$work/reckoning" 2>"$work/missing" || {
        cat "$work/missing" >&2
        fail "records are missing: $(<"$work/reckoning")"
    }
    duplicates=$(sed -n 's/.*"duplicates":\([0-9]*\).*/\1/p' "$work/watch.out")
    printf 'reckoning: %s\nconsumer: %s\n' "$(<"$work/reckoning")" "$(<"$work/watch.out")"
}
