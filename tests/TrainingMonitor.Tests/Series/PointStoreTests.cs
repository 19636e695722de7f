using TrainingMonitor.Contract;
using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class PointStoreTests
{
    [Fact]
    public async Task Points_come_back_as_they_went_in_also_after_a_restart()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        double[] values = [0.5, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, BitConverter.Int64BitsToDouble(0x7FF8_DEAD_BEEF_0001)];
        var result = await folder.AppendAsync(run, Batches.Of("loss", 10, values));
        Assert.Equal(7, result.Accepted);

        for (var round = 0; round < 2; round++)
        {
            var read = folder.Raw(run, "loss");
            Assert.Equal([10, 11, 12, 13, 14, 15, 16], read.Steps);
            Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read.Values.Select(BitConverter.DoubleToInt64Bits));
            await folder.RestartAsync();
        }
    }

    [Fact]
    public async Task A_batch_sent_twice_is_stored_once_and_answered_as_before()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        var first = await folder.AppendAsync(run, Batches.From("w", 1, "loss", 0, 1, 2, 3));
        var again = await folder.AppendAsync(run, Batches.From("w", 1, "loss", 0, 1, 2, 3));
        await folder.RestartAsync();
        var afterRestart = await folder.AppendAsync(run, Batches.From("w", 1, "loss", 0, 1, 2, 3));

        Assert.False(first.Duplicate);
        Assert.True(again.Duplicate && afterRestart.Duplicate);
        Assert.Equal((3, 3), (again.Accepted, afterRestart.Accepted));
        Assert.Equal(3, folder.Raw(run, "loss").Total);
    }

    [Fact]
    public async Task A_gap_in_the_numbers_of_a_writer_is_refused_with_the_expected_one()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.From("w", 1, "loss", 0, 1));
        var gap = await Assert.ThrowsAsync<SequenceGapException>(() => folder.AppendAsync(run, Batches.From("w", 3, "loss", 2, 1)));
        Assert.Equal(2, gap.ExpectedSeq);
        Assert.Equal(1, folder.Raw(run, "loss").Total);
    }

    [Fact]
    public async Task Steps_out_of_order_are_read_in_order_and_repeated_ones_in_arrival_order()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.At("loss", [5, 3, 5, 1], [50, 30, 51, 10]));
        await folder.AppendAsync(run, Batches.At("loss", [3, 5], [31, 52]));
        var read = folder.Raw(run, "loss");
        Assert.Equal([1, 3, 3, 5, 5, 5], read.Steps);
        Assert.Equal([10, 30, 31, 50, 51, 52], read.Values);
    }

    [Fact]
    public async Task A_row_without_a_step_comes_after_the_last_one()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.At("loss", [PointBatch.NextStep], [1]));
        await folder.AppendAsync(run, Batches.At("loss", [41], [2]));
        await folder.AppendAsync(run, Batches.At("loss", [PointBatch.NextStep, PointBatch.NextStep], [3, 4]));
        Assert.Equal([0, 41, 42, 43], folder.Raw(run, "loss").Steps);
    }

    [Fact]
    public async Task A_metric_that_is_absent_in_a_row_has_no_point_there()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        var result = await folder.AppendAsync(run, new PointBatch
        {
            Rows = 3,
            Steps = [1, 2, 3],
            Times = [1, 2, 3],
            Metrics = [new MetricColumn("a", [1, 2, 3], null), new MetricColumn("b", [0, 9, 0], [0b010])],
        });
        Assert.Equal(4, result.Accepted);
        await folder.RestartAsync();
        Assert.Equal([2], folder.Raw(run, "b").Steps);
        Assert.Equal([9], folder.Raw(run, "b").Values);
        var rows = folder.Store.Points.Export(run).ToList();
        Assert.Equal([1, 2, 1], rows.Select(row => row.Metrics.Count));
    }

    [Fact]
    public async Task Metrics_beyond_the_limit_are_refused_one_by_one_with_an_event()
    {
        await using var folder = new StoreFolder(options => options with { MaxMetricsPerRun = 2 });
        var run = await folder.NewRunAsync();
        var result = await folder.AppendAsync(run, new PointBatch
        {
            Rows = 1,
            Steps = [1],
            Times = [1],
            Metrics = [.. new[] { "a", "b", "c" }.Select(name => new MetricColumn(name, [1.0], null))],
        });
        Assert.Equal(2, result.Accepted);
        Assert.Equal("c", Assert.Single(result.Rejected).Metric);
        Assert.Single(folder.Store.Events.List(run).Items, e => e.Kind == EventKind.MetricLimit);
    }

    [Fact]
    public async Task The_first_value_that_is_no_number_is_told_once()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("loss", 1, 1, double.NaN));
        await folder.AppendAsync(run, Batches.Of("loss", 3, double.NaN));
        Assert.Equal("loss became NaN at step 2", Assert.Single(folder.Store.Events.List(run).Items, e => e.Kind == EventKind.NonFinite).Message);
    }

    [Fact]
    public async Task The_summary_follows_the_points()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.Of("train/loss", 1, 3, 1, double.NaN, 2));
        await folder.RestartAsync();
        var found = folder.Store.Runs.Find(run)!;
        var loss = found.Metrics["train/loss"];
        Assert.Equal((2.0, 4L, 1.0, 2L, 3.0, 1L, 4L), (loss.Latest, loss.Step, loss.Min!.Value, loss.MinStep!.Value, loss.Max!.Value, loss.MaxStep!.Value, loss.Count));
        Assert.Equal(1.0, loss.Best);
        Assert.Equal("train/loss", found.Primary.Loss);
    }

    [Fact]
    public async Task A_write_to_an_interrupted_run_makes_it_running_again()
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.Store.Runs.UpdateAsync(run, new RunUpdate { Status = RunStatus.Interrupted }, default);
        await folder.AppendAsync(run, Batches.Of("loss", 1, 1));
        var found = folder.Store.Runs.Find(run)!;
        Assert.Equal(RunStatus.Running, found.Status);
        Assert.Null(found.EndedAt);
    }

    [Fact]
    public async Task Changes_are_told_before_the_writer_is_answered_and_count_up()
    {
        await using var folder = new StoreFolder();
        var told = new List<Change>();
        folder.Store.Committed = told.AddRange;
        var run = await folder.NewRunAsync();
        var result = await folder.AppendAsync(run, Batches.Of("loss", 1, 1));
        Assert.Equal(Enumerable.Range(1, told.Count).Select(i => (long)i), told.Select(change => change.Cursor));
        Assert.Equal(result.Cursor, Assert.IsType<PointsAppended>(told[^1]).Cursor);
        Assert.Equal(result.Cursor, folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["*"] }).Cursor);
        await folder.RestartAsync();
        Assert.Equal(result.Cursor, folder.Store.Runs.Find(run)!.Cursor);
    }
}
