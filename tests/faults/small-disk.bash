# A spool on a disk with room for a second's records, and a broker that is away. To be sourced by kinds.
# shellcheck shell=bash disable=SC2034,SC2154
options+=(max_queue_bytes=1048576)
can_run() {
    if [[ $buffer == none ]]; then echo 'the library has no spool' && return 1; fi
    if ((EUID)); then echo 'a small disk is mounted by root only' && return 1; fi
}
prepare() {
    mkdir -p "$spool"
    mount -t tmpfs -o size=2m tmpfs "$spool"
}
strike() { broker stop; }
heal() { broker start; }
clear() { if mountpoint -q "${spool:-}"; then umount -l "$spool"; fi; }
