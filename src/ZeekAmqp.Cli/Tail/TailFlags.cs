using System.CommandLine;
using System.Text;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Filter;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Routing;

namespace ZeekAmqp.Cli.Tail;

/// <summary>What <c>zeek-amqp tail</c> can be told on its command line.</summary>
internal sealed class TailFlags
{
    // AMQP's short strings.
    private const int MaxNameBytes = 255;

    private readonly BrokerFlags _broker;

    private readonly Option<string> _exchange = new("--exchange") { HelpName = "EXCHANGE", Description = "Show copies of what is published to this exchange; nothing is taken away from anyone." };

    private readonly Option<string[]> _bindingKeys = new("--binding-key")
    {
        HelpName = "KEY",
        Description = "With --exchange: which messages, e.g. zeek.conn; can be given several times. Default: all, where the exchange's type has a key for that.",
    };

    private readonly Option<string> _bindingArguments = new("--binding-arguments") { HelpName = "JSON", Description = "With --exchange, of type headers: which messages, e.g. {\"site\": \"hq\"}." };
    private readonly Option<string> _exchangeType = new("--exchange-type") { HelpName = "TYPE", Description = "With --exchange: its type, where the broker does not tell it, or is not to be asked." };
    private readonly Option<string> _queue = new("--queue") { HelpName = "QUEUE", Description = "Show what arrives in this queue, and take it out; a stream keeps it. Also --queue-name." };
    private readonly Option<string> _peek = new("--peek") { HelpName = "QUEUE", Description = "Show what lies in this queue, put it back, and end." };
    private readonly Option<string> _from = new("--from") { HelpName = "PLACE", Description = "Where to begin in a stream: first, last or next. Default: next." };
    private readonly Option<string[]> _paths = new("--path") { HelpName = "LOGS", Description = "Show these logs only: conn,dns." };
    private readonly Option<string> _filter = new("--filter") { HelpName = "FILTER", Description = "Show these records only: 'id.resp_p == 443 && (service == \"ssl\" || duration > 1.5)'." };
    private readonly Option<string[]> _fields = new("--fields") { HelpName = "FIELDS", Description = "Show these fields only: ts,uid,id.orig_h; _path is the log." };
    private readonly Option<long?> _count = new("--count") { HelpName = "N", Description = "End after so many records were shown." };

    private readonly Option<double?> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "End after so long; with --count, the exit status is 1 if fewer records came.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print the messages' bodies as they are, one record a line; so too where there is no terminal.",
    };

    private readonly Option<bool> _table = new("--table") { Description = "Print a table even where there is no terminal." };

    /// <param name="command">Gets the flags.</param>
    public TailFlags(Command command)
    {
        _from.AcceptOnlyFromAmong("first", "last", "next");
        Option[] all =
        [
            _exchange, _bindingKeys, _bindingArguments, _exchangeType, _queue, _peek, _from, _paths, _filter, _fields, _count, _timeout, _json, _table,
        ];
        foreach (Option option in all)
            command.Add(option);
        _broker = new BrokerFlags(command, option => option.IsOfConnection || option.Name is "vhost" or "queue_name");
    }

    /// <summary>Whether records are printed as a table.</summary>
    /// <exception cref="UsageException">Both forms are asked for.</exception>
    public bool IsTable(ParseResult result, bool isTerminal)
    {
        if (result.GetValue(_table) && result.GetValue(_json))
            throw new UsageException("--table and --json exclude each other");
        return result.GetValue(_table) || (isTerminal && !result.GetValue(_json));
    }

    /// <summary>Reads what is to be shown.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="variable">Reads the environment.</param>
    /// <exception cref="UsageException">It cannot be meant so.</exception>
    public TailRequest Read(ParseResult result, Func<string, string?> variable)
    {
        if (result.GetValue(_count) is < 1)
            throw new UsageException("--count has to be 1 or more");
        // A timer's longest time, in seconds.
        if (result.GetValue(_timeout) is { } seconds and not (> 0 and < 4_000_000))
            throw new UsageException($"--timeout has to be a number of seconds above 0 and below 4000000, not {seconds}");
        TimeSpan? timeout = result.GetValue(_timeout) is { } given ? TimeSpan.FromSeconds(given) : null;

        List<RawOption> options = _broker.Read(result, variable);
        string? exchange = result.GetValue(_exchange);
        // The parser of all options knows what names and tables may be.
        if (exchange is { Length: > 0 })
            options.Add(new RawOption("exchange", NameTemplate.Escape(exchange)));
        if (exchange is { Length: > 0 } && result.GetValue(_bindingArguments) is { } arguments)
            options.Add(new RawOption("binding_arguments", arguments));
        WriterOptions parsed = OptionParser.Parse(options);
        // A queue's name has no places here: which log's, which node's?
        string? queue = result.GetValue(_queue) ?? (_broker.IsSet(result, "queue_name") ? NameTemplate.Parse(parsed.Target.QueueName).Render() : null);
        string? peek = result.GetValue(_peek);
        RefuseContradictions(result, exchange, queue, peek);
        return new TailRequest(parsed.Broker, ReadChoice(result), result.GetValue(_count), timeout)
        {
            Peek = peek ?? "",
            Queue = exchange is not null ? new ListeningQueue(exchange, result.GetValue(_exchangeType), BindingKeys(result), result.GetValue(_bindingArguments) ?? "")
                : queue is not null ? new NamedQueue(queue, result.GetValue(_from))
                : null,
            Note = queue is null ? null : $"messages are taken out of queue '{queue}', those that are not shown too; --peek looks at them and puts them back",
        };
    }

    private void RefuseContradictions(ParseResult result, string? exchange, string? queue, string? peek)
    {
        int places = (exchange is null ? 0 : 1) + (queue is null ? 0 : 1) + (peek is null ? 0 : 1);
        if (places > 1)
            throw new UsageException("--exchange, --queue and --peek exclude each other");
        if (string.IsNullOrEmpty(exchange) && queue is null && peek is null)
        {
            throw new UsageException(
                "there is nothing to listen to: the default exchange delivers only to the queue that a message names; show another one with --exchange EXCHANGE, "
                + "look into a queue with --peek QUEUE, or take messages out of it with --queue QUEUE");
        }

        if (queue is "" || peek is "")
            throw new UsageException("no queue is named; use --queue");
        Option? stray = exchange is null ? Given(result, _bindingKeys, _bindingArguments, _exchangeType) : null;
        if (stray is not null)
            throw new UsageException($"{stray.Name} means something with --exchange only");
        if (queue is null && Given(result, _from) is not null)
            throw new UsageException("--from means something with --queue only, and a stream");
    }

    private RecordChoice ReadChoice(ParseResult result) => new()
    {
        Paths = Names(result, _paths),
        Fields = Names(result, _fields),
        Filter = FilterText.Read(result.GetValue(_filter)),
    };

    private string[] BindingKeys(ParseResult result)
    {
        string[] keys = result.GetValue(_bindingKeys) ?? [];
        return Array.Find(keys, key => Encoding.UTF8.GetByteCount(key) > MaxNameBytes) is null
            ? keys
            : throw new UsageException($"--binding-key has more than {MaxNameBytes} bytes");
    }

    private static string[] Names(ParseResult result, Option<string[]> option)
    {
        string[] given = result.GetValue(option) ?? [];
        string[] names = [.. given.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries))];
        return !names.Contains("") ? names : throw new UsageException($"{option.Name} has an empty name in '{string.Join(',', given)}'; write names with commas between them");
    }

    private static Option? Given(ParseResult result, params Option[] options) => Array.Find(options, option => result.GetResult(option) is not null);
}
