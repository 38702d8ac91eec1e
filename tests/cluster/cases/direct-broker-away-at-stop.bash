# The same where the workers send themselves: each has a folder of its own in the spool.
# shellcheck shell=bash disable=SC2034
# shellcheck source=tests/cluster/cases/broker-away-at-stop.bash
. "$cluster/cases/broker-away-at-stop.bash"
loggers=1
direct=T
