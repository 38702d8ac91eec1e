using System.Text.Json;

namespace ZeekAmqp.Cli.Management;

/// <summary>A node of the broker. What a node that is down does not say is null.</summary>
internal sealed record NodeState
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Whether it is out of memory: publishers are blocked then, at all nodes.</summary>
    public bool HasMemoryAlarm { get; init; }

    /// <summary>Whether its disk is full: publishers are blocked then, at all nodes.</summary>
    public bool HasDiskAlarm { get; init; }

    /// <summary>Bytes of memory in use.</summary>
    public long? MemoryUsed { get; init; }

    /// <summary>Bytes above which there is an alarm.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Free bytes of its disk.</summary>
    public long? DiskFree { get; init; }

    /// <summary>Bytes below which there is an alarm.</summary>
    public long? DiskFreeLimit { get; init; }

    /// <summary>Nodes that it has lost sight of while they went on.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>Reads the API's object.</summary>
    public static NodeState Read(JsonElement json) => new()
    {
        Name = json.Text("name"),
        IsRunning = json.Flag("running") ?? false,
        HasMemoryAlarm = json.Flag("mem_alarm") ?? false,
        HasDiskAlarm = json.Flag("disk_free_alarm") ?? false,
        MemoryUsed = json.Count("mem_used"),
        MemoryLimit = json.Count("mem_limit"),
        DiskFree = json.Count("disk_free"),
        DiskFreeLimit = json.Count("disk_free_limit"),
        Partitions = json.Texts("partitions"),
    };
}
