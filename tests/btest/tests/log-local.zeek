# @TEST-DOC: A worker of a cluster sends nothing by itself, unless log_local says so.
#
# What makes a worker a worker, as far as logs are concerned, are two settings of Zeek.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: zeek-run %INPUT LogAMQP::log_local=T
# @TEST-EXEC: receive btest-log-local 3 >output
# @TEST-EXEC: ls *.log >>output 2>/dev/null || true
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef Log::enable_local_logging = F;
redef Log::enable_remote_logging = T;
redef LogAMQP::logs_to_send += { Letters::LOG };
redef LogAMQP::queue_name = "btest-log-local";
redef LogAMQP::routing_key = "btest-log-local";
