using System.Net;
using System.Text;
using ZeekAmqp.Core.Json;

namespace ZeekAmqp.Core.Tests.Json;

public class AddressFormatTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("192.168.1.254", "192.168.1.254")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("::5", "::5")]
    [InlineData("fe80::1", "fe80::1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6::", "1:2:3:4:5:6::")]
    [InlineData("::ffff:1.2.3.4", "::ffff:1.2.3.4")]
    [InlineData("::1.2.3.4", "::1.2.3.4")]
    [InlineData("::ffff:0:1.2.3.4", "::ffff:0:1.2.3.4")]
    [InlineData("64:ff9b::1.2.3.4", "64:ff9b::102:304")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void An_address_is_rendered_as_Zeek_does(string address, string expected)
    {
        Span<byte> target = stackalloc byte[AddressFormat.MaxLength];
        int length = AddressFormat.Write(target, IPAddress.Parse(address).GetAddressBytes());
        Assert.Equal(expected, Encoding.ASCII.GetString(target[..length]));
    }
}
