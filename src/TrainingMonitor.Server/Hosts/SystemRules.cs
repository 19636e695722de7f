using TrainingMonitor.Contract;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Hosts;

/// <summary>What samples from a writer must keep to before the store sees them.</summary>
internal static class SystemRules
{
    private const int MostSamples = 1000;
    private const int MostGpus = 256;

    public static SystemReport Checked(SystemReport report)
    {
        TextRule.Name("host", report.Host);
        TextRule.Name("writer", report.Writer, BatchReader.MaxWriterLength);
        if (report.Samples.Count is 0 or > MostSamples)
        {
            throw ProblemException.BadRequest($"got {report.Samples.Count} samples, want 1 to {MostSamples}");
        }

        return report with { Samples = [.. report.Samples.Select(Finite)] };
    }

    // What is no number is not known; the buckets would otherwise show it as a peak.
    private static SystemSample Finite(SystemSample? sample)
    {
        if (sample is null || sample.Gpus is { Count: > MostGpus } || sample.Gpus?.Any(gpu => gpu is null || gpu.Index is < 0 or > 9999) == true)
        {
            throw ProblemException.BadRequest($"got a sample that is null or whose GPUs are not, want at most {MostGpus} with an index each");
        }

        foreach (var gpu in sample.Gpus ?? [])
        {
            TextRule.Prose("the name of a GPU", gpu.Name, 250);
        }

        return sample with
        {
            CpuPercent = Finite(sample.CpuPercent),
            MemoryUsed = Finite(sample.MemoryUsed),
            MemoryTotal = Finite(sample.MemoryTotal),
            DiskUsed = Finite(sample.DiskUsed),
            DiskTotal = Finite(sample.DiskTotal),
            NetRx = Finite(sample.NetRx),
            NetTx = Finite(sample.NetTx),
            Gpus = [.. (sample.Gpus ?? []).Select(gpu => gpu with
            {
                Utilization = Finite(gpu.Utilization),
                MemoryUsed = Finite(gpu.MemoryUsed),
                MemoryTotal = Finite(gpu.MemoryTotal),
                Temperature = Finite(gpu.Temperature),
                Power = Finite(gpu.Power),
            })],
        };
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
