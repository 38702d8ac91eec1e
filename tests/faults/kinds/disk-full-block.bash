# The broker is away and the disk under the spool is full: the producer waits, and nothing is lost.
# shellcheck shell=bash disable=SC2034
. "$faults/small-disk.bash"
options+=(overflow=block)
