# Long-lived processes by their pid files, for rabbitmq-node. To be sourced; "$dir" is the folder that holds NAME.pid and log/.
# shellcheck shell=bash disable=SC2154

# Pid files hold "pid start-time": a recycled pid has another start time, so that no stranger is ever signalled.
start_time() {
    local stat
    { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    # What follows "pid (command) " are fields 3 (state) and up; field 22 is the start time.
    read -r -a stat <<<"${stat##*) }"
    [[ ${stat[0]} != [ZX] ]] && printf '%s\n' "${stat[19]}"
}
alive() {
    local pid started
    [[ -s $dir/$1.pid ]] || return 1
    read -r pid started <"$dir/$1.pid"
    [[ $(start_time "$pid") == "$started" ]]
}
signal() { # NAME SIGNAL, to the whole process group
    local pid
    alive "$1" || return 0
    read -r pid _ <"$dir/$1.pid"
    kill -"$2" -- "-$pid" 2>/dev/null || true
}
wait_until_gone() { # NAME SECONDS
    local deadline=$((SECONDS + $2))
    while alive "$1"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
    rm -f "$dir/$1.pid"
}
# In a session of its own, so that a Ctrl-C at the terminal reaches the tests but not the node under them; and without our
# standard streams, which a caller may be reading to their end.
spawn() { # NAME COMMAND…
    local name=$1
    shift
    setsid "$@" </dev/null >>"$dir/log/$name.out" 2>&1 &
    printf '%s %s\n' "$!" "$(start_time "$!" || echo 0)" >"$dir/$name.pid"
}
