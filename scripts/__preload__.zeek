# Zeek loads this before the constants of lib/bif. These need no type that Zeek has not defined by then, so there is nothing
# to do; the file is here because Zeek looks for it.
