# @TEST-DOC: A node of Zeek's supervisor sends its logs, and ends with 0 when the supervisor does.
#
# @TEST-EXEC: zeek-terminate TERM sensor/reporter.log 'connected to' -j %INPUT
# @TEST-EXEC: receive btest-supervisor 3 >output
# @TEST-EXEC: ! grep -E 'abort|crash|[Ss]ignal 11|fork of Zeek' zeek.stderr sensor/* >&2
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::queue_name = "btest-supervisor";
redef LogAMQP::routing_key = "btest-supervisor";

event zeek_init()
    {
    if ( Supervisor::is_supervisor() )
        Supervisor::create(Supervisor::NodeConfig($name="sensor", $directory="sensor"));

    if ( Supervisor::is_supervised() )
        Letters::send("letters", table());
    }
