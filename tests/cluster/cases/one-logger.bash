# All workers' logs go through one logger, and only it connects.
# shellcheck shell=bash disable=SC2034
loggers=1
senders=(logger-1)
play() { start_wait_and_stop; }
