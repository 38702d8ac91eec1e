# @TEST-DOC: A value that is not allowed is refused while Zeek runs, alone or with what was changed together with it, and the old one stays.
#
# @TEST-EXEC: zeek-run %INPUT >output
# @TEST-EXEC: grep -c "LogAMQP: option 'amqp_port' has the value '0'; allowed is a port from 1 to 65535; the option keeps" zeek.stderr >>output
# @TEST-EXEC: grep -c "LogAMQP: log 'letters': option 'tls_ca_file' is set, but 'tls' is F; .*values of before: LogAMQP::tls_ca_file, LogAMQP::username" zeek.stderr >>output
# @TEST-EXEC: grep -c "'LogAMQP::queue_name' is not an option" zeek.stderr >>output
# @TEST-EXEC: receive btest-change-refused 4 | sort >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef LogAMQP::queue_name = "btest-change-refused";
redef LogAMQP::routing_key = "btest-change-refused";

event end()
    {
    print LogAMQP::amqp_port == to_count(getenv("AMQP_TEST_PORT")), LogAMQP::tls_ca_file, LogAMQP::username == getenv("AMQP_TEST_USERNAME"),
          LogAMQP::queue_name;
    Log::write(Letters::LOG, Letters::Info($number=4, $letter="d"));
    terminate();
    }

event reporter_error(t: time, msg: string, location: string)
    {
    if ( "values of before" in msg )
        event end();
    }

event reporter_info(t: time, msg: string, location: string)
    {
    if ( "connected to" !in msg )
        return;

    # It is said at once.
    Config::set_value("LogAMQP::amqp_port", 0);
    print LogAMQP::amqp_port == to_count(getenv("AMQP_TEST_PORT"));
    # A constant is Zeek's to refuse.
    Config::set_value("LogAMQP::queue_name", "other");
    # Each for itself is allowed.
    Config::set_value("LogAMQP::tls_ca_file", "/ca.pem");
    Config::set_value("LogAMQP::username", "nobody");
    }

event zeek_init()
    {
    Letters::send("letters", table());
    }
