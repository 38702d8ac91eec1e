# The broker is stopped in good order, and started again.
# shellcheck shell=bash disable=SC2034
if [[ $short ]]; then records=16000; fi # a stop takes seconds
strike() { broker stop; }
heal() { broker start; }
