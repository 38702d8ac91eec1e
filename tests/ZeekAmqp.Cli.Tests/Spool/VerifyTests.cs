using ZeekAmqp.Cli.Tests.Fakes;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Cli.Tests.Spool;

public class VerifyTests
{
    [Fact]
    public async Task What_is_whole_has_no_problem()
    {
        using LeftSpool spool = new LeftSpool().Conn(5, confirmed: 2).Leave();
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "verify", spool.Root));
        Assert.Equal($"read 5 records (3 not sent yet), {new FileInfo(spool.Segments[0]).Length} bytes, 1 segment, 1 log: no problem\n", desk.Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(50)]
    public async Task A_flipped_bit_in_a_record_is_a_problem(int offset)
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.Flip(spool.Segments[0], LeftSpool.OffsetOf(3) + offset);
        await ExpectOneAsync(spool, $"problem: {spool.Segments[0]}: at byte {LeftSpool.OffsetOf(3)}: 60 bytes cannot be read: ", "; 1 record lost");
    }

    [Fact]
    public async Task A_flipped_bit_in_a_header_is_a_problem_and_costs_nothing()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.Flip(spool.Segments[0], 9);
        await ExpectOneAsync(spool, $"problem: {spool.Segments[0]}: at byte 0: the file's header is damaged", "read 4 records (4 not sent yet)");
    }

    [Fact]
    public async Task The_last_record_with_a_wrong_checksum_is_a_problem_and_no_torn_tail()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.Flip(spool.Segments[0], LeftSpool.OffsetOf(4) + 50);
        await ExpectOneAsync(spool, $"at byte {LeftSpool.OffsetOf(4)}: 60 bytes cannot be read: the record's checksum is wrong", "read 3 records");
    }

    [Fact]
    public async Task A_torn_tail_is_only_told_of()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.CutOff(spool.Segments[0], 30);
        using var desk = new Desk();

        Assert.Equal(0, await desk.RunAsync("spool", "verify", spool.Root));
        Assert.Contains($"note: {spool.Segments[0]}: at byte {LeftSpool.OffsetOf(4)}: 30 bytes of a record that was being written", desk.Output);
        Assert.EndsWith(": no problem\n", desk.Output);
    }

    [Fact]
    public async Task A_missing_route_is_a_problem()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        File.Delete(Path.Combine(spool.Lane, "route"));
        await ExpectOneAsync(spool, $"problem: {spool.Lane}/route: it is not there", "read 4 records");
    }

    [Fact]
    public async Task A_missing_or_an_old_checkpoint_is_none()
    {
        using LeftSpool spool = new LeftSpool().Conn(4, confirmed: 2).Leave();
        string checkpoint = Path.Combine(spool.Lane, "checkpoint");
        File.Delete(checkpoint);
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("spool", "verify", spool.Root));
        Assert.StartsWith("read 4 records (4 not sent yet)", desk.Output);
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_a_problem()
    {
        using LeftSpool spool = new LeftSpool().Conn(4, confirmed: 2).Leave();
        string checkpoint = Path.Combine(spool.Lane, "checkpoint");
        File.WriteAllBytes(checkpoint, new byte[100]);
        await ExpectOneAsync(spool, $"problem: {checkpoint}: it is damaged; what was confirmed and is still here is sent again", "4 not sent yet");
    }

    [Fact]
    public async Task A_missing_segment_is_a_problem_with_the_number_of_its_records()
    {
        using LeftSpool spool = new LeftSpool().ConnInSegments(9).Leave();
        Assert.Equal(3, spool.Segments.Length);
        File.Delete(spool.Segments[1]);
        await ExpectOneAsync(spool, "the file ends too early, or files behind it are missing; 3 records lost", "read 6 records");
    }

    [Fact]
    public async Task A_missing_oldest_segment_is_a_problem_if_the_checkpoint_tells()
    {
        using var spool = new LeftSpool();
        using (SpoolStore store = spool.Store(LeftSpool.Route))
        {
            store.Append([LeftSpool.Message(LeftSpool.Body(1), 1), LeftSpool.Message(LeftSpool.Body(2), 2)], out _);
            store.Confirm(1);
            store.SaveCheckpoint();
        }

        spool.Leave();
        string later = Path.Combine(spool.Lane, "00000000000000000007.segment");
        File.Move(spool.Segments[0], later);
        byte[] bytes = File.ReadAllBytes(later);
        // No header, so that the name counts, and no records.
        File.WriteAllBytes(later, bytes[..0]);
        await ExpectOneAsync(spool, $"problem: {later}: the file before it is missing, 5 records lost; check the disk", "read 0 records");
    }

    [Fact]
    public async Task A_newer_version_is_a_problem_and_is_not_read()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        using (var disk = new FileStream(spool.Segments[0], FileMode.Open))
        {
            byte[] header = NewerHeader.Of(version: 9, first: 1);
            disk.Write(header);
        }

        await ExpectOneAsync(spool, "its format has version 9, known is 2", "read 0 records");
    }

    [Fact]
    public async Task A_file_with_a_segments_name_that_is_none_is_a_problem()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        File.WriteAllText(Path.Combine(spool.Lane, "00000000000000000003.segment"), new string('x', 300));
        using var desk = new Desk();
        Assert.Equal(1, await desk.RunAsync("spool", "verify", spool.Root));
        Assert.Contains("276 bytes cannot be read: no record begins here", desk.Output);
        Assert.StartsWith("problem: ", desk.Output);
    }

    [Fact]
    public async Task A_foreign_file_is_only_told_of()
    {
        using LeftSpool spool = new LeftSpool().Conn(2).Leave();
        File.WriteAllText(Path.Combine(spool.Lane, "notes.txt"), "hello");
        using var desk = new Desk();
        Assert.Equal(0, await desk.RunAsync("spool", "verify", spool.Root));
        Assert.Contains($"note: {spool.Lane}/notes.txt: not the spool's", desk.Output);
    }

    [Fact]
    public async Task A_batch_that_does_not_decompress_is_a_problem_though_its_checksum_is_right()
    {
        using var spool = new LeftSpool();
        using (SpoolStore store = spool.Store(LeftSpool.Route))
            store.Append([LeftSpool.Message("no gzip", 1, count: 2, form: Core.Pipeline.BodyForm.GzipLines)], out _);
        spool.Leave();
        await ExpectOneAsync(spool, "the body of message 1 cannot be decompressed", "read 2 records");
    }

    [Fact]
    public async Task Json_names_each_problem()
    {
        using LeftSpool spool = new LeftSpool().Conn(4).Leave();
        LeftSpool.Flip(spool.Segments[0], LeftSpool.OffsetOf(3) + 50);
        using var desk = new Desk();

        Assert.Equal(1, await desk.RunAsync("spool", "verify", "--json", spool.Root));
        Assert.StartsWith("""{"logs":1,"segments":1,"records":3,"waiting":3,"bytes":264,"lost":1,"problems":[{"path":""", desk.Output);
        Assert.Contains($"\"offset\":{LeftSpool.OffsetOf(3)},\"text\":\"60 bytes cannot be read: the record's checksum is wrong; 1 record lost\",\"lost\":1,\"note\":false", desk.Output);
    }

    private static async Task ExpectOneAsync(LeftSpool spool, params string[] parts)
    {
        using var desk = new Desk();
        string[] before = spool.Contents();
        Assert.Equal(1, await desk.RunAsync("spool", "verify", spool.Root));
        Assert.Single(desk.Output.Split('\n'), line => line.StartsWith("problem: ", StringComparison.Ordinal));
        foreach (string part in parts)
            Assert.Contains(part, desk.Output);
        Assert.Equal(before, spool.Contents());
    }
}
