namespace ZeekAmqp.Cli.Management;

/// <summary>A question to the management API.</summary>
/// <param name="Path">Behind <c>/api/</c>, escaped for a URL.</param>
/// <param name="What">What is asked for, in words that complete "it does not tell …".</param>
/// <param name="Subject">What there is none of if nothing is found, in words that complete "there is no …".</param>
internal sealed record ManagementQuestion(string Path, string What, string Subject);
