##! Which logs go to the broker: those that :zeek:id:`LogAMQP::send_all_active_logs` and :zeek:id:`LogAMQP::logs_to_send` choose,
##! and those that a script passes to :zeek:id:`LogAMQP::send`.
##!
##! Each of them gets a filter that is a copy of the stream's default one, so that the broker gets the fields that the file gets, and
##! that follows it: when a script changes the default filter, the copy is made anew. A filter named ``amqp`` that a script has
##! added by itself is left as it is.
##!
##! It does not matter when a stream is created: the filter is there before the first record.

@load ./init_default

module LogAMQP;

export {
    ## Sends a log to the broker. To be called once, in ``zeek_init`` for instance; a stream that does not exist yet gets the filter
    ## when it is created.
    ##
    ## id: The log.
    ##
    ## config: Options for this filter alone, which win over :zeek:id:`LogAMQP::log_config` and over those for all logs. Values are
    ##         strings.
    ##
    ## name: The filter's name. With names of their own, several filters send one log to several exchanges or brokers, and it has one
    ##       name in all messages, unless its path is made by a function. In a cluster the names have to be the same on all nodes.
    ##
    ## Returns: False if the filter could not be added.
    global send: function(id: Log::ID, config: table[string] of string &default=table(), name: string &default="amqp"): bool;

    ## Internal. Called by Zeek when a filter was added to a stream or removed from it.
    global filter_changed: function(filters: table[Log::ID, string] of Log::Filter, change: TableChange, id: Log::ID, name: string,
                                    previous: Log::Filter);

    ## Internal. Whether a stream exists, be it enabled or not.
    global has_stream: function(id: Log::ID): bool;
}

# Our filters: for each log their options, by the names of the filters.
global ours: table[Log::ID] of table[string] of table[string] of string;

# The default filter that each stream has, or had before it was removed.
global defaults: table[Log::ID] of Log::Filter;

# Whether it is this script that adds or removes a filter.
global is_changing = F;

# Whether default filters can be removed as soon as there is a copy. Before, scripts look for them, that of ssl.log for one.
global is_set_up = F;

function is_chosen(id: Log::ID): bool
    {
    if ( id in logs_to_exclude )
        return F;

    # By its name, because Zeek's bare mode does not know it. What goes wrong at the broker would become a record for the broker.
    return id in logs_to_send || (send_all_active_logs && fmt("%s", id) != "Reporter::LOG");
    }

function config_of(id: Log::ID, name: string): table[string] of string
    {
    local config = id in log_config ? copy(log_config[id]) : table();

    for ( option_name, value in ours[id][name] )
        config[option_name] = value;

    return config;
    }

function remove_default(id: Log::ID)
    {
    is_changing = T;
    Log::remove_default_filter(id);
    is_changing = F;
    }

function add_copy(id: Log::ID, name: string): bool
    {
    # Without a default filter ever, all fields.
    local filter = id in defaults ? copy(defaults[id]) : Log::Filter($name=name);
    local is_second = name != "amqp" || filter$writer == Log::WRITER_AMQP;

    filter$name = name;
    filter$writer = Log::WRITER_AMQP;
    filter$config = config_of(id, name); # that of the default filter is for another writer

    if ( log_local )
        {
        filter$log_local = T;
        filter$log_remote = F;
        }

    # Zeek would rename the second of two equal paths, to conn-2. The message says conn.
    if ( is_second && filter?$path )
        {
        if ( log_path == "" && "log_path" !in filter$config )
            filter$config["log_path"] = filter$path;

        filter$path = fmt("%s-%s", filter$path, name);
        }

    is_changing = T;
    local is_added = Log::add_filter(id, filter);
    is_changing = F;

    if ( is_added && only && is_set_up )
        remove_default(id);

    return is_added;
    }

function send(id: Log::ID, config: table[string] of string, name: string): bool
    {
    if ( name == "default" )
        {
        Reporter::error(fmt("LogAMQP::send cannot name its filter for %s \"default\": that is the one that writes the file", id));
        return F;
        }

    if ( id !in ours )
        ours[id] = table();

    ours[id][name] = config;
    return has_stream(id) ? add_copy(id, name) : T;
    }

function filter_changed(filters: table[Log::ID, string] of Log::Filter, change: TableChange, id: Log::ID, name: string,
                        previous: Log::Filter)
    {
    if ( is_changing )
        return;

    if ( ! has_stream(id) )
        {
        # The stream is being removed. One of the same name gets our filters again.
        delete defaults[id];
        return;
        }

    if ( name != "default" )
        {
        # A script has removed our filter, or put its own in its place.
        if ( id in ours )
            delete ours[id][name];

        return;
        }

    if ( change == TABLE_ELEMENT_REMOVED )
        return;

    defaults[id] = filters[id, name];

    # By default all may go to the broker already, see Log::default_writer.
    if ( change == TABLE_ELEMENT_NEW && is_chosen(id) && defaults[id]$writer != Log::WRITER_AMQP &&
         "amqp" !in Log::get_filter_names(id) )
        {
        if ( id !in ours )
            ours[id] = table();

        if ( "amqp" !in ours[id] )
            ours[id]["amqp"] = table();
        }

    if ( id in ours )
        for ( own_name in ours[id] )
            add_copy(id, own_name);
    }

# After the scripts that change default filters, before those that write the first records.
event zeek_init() &priority=-4
    {
    is_set_up = T;

    if ( ! only )
        return;

    for ( id, own in ours )
        for ( own_name in own )
            if ( own_name in Log::get_filter_names(id) )
                remove_default(id);
    }

# There is no event for a new stream. But the framework keeps all filters in a table, and create_stream() fills it in with the
# default filter before it returns: so our filter is there before the stream's first record, and no record is looked at for that.
module Log;

redef filters &on_change=LogAMQP::filter_changed;

function LogAMQP::has_stream(id: Log::ID): bool
    {
    return id in all_streams;
    }
