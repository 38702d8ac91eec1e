# @TEST-DOC: With fewer addresses than .NET needs to start, as zeekctl's MemLimit may leave it, the log is refused; Zeek goes on.
#
# @TEST-GROUP: few-addresses
#
# @TEST-EXEC: ulimit -v 2000000 && zeek-run %INPUT
# @TEST-EXEC: grep -F "error: limited/Log::WRITER_AMQP: " zeek.stderr | grep -F "1953 MB of addresses (ulimit -v, zeekctl's MemLimit)"
# @TEST-EXEC: grep -v '^#' letters.log >output
# @TEST-EXEC: btest-diff output

@load letters

event zeek_init()
    {
    Letters::send("limited", table());
    }
