using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Tests.Contract;

public class FixtureTests
{
    [Fact]
    public void The_transition_table_is_the_fixtures()
    {
        using var fixture = Repository.Fixture("transitions.json");
        var said = fixture.RootElement.EnumerateObject().ToDictionary(row => row.Name, row => row.Value.EnumerateArray().Select(to => to.GetString()!).ToArray());

        Assert.Equal(Enum.GetValues<RunStatus>().Select(WireWord<RunStatus>.Of).Order(), said.Keys.Order());
        foreach (var from in Enum.GetValues<RunStatus>())
        {
            Assert.Equal(said[WireWord<RunStatus>.Of(from)], RunTransitions.From(from).Select(WireWord<RunStatus>.Of));
        }
    }

    [Fact]
    public void A_failed_run_comes_back_by_resume_only()
    {
        Assert.False(RunTransitions.Allows(RunStatus.Failed, RunStatus.Running));
        Assert.True(RunTransitions.Allows(RunStatus.Failed, RunStatus.Running, isResume: true));
    }

    [Fact]
    public void A_run_is_written_as_it_was_read()
    {
        using var fixture = Repository.Fixture("run.json");

        AssertSame(fixture.RootElement, JsonSerializer.SerializeToElement(fixture.RootElement.Deserialize(WireJson.Default.Run)!, WireJson.Default.Run));
    }

    [Fact]
    public void A_checkpoint_is_written_as_it_was_read()
    {
        using var fixture = Repository.Fixture("checkpoint.json");

        AssertSame(fixture.RootElement, JsonSerializer.SerializeToElement(fixture.RootElement.Deserialize(WireJson.Default.Checkpoint)!, WireJson.Default.Checkpoint));
    }

    [Fact]
    public void History_is_written_as_it_was_read()
    {
        using var fixture = Repository.Fixture("history.json");
        foreach (var kind in new[] { "raw", "buckets" })
        {
            var said = fixture.RootElement.GetProperty(kind);
            AssertSame(said, JsonSerializer.SerializeToElement(said.Deserialize(WireJson.Default.SeriesAnswer)!, WireJson.Default.SeriesAnswer));
        }

        var latest = fixture.RootElement.GetProperty("latest");
        AssertSame(latest, JsonSerializer.SerializeToElement(latest.Deserialize(WireJson.Default.LatestAnswer)!, WireJson.Default.LatestAnswer));
    }

    [Fact]
    public void What_viewers_and_writers_send_is_understood()
    {
        using var fixture = Repository.Fixture("frames.json");
        foreach (var entry in fixture.RootElement.EnumerateArray())
        {
            var frame = entry.GetProperty("frame");
            switch (entry.GetProperty("from").GetString())
            {
                case "viewer" when frame.TryGetProperty("run_id", out var run):
                    Assert.Equal(run.GetString(), frame.Deserialize(WireJson.Default.ViewerMessage)!.RunId);
                    break;
                case "writer" when frame.GetProperty("type").GetString() != "metrics":
                    Assert.Equal(frame.GetProperty("type").GetString(), frame.Deserialize(WireJson.Default.WriterMessage)!.Type);
                    break;
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_763_805_000_250_001)]
    [InlineData(-1)]
    [InlineData(9_007_199_254_740_992)]
    public void A_point_time_survives_the_trip_to_the_microsecond(long microseconds) =>
        Assert.Equal(microseconds, EpochSeconds.ToMicroseconds(EpochSeconds.ToSeconds(microseconds)));

    [Theory]
    [InlineData("run_7k2m9q4x1abc", true)]
    [InlineData("0", true)]
    [InlineData("", false)]
    [InlineData("_a", false)]
    [InlineData("a/b", false)]
    [InlineData("a.b", false)]
    [InlineData("Run", false)]
    [InlineData("aé", false)]
    public void An_id_is_1_to_64_of_a_few_characters(string id, bool good) => Assert.Equal(good, Id.IsValid(id));

    [Fact]
    public void A_made_id_is_valid_and_new()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => Id.New(Id.Run)).ToHashSet();

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.True(Id.IsValid(id)));
        Assert.False(Id.IsValid(new string('a', 65)));
    }

    private static void AssertSame(JsonElement want, JsonElement got) =>
        Assert.True(JsonElement.DeepEquals(want, got), $"want {want.GetRawText()}\ngot {got.GetRawText()}");
}
