# @TEST-DOC: A filter named amqp that a script adds by itself is left as it is, also when the default filter changes after that.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-select-own 3 >output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::logs_to_send += { Letters::LOG };

event zeek_init()
    {
    Log::add_filter(Letters::LOG, [$name="amqp", $path="own", $writer=Log::WRITER_AMQP, $include=set("number"),
                                   $config=table(["queue_name"] = "btest-select-own", ["routing_key"] = "btest-select-own")]);
    Log::add_default_filter(Letters::LOG);
    }
