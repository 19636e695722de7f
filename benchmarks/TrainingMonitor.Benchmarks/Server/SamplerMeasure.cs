namespace TrainingMonitor.Benchmarks.Server;

/// <summary>What a server costs that nobody uses: the looks at its own host, and whatever else runs by the clock.</summary>
internal sealed class SamplerMeasure : IMeasure
{
    private const int Runs = 3;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public string Name => "sampler";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var shares = new List<double>();
        await using var server = await ServerProcess.MonitorAsync();
        await Task.Delay(TimeSpan.FromSeconds(6)); // The first look compiles.
        for (var i = 0; i < Runs; i++)
        {
            var before = server.Cpu;
            await Task.Delay(Duration);
            shares.Add((server.Cpu - before) / Duration * 100);
        }

        yield return new Figure("idle server with its sampler (a look every 5 s): CPU of one core", shares, "%");
    }
}
