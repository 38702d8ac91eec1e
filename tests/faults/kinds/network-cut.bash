# The network between producer and broker is cut: connections are reset, new ones too.
# shellcheck shell=bash disable=SC2034
needs_network=yes
strike() { network cut; }
heal() { network pass; }
