using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.NativeAot;
using Perfolizer.Horology;

// benchmarks [--jit] [--filter PATTERN] […]: what else BenchmarkDotNet takes. Without a filter, all of them. They are compiled as the
// product is, ahead of time; with --jit, by the ordinary runtime as well.
string[] others = [.. args.Where(argument => argument != "--jit")];
Job job = Job.ShortRun.WithIterationTime(TimeInterval.FromMilliseconds(100));
Job ahead = job.WithId("AOT").WithRuntime(NativeAotRuntime.Net10_0).WithToolchain(
    NativeAotToolchain.CreateBuilder()
        // The compiler that belongs to this runtime, from where all packages come; its own choice would be the newest of a feed of its own.
        .UseNuGet(Environment.Version.ToString(), nuGetFeedUrl: "")
        // For any processor, as the product is, not for this one.
        .IlcInstructionSet("")
        .TargetFrameworkMoniker("net10.0")
        .ToToolchain());
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).AddJob(ahead);
if (others.Length != args.Length)
    config.AddJob(job.WithId("JIT").WithRuntime(CoreRuntime.Core10_0));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(others.Length == 0 ? ["--filter", "*"] : others, config);
