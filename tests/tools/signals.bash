# Runs a command such that a signal ends it, and the script that started it, in good order. To be sourced.
# bash alone would not act on a signal before its foreground command has ended.
# shellcheck shell=bash

command_pid=''

end_by_signal() { # NAME NUMBER
    trap '' INT TERM HUP # a second Ctrl-C must not leave half of it behind
    if [[ $command_pid ]]; then
        kill -"$1" "$command_pid" 2>/dev/null || true
        # Time for an orderly end, but not for ever.
        for _ in {1..300}; do
            kill -0 "$command_pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$command_pid" 2>/dev/null || true
    fi
    exit $((128 + $2))
}
trap 'end_by_signal INT 2' INT
trap 'end_by_signal TERM 15' TERM
trap 'end_by_signal HUP 1' HUP

# Returns the command's exit status. In the background, but with our standard input, and with SIGINT as it was: a
# background command of a script would ignore it.
run_command() {
    local status=0
    (trap - INT && exec "$@") <&0 &
    command_pid=$!
    wait "$command_pid" || status=$?
    command_pid=''
    return "$status"
}
