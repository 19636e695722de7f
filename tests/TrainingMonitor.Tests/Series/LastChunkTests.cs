using TrainingMonitor.Contract;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class LastChunkTests
{
    [Theory]
    [InlineData(10, 0)]
    [InlineData(2048, 0)]
    [InlineData(10, 2)]
    public async Task The_time_left_is_known_right_after_a_restart_although_everything_was_sealed(int chunkRows, int inTail)
    {
        await using var folder = new StoreFolder(options => options with { ChunkRows = chunkRows });
        var run = (await folder.Store.Runs.CreateAsync(new NewRun { Name = "long", TotalSteps = 10_000 }, ct: TestContext.Current.CancellationToken)).Id;
        await folder.AppendAsync(run, Batches.Of("loss", 0, [.. Enumerable.Range(0, 5000).Select(i => Math.Sin(i))]));
        await folder.Store.SealAsync(run);
        if (inTail > 0)
        {
            await folder.AppendAsync(run, Batches.Of("loss", 5000, new double[inTail]));
        }

        var before = folder.Store.Runs.Find(run)!;
        await folder.RestartAsync();

        var after = folder.Store.Runs.Find(run)!;
        Assert.Equal(1000, after.StepRate!.Value, 1e-6);
        Assert.Equal(before.EtaSeconds!.Value, after.EtaSeconds!.Value, 1e-6);
    }
}
