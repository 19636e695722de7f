using TrainingMonitor.Storage;
using TrainingMonitor.Tests.Sqlite;

namespace TrainingMonitor.Tests.Series;

public sealed class SegmentTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resume_supersedes_older_points_from_its_first_step_on(bool isStepGiven)
    {
        await using var folder = new StoreFolder();
        var run = await folder.NewRunAsync();
        await folder.AppendAsync(run, Batches.From("old", 1, "loss", 1, 10, 9, 8, 7));
        await folder.Store.Runs.ResumeAsync(run, "new", isStepGiven ? 3 : null, default);
        await folder.AppendAsync(run, Batches.From("new", 1, "loss", 3, 5, 4));

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal([10, 9, 5, 4], folder.Raw(run, "loss").Values);
            Assert.Equal([10, 9, 8, 7], folder.Raw(run, "loss", SegmentChoice.Number(1)).Values);
            var both = folder.Store.Points.Read(new SeriesQuery { RunId = run, Keys = ["loss"], Segment = SegmentChoice.All });
            Assert.Equal([1, 2], both.Series.Select(series => series.Segment));
            var loss = folder.Store.Runs.Find(run)!.Metrics["loss"];
            Assert.Equal((4L, 4.0, 4.0, 10.0), (loss.Count, loss.Latest, loss.Min!.Value, loss.Max!.Value));
            await folder.RestartAsync();
        }

        await Assert.ThrowsAsync<FencedWriterException>(() => folder.AppendAsync(run, Batches.From("old", 2, "loss", 5, 1)));
    }
}
