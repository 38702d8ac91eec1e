# The steps of a case, and what has to hold at its end. To be sourced, after layout.bash.
# shellcheck shell=bash disable=SC2154,SC2034

# --- Before

# A queue, and a user for each node, all with one password, which is in a file.
prepare_broker() {
    queue=cluster.$$.$RANDOM
    port=$broker_port
    if [[ $needs_network ]]; then make_network; fi
    declare_queue
    password=secret-$RANDOM$RANDOM$RANDOM
    (umask 077 && printf '%s\n' "$password" >"$scene/password")
    # shellcheck disable=SC2016 # Erlang
    broker_ctl eval 'lists:foreach(fun(User) ->
        catch rabbit_auth_backend_internal:delete_user(User, <<"test">>),
        rabbit_auth_backend_internal:add_user(User, <<"'"$password"'">>, <<"test">>),
        rabbit_auth_backend_internal:set_permissions(User, <<"/">>, <<".*">>, <<".*">>, <<".*">>, <<"test">>)
        end, [<<"zeek-", Name/binary>> || Name <- [<<"logger-1">>, <<"logger-2">>, <<"worker-1">>, <<"worker-2">>,
        <<"manager">>, <<"proxy-1">>]]).'
}

begin_watch() {
    total=$((records * 4)) # two workers, two logs
    zeek_sent=$total
    "$programs/zeekamqp_enter" "$total" 4 "$scene/written" </dev/null >"$scene/entered"
    launch watch "$programs/zeekamqp_watch" 127.0.0.1 "$broker_port" "$queue" "$total" 4 "$scene/received"
}

# --- Within

wait_for_some() {
    local deadline=$((SECONDS + 60))
    until { reckon || true; } && (($(value "$scene/reckoning" received) > total / 20)); do
        if ((SECONDS > deadline)) || [[ ! $(processes) ]]; then
            failures+=('the cluster sent nothing within 60 s')
            return
        fi
        sleep 0.3
    done
}
# Nothing for 20 s: then what is missing will not come.
wait_for_all() { wait_for_records 0 20; }

# The second start writes one record of each worker and log, since a log that nobody writes has no writer that connects.
start_again() {
    write_settings "first = $((records - 1))"
    start_cluster
}

start_wait_and_stop() {
    start_cluster
    wait_for_some
    expect_loopback
    wait_for_all
    expect_senders
    stop_cluster
}

# What the senders had got when they ended is in the files that they wrote beside, and is what has to arrive.
take_files_as_written() {
    zeek_sent=''
    {
        find "$scene/logs" "$scene/prefix/logs" -name 'cluster_*.log' -exec cat {} + 2>/dev/null || true
        seq 0 3 | while read -r i; do printf '{"uid":"C%03x%014x"}  \n' "$i" $((records - 1)); done
    } | "$programs/zeekamqp_enter" "$total" 4 "$scene/written" >"$scene/entered" ||
        failures+=("the nodes' files have records twice, see $scene/entered")
}

# --- What has to hold meanwhile

# Which nodes are connected to the broker, by their users.
expect_senders() {
    local connected
    connected=$("$rabbitmq_node" ctl "$node" --quiet list_connections user | sed -n 's/^zeek-//p' | sort | paste -s -d ' ')
    if [[ $connected != "${senders[*]}" ]]; then failures+=("connected to the broker were '$connected', not '${senders[*]}'"); fi
}

expect_loopback() {
    local pids open
    command -v ss >/dev/null || return 0
    pids=$(processes | paste -s -d '|')
    open=$(ss -Hltnp | grep -E "pid=($pids)," | awk '{ print $4 }' | grep -vE '^(127\.|\[::ffff:127\.|\[::1\])' || true)
    if [[ $open ]]; then failures+=("nodes listen on more than the loopback interface: $open"); fi
}

left_in_spool() { find "$scene/spool" -name '*.segment' -size +0 2>/dev/null; }
expect_spool() {
    if [[ ! $(left_in_spool) ]]; then failures+=('nothing was left in the spool: all had been delivered'); fi
}

# --- At the end

settle() {
    local status
    send_signal watch TERM
    status=$(wait_for_end watch 60)
    if ((status)); then failures+=("the consumer ended with status $status, see $scene/watch.out"); fi
    reckon || true
    if [[ $(processes) ]]; then
        failures+=('processes were left after the stop')
        end_processes
    fi
    delete_queue
    end_scene
}

judge() {
    local r=$scene/reckoning lost received duplicates given sent logs
    sent=$(value "$r" sent) lost=$(value "$r" lost) received=$(value "$r" received)
    duplicates=$(value "$scene/watch.out" duplicates)
    summary="$received of $sent records, $duplicates twice"
    if ((lost || sent == 0)); then failures+=("$lost of $sent records are lost"); fi
    if ((received != $(value "$scene/watch.out" records))); then failures+=('records came that nobody has sent'); fi
    if ((duplicates)) && [[ ! $may_repeat ]]; then failures+=("$duplicates records came twice"); fi
    if [[ $(left_in_spool) ]]; then failures+=("something is left in $scene/spool"); fi
    if [[ $is_cut_short ]]; then
        # Between worker and logger, records are Zeek's own.
        given=$(awk '{ n += $2 - $1 } END { print 2 * n }' "$scene"/written-worker-*)
        summary+=", $((given - sent)) lost by Zeek on the way to a logger"
    fi
    logs=$(find "$scene" -name 'reporter*.log' -exec grep -h 'Reporter::ERROR.*WRITER_AMQP' {} + || true)
    if [[ $logs && ! $needs_network ]]; then failures+=("a node reports errors: $(head -n 3 <<<"$logs")"); fi
    if grep -rIl --exclude=password --exclude=rabbitmqctl.out -- "$password" "$scene" >&2; then
        failures+=('the files above have the password in them')
    fi
}
