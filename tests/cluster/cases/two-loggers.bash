# Zeek deals the records out to two loggers, and each sends its share.
# shellcheck shell=bash disable=SC2034
loggers=2
senders=(logger-1 logger-2)
play() { start_wait_and_stop; }
