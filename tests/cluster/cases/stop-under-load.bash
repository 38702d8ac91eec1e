# A cluster that is stopped while records come loses none of those that its loggers have got.
# shellcheck shell=bash disable=SC2034
loggers=2
restarts=yes
is_cut_short=yes
records=$((rate * 40)) # more than it comes to: zeekctl takes its time to start
play() {
    start_cluster
    wait_for_some
    stop_cluster
    take_files_as_written
    start_again
    wait_for_all
    stop_cluster
}
