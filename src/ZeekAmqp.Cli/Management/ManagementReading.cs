using System.Text.Json;
using ZeekAmqp.RabbitMq;

namespace ZeekAmqp.Cli.Management;

/// <summary>Tells answers of the management API from everything else that a web server may say.</summary>
/// <param name="place">Where it is, for people.</param>
/// <param name="user">As whom it is asked, for people.</param>
internal sealed class ManagementReading(string place, string user)
{
    private const int MaxShown = 200;

    private const string IsItRight = "check that --management is right";

    // As the API words it: "Not monitor user".
    private static readonly (string Word, string Tag)[] Tags =
        [("management", "management"), ("monitor", "monitoring"), ("policymaker", "policymaker"), ("administrator", "administrator")];

    /// <summary>Where it is, for people.</summary>
    public string Place { get; } = place;

    /// <summary>Nobody has answered.</summary>
    public static ManagementFailure Unreachable(string place, ManagementUnreachableException exception) =>
        new(ManagementFault.Unreachable, $"cannot reach the management API at {place}: {exception.Why}; {exception.Advice}");

    /// <summary>Reads a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="kind">What is expected.</param>
    /// <param name="read">Reads that.</param>
    public ManagementAnswer<T> Read<T>(ManagementReply reply, ManagementQuestion question, JsonValueKind kind, Func<JsonElement, T> read)
        where T : class
    {
        JsonElement? json = null;
        try
        {
            json = JsonElement.Parse(reply.Body);
            if (reply.Status == 200 && json.Value.ValueKind == kind)
                return new(read(json.Value));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or a string in it that is no text: told below.
        }

        return new(Explain(reply, json, question));
    }

    private ManagementFailure Explain(ManagementReply reply, JsonElement? json, ManagementQuestion question)
    {
        string reason = json is { } root ? TextOf(root, "reason") : "";
        string error = json is { } body ? TextOf(body, "error") : "";
        return reply.Status switch
        {
            // Other servers at this port refuse and miss things as well, in other words.
            401 or 403 when json is not null => Refused(reason, question.What, reply.Status),
            404 when error == "Object Not Found" => Fail(ManagementFault.NotFound, $"there is no {question.Subject} at {Place}"),
            >= 300 and < 400 => Unreadable($"it sends us to '{reply.Location}'; if that is the API, name it with --management"),
            >= 500 => Fail(
                ManagementFault.Failed,
                $"the management API at {Place} does not tell {question.What}: {Shown(reason, $"HTTP status {reply.Status}")}; see the broker's log"),
            200 when json is null => Unreadable($"what came is no JSON; {IsItRight}"),
            200 => Unreadable($"what came is JSON, but not {question.What}; {IsItRight}"),
            _ => Unreadable($"it said HTTP status {reply.Status}; {IsItRight}"),
        };
    }

    private ManagementFailure Refused(string reason, string what, int status)
    {
        string tag = Tags.FirstOrDefault(tag => reason.StartsWith($"Not {tag.Word}", StringComparison.Ordinal)).Tag ?? "";
        if (tag.Length > 0)
        {
            return Fail(
                ManagementFault.Forbidden,
                $"the management API at {Place} does not tell {user} {what}: the tag '{tag}' is missing; "
                + "give it to the user with rabbitmqctl set_user_tags, which wants all tags of the user, or use another user");
        }

        return status == 403 || reason.Contains("virtual host", StringComparison.Ordinal)
            ? Fail(
                ManagementFault.Forbidden,
                $"the management API at {Place} does not tell {user} {what}: {Shown(reason, "it may not")}; check vhost and the permissions of the user")
            : Fail(
                ManagementFault.Unauthorized,
                $"the management API at {Place} refused the login of {user}: {Shown(reason, "it says no more")}; "
                + "check username and password, and that this user may log in from here (guest may only from the broker's own host)");
    }

    private ManagementFailure Unreadable(string why) => Fail(ManagementFault.Unreadable, $"what answers at {Place} is not the management API: {why}");

    private static ManagementFailure Fail(ManagementFault fault, string text) => new(fault, text);

    private static string TextOf(JsonElement json, string name)
    {
        try
        {
            return json.Text(name);
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no text.
            return "";
        }
    }

    private static string Shown(string reason, string otherwise)
    {
        string line = reason.ReplaceLineEndings(" ").Trim();
        if (line.Length > MaxShown)
            line = line[..MaxShown] + "…";
        return line.Length > 0 ? line : otherwise;
    }
}
