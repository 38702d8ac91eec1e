# The network is slow: first every byte takes 100 ms longer, then there is room for a tenth of what is sent.
# shellcheck shell=bash disable=SC2034
needs_network=yes is_quiet=''
strike() {
    network delay 100
    sleep $((lasts_s / 2))
    network limit $((rate * 40))
}
heal() { network pass; }
