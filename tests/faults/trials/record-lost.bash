# No fault of the broker, but of the producer: it claims a record that it has not written. Such a run has to fail.
# shellcheck shell=bash disable=SC2034
is_quiet='' host_arguments=(--omit 77) lasts_s=0 strike_after_s=0 records=2000
