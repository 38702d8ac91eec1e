# Faults without an end, at random: for as many minutes as FAULT_MINUTES says. Memory and open files of the producer, once a
# second in samples.csv, must not grow: the second fifth of the time is compared with the last.
# shellcheck shell=bash disable=SC2034,SC2154
minutes=${FAULT_MINUTES:-20}
rate=2000 records=$((minutes * 60 * rate)) strike_after_s=5 lasts_s=0 is_quiet='' needs_network=yes syncs_queue=yes
options+=(max_queue_bytes=16777216)

sample() {
    local pid rss files
    pid=$(<"$scene/producer.pid")
    echo 'time,rss_kb,open_files' >"$scene/samples.csv"
    while runs producer; do
        rss=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/$pid/status" 2>/dev/null || true)
        files=$(find "/proc/$pid/fd" -mindepth 1 2>/dev/null | wc -l || true)
        if [[ $rss && $files != 0 ]]; then echo "$EPOCHREALTIME,$rss,$files" >>"$scene/samples.csv"; fi
        sleep 1
    done
}
pause() { sleep "$((RANDOM % $1 + 1)).$((RANDOM % 10))"; }
one_fault() {
    local kind=$((RANDOM % 6))
    echo "$EPOCHREALTIME fault $kind" >>"$scene/faults"
    case $kind in
        0) broker kill && pause 5 && broker start ;;
        1) broker restart ;;
        2) network cut && pause 8 && network pass ;;
        3) network silence && pause 8 && network pass ;;
        4) broker_ctl close_all_connections 'closed by a test' ;;
        5) network delay 200 && pause 8 && network pass ;;
    esac
}
strike() {
    local until=$((SECONDS + minutes * 60 - 60)) # the end in peace
    struck=$EPOCHREALTIME
    sample &
    while ((SECONDS < until)) && runs producer; do
        one_fault
        pause 25
    done
}
heal() { network pass; }
median() { # COLUMN FROM TO, in fifths
    awk -F, -v column="$1" 'NR > 1 { print $column }' "$scene/samples.csv" | awk -v from="$2" -v to="$3" '
        { value[NR] = $1 } END { for (i = 1 + int(NR * from / 5); i <= int(NR * to / 5); i++) print value[i] }' |
        sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] + 0 }'
}
check() {
    local rss=("$(median 2 1 2)" "$(median 2 4 5)") files=("$(median 3 1 2)" "$(median 3 4 5)")
    printf 'resident kB: %s, then %s; open files: %s, then %s; faults: %s\n' "${rss[@]}" "${files[@]}" \
        "$(wc -l <"$scene/faults")"
    # A tenth and 8 MB more are the ups and downs of a garbage collector.
    if ((rss[1] * 10 > rss[0] * 11 + 81920)); then failures+=("memory grew from ${rss[0]} to ${rss[1]} kB"); fi
    if ((files[1] > files[0] + 5)); then failures+=("open files grew from ${files[0]} to ${files[1]}"); fi
}
