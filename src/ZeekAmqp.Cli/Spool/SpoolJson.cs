using System.Globalization;
using System.Text.Json;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary>What several commands print of a spool as JSON, and as text.</summary>
internal static class SpoolJson
{
    /// <summary>A second as people and programs read it, e.g. <c>2026-01-02T03:04:05Z</c>; one that cannot be as its number.</summary>
    public static string Time(long unixSeconds) =>
        unixSeconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || unixSeconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? unixSeconds.ToString(CultureInfo.InvariantCulture)
            : DateTimeOffset.FromUnixTimeSeconds(unixSeconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes problems as an array.</summary>
    public static void WriteProblems(Utf8JsonWriter json, string name, IEnumerable<SpoolProblem> problems)
    {
        json.WriteStartArray(name);
        foreach (SpoolProblem problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("path", problem.Path);
            if (problem.Offset is { } offset)
                json.WriteNumber("offset", offset);
            json.WriteString("text", problem.Text);
            json.WriteNumber("lost", problem.Lost);
            json.WriteBoolean("note", problem.IsNote);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes where a lane's messages go.</summary>
    public static void WriteRoute(Utf8JsonWriter json, SpoolLane lane)
    {
        json.WriteString("log", lane.LogPath);
        if (lane.Route is not { } route)
            return;
        json.WriteString("exchange", route.Target.Exchange);
        json.WriteString("routing_key", route.Target.RoutingKey);
        json.WriteString("queue_name", route.Target.QueueName);
        json.WriteString("writer_instance", route.WriterInstance);
    }
}
