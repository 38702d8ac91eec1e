using System.Text.Json;
using ZeekAmqp.Cli.Filter;

namespace ZeekAmqp.Cli.Tests.Filter;

/// <summary>What the language of --filter means.</summary>
public class FilterLanguageTests
{
    private const string Conn =
        """{"ts":1300475167.096535,"uid":"CHhAvV","id.orig_h":"10.1.2.3","id.orig_p":50000,"id.resp_h":"2001:db8::1","id.resp_p":443,"proto":"tcp",""" +
        """ "service":"ssl","duration":0.5,"orig_bytes":18446744073709551615,"local_orig":false,"missed":null,"tunnel_parents":[],"answers":["a.org","192.0.2.7"],""" +
        """ "at":{"site":"hq","rack":{"no":7}},"at.flat":1,"net":"10.1.0.0/16","odd name":"x","in":"y","half":"\ud800"}""";

    [Theory]
    [InlineData("""id.resp_p == 443 && (service == "ssl" || duration > 1.5)""", true)]
    [InlineData("""id.resp_p == 80 || service == "ssl" && duration > 1.5""", false)]
    [InlineData("(id.resp_p == 80 || service == \"ssl\") && duration > 0.4", true)]
    [InlineData("! service == \"http\" && !(proto == \"udp\")", true)]
    [InlineData("!!service", true)]
    [InlineData("\t id.resp_p==443&&proto==\"tcp\"\n", true)]
    public void Conditions_are_joined_as_in_other_languages(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("id.resp_p == 443", true)]
    [InlineData("id.resp_p == 443.0", true)]
    [InlineData("id.resp_p == 4.43e2", true)]
    [InlineData("id.resp_p != 443", false)]
    [InlineData("id.resp_p < 443", false)]
    [InlineData("id.resp_p <= 443", true)]
    [InlineData("id.resp_p >= 443", true)]
    [InlineData("id.resp_p > -1", true)]
    [InlineData("duration > 0.49", true)]
    [InlineData("orig_bytes == 18446744073709551615", true)]
    [InlineData("orig_bytes == 18446744073709551614", false)]
    [InlineData("orig_bytes > 18446744073709551614", true)]
    [InlineData("ts >= 1300475167 && ts < 1300475168", true)]
    public void Numbers_are_compared_by_their_value(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("service == \"ssl\"", true)]
    [InlineData("service == \"SSL\"", false)]
    [InlineData("service != \"http\"", true)]
    [InlineData("service > \"smtp\"", true)]
    [InlineData("service <= \"ssl\"", true)]
    [InlineData("id.orig_h == \"10.1.2.3\"", true)]
    [InlineData("id.resp_p == \"443\"", false)]
    [InlineData("id.resp_p != \"443\"", true)]
    [InlineData("service > 1", false)]
    [InlineData("half == \"x\"", false)]
    [InlineData("half < \"x\"", true)]
    public void Texts_are_compared_with_texts_only(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("id.orig_h == 10.1.2.3", true)]
    [InlineData("id.orig_h == ::ffff:10.1.2.3", true)]
    [InlineData("id.resp_h == 2001:0DB8:0::0:1", true)]
    [InlineData("id.orig_h in 10.0.0.0/8", true)]
    [InlineData("id.orig_h in 10.9.9.9/8", true)]
    [InlineData("id.orig_h in 10.1.2.2/31", true)]
    [InlineData("id.orig_h in 10.1.2.0/31", false)]
    [InlineData("id.orig_h in 0.0.0.0/0", true)]
    [InlineData("id.orig_h in ::/0", false)]
    [InlineData("id.orig_h in ::ffff:10.0.0.0/104", true)]
    [InlineData("id.resp_h in 2001:db8::/32", true)]
    [InlineData("id.resp_h in 0.0.0.0/0", false)]
    [InlineData("net in 10.0.0.0/8", true)]
    [InlineData("net in 10.1.2.0/24", false)]
    [InlineData("id.orig_h in [192.168.0.0/16, 10.1.2.3]", true)]
    [InlineData("service in 10.0.0.0/8", false)]
    [InlineData("id.resp_p in 10.0.0.0/8", false)]
    public void Addresses_are_compared_by_what_they_mean(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("id.resp_p in [80, 443]", true)]
    [InlineData("id.resp_p in [80,8080]", false)]
    [InlineData("service in [\"ssl\", 7, true]", true)]
    [InlineData("!(service in [\"dns\"])", true)]
    public void A_list_is_any_of_its_values(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("local_orig == false", true)]
    [InlineData("local_orig == F", true)]
    [InlineData("local_orig == true", false)]
    [InlineData("local_orig != T", true)]
    [InlineData("local_orig", true)]
    [InlineData("service", true)]
    [InlineData("user_agent", false)]
    [InlineData("missed", false)]
    [InlineData("tunnel_parents", true)]
    public void A_name_alone_asks_whether_the_field_is_there(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("user_agent == \"x\"")]
    [InlineData("user_agent != \"x\"")]
    [InlineData("user_agent < 1")]
    [InlineData("user_agent =~ /.*/")]
    [InlineData("user_agent in [1, \"x\"]")]
    [InlineData("missed != 0")]
    public void A_comparison_with_a_field_that_is_not_there_is_false(string filter) => Assert.False(Matches(filter));

    [Theory]
    [InlineData("answers == \"a.org\"", true)]
    [InlineData("answers == 192.0.2.7", true)]
    [InlineData("answers in 192.0.2.0/24", true)]
    [InlineData("answers =~ /\\.org$/", true)]
    [InlineData("answers != \"a.org\"", false)]
    [InlineData("answers != \"b.org\"", true)]
    [InlineData("tunnel_parents == \"x\"", false)]
    [InlineData("tunnel_parents != \"x\"", true)]
    public void One_element_of_an_array_is_enough(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("uid =~ /^CH/", true)]
    [InlineData("uid =~ \"^CH\"", true)]
    [InlineData("uid =~ /hav/", false)]
    [InlineData("uid =~ /hav/i", true)]
    [InlineData("net =~ /\\/16$/", true)]
    [InlineData("net =~ /10\\.1\\./ && service", true)]
    [InlineData("id.resp_p =~ /^44/", true)]
    [InlineData("local_orig =~ /./", false)]
    public void Regular_expressions_are_found_anywhere_in_a_text(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Theory]
    [InlineData("at.site == \"hq\"", true)]
    [InlineData("at.rack.no == 7", true)]
    [InlineData("at.flat == 1", true)]
    [InlineData("at", true)]
    [InlineData("at.nothing", false)]
    [InlineData("`odd name` == \"x\"", true)]
    [InlineData("`in` == \"y\"", true)]
    [InlineData("_path == \"conn\"", true)]
    public void Fields_have_the_names_that_Zeek_writes(string filter, bool matches) => Assert.Equal(matches, Matches(filter));

    [Fact]
    public void A_text_cannot_hold_a_regular_expression_up()
    {
        FilterExpression filter = FilterExpression.Parse("a =~ /^(a+)+$/");
        using JsonDocument record = JsonDocument.Parse($$"""{"a":"{{new string('a', 100_000)}}!"}""");

        Assert.False(filter.Matches(new JsonFields(record.RootElement, null)));
    }

    private static bool Matches(string filter)
    {
        using JsonDocument record = JsonDocument.Parse(Conn);
        return FilterExpression.Parse(filter).Matches(new JsonFields(record.RootElement, "conn"));
    }
}
