# The broker is not there when the producer starts.
# shellcheck shell=bash disable=SC2034
strike_after_s=0
if [[ $short ]]; then lasts_s=3; else lasts_s=60 rate=2500; fi
prepare() { broker stop; }
heal() { broker start; }
