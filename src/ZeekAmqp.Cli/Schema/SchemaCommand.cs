using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.LogFiles;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Schema;

/// <summary><c>zeek-amqp schema FILE…</c>, <c>zeek-amqp schema --zeek SCRIPT…</c></summary>
internal sealed class SchemaCommand : ICommandPage
{
    // What `zeekctl` loads.
    private const string DefaultScript = "local";

    // What says something of messages, or of where they go.
    private static readonly string[] OfUse =
    [
        "hostname", "amqp_port", "tls", "vhost", "queue_name", "exchange", "routing_key", "delivery_mode", "partitions", "priority", "expiration",
        "message_type", "app_id", "user_id", "headers", "mandatory", "exchange_type", "exchange_durable", "exchange_auto_delete",
        "queue_durable", "queue_auto_delete", "batch_max_records", "compression", "tag_json", "json_timestamps", "include_unset_fields",
        "json_string_escape_policy", "additional_values", "meta_fields", "publish_schema",
    ];

    private readonly Surroundings _surroundings;
    private readonly BrokerFlags _flags;

    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Logs in Zeek's TSV format or as JSON lines, plain or gzip; a folder for its *.log and *.log.gz; - for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _zeek = new("--zeek")
    {
        HelpName = "SCRIPT",
        Description = $"Ask Zeek, which has to be installed here, with these scripts loaded; without any, with {DefaultScript}. Nothing is sent.",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _program = new("--zeek-program")
    {
        HelpName = "FILE",
        Description = "The program zeek, where it is not in PATH.",
    };

    private readonly Option<string> _path = new("--path")
    {
        HelpName = "LOG",
        Description = "Path of logs that have neither #path nor _path, instead of the file's name up to the first dot.",
    };

    private readonly Option<bool> _asyncApi = new("--asyncapi")
    {
        Description = "Print an AsyncAPI 3.0 document: broker, exchanges, keys, messages and their schemas.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one schema a line, one for each log; with --asyncapi, the document on one line.",
    };

    public SchemaCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command("schema", "Prints the JSON Schema of logs' messages, as log files or Zeek itself say what is in the logs.");
        Command.Add(_files);
        foreach (Option option in new Option[] { _zeek, _program, _path, _asyncApi, _json })
            Command.Add(option);
        _flags = new BrokerFlags(Command, option => OfUse.Contains(option.Name));
        Command.SetAction((result, _) => RunAsync(result));
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp schema conn.log", "the JSON Schema of what replay makes of a log"),
        new("zeek-amqp schema --asyncapi --exchange zeek /var/log/zeek/current", "an AsyncAPI document of all logs of a folder"),
        new("zeek-amqp schema --json --zeek local", "one schema a line of what Zeek would send with local.zeek"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } =
    [
        new(ExitStatus.Success, "all is described"),
        new(ExitStatus.Incomplete, "something could not be read or understood; the rest is described"),
    ];

    private async Task<int> RunAsync(ParseResult result)
    {
        bool asksZeek = result.GetResult(_zeek) is not null;
        string[] files = result.GetValue(_files) ?? [];
        if (asksZeek == files.Length > 0)
            throw new UsageException(asksZeek ? "--zeek and files exclude each other; name files before or without --zeek" : "neither a file nor --zeek says which logs");
        if (!asksZeek && result.GetValue(_program) is not null)
            throw new UsageException("--zeek-program is of use with --zeek only");

        List<RawOption> flags = _flags.Read(result, _surroundings.Variable);
        // Slips in them are to be noticed before anything is read.
        WriterOptions options = OptionParser.Parse(flags);
        var messages = new MessageArea(_surroundings.Error, isTerminal: false);
        using var interruption = new Interruption();
        interruption.Listen();
        try
        {
            (List<DescribedLog> logs, bool isWhole) = asksZeek
                ? await AskZeekAsync(result, flags, messages, interruption.Stop).ConfigureAwait(false)
                : ReadFiles(LogInputs.Find(files, _surroundings.OpenInput), result.GetValue(_path), options, messages, interruption.Stop);
            if (logs.Count == 0)
                messages.Write("error: there is no log in what was read");
            else
                Print(logs, result);
            return isWhole && logs.Count > 0 ? ExitStatus.Success : ExitStatus.Incomplete;
        }
        catch (OperationCanceledException)
        {
            return interruption.Status ?? ExitStatus.Incomplete;
        }
        catch (IOException)
        {
            // Whoever read the output has gone.
            return ExitStatus.Incomplete;
        }
    }

    private async Task<(List<DescribedLog> Logs, bool IsWhole)> AskZeekAsync(
        ParseResult result, List<RawOption> flags, MessageArea messages, CancellationToken stop)
    {
        string[] scripts = result.GetValue(_zeek) is { Length: > 0 } named ? named : [DefaultScript];
        string[] lines = await ZeekRun.AskAsync(result.GetValue(_program) ?? "zeek", scripts, stop).ConfigureAwait(false);
        var zeek = new ZeekLogs(lines, messages);
        return (zeek.Describe(flags), zeek.IsWhole);
    }

    private static (List<DescribedLog> Logs, bool IsWhole) ReadFiles(
        List<LogInput> inputs, string? path, WriterOptions options, MessageArea messages, CancellationToken stop)
    {
        var files = new FileLogs(path, messages);
        foreach (LogInput input in inputs)
            files.Read(input, stop);
        return (files.Describe(options), files.IsWhole);
    }

    private void Print(List<DescribedLog> logs, ParseResult result)
    {
        var printer = new SchemaPrinter(_surroundings.Output);
        bool isForMachines = result.GetValue(_json);
        if (result.GetValue(_asyncApi))
            printer.Print(!isForMachines, new AsyncApiDocument(logs, _surroundings.Variable).Write);
        else if (isForMachines)
            printer.PrintLines(logs);
        else
            printer.Print(logs);
    }
}
