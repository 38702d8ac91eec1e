# @TEST-DOC: The broker gets the fields of the default filter: those that ssl.log leaves out, and what a script changes later on.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-select-ssl 1 | untag ssl | cmp ssl.log -
# @TEST-EXEC: grep -c subject ssl.log >output || true
# @TEST-EXEC: receive btest-select-letters 3 >>output
# @TEST-EXEC: btest-diff output

@load broker
@load letters

redef LogAscii::use_json = T;
redef LogAMQP::logs_to_send += { SSL::LOG, Letters::LOG };
redef LogAMQP::log_config += {
    [SSL::LOG] = table(["queue_name"] = "btest-select-ssl", ["routing_key"] = "btest-select-ssl"),
    [Letters::LOG] = table(["queue_name"] = "btest-select-letters", ["routing_key"] = "btest-select-letters")
};

event zeek_init()
    {
    Log::write(SSL::LOG, SSL::Info($ts=double_to_time(1.5), $uid="C1", $server_name="example.org", $subject="CN=example.org",
                                   $id=[$orig_h=192.0.2.1, $orig_p=1024/tcp, $resp_h=192.0.2.2, $resp_p=443/tcp]));

    local filter = Log::get_filter(Letters::LOG, "default");
    filter$exclude = set("letter");
    Log::add_filter(Letters::LOG, filter);
    }
