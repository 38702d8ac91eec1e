namespace ZeekAmqp.Native;

/// <summary>A call breaks the contract; carries the result that the caller gets.</summary>
internal sealed class AbiException(int result, string message) : Exception(message)
{
    public int Result { get; } = result;
}
