namespace ZeekAmqp.Cli.Tail;

/// <summary>Takes messages apart, shows those of their records that are wanted, and counts them. One thread.</summary>
/// <param name="choice">Which are wanted.</param>
/// <param name="count">How many; null for all.</param>
/// <param name="printer">Shows them.</param>
/// <param name="warn">Hears of what cannot be shown as asked for.</param>
internal sealed class RecordDisplay(RecordChoice choice, long? count, IMessagePrinter printer, Action<string> warn)
{
    private long _shown;
    private bool _hasWarned;

    /// <summary>Whether as many were shown as were asked for; never, if no number was.</summary>
    public bool IsComplete => _shown >= count;

    /// <summary>Whether fewer were shown than were asked for.</summary>
    public bool IsShort => _shown < count;

    /// <summary>Shows the records of a message, now or with the next <see cref="Flush"/>.</summary>
    /// <returns>Whether it came to the message's end; else there are enough.</returns>
    /// <exception cref="OutputException">There is nowhere to show them any more.</exception>
    public bool Show(QueueDelivery delivery)
    {
        // Not a row of a table, and of no field; who has the bodies gets them all.
        if (delivery.IsSchema && !(choice.IsAll && printer is BodyPrinter))
            return true;
        int at = 0;
        while (delivery.TryTake(ref at, out ReadOnlyMemory<byte> bytes))
        {
            if (IsComplete)
                return false;
            using var record = new ReceivedRecord(bytes, delivery.Log);
            if (choice.Has(record))
            {
                printer.Print(record);
                _shown++;
            }
            else if (!_hasWarned && record.Log is null)
            {
                _hasWarned = true;
                warn("warning: what came is not all records of a log; what is none, --path, --filter and --fields leave out");
            }
        }

        return true;
    }

    /// <summary>All that was shown has been written out when this returns.</summary>
    /// <exception cref="OutputException">There is nowhere to show it any more.</exception>
    public void Flush() => printer.Flush();
}
