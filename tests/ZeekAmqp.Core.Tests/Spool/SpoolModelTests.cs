using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ZeekAmqp.Core.Options;
using ZeekAmqp.Core.Spool;

namespace ZeekAmqp.Core.Tests.Spool;

/// <summary>
/// Processes that append, read, confirm, die and follow each other, checked against a model after each step. CsCheck_Iter raises the count
/// of runs, CsCheck_Seed repeats one.
/// </summary>
public sealed class SpoolModelTests
{
    private static readonly Gen<(int Step, int Seed)[]> Steps = Gen.Select(Gen.Int[0, 99], Gen.Int[0, int.MaxValue - 1]).Array[1, 120];

    [Fact]
    public void Whatever_happens_what_is_synced_and_not_confirmed_comes_back_in_order() =>
        Steps.Sample(steps => new World(hasFaults: false).Run(steps));

    [Fact]
    public void Whatever_the_disk_refuses_what_is_synced_and_not_confirmed_comes_back_in_order() =>
        Steps.Sample(steps => new World(hasFaults: true).Run(steps));

    private sealed class World(bool hasFaults)
    {
        private const string Broker = "/spool/broker";

        private readonly FakeTimeProvider _time = new();
        private readonly List<SpoolFolder> _folders = [];
        private readonly List<ModelLane> _lanes = [];
        private readonly HashSet<ModelLane> _absent = [];
        private FaultyFiles _files = new();

        // A sixteenth is a segment: 4 KiB.
        private SpoolBudget _budget = new(64 * 1024);
        private SpoolFolder? _own;
        private ulong _sequence;

        public void Run((int Step, int Seed)[] steps)
        {
            foreach ((int step, int seed) in steps)
            {
                var random = new Random(seed);
                if (hasFaults && step is not (92 or 93 or 94 or 95 or 96))
                    _files.Fault = SometimesFails(random);
                Do(step, random);
                _files.Fault = null;
                Check();
            }

            Restart(machineFails: true, new Random(1));
            foreach (ModelLane lane in Present())
            {
                while (lane.Store.UnreadRecords > 0)
                    lane.Read(100, 10_000);
                lane.Read(1, 1);
            }
        }

        private IEnumerable<ModelLane> Present() => _lanes.Where(lane => !_absent.Contains(lane));

        private void Do(int step, Random random)
        {
            ModelLane[] present = [.. Present()];
            ModelLane? lane = present.Length > 0 ? present[random.Next(present.Length)] : null;
            ModelLane[] own = [.. present.Where(each => each.IsOwn)];
            if (step >= 97 || own.Length == 0)
                AddLane();
            if (step < 30 && own.Length > 0)
                own[random.Next(own.Length)].Append(Records(random), _budget);
            else if (step < 35)
                Array.Find(own, each => each.Store.UnreadRecords > 0)?.MarkRead(random.Next(1, 20));
            else if (step < 55)
                lane?.Read(random.Next(1, 20), random.Next(1, 5000));
            else if (step < 70)
                lane?.Confirm(random.Next(3) * 50, random);
            else if (step < 80)
                lane?.Save();
            else if (step < 90)
                lane?.Sync();
            else if (step == 90)
                lane?.Drop(_files);
            else if (step == 92)
                Close();
            else if (step is 93 or 94)
                Restart(machineFails: false, random);
            else if (step is 95 or 96)
                Restart(machineFails: true, random);
        }

        private void AddLane()
        {
            try
            {
                _own ??= SpoolFolder.Create(_files, Broker, _time);
                SpoolStore store = _own.CreateStore(new SpoolRoute(new PublishTarget("x", "k", "q"), "conn", $"{_lanes.Count}"), _budget);
                _lanes.Add(new ModelLane(store, isOwn: true) { HasFaults = hasFaults });
            }
            catch (SpoolException) when (hasFaults)
            {
                // Another time.
            }
        }

        private SpoolRecord[] Records(Random random)
        {
            var records = new SpoolRecord[random.Next(1, 12)];
            foreach (ref SpoolRecord record in records.AsSpan())
            {
                byte[] payload = new byte[random.Next(10) == 0 ? random.Next(6000) : random.Next(300)];
                random.NextBytes(payload);
                _sequence++;
                int count = random.Next(3) == 0 ? random.Next(2, 100) : 1;
                record = new SpoolRecord(payload, _sequence, (long)_sequence + 1000, count, (byte)_sequence);
            }

            return records;
        }

        private void Close()
        {
            foreach (ModelLane lane in Present())
                lane.Close();
            foreach (SpoolFolder folder in _folders)
                folder.Dispose();
            _own?.Dispose();
            Restart(machineFails: false, new Random(1));
        }

        private void Restart(bool machineFails, Random random)
        {
            _files.Fault = operation => new IOException($"a dead process does {operation}");
            _files = machineFails ? _files.Crash(random) : _files.Kill();
            _budget = new SpoolBudget(_budget.MaxBytes);
            _own = null;
            _folders.Clear();
            _folders.AddRange(SpoolFolder.ClaimLeft(_files, Broker, problem => Assert.True(hasFaults, problem)));
            // What was not synced is told of if it is lost.
            Action<string> problem = text => Assert.True(machineFails && text.Contains("lost: the spool file before", StringComparison.Ordinal), text);
            var stores = new Dictionary<string, SpoolStore>();
            foreach (SpoolStore store in _folders.SelectMany(folder => folder.OpenStores(_budget, problem)))
                stores.Add(store.Route.WriterInstance, store);
            for (int i = 0; i < _lanes.Count; i++)
            {
                _lanes[i].Leave(machineFails);
                if (!_lanes[i].IsFoundAs(stores.GetValueOrDefault($"{i}"), _files))
                    _absent.Add(_lanes[i]);
                else
                    _absent.Remove(_lanes[i]);
            }
        }

        private void Check()
        {
            Assert.Equal(Present().Sum(lane => lane.Store.Bytes), _budget.UsedBytes);
            if (hasFaults)
                return;
            foreach (ModelLane lane in Present())
            {
                string folder = lane.Store.Folder;
                long onDisk = _files.Files(folder).Where(name => name.EndsWith(".segment", StringComparison.Ordinal))
                    .Sum(name => (long)_files[$"{folder}/{name}"].Length);
                Assert.Equal(onDisk, lane.Store.Bytes);
            }
        }

        private static Func<DiskOperation, Exception?> SometimesFails(Random random)
        {
            int percent = random.Next(3) * 20;
            var chance = new Random(random.Next());
            return operation => operation.Kind is "write" or "create" or "sync" or "sync folder" or "delete" or "truncate" && chance.Next(100) < percent
                ? chance.Next(2) == 0 ? FaultyFiles.NoSpace : FaultyFiles.InputOutput
                : null;
        }
    }
}
