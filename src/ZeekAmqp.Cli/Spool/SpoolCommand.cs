using System.CommandLine;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary><c>zeek-amqp spool …</c>: what waits on disk.</summary>
internal sealed class SpoolCommand : ICommandPage
{
    private readonly Surroundings _surroundings;
    private readonly DiskFiles _files = new();

    public SpoolCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command("spool", "Shows, checks, sends and saves what waits on disk, also beside a running Zeek.");
        Command.Add(ListCommand());
        Command.Add(ShowCommand());
        Command.Add(VerifyCommand());
        Command.Add(new DrainCommand(surroundings, _files).Command);
        Command.Add(new ExportCommand(surroundings, _files).Command);
    }

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Example> Examples { get; } =
    [
        new("zeek-amqp spool list", "show what waits, of which logs and for which broker"),
        new("zeek-amqp spool show --limit 20 FOLDER", "show the first messages that are in a folder"),
        new("zeek-amqp spool verify", "read all, and say what is damaged"),
        new("zeek-amqp spool drain", "send what ended Zeeks have left to their brokers"),
        new("zeek-amqp spool drain --hostname mq2 FOLDER", "send it to another broker"),
        new("zeek-amqp spool export --output saved.ndjson", "save what waits, one record a line, and leave it where it is"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ExitMeaning> ExitStatuses { get; } =
    [
        new(ExitStatus.Success, "all that was asked for is done, and nothing is damaged"),
        new(ExitStatus.Incomplete, "something is damaged, in use, or not sent; a line says what"),
    ];

    /// <summary>The folder that a command is about.</summary>
    public static Argument<string?> FolderArgument(string name = "FOLDER") => new(name)
    {
        Description = name == "FOLDER"
            ? "The spool, or a broker's or a process's folder in it. Default: where Zeek of this user keeps it if spool_dir is auto."
            : "A folder as above, a log's folder, or a single segment.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private Command ListCommand()
    {
        Argument<string?> folder = FolderArgument();
        var json = new Option<bool>("--json") { Description = "Print it as one line of JSON." };
        var command = new Command("list", "Shows what waits: logs, brokers, numbers, and whether a process uses it. Reads the ends of files only.") { folder, json };
        command.SetAction(result =>
        {
            var list = new SpoolList(_files, SpoolView.Open(_files, result.GetValue(folder), _surroundings));
            return SpoolWriting.Run(_surroundings, output =>
            {
                if (result.GetValue(json))
                    list.WriteJson(output);
                else
                    list.WriteText(output);
                return list.Status;
            });
        });
        return command;
    }

    private Command ShowCommand()
    {
        Argument<string?> folder = FolderArgument("FOLDER|SEGMENT");
        var limit = new Option<long?>("--limit") { HelpName = "N", Description = "Show so many messages at most." };
        var records = new Option<bool>("--records") { Description = "Show each record of a message, decompressed, and not only the beginning of the first." };
        var json = new Option<bool>("--json") { Description = "Print a line of JSON for each segment, message and damaged place." };
        var command = new Command("show", "Shows segment by segment and message by message what is there, and what is damaged.") { folder, limit, records, json };
        command.SetAction(result =>
        {
            if (result.GetValue(limit) is < 1)
                throw new UsageException("--limit has to be 1 or more");
            SpoolView view = SpoolView.OpenSegmentOrFolder(_files, result.GetValue(folder), _surroundings);
            using var interruption = new Interruption();
            interruption.Listen();
            int status = SpoolWriting.Run(_surroundings, output => new SpoolShow(_files, output, _surroundings.Width())
            {
                Limit = result.GetValue(limit) ?? long.MaxValue,
                WithRecords = result.GetValue(records),
                IsJson = result.GetValue(json),
            }.Run(view, interruption.Stop));
            return interruption.Status ?? status;
        });
        return command;
    }

    private Command VerifyCommand()
    {
        Argument<string?> folder = FolderArgument("FOLDER|SEGMENT");
        var json = new Option<bool>("--json") { Description = "Print the result as one line of JSON." };
        var command = new Command("verify", "Reads all there is, and says in a line each what is damaged or missing.") { folder, json };
        command.SetAction(result =>
        {
            SpoolView view = SpoolView.OpenSegmentOrFolder(_files, result.GetValue(folder), _surroundings);
            using var interruption = new Interruption();
            interruption.Listen();
            using var progress = new ReadProgress(_surroundings, view);
            var verify = new SpoolVerify(_files, progress.Look);
            verify.Run(view, interruption.Stop);
            progress.Dispose();
            if (interruption.Status is { } signal)
                return signal;
            return SpoolWriting.Run(_surroundings, output =>
            {
                verify.Write(output, result.GetValue(json));
                return verify.Status;
            });
        });
        return command;
    }
}
