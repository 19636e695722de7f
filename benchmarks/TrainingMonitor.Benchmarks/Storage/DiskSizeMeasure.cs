namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>What the curves take on disk, all counted: indexes, pyramid, summaries, page slack, the log after a checkpoint.</summary>
internal sealed class DiskSizeMeasure : IMeasure
{
    public string Name => "disk";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var curves = RealCurves.Load();
        foreach (var rows in (int[])[1, 100, 20_000])
        {
            await using var folder = new BenchFolder();
            var run = await folder.NewRunAsync();
            double empty = 0, size = 0;
            await folder.RestartAsync(() => empty = Size(folder.Path));
            for (var start = 0; start < curves.Rows; start += rows)
            {
                // Row by row is what a script that logs each step sends; it comes to the same.
                var pending = new List<Task>();
                for (; start < curves.Rows && pending.Count < 512; start += rows)
                {
                    pending.Add(folder.Store.Points.AppendAsync(run, curves.Batch(start, Math.Min(rows, curves.Rows - start)), default));
                }

                start -= rows;
                await Task.WhenAll(pending);
            }

            await folder.Store.SealAsync(run);
            await folder.RestartAsync(() => size = Size(folder.Path));
            var each = size / curves.Points;
            yield return new Figure($"{curves.Source}, {curves.Points} points in batches of {rows} rows", [each], "B/point", "≤ 4.2", value => value <= 4.2);
            yield return new Figure("  of which the empty store", [empty / curves.Points], "B/point");
            // SQLite's shared memory and an empty log: gone when the server stops.
            yield return new Figure("  more while the store is open", [(Size(folder.Path) - size) / curves.Points], "B/point");
        }
    }

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
