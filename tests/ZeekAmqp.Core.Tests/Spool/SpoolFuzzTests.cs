using CsCheck;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>Whatever is in the files: a <see cref="SpoolException"/> at worst, and an end.</summary>
public sealed class SpoolFuzzTests
{
    private static readonly Gen<(int Kind, int Seed)[]> Mutations = Gen.Select(Gen.Int[0, 8], Gen.Int[0, int.MaxValue - 1]).Array[1, 8];

    [Fact]
    public void Random_bytes_are_survived() => Gen.Select(Gen.Byte.Array[0, 9000], Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 5000]).Sample((segment, route, checkpoint) =>
    {
        SpoolScene scene = new SpoolScene().Left(3);
        scene.Files[scene.Segments.Single()] = segment;
        scene.Files[SpoolScene.Checkpoint] = checkpoint;
        Assert.Empty(Use(scene));
        scene.Files[SpoolScene.RouteFile] = route;
        Assert.Empty(Use(scene));
    });

    [Fact]
    public void Mutated_folders_are_survived_and_what_is_read_was_written() => Mutations.Sample(mutations =>
    {
        SpoolScene scene = Valid();
        foreach ((int kind, int seed) in mutations)
            Mutate(scene, kind, new Random(seed));
        List<SpoolEntry> entries = Use(scene);
        foreach (SpoolEntry entry in entries)
            Assert.True(entry.Payload.Span.SequenceEqual(SpoolScene.Record((int)entry.Sequence).Payload.Span));
        Assert.Equal(entries.Select(entry => entry.Ordinal).Distinct().Order(), entries.Select(entry => entry.Ordinal));
    });

    private static SpoolScene Valid()
    {
        var scene = new SpoolScene { Budget = new SpoolBudget(16_000) };
        SpoolStore store = scene.Create();
        store.Append(SpoolScene.Records(1, 40), out _);
        store.MarkRead(12);
        for (int i = 1; i <= 11; i++)
            store.Confirm(i);
        store.SaveCheckpoint();
        store.Confirm(12);
        store.SaveCheckpoint();
        scene.Kill();
        return scene;
    }

    private static void Mutate(SpoolScene scene, int kind, Random random)
    {
        string[] names = [.. scene.Files.Files(SpoolScene.Lane)];
        if (names.Length == 0)
            return;
        string path = $"{SpoolScene.Lane}/{names[random.Next(names.Length)]}";
        byte[] bytes = scene.Files[path];
        int at = random.Next(bytes.Length + 1);
        byte[] noise = new byte[random.Next(300)];
        random.NextBytes(noise);
        scene.Files[path] = kind switch
        {
            0 or 1 => [.. bytes[..at], .. bytes[at..].Take(1).Select(value => (byte)(value ^ (1 << random.Next(8)))), .. bytes[at..].Skip(1)],
            2 => bytes[..at],
            3 => [.. bytes[..at], .. new byte[random.Next(9000)]],
            4 => [.. bytes[..at], .. noise, .. bytes[at..]],
            5 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(300))..]],
            6 => [.. bytes, .. bytes[at..]],
            _ => bytes,
        };
        if (kind == 7)
            scene.Files.Lose(path);
        if (kind == 8)
            scene.Files[$"{SpoolScene.Lane}/{(random.Next(3) == 0 ? random.NextInt64() : random.Next(60)):D20}.segment"] = bytes;
    }

    private static List<SpoolEntry> Use(SpoolScene scene)
    {
        var all = new List<SpoolEntry>();
        try
        {
            using SpoolStore store = SpoolStore.Open(scene.Files.Kill(), SpoolScene.Lane, new SpoolBudget(1_000_000));
            var entries = new List<SpoolEntry>();
            while (store.TryRead(5, 300, out _, entries))
                all.AddRange(entries);
            Assert.Equal(0, store.UnreadRecords);
            Assert.Equal(all.Count, store.Records);
            foreach (SpoolEntry entry in all)
                store.Confirm(entry.Ordinal);
            Assert.Equal(0, store.Records);
            store.SaveCheckpoint();
            Assert.Equal(0, store.Bytes);
        }
        catch (SpoolException)
        {
            // Allowed.
        }

        return all;
    }
}
