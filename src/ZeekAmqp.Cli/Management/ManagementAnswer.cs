using System.Diagnostics.CodeAnalysis;

namespace ZeekAmqp.Cli.Management;

/// <summary>What was asked for, or why it was not to be had.</summary>
internal sealed class ManagementAnswer<T>
    where T : class
{
    public ManagementAnswer(T value) => Value = value;

    public ManagementAnswer(ManagementFailure failure) => Failure = failure;

    /// <summary>Whether it is there.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsThere => Value is not null;

    /// <summary>The answer; null if there is none.</summary>
    public T? Value { get; }

    /// <summary>Why there is none; null if there is one.</summary>
    public ManagementFailure? Failure { get; }
}
