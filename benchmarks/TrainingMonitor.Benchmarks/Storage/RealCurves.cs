using System.IO.Compression;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>
/// Training curves: the real ones where the data folder lies beside the repository (or TRAINING_MONITOR_CURVES names a
/// file), else generated ones of the same kinds.
/// </summary>
internal sealed class RealCurves
{
    private const string File = "digits-seed1.ndjson.gz";

    private RealCurves(string source, long[] steps, long[] times, List<MetricColumn> metrics) =>
        (Source, Steps, Times, Metrics) = (source, steps, times, metrics);

    public string Source { get; }

    public long[] Steps { get; }

    public long[] Times { get; }

    public IReadOnlyList<MetricColumn> Metrics { get; }

    public int Rows => Steps.Length;

    public long Points => Metrics.Sum(metric => (long)Enumerable.Range(0, Rows).Count(metric.Has));

    public static RealCurves Load() => FindFile() is { } file ? Read(file) : Generate(20_000);

    /// <summary>Rows of the curves as a batch, with steps and times moved on by whole lengths of the curves.</summary>
    public PointBatch Batch(int start, int rows, long lap = 0, string? writer = null, long seq = 0) => new()
    {
        Rows = rows,
        Steps = [.. Steps.AsSpan(start, rows).ToArray().Select(step => step + (lap * Rows))],
        Times = [.. Times.AsSpan(start, rows).ToArray().Select(time => time + (lap * (Times[^1] - Times[0])))],
        Metrics = [.. Metrics.Select(metric => Slice(metric, start, rows))],
        Writer = writer,
        Seq = seq,
    };

    private static MetricColumn Slice(MetricColumn metric, int start, int rows)
    {
        var values = metric.Values.AsSpan(start, rows).ToArray();
        if (metric.Present is null)
        {
            return new MetricColumn(metric.Name, values, null);
        }

        var present = new ulong[(rows + 63) / 64];
        for (var row = 0; row < rows; row++)
        {
            present[row >> 6] |= metric.Has(start + row) ? 1UL << (row & 63) : 0;
        }

        return new MetricColumn(metric.Name, values, present);
    }

    private static string? FindFile()
    {
        if (Environment.GetEnvironmentVariable("TRAINING_MONITOR_CURVES") is { } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "..", "shared", "data", File);
            if (System.IO.File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    private static RealCurves Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(file), CompressionMode.Decompress));
        var rows = new List<JsonElement>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(JsonElement.Parse(line));
        }

        var names = rows.SelectMany(row => row.EnumerateObject().Select(member => member.Name)).Distinct().Where(name => name is not ("step" or "ts"));
        return new RealCurves(
            Path.GetFileName(file),
            [.. rows.Select(row => row.GetProperty("step").GetInt64())],
            [.. rows.Select(row => (long)Math.Round(row.GetProperty("ts").GetDouble() * 1e6))],
            [.. names.Select(name => Column(name, rows))]);
    }

    private static MetricColumn Column(string name, List<JsonElement> rows)
    {
        var (values, present) = (new double[rows.Count], new ulong[(rows.Count + 63) / 64]);
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].TryGetProperty(name, out var value))
            {
                values[row] = value.GetDouble();
                present[row >> 6] |= 1UL << (row & 63);
            }
        }

        var isDense = Enumerable.Range(0, rows.Count).All(row => (present[row >> 6] & (1UL << (row & 63))) != 0);
        return new MetricColumn(name, values, isDense ? null : present);
    }

    private static RealCurves Generate(int rows)
    {
        var random = new Random(1);
        double Noise() => random.NextDouble() - 0.5;
        var times = new long[rows];
        var time = 1_763_805_000_000_000L;
        for (var i = 0; i < rows; i++)
        {
            times[i] = time += 3000 + random.Next(2000) + (random.Next(100) == 0 ? 20_000 : 0);
        }

        double[] Make(Func<int, double> of) => [.. Enumerable.Range(0, rows).Select(of)];
        return new RealCurves(
            "generated curves",
            [.. Enumerable.Range(0, rows).Select(i => (long)i)],
            times,
            [
                new MetricColumn("train/loss", Make(i => (float)((2.2 * Math.Exp(-i / 3000.0)) + 0.1 + (0.1 * Noise()))), null),
                new MetricColumn("train/loss_ema", Make(i => (2.2 * Math.Exp(-i / 3000.0)) + 0.1 + (0.001 * Noise())), null),
                new MetricColumn("train/accuracy", Make(i => Math.Round(32 * (1 - Math.Exp(-i / 2000.0)))  / 32), null),
                new MetricColumn("train/grad_norm", Make(i => (float)(0.5 + (0.3 * Noise()))), null),
                new MetricColumn("train/lr", Make(i => 0.001 * (1 + Math.Cos(i * Math.PI / rows)) / 2), null),
                new MetricColumn("train/epoch", Make(i => i / 43.75), null),
                new MetricColumn("perf/step_ms", Make(i => 3 + Noise()), null),
                new MetricColumn("weights/l2", Make(i => (float)(8 + (16 * (1 - Math.Exp(-i / 5000.0))))), null),
            ]);
    }
}
