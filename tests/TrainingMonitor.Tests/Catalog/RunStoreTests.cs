using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Series;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Catalog;

public sealed class RunStoreTests
{
    [Fact]
    public async Task A_run_survives_a_restart_with_all_its_fields()
    {
        await using var folder = new StoreFolder();
        var made = await folder.Store.Runs.CreateAsync(new NewRun
        {
            Name = "mnist",
            Id = "abc",
            Config = JsonElement.Parse("""{"lr":0.001,"optimizer":{"name":"adam"}}"""),
            Tags = ["baseline"],
            Notes = "a note",
            Epochs = 10,
            StepsPerEpoch = 100,
            Group = "g",
            MetricGoals = new Dictionary<string, MetricGoal> { ["score"] = MetricGoal.Min },
        });
        Assert.Equal((RunStatus.Running, 1000L), (made.Status, made.TotalSteps!.Value));
        await folder.RestartAsync();
        var found = folder.Store.Runs.Find("abc")!;
        Assert.Equal(Json(made), Json(found));
        await Assert.ThrowsAsync<RunExistsException>(() => folder.NewRunAsync("abc"));
    }

    [Fact]
    public async Task The_first_final_status_wins()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        var done = await folder.Store.Runs.UpdateAsync(run, new RunUpdate { Status = RunStatus.Completed }, default);
        Assert.NotNull(done.EndedAt);
        var refused = await Assert.ThrowsAsync<IllegalTransitionException>(
            () => folder.Store.Runs.UpdateAsync(run, new RunUpdate { Status = RunStatus.Failed }, default));
        Assert.Equal((RunStatus.Completed, RunStatus.Failed), (refused.From, refused.To));
    }

    [Fact]
    public async Task A_deleted_run_takes_all_that_belongs_to_it_along_and_leaves_one_event()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("loss", 1, 1, 2));
        await folder.Store.Runs.DeleteAsync(run, default);
        Assert.Null(folder.Store.Runs.Find(run));
        await Assert.ThrowsAsync<UnknownRunException>(() => folder.AppendAsync(run, Batches.Of("loss", 1, 1)));
        await folder.RestartAsync();
        Assert.Null(folder.Store.Runs.Find(run));
        var left = Assert.Single(folder.Store.Events.List(null).Items);
        Assert.Equal((EventKind.RunDeleted, run), (left.Kind, left.RunId));
        Assert.Equal(0, folder.Store.Status.Points);
    }

    [Fact]
    public async Task Runs_are_filtered_and_sorted_by_config_and_metrics_with_missing_values_last()
    {
        await using var folder = new StoreFolder();
        for (var i = 0; i < 5; i++)
        {
            await folder.Store.Runs.CreateAsync(new NewRun { Name = $"run {i}", Id = $"r{i}", Config = JsonElement.Parse($$"""{"lr":{{i}},"opt":{"name":"adam{{i}}" } }""") });
            if (i != 2)
            {
                await folder.AppendAsync($"r{i}", Batches.Of("loss", 1, 10 - i, 20));
            }
        }

        Assert.Equal(["r4", "r3", "r1", "r0", "r2"], Ids(new RunQuery { Sort = "metric.loss.min" }));
        Assert.Equal(["r3", "r4"], Ids(new RunQuery { Sort = "config.lr", Config = [new FieldComparison("lr", ComparisonOperator.Gt, "2")] }));
        Assert.Equal(["r1"], Ids(new RunQuery { Config = [new FieldComparison("opt.name", ComparisonOperator.Eq, "adam1")] }));
        Assert.Equal(["r0", "r1"], Ids(new RunQuery { Sort = "id", Metrics = [new MetricComparison("loss", MetricField.Best, ComparisonOperator.Ge, 9)] }));
        Assert.Equal(["r4", "r3"], Ids(new RunQuery { Limit = 2 }));
        Assert.Equal(["r2", "r1"], Ids(new RunQuery { Limit = 2, Cursor = folder.Store.Runs.List(new RunQuery { Limit = 2 }).NextCursor }));

        string[] Ids(RunQuery query) => [.. folder.Store.Runs.List(query).Items.Select(run => run.Id)];
    }

    private static string Json(Run run) => JsonSerializer.Serialize(run, TrainingMonitor.Contract.Json.WireJson.Default.Run);
}
