# The broker is away and the disk under the spool is full: what does not fit is dropped, and each that is dropped is reported.
# shellcheck shell=bash disable=SC2034
. "$faults/small-disk.bash"
options+=(overflow=drop_newest)
may_drop=yes must_drop=yes
