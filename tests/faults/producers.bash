# Who writes the records: the C host program, or the plugin in Zeek. To be sourced, after scene.bash.
# Each has start_NAME and judge_NAME, which sets dropped, abandoned, slowest, end_seconds and adds to failures.
# shellcheck shell=bash disable=SC2154,SC2034

# The broker and the spool: options that every process of a run has in common, or it would not be sent what another left.
common_options() {
    common=("hostname=${hostname:-127.0.0.1}" "amqp_port=$port" "max_wait_on_shutdown=$max_wait" "${options[@]}" "${extra[@]}")
    case $buffer in
        none) common+=(spool_dir=) ;;
        *) common+=("buffer=$buffer" "spool_dir=$spool") ;;
    esac
}

start_host() { # [ARGUMENT…]
    local pair arguments=()
    for pair in "${common[@]}"; do arguments+=(--option "$pair"); done
    launch producer "$programs/zeekamqp_host" --queue "$queue" --count "$records" --writers "$writers" --threads \
        --rate $((rate / writers)) --journal "$scene/written" "${arguments[@]}" "${host_arguments[@]}" "$@"
}
judge_host() {
    local out=$scene/producer.out name
    dropped=0
    for name in dropped_full dropped_oldest dropped_unroutable dropped_too_large dropped_malformed dropped_late \
        dropped_corrupt; do
        dropped=$((dropped + $(value "$out" "$name")))
    done
    abandoned=$(value "$out" abandoned)
    if grep -q '"counters":null' "$out"; then # a library without counters says only what it refuses
        dropped=$(($(value "$out" dropped) + $(value "$out" refused)))
        abandoned=0
    fi
    slowest="$(calculate "$(value "$out" slowest_write_ms)") ms"
    end_seconds=$(value "$out" end_seconds)
    judge_counters "$out"
}
# The identity of zeekamqp.h: each record that was accepted is in exactly one of these.
judge_counters() { # FILE
    local accepted sum=0 name
    accepted=$(value "$1" accepted)
    for name in confirmed in_spool in_memory dropped_oldest dropped_unroutable dropped_too_large dropped_corrupt abandoned; do
        sum=$((sum + $(value "$1" "$name")))
    done
    if ((accepted != sum)); then failures+=("the counters do not add up: accepted $accepted, and $sum in all"); fi
}

# A process that sends nothing of its own, so that what is in the spool goes out.
start_drainer() {
    local pair arguments=()
    for pair in "${common[@]}"; do arguments+=(--option "$pair"); done
    launch drainer "$programs/zeekamqp_host" --queue "$queue" --count 0 --writers "$writers" --hold 600 "${arguments[@]}"
}

find_zeek() {
    PATH=$PATH:/opt/zeek/bin:/usr/local/zeek/bin
    zeek=$(command -v zeek) || return 1
    compgen -G "$build/lib/Trapmine-AMQPWriter.*.so" >/dev/null
}
start_zeek() {
    zeek_sent=$records
    # The producer's library is the one of the build, as the plugin would find it installed.
    FAULT_OPTIONS="queue_name=$queue routing_key=$queue ${common[*]}" ZEEK_PLUGIN_PATH=$build TZ=UTC \
        launch producer env -C "$scene" "$zeek" -C "$faults/zeek/records.zeek" "Faults::records=$records" "Faults::writers=$writers" \
        "Faults::rate=$rate"
}
# What a Zeek has lost it says in sentences: "N records of log 'PATH' …"
said_by_zeek() { # WHAT: the sum
    { grep -oE "[0-9]+ records? of log '[^']*' $1" "$scene/producer.err" || true; } | awk '{ n += $1 } END { print n + 0 }'
}
judge_zeek() {
    local terminated
    dropped=$(said_by_zeek 'lost')
    abandoned=$(said_by_zeek 'not confirmed before the writer had to end, and lost')
    slowest=-
    terminated=$(sed -n 's/^terminating at //p' "$scene/producer.out")
    end_seconds=0
    if [[ $terminated ]]; then
        end_seconds=$(calculate "$(awk '{ print $2 }' "$scene/producer.ended") - $terminated")
    else
        failures+=("Zeek ended before it had written all records")
    fi
}
