using System.Globalization;
using TrainingMonitor.Benchmarks;
using TrainingMonitor.Benchmarks.Client;
using TrainingMonitor.Benchmarks.Page;
using TrainingMonitor.Benchmarks.Server;
using TrainingMonitor.Benchmarks.Storage;

IMeasure[] all =
[
    new StartMeasure(), new IngestMeasure(), new OnePointMeasure(), new LiveMeasure(),
    new ViewersMeasure(), new ExportMeasure(), new ManySeriesMeasure(), new SamplerMeasure(),
    new ColumnCodecMeasure(), new DiskSizeMeasure(), new AppendMeasure(), new OnePointStoreMeasure(), new SealGapMeasure(), new SlowLoggerMeasure(),
    new JobStartMeasure(), new JobQueueMeasure(), new UploadMeasure(),
    new SeriesReadMeasure(1_000_000), new SeriesReadMeasure(100_000_000), new ComparisonMeasure(), new RunListMeasure(),
    new LogCallMeasure(), new SlowdownMeasure(), new PythonMeasure(),
    new PageWeightMeasure(), new FirstRenderMeasure(), new ManyChartsMeasure(), new LatencyMeasure(), new LivePageMeasure(), new TableMeasure(),
];
var chosen = all.Where(measure => args.Length == 0 || args.Any(name => measure.Name.StartsWith(name, StringComparison.Ordinal))).ToArray();
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"bench: got '{string.Join(' ', args)}', want some of {string.Join(", ", all.Select(measure => measure.Name))}");
    return 2;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}; medians, with min–max of the runs");
Console.WriteLine($"{"what",-64} {"median",12} {"min–max",23}  target");
foreach (var measure in chosen)
{
    await foreach (var figure in measure.RunAsync())
    {
        var verdict = figure.Meets is null ? "" : figure.Meets(figure.Median) ? "✓ " : "✗ ";
        Console.WriteLine($"{figure.What,-64} {Short(figure.Median),12} {$"{Short(figure.Min)}–{Short(figure.Max)}",23}  {verdict}{figure.Target}  [{figure.Unit}]");
    }
}

return 0;

static string Short(double value) => Math.Abs(value) switch
{
    0 => "0",
    >= 1e5 => value.ToString("N0", CultureInfo.InvariantCulture),
    >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
    >= 1 => value.ToString("F2", CultureInfo.InvariantCulture),
    _ => value.ToString("G3", CultureInfo.InvariantCulture),
};
