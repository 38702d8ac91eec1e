# @TEST-DOC: Long fields are what Zeek's own JSON writer gets, too: cut by Zeek's limits from 8.1 on, and whole without them.
#
# @TEST-EXEC: zeek-run %INPUT
# @TEST-EXEC: receive btest-long-fields 2 | untag long | cmp long.log -
# @TEST-EXEC: zeek-run %INPUT whole.zeek
# @TEST-EXEC: receive btest-long-fields 2 | untag long >received
# @TEST-EXEC: cmp long.log received
# @TEST-EXEC: wc -c <received >output
# @TEST-EXEC: btest-diff output

@load broker

redef LogAMQP::queue_name = "btest-long-fields";
redef LogAMQP::routing_key = "btest-long-fields";

module Long;

export {
    redef enum Log::ID += { LOG };

    type Info: record {
        s: string &log;
        v: vector of string &log;
        c: set[count] &log;
        last: string &log;
    };
}

function many_strings(number: count, element: string): vector of string
    {
    local strings: vector of string;

    while ( |strings| < number )
        strings += element;

    return strings;
    }

# Without the NUL at the end of what string_fill makes.
function doubled(text: string, times: count): string
    {
    local number = 0;

    while ( ++number <= times )
        text += text;

    return text;
    }

event zeek_init()
    {
    Log::create_stream(LOG, [$columns=Info, $path="long"]);
    Log::remove_default_filter(LOG);
    Log::add_filter(LOG, [$name="file", $config=table(["use_json"] = "T")]);
    Log::add_filter(LOG, [$name="amqp", $writer=Log::WRITER_AMQP]);

    local numbers: set[count];

    while ( |numbers| < 300 )
        add numbers[|numbers|];

    # The limit of a string, 4096 bytes, is in the middle of a character.
    local odd = "x" + doubled("ä", 12);

    # Over the limits of fields first, then over those of a record.
    Log::write(LOG, Info($s=odd, $v=many_strings(300, "element"), $c=numbers, $last="short"));
    Log::write(LOG, Info($s="", $v=many_strings(90, doubled("y", 12)), $c=numbers, $last="short"));
    }

@TEST-START-FILE whole.zeek
# Zeek 8.0 has no limits.
@ifdef ( Log::default_max_field_string_bytes )
redef Log::default_max_field_string_bytes = 0;
redef Log::default_max_total_string_bytes = 0;
redef Log::default_max_field_container_elements = 0;
redef Log::default_max_total_container_elements = 0;
@endif
@TEST-END-FILE
