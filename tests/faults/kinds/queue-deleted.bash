# An operator deletes the queue in the middle of everything, and makes it again later. It is empty at that moment: what is in
# a queue goes with it, and no producer could do anything about it. So the flow is held up until the consumer has it all.
# shellcheck shell=bash disable=SC2034
needs_network=yes is_quiet=''
if [[ $short ]]; then records=20000; fi
options+=(unroutable=keep)
strike() {
    local reached
    send_signal network STOP
    for _ in {1..100}; do
        reached=$(broker ctl --quiet list_queues name messages | awk -v name="$queue" '$1 == name { print $2 }')
        if [[ $reached == 0 ]]; then break; fi
    done
    broker_ctl delete_queue "$queue" --if-empty
    send_signal network CONT
}
heal() { declare_queue; }
