# @TEST-DOC: Bytes that are no text are written by the policy that is asked for, for all logs or for one; enums always by the first.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: for policy in global hex pua; do receive btest-escapes-$policy 1 >>output || exit 1; done
# @TEST-EXEC: btest-diff output

@load broker

redef LogAMQP::json_string_escape_policy = "TSV";

module Escapes;

export {
    redef enum Log::ID += { LOG };

    type Info: record {
        s: string &log;
        v: vector of string &log;
        f: function(x: count): string &log;
    };
}

function send(path: string, config: table[string] of string)
    {
    config["queue_name"] = "btest-escapes-" + path;
    config["routing_key"] = "btest-escapes-" + path;
    Log::add_filter(LOG, [$name=path, $path=path, $writer=Log::WRITER_AMQP, $config=config]);
    }

function back(x: count): string
    {
    return "\\";
    }

event zeek_init()
    {
    Log::create_stream(LOG, [$columns=Info, $path="escapes"]);
    Log::remove_default_filter(LOG);
    send("global", table());
    send("hex", table(["json_string_escape_policy"] = "HEX"));
    send("pua", table(["json_string_escape_policy"] = "JSON::STRING_ESCAPE_POLICY_PUA"));
    Log::write(LOG, Info($s="\xc3\xa4\x07\n", $v=vector("\\x07", "\xc3\xa4\\\xff", "plain"), $f=back));
    }
