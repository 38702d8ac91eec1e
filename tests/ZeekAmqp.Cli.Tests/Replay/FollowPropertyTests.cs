using CsCheck;
using ZeekAmqp.Cli.Tests.Fakes;

namespace ZeekAmqp.Cli.Tests.Replay;

/// <summary>Whatever happens to a followed log, and in whatever order: no record is lost, and none comes twice or too early.</summary>
public class FollowPropertyTests
{
    [Fact]
    public void Any_schedule_of_writes_rotations_truncations_and_looks_delivers_each_record_once() =>
        Gen.Int[0, 9].Array[1, 60].Sample(steps => Run(steps, mayCrash: false).GetAwaiter().GetResult(), iter: 150, threads: 1);

    [Fact]
    public void Any_schedule_with_crashes_loses_no_record_and_keeps_their_order() =>
        Gen.Int[0, 10].Array[1, 40].Sample(steps => Run(steps, mayCrash: true).GetAwaiter().GetResult(), iter: 100, threads: 1);

    private static async Task Run(int[] steps, bool mayCrash)
    {
        using var desk = new Desk();
        await using var bench = new FollowBench(desk, "n.log", "pos");
        int written = 0;
        int rotations = 0;
        string open = "";
        // What was rotated before the log was ever met is nobody's.
        Write(1);
        bench.Look();
        foreach (int step in steps)
        {
            switch (step)
            {
                case 0 or 1:
                    Write(step == 0 ? 1 : 3);
                    break;
                case 2:
                    WriteHalf();
                    break;
                case 3 when File.Exists(bench.Name):
                    // As Zeek does it: what is written is complete, then the file gets its name.
                    WriteRest();
                    File.Move(bench.Name, Path.Combine(desk.Folder, $"n.2026-01-01-00-00-{rotations++:00}.log"));
                    break;
                case 4 when File.Exists(bench.Name):
                    // What was not read by then is gone with any reader.
                    WriteRest();
                    bench.LookUntilIdle();
                    File.WriteAllText(bench.Name, "");
                    bench.Look();
                    break;
                case 5:
                    await bench.DrainAsync();
                    await bench.RestartAsync();
                    break;
                case 6:
                    await bench.DrainAsync();
                    bench.Tick();
                    break;
                case 10:
                    bench.Tick();
                    await bench.CrashAsync();
                    break;
                default:
                    bench.Look();
                    break;
            }
        }

        WriteRest();
        bench.LookUntilIdle();
        await bench.DrainAsync();
        int[] came = [.. desk.Bodies.Select(body => int.Parse(body[(body.LastIndexOf(':') + 1)..^2]))];
        int[] once = mayCrash ? [.. came.Distinct()] : came;
        Assert.True(once.SequenceEqual(Enumerable.Range(0, written)), $"{written} written, came {string.Join(' ', came)}; {string.Join(',', steps)}; {desk.Error}");

        void Write(int count)
        {
            WriteRest();
            File.AppendAllText(bench.Name, string.Concat(Enumerable.Range(written, count).Select(n => $"{{\"n\":{n}}}\n")));
            written += count;
        }

        void WriteHalf()
        {
            WriteRest();
            string line = $"{{\"n\":{written++}}}\n";
            File.AppendAllText(bench.Name, line[..3]);
            open = line[3..];
        }

        void WriteRest()
        {
            if (open.Length > 0)
                File.AppendAllText(bench.Name, open);
            open = "";
        }
    }
}
