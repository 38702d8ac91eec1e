# An operator closes all connections, three times.
# shellcheck shell=bash disable=SC2034
is_quiet='' lasts_s=0
if [[ $short ]]; then records=20000; fi
close_all() { broker_ctl close_all_connections 'closed by a test'; }
strike() { close_all; }
heal() {
    sleep 1
    close_all
    sleep 1
    close_all
}
