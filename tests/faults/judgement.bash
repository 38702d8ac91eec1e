# What a run has to keep, and its row in the table. To be sourced by run.
# shellcheck shell=bash disable=SC2154

heading='| Fault | Producer | Records | Received | Spooled, sent by the next process | Reported dropped | LOST | Duplicated | Back after | Slowest write |'

begin_table() {
    if [[ $table && ! -s $table ]]; then printf '%s\n|%s\n' "$heading" "$(printf -- ' --- |%.0s' {1..10})" >>"$table"; fi
}
add_row() { # CELL…
    local row
    row=$(printf ' %s |' "$@")
    printf '|%s\n' "$row"
    if [[ $table ]]; then printf '|%s\n' "$row" >>"$table"; fi
}
skip_row() { # KIND WHY
    add_row "$1" "$producer" - - - - - - - "not run: $2"
}

# Waits for the producer's end and for what it has left in the spool, and reckons up.
settle() { # KIND
    local status missing reported spooled=0
    # The time that the records take, and the end.
    status=$(wait_for_end producer $((records / rate + max_wait + 60)))
    if ((status)); then failures+=("the producer ended with status $status"); fi
    "judge_$producer"
    # What is reported will hardly come: no need to wait for it.
    reported=$((dropped + abandoned))
    wait_for_records "$reported" 2
    missing=$(value "$scene/reckoning" missing)
    if ((missing > reported)) && [[ $buffer != none ]]; then
        start_drainer
        wait_for_records "$reported" "$patience_s"
        send_signal drainer TERM
        status=$(wait_for_end drainer $((max_wait + 30)))
        if ((status)); then failures+=("the process that drained the spool ended with status $status"); fi
        spooled=$((missing - $(value "$scene/reckoning" missing)))
    fi
    send_signal watch TERM
    status=$(wait_for_end watch 60)
    if ((status)); then failures+=("the consumer ended with status $status, see $scene/watch.out"); fi
    status=0
    reckon "dropped=$dropped" "abandoned=$abandoned" "struck=$struck" "healing=$healing" "healed=$healed" || status=$?
    check
    judge "$1" "$status" "$spooled"
}

judge() { # KIND STATUS-OF-THE-RECKONING SPOOLED
    local r=$scene/reckoning lost back cause
    lost=$(value "$r" lost)
    if ((lost)); then failures+=("$lost records are lost"); fi
    if (($2 && lost == 0)); then failures+=("more were reported dropped than are missing, see $r"); fi
    if ((dropped + abandoned > 0)) && [[ ! $may_drop ]]; then
        failures+=("$dropped records were dropped and $abandoned abandoned where none had to be")
    fi
    if ((dropped == 0)) && [[ $must_drop ]]; then failures+=("nothing was dropped: the fault did not happen"); fi
    if [[ $is_quiet ]] && holds "$(value "$r" quiet) < $lasts_s * 0.6"; then
        failures+=("records came all the time: the fault did not happen")
    fi
    if (($(value "$r" after) == 0)); then failures+=('all records were written before the fault'); fi
    if [[ ! $allows_early ]] && (($(value "$r" early))); then
        failures+=("$(value "$r" early) records came that could not have come")
    fi
    # Its own deadline, and what a busy machine may miss it by.
    if holds "$end_seconds > $max_wait + 4"; then
        failures+=("the producer's end took $end_seconds s, with max_wait_on_shutdown at $max_wait s")
    fi
    back=$(value "$r" back_after)
    if holds "$back < 0"; then back='never in the same process'; else back="$back s"; fi
    add_row "$1" "$producer, $buffer" "$(value "$r" sent)" "$(value "$r" received)" "$3" \
        "$((dropped + abandoned))" "$lost" "$(value "$scene/watch.out" duplicates)" "$back" "$slowest"
    if ((${#failures[@]} == 0)); then return; fi
    failed=$((failed + 1))
    for cause in "${failures[@]}"; do say "$1 FAILED: $cause"; done
    head -n 10 "$scene/missing" >&2
    say "the ends of its logs, all in $scene:"
    tail -n 5 "$scene/producer.err" "$scene/watch.out" >&2 || true
}
