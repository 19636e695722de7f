using TrainingMonitor.Client;
using TrainingMonitor.Runner;

namespace TrainingMonitor.Tests.Runner;

public class GrepRuleTests
{
    [Theory]
    [InlineData(@"loss[=: ]+(?<loss>\S+)", "epoch 1 loss: 0.5, acc 3", 0.5)]
    [InlineData(@"loss[=: ]+(?<loss>\S+)", "loss=1e-3)", 1e-3)]
    [InlineData(@"loss[=: ]+(?P<loss>\S+)", "loss NaN", double.NaN)]
    [InlineData(@"loss[=: ]+(?<loss>\S+)", "loss -inf", double.NegativeInfinity)]
    [InlineData(@"loss[=: ]+(?<loss>\S+)", "loss 12%", 12)]
    public void A_number_is_read_whatever_stands_behind_it(string pattern, string line, double loss)
    {
        var found = new GrepRule(pattern).Read(line);

        Assert.Equal(loss, found!.Value.Metrics["loss"]);
        Assert.Null(found.Value.Step);
    }

    [Theory]
    [InlineData("lost=0.5")]
    [InlineData("loss=none")]
    [InlineData("loss=1e999")]
    public void What_is_no_number_is_no_metric(string line) => Assert.Null(new GrepRule(@"loss=(?<loss>\S+)").Read(line));

    [Fact]
    public void Steps_and_slashes_have_their_place_in_a_pattern()
    {
        var found = new GrepRule(@"\[(?<step>[\d,]+)\] (?<train__loss>\S+) (?<train__acc>\S+)").Read("[1,250] 0.5 0.75");

        Assert.Equal(1250, found!.Value.Step);
        Assert.Equal(new Dictionary<string, double> { ["train/loss"] = 0.5, ["train/acc"] = 0.75 }, found.Value.Metrics);
    }

    [Fact]
    public void A_pattern_that_goes_wild_gives_up_on_that_line() =>
        Assert.Null(new GrepRule("(?<a>(x+x+)+)y").Read(new string('x', 5000)));

    [Fact]
    public void A_progress_bar_is_one_line_and_each_of_its_states_is_seen()
    {
        var (lines, passing) = (new List<string>(), new List<string>());
        var splitter = new LineSplitter(lines.Add, passing.Add);
        foreach (var part in (string[])["a\r\nb", "c\r", "10%\r2", "0%\r\n", "end"])
        {
            splitter.Add(part);
        }

        splitter.End();

        Assert.Equal(["a", "20%", "end"], lines);
        Assert.Equal(["bc", "10%"], passing);
    }
}
