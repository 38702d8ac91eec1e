using System.CommandLine;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Spool;

/// <summary><c>zeek-amqp spool export</c></summary>
internal sealed class ExportCommand
{
    private const string StandardOutput = "-";

    private readonly Surroundings _surroundings;
    private readonly ISpoolFiles _files;
    private readonly Argument<string?> _folder = SpoolCommand.FolderArgument("FOLDER|SEGMENT");

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "FILE",
        Description = "The file to write, which must not exist yet; - for standard output, which is the default.",
        DefaultValueFactory = _ => StandardOutput,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Write what was sent and is still on disk as well." };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print the summary as one line of JSON: on standard output, or on standard error if the records go there.",
    };

    public ExportCommand(Surroundings surroundings, ISpoolFiles files)
    {
        _surroundings = surroundings;
        _files = files;
        Command = new Command("export", "Saves the records that wait, one a line, as they would be sent; batches are decompressed and taken apart. Changes nothing in the spool.")
        {
            _folder,
            _output,
            _all,
            _json,
        };
        Command.SetAction(Run);
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    private int Run(ParseResult result)
    {
        SpoolView view = SpoolView.OpenSegmentOrFolder(_files, result.GetValue(_folder), _surroundings);
        string path = result.GetValue(_output)!;
        using var interruption = new Interruption();
        interruption.Listen();
        using ExportFile? file = path == StandardOutput ? null : new ExportFile(path);
        return SpoolWriting.Run(_surroundings, () =>
        {
            var buffered = new BufferedStream(file?.Stream ?? _surroundings.Output, 64 * 1024);
            using var progress = new ReadProgress(_surroundings, view);
            var export = new SpoolExport(_files, buffered, progress.Look) { WithSent = result.GetValue(_all) };
            export.Run(view, interruption.Stop);
            progress.Dispose();
            if (interruption.Status is { } signal)
                return signal;
            file?.Keep();
            Summarize(export, asJson: result.GetValue(_json), isOutputFree: file is not null);
            return export.Status;
        });
    }

    private void Summarize(SpoolExport export, bool asJson, bool isOutputFree)
    {
        var messages = new MessageArea(_surroundings.Error, isTerminal: false);
        foreach (SpoolProblem problem in export.Problems)
            messages.Write($"{(problem.IsNote ? "note" : "error")}: {problem}");
        if (!asJson)
        {
            messages.Write(export.Summary);
            return;
        }

        using var line = new MemoryStream();
        using (var json = new SpoolOutput(line))
            export.WriteJson(json);
        if (isOutputFree)
        {
            _surroundings.Output.Write(line.ToArray());
            _surroundings.Output.Flush();
        }
        else
        {
            _surroundings.Error.Write(System.Text.Encoding.UTF8.GetString(line.ToArray()));
            _surroundings.Error.Flush();
        }
    }
}
