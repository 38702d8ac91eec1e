using ZeekAmqp.Fuzz.Engine;

namespace ZeekAmqp.Fuzz.Records;

/// <summary>Addresses; those of IPv6 with runs of zeros and IPv4 inside.</summary>
internal static class RandomAddress
{
    /// <summary>4 or 16 bytes in network order.</summary>
    public static byte[] Next(Choices choices)
    {
        bool isV4 = choices.OneIn(2);
        var address = new byte[isV4 ? 4 : 16];
        for (int i = 0; i < address.Length; i += 2)
        {
            int kind = isV4 ? 3 : choices.Below(4);
            (byte high, byte low) = kind switch
            {
                0 => ((byte)0, (byte)0),
                1 => ((byte)0xff, (byte)0xff),
                2 => ((byte)0, choices.Byte()),
                _ => (choices.Byte(), choices.Byte()),
            };
            (address[i], address[i + 1]) = (high, low);
        }

        if (!isV4 && choices.OneIn(3))
            address.AsSpan(0, 2 * choices.Below(8)).Clear();
        return address;
    }
}
