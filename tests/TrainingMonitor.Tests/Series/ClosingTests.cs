using TrainingMonitor.Contract;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class ClosingTests
{
    [Fact]
    public async Task What_was_only_planned_to_be_sealed_when_a_store_closes_is_there_at_the_next_start()
    {
        await using var folder = new StoreFolder();
        var ids = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            ids.Add(await folder.NewRunAsync());
            await folder.AppendAsync(ids[i], Batches.Of("loss", i, 0.5));
            await folder.Store.Runs.UpdateAsync(ids[i], new RunUpdate { Status = RunStatus.Completed }, TestContext.Current.CancellationToken);
        }

        folder.Time.Advance(TimeSpan.FromMinutes(1));
        await folder.RestartAsync();

        Assert.All(ids, id => Assert.Single(folder.Raw(id, "loss").Steps));
    }
}
