using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Series;

public class KeyPatternTests
{
    [Theory]
    [InlineData("loss", "loss", true)]
    [InlineData("loss", "losses", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "val/loss", true)]
    [InlineData("val/*", "val/loss", true)]
    [InlineData("val/*", "val/", true)]
    [InlineData("val/*", "train/loss", false)]
    [InlineData("*/loss", "val/loss", true)]
    [InlineData("*/loss", "val/loss/x", false)]
    [InlineData("*/loss", "a/loss/b/loss", true)]
    [InlineData("gpu*/util", "gpu12/util", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("a**b", "ab", true)]
    [InlineData("a*b", "a*b", true)]
    [InlineData("l?ss", "loss", false)]
    [InlineData("", "loss", false)]
    public void A_star_stands_for_any_text(string pattern, string name, bool matches) => Assert.Equal(matches, KeyPattern.Matches(pattern, name));

    [Fact]
    public void Many_stars_take_no_longer_than_pattern_times_name() =>
        Assert.False(KeyPattern.Matches(string.Concat(Enumerable.Repeat("a*", 120)) + "b", new string('a', 250)));
}
