# @TEST-DOC: A record goes to the queue that its field names, which is declared when it first comes; an unset field is a dash. For all logs and for one.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-field-a 1 >output
# @TEST-EXEC: receive btest-field-- 1 >>output
# @TEST-EXEC: receive btest-field-c 1 >>output
# @TEST-EXEC: receive btest-number-b-1 1 >>output
# @TEST-EXEC: receive btest-number-b-3 1 >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAMQP::queue_name = "btest-field-{field:letter}";
redef LogAMQP::routing_key = "btest-field-{field:letter}";

event zeek_init()
    {
    Letters::send("a", table());
    Letters::send("b", table(["queue_name"] = "btest-number-{path}-{field:number}", ["routing_key"] = "btest-number-{path}-{field:number}",
                             ["batch_max_records"] = "5"));
    }
