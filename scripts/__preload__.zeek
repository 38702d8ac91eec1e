# Zeek loads this before the functions and events of lib/bif, which need these types.

@load ./types
