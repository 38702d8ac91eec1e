using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Schema;

/// <summary>The script that has Zeek say what its logs are: one line of JSON for the options of the plugin, and one for each filter of each log.</summary>
internal static class ZeekScript
{
    /// <summary>Options that say nothing of messages, and that nobody should see.</summary>
    private static readonly string[] Untold = ["username", "password", "username_file", "password_file", "username_env", "password_env"];

    // Runs after all that other scripts do as Zeek starts. No record is written meanwhile: a writer would connect to the broker.
    private const string Text = """
        module ZeekAmqpSchema;

        type Column: record {
            name: string;
            type_name: string;
        };

        type FilterLine: record {
            stream: string;
            filter: string;
            writer: string;
            path: string &optional;
            has_path_func: bool;
            added: vector of Column;
            columns: vector of Column;
            include: set[string] &optional;
            exclude: set[string] &optional;
            names: table[string] of string;
            config: table[string] of string;
        };

        type OptionLine: record {
            plugin_options: table[string] of string;
        };

        global output = open("@OUTPUT@");

        hook Log::log_stream_policy(rec: any, id: Log::ID) &priority=1000000
            {
            break;
            }

        function flatten(fields: record_field_table, prefix: string, separator: string): vector of Column
            {
            local columns: vector of Column = vector();

            for ( name, field in fields )
                {
                if ( ! field$log )
                    next;

                if ( /^record / !in field$type_name )
                    {
                    columns += Column($name=prefix + name, $type_name=field$type_name);
                    next;
                    }

                for ( _, column in flatten(record_fields(sub(field$type_name, /^record /, "")), prefix + name + separator, separator) )
                    columns += column;
                }

            return columns;
            }

        function added_by(filter: Log::Filter, path: string): vector of Column
            {
            # A function that adds nothing returns no value.
            if ( ! filter?$ext_func || / : void$/ in type_name(filter$ext_func) )
                return vector();

            return flatten(record_fields(filter$ext_func(path)), filter$ext_prefix, filter$scope_sep);
            }

        function tell_filter(id: Log::ID, columns: any, name: string)
            {
            local filter = Log::get_filter(id, name);
            local path = filter?$path ? filter$path : "";
            local line = FilterLine($stream=cat(id), $filter=name, $writer=cat(filter$writer), $has_path_func=filter?$path_func,
                                    $added=added_by(filter, path), $columns=flatten(record_fields(columns), "", filter$scope_sep),
                                    $names=filter$field_name_map, $config=filter$config);

            if ( filter?$path )
                line$path = filter$path;

            if ( filter?$include )
                line$include = filter$include;

            if ( filter?$exclude )
                line$exclude = filter$exclude;

            print output, to_json(line);
            }

        function tell_options()
            {
            local options: table[string] of string = table();

            for ( name, value in global_ids() )
                {
                local option_name = sub(name, /^LogAMQP::/, "");

                if ( /^LogAMQP::/ !in name || option_name !in set(@OPTIONS@) || ! value?$value )
                    next;

                local of_any = value$value;
                options[option_name] = of_any is interval ? fmt("%.6f", interval_to_double(of_any as interval)) : cat(of_any);
                }

            print output, to_json(OptionLine($plugin_options=options));
            }

        event zeek_init() &priority=-1000000
            {
            tell_options();

            for ( id, stream in Log::active_streams )
                {
                for ( name in Log::get_filter_names(id) )
                    tell_filter(id, stream$columns, name);
                }

            close(output);
            terminate();
            }

        """;

    /// <summary>The script.</summary>
    /// <param name="output">The file that Zeek writes.</param>
    public static string Write(string output)
    {
        IEnumerable<string> options = OptionTable.All.Where(option => !option.IsOfScripts && !Untold.Contains(option.Name)).Select(option => $"\"{option.Name}\"");
        return Text.Replace("@OUTPUT@", output, StringComparison.Ordinal).Replace("@OPTIONS@", string.Join(", ", options), StringComparison.Ordinal);
    }
}
