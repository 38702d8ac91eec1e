# @TEST-DOC: A file of the Config framework changes host, port and password together, while Zeek runs.
#
# @TEST-EXEC: printf '%s\n' 'LogAMQP::hostname 127.0.0.2' 'LogAMQP::amqp_port 1' 'LogAMQP::password none' >amqp.config
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-change-file 3 | sort >output
# @TEST-EXEC: grep -c 'cannot connect to 127.0.0.2:1' zeek.stderr >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef exit_only_after_terminate = T;
redef Config::config_files += { "amqp.config" };
redef LogAMQP::queue_name = "btest-change-file";
redef LogAMQP::routing_key = "btest-change-file";

global is_sent = F;
global is_changed = F;

event reporter_error(t: time, msg: string, location: string)
    {
    if ( is_changed || "cannot connect to" !in msg )
        return;

    is_changed = T;
    system(fmt("printf '%%s\\n' 'LogAMQP::hostname %s' 'LogAMQP::amqp_port %s' 'LogAMQP::password %s' >new.config && mv new.config amqp.config",
               getenv("AMQP_TEST_HOST"), getenv("AMQP_TEST_PORT"), getenv("AMQP_TEST_PASSWORD")));
    }

event reporter_info(t: time, msg: string, location: string)
    {
    if ( "connected to" in msg )
        terminate();
    }

# After the file was read for the first time, whose values are those of the log then.
event Input::end_of_data(name: string, source: string)
    {
    if ( is_sent || source != "amqp.config" )
        return;

    is_sent = T;
    Letters::send("letters", table());
    Log::write(Letters::LOG, Letters::Info($number=1, $letter="a"));
    Log::write(Letters::LOG, Letters::Info($number=2));
    Log::write(Letters::LOG, Letters::Info($number=3, $letter="c"));
    }
