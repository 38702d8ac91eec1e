using System.Globalization;
using System.Text.Json;

namespace ZeekAmqp.Cli.Check;

/// <summary>One JSON document of all steps, written when the last one is known.</summary>
/// <param name="output">Where it is written.</param>
internal sealed class JsonPrinter(Stream output) : IStepPrinter
{
    private readonly List<CheckStep> _steps = [];

    public void Print(CheckStep step) => _steps.Add(step);

    public void Finish()
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("status", Word(_steps.Select(step => step.Status).Where(status => status != StepStatus.Skipped).DefaultIfEmpty().Max()));
            json.WriteStartArray("steps");
            foreach (CheckStep step in _steps)
                Write(json, step);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        output.Flush();
    }

    private static void Write(Utf8JsonWriter json, CheckStep step)
    {
        json.WriteStartObject();
        json.WriteString("name", step.Name);
        json.WriteString("status", Word(step.Status));
        json.WriteString("text", step.Text);
        if (step.Advice.Length > 0)
            json.WriteString("advice", step.Advice);
        if (step.Elapsed is { } elapsed)
            json.WriteNumber("milliseconds", Math.Round(elapsed.TotalMilliseconds, 3));
        json.WriteStartObject("data");
        foreach ((string name, object? value) in step.Data)
            Write(json, name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case DateTimeOffset moment:
                json.WriteStringValue(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (string text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"data of a step cannot be a {value.GetType()}");
        }
    }

    private static string Word(StepStatus status) => status switch
    {
        StepStatus.Ok => "ok",
        StepStatus.Warning => "warning",
        StepStatus.Failed => "failed",
        _ => "skipped",
    };
}
