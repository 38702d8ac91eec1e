namespace ZeekAmqp.Cli.Commands;

/// <summary>What an exit status says.</summary>
/// <param name="Status">From 0 to 255.</param>
/// <param name="Meaning">What has happened, 70 characters at most, without a full stop.</param>
internal readonly record struct ExitMeaning(int Status, string Meaning);
