# The broker is short of memory: it takes nothing more from those who publish, and says so.
# shellcheck shell=bash disable=SC2034
if [[ $short ]]; then records=20000; fi # its commands take seconds
strike() { broker_ctl set_vm_memory_high_watermark 0.0001; }
heal() { broker_ctl set_vm_memory_high_watermark 0.4; }
