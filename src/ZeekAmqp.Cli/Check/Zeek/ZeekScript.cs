namespace ZeekAmqp.Cli.Check.Zeek;

/// <summary>The script that makes Zeek say how it is set up, as one line of JSON, and end.</summary>
internal static class ZeekScript
{
    /// <summary>What the line begins with; scripts may print lines of their own.</summary>
    public const string Mark = "zeek-amqp-check-answer ";

    /// <summary>
    /// The script. It names nothing of the plugin, so that Zeek reads it also without the plugin. Types are those that the plugin hands on, see
    /// OptionSnapshot, and their texts the same. No record is written while it runs: neither to a file nor to the broker.
    /// </summary>
    public const string Text = $$"""
        module Log;

        redef LogAscii::enable_leftover_log_rotation = F;

        hook Log::log_stream_policy(rec: any, id: Log::ID) &priority=1000000000
            {
            break;
            }

        type AmqpCheckFilter: record {
            name: string;
            path: string;
            config: table[string] of string;
        };

        type AmqpCheckAnswer: record {
            zeek: string;
            node: string &default="";
            options: table[string] of string &default=table();
            filters: vector of AmqpCheckFilter &default=vector();
        };

        event zeek_init() &priority=-1000000000
            {
            local answer = AmqpCheckAnswer($zeek=zeek_version());

            for ( name, id in global_ids() )
                {
                if ( ! id?$value )
                    next;
                if ( name == "Cluster::node" && id$type_name == "string" )
                    answer$node = id$value as string;
                if ( /^LogAMQP::/ !in name || ! id$exported || ! ( id$constant || id$option_value ) )
                    next;

                local short = sub(name, /^LogAMQP::/, "");
                switch ( id$type_name )
                    {
                    case "string":
                        answer$options[short] = id$value as string;
                        break;
                    case "interval":
                        answer$options[short] = fmt("%.6f", interval_to_double(id$value as interval));
                        break;
                    case "bool", "count", "JSON::TimestampFormat":
                        answer$options[short] = cat(id$value);
                        break;
                    }
                }

            for ( [stream, filter], f in Log::filters )
                {
                if ( ! f?$writer || cat(f$writer) != "Log::WRITER_AMQP" )
                    next;
                local path = to_lower(sub(cat(stream), /::LOG$/, ""));
                if ( stream in Log::active_streams && Log::active_streams[stream]?$path )
                    path = Log::active_streams[stream]$path;
                answer$filters += AmqpCheckFilter($name=filter, $path=f?$path ? f$path : path, $config=f$config);
                }

            print {{"\""}}{{Mark}}{{"\""}} + to_json(answer);
            terminate();
            }

        """;
}
