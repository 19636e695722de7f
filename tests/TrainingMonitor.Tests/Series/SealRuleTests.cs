using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Series;

public sealed class SealRuleTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(3, 0.2, 0.5, null)] // a row every ten minutes waits for company
    [InlineData(3, 0.2, 24.1, true)]
    [InlineData(200, 0.01, 1, null)] // a row a minute
    [InlineData(200, 0.01, 4.1, true)]
    [InlineData(200, 0.2, 1, true)]
    [InlineData(2048, 0, 0, false)]
    public void A_run_that_goes_on_is_sealed_when_it_has_enough_for_a_chunk_or_after_a_day(int longest, double quietHours, double openHours, bool? want) =>
        Assert.Equal(want, SealRule.IsDue(
            new TailAge(longest, longest, TimeSpan.FromHours(quietHours), TimeSpan.FromHours(openHours)), hasEnded: false, TimeSpan.FromMinutes(5), 2048, ofShort: 1000));

    [Fact]
    public void An_ended_run_and_one_of_many_quiet_ones_are_sealed_however_short()
    {
        var tail = new TailAge(1, 1, Quiet, Quiet);
        Assert.Null(SealRule.IsDue(tail, hasEnded: false, TimeSpan.FromMinutes(5), 2048, ofShort: 1000));
        Assert.True(SealRule.IsDue(tail, hasEnded: true, TimeSpan.FromMinutes(5), 2048, ofShort: 1000));
        Assert.True(SealRule.IsDue(tail, hasEnded: false, TimeSpan.FromMinutes(5), 2048, ofShort: 1 << 18));
    }

    [Fact]
    public void A_run_of_very_many_metrics_is_sealed_before_its_chunks_are_full() =>
        Assert.True(SealRule.IsDue(new TailAge(130, 2 << 20, TimeSpan.Zero, TimeSpan.Zero), hasEnded: false, TimeSpan.FromMinutes(5), 2048, ofShort: 0));
}
