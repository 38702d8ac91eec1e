using System.Text;
using ZeekAmqp.Cli.Commands;
using ZeekAmqp.Cli.Terminal;
using ZeekAmqp.Core.Options;

namespace ZeekAmqp.Cli.Tests.Fakes;

/// <summary>A user with a folder of files, a terminal and a broker, all of them a test's own.</summary>
internal sealed class Desk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zeek-amqp-test-");
    private readonly MemoryStream _output = new();
    private readonly StringWriter _error = new();

    public FakeBroker Broker { get; init; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public Stream Input { get; set; } = new MemoryStream();

    public bool IsTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The folder of its files.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The options that the broker was asked for with.</summary>
    public BrokerOptions? AskedFor { get; private set; }

    public string Output => Encoding.UTF8.GetString(_output.ToArray());

    public string Error
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    public string[] Bodies => [.. Broker.Bodies];

    public Surroundings Surroundings => new()
    {
        OpenInput = () => Input,
        Output = _output,
        Error = TextWriter.Synchronized(_error),
        Time = Time,
        IsErrorTerminal = IsTerminal,
        IsOutputTerminal = IsTerminal,
        Variable = name => Variables.GetValueOrDefault(name),
        BrokerFactory = (options, _) =>
        {
            AskedFor = options;
            return Broker;
        },
    };

    /// <summary>Makes a file in the folder; returns its full name.</summary>
    public string File(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Runs the tool; returns its exit status.</summary>
    public Task<int> RunAsync(params string[] arguments) => new CommandTree(Surroundings).RunAsync(arguments);

    public void Dispose() => _folder.Delete(recursive: true);
}
