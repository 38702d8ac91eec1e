# zeekctl moves the folder of a crashed node away; the spool is not in it, and the next logger sends what is there.
# shellcheck shell=bash disable=SC2034
starters=(zeekctl)
loggers=1
needs_network=yes
restarts=yes
records=$((rate * 20))
may_repeat=yes
options=('buffer = "disk"')
play() {
    start_cluster
    wait_for_some
    network cut
    # The rest comes to the logger, and goes to its spool.
    sleep $((records / rate + 3))
    kill -KILL "$(<"$node_folders/logger-1/.pid")" || failures+=('the logger had ended before')
    stop_cluster
    expect_spool
    if ! compgen -G "$node_folders/tmp/post-terminate-*-crash" >/dev/null; then
        failures+=('zeekctl has not noticed that the logger was killed')
    fi
    network pass
    start_again
    wait_for_all
    stop_cluster
}
