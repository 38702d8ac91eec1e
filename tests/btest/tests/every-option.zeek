# @TEST-DOC: Each option that the module exports reaches the library, from a filter's $config and from a redef: a bad value is refused by name.
#
# @TEST-EXEC: zeek-run -b Trapmine::AMQPWriter %INPUT Every::bad="$(long-text)" >options
# @TEST-EXEC: test "$(wc -l <options)" -gt 37
# @TEST-EXEC: while read -r name type; do grep -q "^error.*: $name/.*option '$name' in the filter's .config" zeek.stderr || echo "$name"; done <options | sort >accepted-by-filter
# @TEST-EXEC: awk '$2 == "string" && NF == 2 {print $1}' options | while read -r name; do zeek-run -b Trapmine::AMQPWriter %INPUT LogAMQP::$name="$(long-text)" >/dev/null 2>&1; grep -q "^error.*: global/.*option '$name' has the value" zeek.stderr || echo "$name"; done | sort >accepted-globally
# @TEST-EXEC: btest-diff accepted-by-filter
# @TEST-EXEC: btest-diff accepted-globally

@load letters

module Every;

export {
    const bad = "" &redef;
}

event zeek_init()
    {
    if ( bad == "" )
        {
        Letters::send("global", table());
        return;
        }

    for ( name, id in global_ids() )
        {
        if ( /^LogAMQP::/ !in name || ! id$exported || ! ( id$constant || id$option_value ) || /^func/ in id$type_name )
            next;

        local option_name = sub(name, /^LogAMQP::/, "");
        print fmt("%s %s", option_name, id$type_name);
        Letters::send(option_name, table([option_name] = bad));
        }
    }
