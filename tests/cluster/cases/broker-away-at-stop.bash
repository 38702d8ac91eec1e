# What the broker could not take before the end is in the spool, and the next start sends it.
# shellcheck shell=bash disable=SC2034
loggers=2
needs_network=yes
restarts=yes
is_cut_short=yes
records=$((rate * 40)) # more than it comes to: zeekctl takes its time to start
may_repeat=yes
play() {
    start_cluster
    wait_for_some
    network cut
    sleep 1
    stop_cluster
    take_files_as_written
    expect_spool
    network pass
    start_again
    wait_for_all
    stop_cluster
}
