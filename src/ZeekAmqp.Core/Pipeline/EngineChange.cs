using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Core.Pipeline;

/// <summary>New options for an engine and its open writers: parsed, and not applied until all engines' are.</summary>
internal sealed class EngineChange
{
    private readonly DeliveryEngine _engine;
    private readonly BrokerOptions _broker;
    private readonly (LogWriter Writer, WriterOptions Options)[] _writers;

    private EngineChange(DeliveryEngine engine, BrokerOptions broker, (LogWriter Writer, WriterOptions Options)[] writers)
    {
        _engine = engine;
        _broker = broker;
        _writers = writers;
    }

    /// <summary>Parses what new global options make of the engine's and its writers'.</summary>
    /// <exception cref="OptionException">They do not fit together, or a writer cannot take them; the message names log, option and value.</exception>
    public static EngineChange Plan(DeliveryEngine engine, IReadOnlyList<RawOption> globals)
    {
        (LogWriter Writer, WriterOptions Options)[] writers = [.. engine.OpenWriters().Select(writer => (writer, Parse(writer, globals)))];
        BrokerOptions broker = writers.Length > 0 ? writers[0].Options.Broker : WithoutWriters(engine, globals);
        // They have the same settings of their own, see BrokerOptions.OwnSettings. Should they still come to differ, half of them would
        // send to the wrong broker.
        if (Array.Find(writers, other => other.Options.Broker != broker).Writer is { } different)
        {
            throw new OptionException(
                $"log '{different.Path}' and log '{writers[0].Writer.Path}' share a connection and would need one each; set the options that say how the "
                + "broker is reached for both of them in the same way, in a new process");
        }

        return new EngineChange(engine, broker, writers);
    }

    /// <summary>Applies it. Does not wait.</summary>
    public void Apply()
    {
        if (_broker != _engine.Options)
            _engine.ChangeTo(_broker);
        foreach ((LogWriter writer, WriterOptions options) in _writers)
            _engine.Change(writer, options);
        _engine.RetireSegments();
    }

    private static WriterOptions Parse(LogWriter writer, IReadOnlyList<RawOption> globals)
    {
        try
        {
            return OptionParser.Parse(OptionChange.Apply(writer.Options.Texts, globals));
        }
        catch (OptionException exception)
        {
            throw new OptionException($"log '{writer.Path}': {exception.Message}");
        }
    }

    // Records of writers that have ended may still wait for the broker. Nobody's log depends on it, so nobody is refused for it.
    private static BrokerOptions WithoutWriters(DeliveryEngine engine, IReadOnlyList<RawOption> globals)
    {
        try
        {
            return OptionParser.Parse(OptionChange.Apply(engine.Texts, globals)).Broker;
        }
        catch (OptionException)
        {
            return engine.Options;
        }
    }
}
