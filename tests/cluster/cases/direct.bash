# Workers send to the broker themselves, past the logger.
# shellcheck shell=bash disable=SC2034
direct=T
senders=(worker-1 worker-2)
play() { start_wait_and_stop; }
