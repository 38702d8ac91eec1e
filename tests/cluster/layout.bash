# The nodes of a cluster, and the scripts that they share. To be sourced, after faults/scene.bash.
# shellcheck shell=bash disable=SC2154,SC2034

# Sets nodes, in the order in which they start, and their ports.
lay_out() { # LOGGERS
    local i
    nodes=()
    for ((i = 1; i <= $1; i++)); do nodes+=("logger-$i"); done
    nodes+=(manager proxy-1 worker-1 worker-2)
    free_ports 16
    site=$scene/site
    mkdir -p "$site"
    write_site
}
node_type() { printf '%s\n' "${1%-*}"; }

# As many as there are nodes, two of ZeroMQ's, and some to spare; zeekctl gives out ports one after the other. Below those of
# the other tests (tests/faults, tests/tools/rabbitmq-node).
free_ports() { # COUNT: sets first_port
    local i
    for _ in {1..200}; do
        first_port=$((10000 + RANDOM % (2000 / $1) * $1))
        for ((i = first_port; i < first_port + $1; i++)); do
            if (: <>"/dev/tcp/127.0.0.1/$i") 2>/dev/null; then continue 2; fi
        done
        return
    done
    die "there are no $1 free ports in a row between 10000 and 11999 on 127.0.0.1"
}

write_site() {
    local endpoint=tcp://127.0.0.1 xsub=$((first_port + 14)) xpub=$((first_port + 15))
    {
        # Zeek 8.0 has Broker without asking, and no script to load for it.
        printf '%s\n' '@if ( Version::number >= 80100 )' "@load frameworks/cluster/backend/$backend"
        if [[ $backend == zeromq ]]; then printf '%s\n' @else '@load frameworks/cluster/backend/zeromq/connect'; fi
        echo @endif
        if [[ $backend == zeromq ]]; then
            printf '%s\n' "redef Cluster::Backend::ZeroMQ::listen_xsub_endpoint = \"$endpoint:$xsub\";" \
                "redef Cluster::Backend::ZeroMQ::connect_xpub_endpoint = \"$endpoint:$xsub\";" \
                "redef Cluster::Backend::ZeroMQ::listen_xpub_endpoint = \"$endpoint:$xpub\";" \
                "redef Cluster::Backend::ZeroMQ::connect_xsub_endpoint = \"$endpoint:$xpub\";"
        fi
        printf '@load %s\n' "$cluster/zeek/load.zeek" "$site/settings.zeek"
    } >"$site/local.zeek"
}

# What may differ from one start to the next. Each node has a user of its own at the broker, so that the broker says which
# nodes connect. The password is in a file, and the file's name travels with the filters.
write_settings() { # [REDEF…]
    local pair
    {
        printf 'redef ClusterTest::%s;\n' "records = $records" "rate = $rate.0" "direct = ${direct:-F}" "folder = \"$scene\"" \
            "config = table([\"password_file\"] = \"$scene/password\")" "$@"
        printf 'redef LogAMQP::%s;\n' 'hostname = "127.0.0.1"' "log_local = ${direct:-F}" "amqp_port = $port" "queue_name = \"$queue\"" \
            "routing_key = \"$queue\"" 'username = "zeek-" + getenv("CLUSTER_NODE")' "spool_dir = \"$scene/spool\"" \
            "${options[@]}"
    } >"$site/settings.zeek"
}

environment() { # NAME=VALUE, one a line: what each node gets
    printf '%s\n' "ZEEK_PLUGIN_PATH=$build" ZEEK_DEFAULT_LISTEN_ADDRESS=127.0.0.1 TZ=UTC
}

# --- The nodes' processes: those that work in the scene's folder, by whatever they were started.

processes() {
    local folder target
    for folder in /proc/[0-9]*; do
        target=$(readlink "$folder/cwd" 2>/dev/null) || continue
        if [[ $target/ == "$node_folders/"* ]]; then printf '%s\n' "${folder#/proc/}"; fi
    done
}
end_processes() {
    local pids
    mapfile -t pids < <(processes)
    if ((${#pids[@]} == 0)); then return; fi
    kill -KILL "${pids[@]}" 2>/dev/null || true
}
