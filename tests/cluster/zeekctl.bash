# Nodes that zeekctl starts and stops, from a prefix of the scene's own. To be sourced, after layout.bash.
# shellcheck shell=bash disable=SC2154,SC2034

can_start() {
    zeekctl=$(command -v zeekctl) || zeekctl=$(dirname "$zeek")/zeekctl
    if [[ ! -x $zeekctl ]]; then echo 'zeekctl is not installed'; return 1; fi
    # The Python that zeekctl was installed for.
    read -r -a python < <(sed -n '1s/^#! *//p' "$zeekctl")
    if ! "${python[@]}" "$cluster/zeekctl-in" "$zeekctl" /tmp --version >/dev/null 2>&1; then echo 'zeekctl does not run here'; return 1; fi
    # What is linked to need not be where it is installed.
    zeek_prefix=$(dirname "$(dirname "$(readlink -f "$zeekctl")")")
}

# zeekctl wants one prefix for all, and writes a link among its own scripts.
prepare_nodes() {
    local name variables prefix=$scene/prefix
    node_folders=$prefix/spool
    mkdir -p "$prefix"/{etc,logs,spool/tmp,spool/brokerstore,share}
    ln -s "$zeek_prefix/bin" "$prefix/bin"
    ln -s "$zeek_prefix/share/zeek" "$prefix/share/zeek"
    cp -r "$zeek_prefix/share/zeekctl" "$prefix/share/"
    variables=$(environment | paste -s -d ,)
    printf '%s\n' "env_vars = $variables" "SitePolicyPath = $site" 'SitePolicyScripts = local.zeek' "LogDir = $prefix/logs" \
        "SpoolDir = $prefix/spool" "CfgDir = $prefix/etc" "BrokerDBDir = $prefix/spool/brokerstore" "ZeekPort = $first_port" \
        'MetricsPort = 0' 'SendMail =' 'MailTo = nobody' 'CompressLogs = 0' 'StatsLogEnable = 0' 'StopWait = 1' \
        >"$prefix/etc/zeekctl.cfg"
    # Which one is zeekctl's own choice depends on its version.
    case $backend in
        zeromq) echo 'ClusterBackend = ZeroMQ' ;;
        broker) echo 'ClusterBackend = Broker' ;;
    esac >>"$prefix/etc/zeekctl.cfg"
    : >"$prefix/etc/networks.cfg"
    for name in "${nodes[@]}"; do
        printf '[%s]\ntype = %s\nhost = 127.0.0.1\n\n' "$name" "$(node_type "$name")"
    done >"$prefix/etc/node.cfg"
    run_zeekctl install
}

# In the background, so that a signal to the runner need not wait for it.
run_zeekctl() {
    local status=0
    "${python[@]}" "$cluster/zeekctl-in" "$zeekctl" "$scene/prefix" "$@" >>"$scene/zeekctl.out" 2>&1 </dev/null &
    zeekctl_pid=$!
    wait "$zeekctl_pid" || status=$?
    zeekctl_pid=''
    if ((status)); then failures+=("zeekctl $* ended with status $status, see $scene/zeekctl.out"); fi
}

start_cluster() { run_zeekctl start; }

stop_cluster() {
    run_zeekctl stop
    if grep -E 'crashed during|did not terminate' "$scene/zeekctl.out" >/dev/null; then
        failures+=("a node did not end as it should, see $scene/zeekctl.out")
    fi
}

show_end() { tail -n 20 "$scene/zeekctl.out" 2>/dev/null || true; }
