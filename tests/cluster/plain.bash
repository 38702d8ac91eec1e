# Nodes as processes that are started one by one. To be sourced, after layout.bash.
# shellcheck shell=bash disable=SC2154,SC2034,SC2016

can_start() { true; }

prepare_nodes() {
    local name type at=0
    node_folders=$scene/nodes
    mkdir -p "$scene/layout"
    {
        printf 'redef Cluster::manager_is_logger = F;\nredef Cluster::nodes = {\n'
        for name in "${nodes[@]}"; do
            type=$(node_type "$name")
            printf '    ["%s"] = [$node_type=Cluster::%s, $ip=127.0.0.1, $p=%d/tcp' "$name" "${type^^}" $((first_port + at))
            if [[ $type == @(proxy|worker) ]]; then printf ', $manager="manager"'; fi
            printf '],\n'
            at=$((at + 1))
        done
        printf '};\n'
    } >"$scene/layout/cluster-layout.zeek"
    zeek_path=$scene/layout:$site:$("$zeek" --help 2>&1 | sed -n 's/.*\$ZEEKPATH *| file search path (\(.*\))$/\1/p')
}

start_cluster() {
    local name settings arguments
    mapfile -t settings < <(environment)
    for name in "${nodes[@]}"; do
        mkdir -p "$node_folders/$name"
        arguments=()
        if [[ $(node_type "$name") == worker ]]; then arguments=("${worker_arguments[@]}"); fi
        launch "$name" env -C "$node_folders/$name" "${settings[@]}" CLUSTER_NODE="$name" ZEEKPATH="$zeek_path" \
            "$zeek" -C "${arguments[@]}" local.zeek
    done
}

# In zeekctl's order: whoever writes goes before whoever takes it.
stop_cluster() {
    local type name status now
    for type in worker proxy manager logger; do
        for name in "${nodes[@]}"; do
            if [[ $(node_type "$name") == "$type" ]]; then send_signal "$name" TERM; fi
        done
        for name in "${nodes[@]}"; do
            if [[ $(node_type "$name") != "$type" ]]; then continue; fi
            status=$(wait_for_end "$name" 30)
            if ((status)); then failures+=("$name ended with status $status, see $scene/$name.err"); fi
        done
    done
    # The next start would write over them.
    now=$EPOCHSECONDS
    for name in "${nodes[@]}"; do
        mkdir -p "$scene/logs/$now/$name"
        mv "$node_folders/$name"/*.log "$scene/logs/$now/$name/" 2>/dev/null || true
    done
}

show_end() {
    local name
    for name in "${nodes[@]}"; do tail -n 3 "$scene/$name.err" 2>/dev/null || true; done
}
