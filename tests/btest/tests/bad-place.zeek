# @TEST-DOC: A place in a name that nothing is known of, a field that the log does not have and a variable that is missing cost their logs alone.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: grep -F 'error: place/Log::WRITER_AMQP: option '"'routing_key'"' in the filter'"'"'s $config has the value '"'"'zeek.{log}'"'"'; allowed is' zeek.stderr
# @TEST-EXEC: grep -F 'field/Log::WRITER_AMQP' zeek.stderr | grep -F "has no field 'uid'; it has number, letter"
# @TEST-EXEC: grep -F 'variable/Log::WRITER_AMQP' zeek.stderr | grep -F "no variable 'BTEST_NOWHERE'"
# @TEST-EXEC: grep -F 'binding/Log::WRITER_AMQP' zeek.stderr | grep -F "option 'binding_keys' has the value '#', which needs option 'exchange'"
# @TEST-EXEC: receive btest-bad-place 3 >output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::queue_name = "btest-bad-place";
redef LogAMQP::routing_key = "btest-bad-place";

event zeek_init()
    {
    Letters::send("place", table(["routing_key"] = "zeek.{log}"));
    Letters::send("field", table(["routing_key"] = "zeek.{field:uid}"));
    Letters::send("variable", table(["routing_key"] = "zeek.{env:BTEST_NOWHERE}"));
    Letters::send("binding", table(["binding_keys"] = "#"));
    Letters::send("good", table());
    }
