#:package RabbitMQ.Client@7.2.2
#:package ZstdSharp.Port@0.8.8
// Prints the records of a queue: dotnet run Consumer.cs [QUEUE]. The broker is what ZEEK_AMQP_URI names.
using System.IO.Compression;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ZstdSharp;

string uri = Environment.GetEnvironmentVariable("ZEEK_AMQP_URI") ?? "amqp://guest:guest@localhost:5672/%2F";
await using IConnection connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
await using IChannel channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(0, 100, false);
HashSet<string> seen = [];
Queue<string> oldest = new(); // the same message-ids, to forget the first of them
AsyncEventingBasicConsumer consumer = new(channel);
consumer.ReceivedAsync += async (_, message) =>
{
    string? id = message.BasicProperties.MessageId;
    if (message.BasicProperties.ContentType is "application/json" or "application/x-ndjson" && (id is null || !seen.Contains(id)))
    {
        List<JsonProperty> records;
        try
        {
            records = await ReadAsync(message);
        }
        catch (Exception error) // nothing that would read better the second time: to the dead letters
        {
            Console.Error.WriteLine($"message {id}: {error.Message}");
            await channel.BasicRejectAsync(message.DeliveryTag, requeue: false);
            return;
        }
        foreach (JsonProperty record in records)
            Handle(record.Name, record.Value);
        if (id is not null && seen.Add(id))
            oldest.Enqueue(id);
        if (oldest.Count > 100_000)
            seen.Remove(oldest.Dequeue());
    }
    await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
};
await channel.BasicConsumeAsync(args.FirstOrDefault("test_queue"), autoAck: false, consumer);
await Task.Delay(Timeout.Infinite);

static void Handle(string log, JsonElement record) => Console.WriteLine($"{log} {Field(record, "ts")} {Field(record, "uid")}");

static string Field(JsonElement record, string name) => record.TryGetProperty(name, out JsonElement value) ? value.ToString() : "None";

static async Task<List<JsonProperty>> ReadAsync(BasicDeliverEventArgs message)
{
    MemoryStream body = new(message.Body.ToArray()); // the client takes its own memory back
    using Stream text = message.BasicProperties.ContentEncoding switch
    {
        null => body,
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        "zstd" => new DecompressionStream(body),
        string other => throw new InvalidDataException($"content-encoding '{other}'"),
    };
    using StreamReader lines = new(text);
    List<JsonProperty> records = [];
    while (await lines.ReadLineAsync() is { } line)
        records.AddRange(JsonDocument.Parse(line).RootElement.EnumerateObject());
    return records;
}
