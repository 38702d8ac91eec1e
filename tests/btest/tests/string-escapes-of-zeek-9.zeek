# @TEST-DOC: With each policy, odd strings are byte for byte what the JSON writer of Zeek 9.0 makes of them.
#
# @TEST-REQUIRES: zeek -e 'print JSON::STRING_ESCAPE_POLICY_PUA;'
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: for policy in HEX PUA TSV; do test -s $policy.log && receive btest-escapes-9-$policy $(wc -l <$policy.log) >$policy.received && cmp $policy.log $policy.received || exit 1; done
# @TEST-EXEC: grep -c . PUA.log >output
# @TEST-EXEC: btest-diff output

@load broker

redef LogAMQP::tag_json = F;

module Escapes;

export {
    redef enum Log::ID += { LOG };

    type Info: record {
        s: string &log;
        v: vector of string &log &optional;
        f: function(x: count): string &log &optional;
    };
}

# The same to a file and to a queue.
function twice(policy: string)
    {
    local queue = "btest-escapes-9-" + policy;
    local name = "JSON::STRING_ESCAPE_POLICY_" + policy;
    Log::add_filter(LOG, [$name="file-" + policy, $path=policy,
                          $config=table(["use_json"] = "T", ["json_string_escape_policy"] = name)]);
    Log::add_filter(LOG, [$name="amqp-" + policy, $path=policy, $writer=Log::WRITER_AMQP,
                          $config=table(["queue_name"] = queue, ["routing_key"] = queue, ["json_string_escape_policy"] = policy)]);
    }

function back(x: count): string
    {
    return "\\\xc3\xa4\xff";
    }

event zeek_init()
    {
    Log::create_stream(LOG, [$columns=Info, $path="escapes"]);
    Log::remove_default_filter(LOG);
    twice("HEX");
    twice("PUA");
    twice("TSV");

    local pieces = vector("", "a", "plain text of more than 16 bytes", "\"", "\\", "\\x41", "/", "\x09", "\x0a", "\x08\x0c\x0d", "\x00", "\x1f", "\x7f",
                          "\xc2\x80", "\xc2\x9f", "\xc2\xa0", "\xc3\xa4", "\xe2\x82\xac", "\xed\x9f\xbf", "\xed\xa0\x80", "\xee\x80\x80",
                          "\xef\xa3\xbf", "\xef\xa4\x80", "\xef\xbf\xaf", "\xef\xbf\xb0", "\xef\xbf\xbd", "\xef\xbb\xbf", "\xe2\x80\xa8",
                          "\xf0\x9f\x98\x80", "\xf3\xb0\x80\x87", "\xf4\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\x80", "\xc0\x80", "\xc3",
                          "\xe0\x80\x80", "\xe2\x82", "\xf0\x80\x80\x80", "\xf0\x90\x80", "\xf8\x88\x80\x80\x80", "\xfe", "\xff");

    for ( _, first in pieces )
        for ( _, second in pieces )
            Log::write(LOG, Info($s=first + second));

    # Three of them, by steps that share no factor with their number.
    local number = 0;

    while ( ++number <= 1000 )
        Log::write(LOG, Info($s=pieces[number * 5 % |pieces|] + pieces[number * 11 % |pieces|] + pieces[number * number % |pieces|]));

    Log::write(LOG, Info($s="last", $v=pieces, $f=back));
    }
