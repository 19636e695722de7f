using System.Diagnostics;
using System.Globalization;
using TrainingMonitor.Benchmarks.Server;

namespace TrainingMonitor.Benchmarks.Page;

/// <summary>What a browser fetches before the first chart, compressed as it travels, as <c>web/scripts/weight.mjs</c> adds it up.</summary>
internal sealed class PageWeightMeasure : IMeasure
{
    public string Name => "page-weight";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        using var script = Process.Start(new ProcessStartInfo("node", [Path.Combine(Published.Root, "web", "scripts", "weight.mjs")]) { RedirectStandardOutput = true })!;
        var lines = (await script.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await script.WaitForExitAsync();
        var total = double.Parse(lines[^1].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        yield return new Figure("page: first load, compressed", [total], "bytes", "≤ 150,000", value => value <= 150_000);
    }
}
