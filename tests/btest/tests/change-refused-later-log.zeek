# @TEST-DOC: A log that opens between a change and its refusal goes back to the values of before with the others.
#
# Nobody listens at these ports. The first log cannot do without TLS; the second one could.
#
# @TEST-EXEC: zeek-run %INPUT >output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::hostname = "127.0.0.1";
redef LogAMQP::amqp_port = 1;
redef LogAMQP::tls = T;
redef LogAMQP::max_wait_on_shutdown = 0sec;

global is_changed = F;

event show()
    {
    local brokers = LogAMQP::brokers();
    local names: set[string];

    for ( i in brokers )
        add names[brokers[i]$name];

    print LogAMQP::amqp_port, LogAMQP::tls, names;
    terminate();
    }

event reporter_error(t: time, msg: string, location: string)
    {
    if ( "values of before" in msg )
        event show();

    if ( is_changed || "cannot connect to" !in msg )
        return;

    is_changed = T;
    Config::set_value("LogAMQP::amqp_port", 2);
    Config::set_value("LogAMQP::tls", F);
    Letters::send("later", table());
    Log::write(Letters::LOG, Letters::Info($number=4));
    }

event zeek_init()
    {
    Letters::send("letters", table(["tls_ca_file"] = "/ca.pem"));
    }
