using System.Text.Json;

namespace ZeekAmqp.Cli.Tail;

/// <summary>A few telling fields of a record, by its log.</summary>
internal static class RecordSummary
{
    private const int MaxOthers = 4;

    // A plus joins fields without a space.
    private static readonly Dictionary<string, string[]> FieldsByLog = new()
    {
        ["conn"] = ["service", "proto", "conn_state", "duration", "orig_bytes", "resp_bytes"],
        ["dhcp"] = ["msg_types", "host_name", "assigned_addr"],
        ["dns"] = ["qtype_name", "query", "rcode_name", "answers"],
        ["files"] = ["source", "mime_type", "filename", "total_bytes"],
        ["ftp"] = ["user", "command", "arg", "reply_code"],
        ["http"] = ["method", "host+uri", "status_code", "user_agent"],
        ["irc"] = ["nick", "command", "value"],
        ["kerberos"] = ["request_type", "client", "service", "error_msg"],
        ["known_services"] = ["port_proto", "service"],
        ["ldap"] = ["opcode", "result", "object"],
        ["ldap_search"] = ["scope", "base_object", "filter"],
        ["mysql"] = ["cmd", "arg"],
        ["notice"] = ["note", "msg"],
        ["ntp"] = ["version", "mode", "stratum", "ref_id"],
        ["quic"] = ["version", "server_name"],
        ["rdp"] = ["cookie", "result"],
        ["reporter"] = ["level", "message"],
        ["sip"] = ["method", "uri", "status_code"],
        ["smb_files"] = ["action", "path", "name"],
        ["smb_mapping"] = ["path", "share_type"],
        ["smtp"] = ["mailfrom", "rcptto", "subject", "last_reply"],
        ["snmp"] = ["version", "community", "display_string"],
        ["software"] = ["software_type", "unparsed_version"],
        ["ssh"] = ["auth_success", "client", "server"],
        ["ssl"] = ["version", "server_name", "cipher", "validation_status"],
        ["syslog"] = ["severity", "message"],
        ["tunnel"] = ["tunnel_type", "action"],
        ["weird"] = ["name", "addl"],
        ["x509"] = ["certificate.subject", "certificate.issuer"],
    };

    // What other columns show, or what says nothing to a person.
    private static readonly HashSet<string> Elsewhere =
    [
        "ts", "uid", "uids", "fuid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "_path", "_write_ts", "src", "dst", "host", "trans_depth",
    ];

    /// <summary>The summary of a record.</summary>
    public static string Of(string log, JsonElement record)
    {
        string known = FieldsByLog.TryGetValue(log, out string[]? fields)
            ? string.Join(' ', fields.Select(field => Joined(record, field)).Where(value => value.Length > 0))
            : "";
        return known.Length > 0 ? known : Others(record);
    }

    /// <summary>A value as people read it: elements with commas between them, objects not at all.</summary>
    public static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "T",
        JsonValueKind.False => "F",
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Show)),
        _ => "",
    };

    private static string Joined(JsonElement record, string fields) =>
        string.Concat(fields.Split('+').Select(field => record.TryGetProperty(field, out JsonElement value) ? Show(value) : ""));

    private static string Others(JsonElement record) =>
        string.Join(
            ' ',
            record.EnumerateObject()
                .Where(field => !Elsewhere.Contains(field.Name) && Show(field.Value).Length > 0)
                .Take(MaxOthers)
                .Select(field => $"{field.Name}={Show(field.Value)}"));
}
