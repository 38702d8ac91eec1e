using System.Globalization;
using ZeekAmqp.Fuzz;
using ZeekAmqp.Fuzz.Engine;

// fuzz [--cases N] [--seed N] [--target NAME] [--case HEX]
long cases = 1_000_000;
ulong seed = (ulong)DateTime.UtcNow.Ticks;
string? only = null;
string? replayed = null;
for (int i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--cases":
            cases = long.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        case "--seed":
            seed = ulong.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        case "--target":
            only = args[i + 1];
            break;
        case "--case":
            replayed = args[i + 1];
            break;
        default:
            Console.Error.WriteLine($"fuzz: there is no option {args[i]}, but --cases N, --seed N, --target NAME, --case HEX");
            return 2;
    }
}

IFuzzTarget[] targets = [.. Targets.All.Where(target => only is null || target.Name == only)];
if (targets.Length == 0)
{
    Console.Error.WriteLine($"fuzz: there is no target '{only}', but {string.Join(", ", Targets.All.Select(target => target.Name))}");
    return 2;
}

if (replayed is not null)
{
    targets[0].Run(new Choices(Convert.FromHexString(replayed)));
    Console.WriteLine($"{targets[0].Name}: nothing found");
    return 0;
}

Console.WriteLine($"seed {seed}");
Console.WriteLine($"{"target",-16}{"cases",14}{"seconds",10}{"findings",10}");
long findings = 0;
foreach (IFuzzTarget target in targets)
{
    var campaign = new Campaign(target, seed);
    campaign.Run(cases, Console.Error);
    findings += campaign.Findings;
    Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{target.Name,-16}{cases,14:N0}{campaign.Elapsed.TotalSeconds,10:F1}{campaign.Findings,10:N0}"));
}

return findings == 0 ? 0 : 1;
