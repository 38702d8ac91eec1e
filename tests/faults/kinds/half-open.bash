# The network forgets the connection: whatever is sent disappears, and no side hears of it. New connections work again later.
# shellcheck shell=bash disable=SC2034
needs_network=yes
if [[ ! $short ]]; then rate=2500; fi # time to notice
strike() { network silence; }
heal() { network pass; }
