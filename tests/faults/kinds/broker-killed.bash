# The broker dies as by a loss of power, and comes back with its data.
# shellcheck shell=bash disable=SC2034
syncs_queue=yes
strike() { broker kill; }
heal() { broker start; }
