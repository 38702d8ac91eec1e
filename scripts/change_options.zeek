##! Takes options that change while Zeek runs, by ``Config::set_value``, a file of ``Config::config_files`` or ``Option::set``, to the logs
##! that are open. A value that is not allowed is refused, with an error, and the old one stays.

@load ./init_default

module LogAMQP;

# Host, port and password belong together: what comes within this time is applied at once, or refused as a whole.
const change_delay = 500 msec;

type ValueBefore: record {
    val: any;
};

global unapplied: table[string] of ValueBefore; # what has changed since the last time
global is_restoring = F;

global apply_changes: event();

function option_changed(id: string, value: any, location: string): any
    {
    local before = lookup_ID(id);

    if ( is_restoring || cat(value) == cat(before) )
        return value;

    local fault = __check_option(sub(id, /^LogAMQP::/, ""), value);

    if ( fault != "" )
        {
        Reporter::error(fmt("LogAMQP: %s; the option keeps the value that it has", fault));
        return before;
        }

    if ( |unapplied| == 0 )
        schedule change_delay { LogAMQP::apply_changes() };

    if ( id !in unapplied )
        unapplied[id] = ValueBefore($val=copy(before));

    return value;
    }

event LogAMQP::apply_changes()
    {
    local before = unapplied;
    unapplied = table();
    local fault = __apply_options();

    if ( fault == "" )
        return;

    # The scripts say again what the logs do.
    local ids: vector of string;
    is_restoring = T;

    for ( id, old in before )
        {
        Option::set(id, old$val);
        ids += id;
        }

    is_restoring = F;
    # A log that was opened meanwhile has begun with what is refused now. To all others this is no change.
    __apply_options();
    Reporter::error(fmt("LogAMQP: %s; what was changed together has its values of before: %s", fault, join_string_vec(sort(ids, strcmp), ", ")));
    }

# Before scripts that change options at their start.
event zeek_init() &priority=100
    {
    for ( id in global_options() )
        if ( /^LogAMQP::/ in id )
            Option::set_change_handler(id, option_changed, 10);
    }

@ifdef ( Config::log_policy )
# config.log would show the passwords.
hook Config::log_policy(rec: Config::Info, id: Log::ID, filter: Log::Filter) &priority=100
    {
    if ( rec$id != "LogAMQP::password" )
        return;

    rec$old_value = "(hidden)";
    rec$new_value = "(hidden)";
    }
@endif
