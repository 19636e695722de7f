using TrainingMonitor.Cli.Watch;

namespace TrainingMonitor.Tests.Cli;

public class CurveTests
{
    [Fact]
    public void However_long_a_curve_is_no_extreme_of_it_is_lost()
    {
        var curve = new Curve();
        for (var step = 0; step < 1_000_000; step++)
        {
            curve.Add(step, step == 123_457 ? 99 : step == 777_777 ? -99 : Math.Sin(step));
        }

        Assert.InRange(curve.Entries.Count, 1000, 4096);
        Assert.Equal(99, curve.Entries.Max(entry => entry.Max));
        Assert.Equal(-99, curve.Entries.Min(entry => entry.Min));
        Assert.Equal(curve.Entries.Select(entry => entry.Step).Order(), curve.Entries.Select(entry => entry.Step));
    }

    [Fact]
    public void A_falling_line_falls_and_a_hole_stays_a_hole()
    {
        var curve = new Curve();
        curve.Add(0, 1);
        curve.Add(5, double.NaN);
        curve.Add(9, 0);

        var plot = BraillePlot.Draw(curve, width: 22, height: 2);

        Assert.Equal(["          1┤⠁", "          0┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⢀"], plot);
        Assert.Equal(1, curve.NonFinite);
    }

    [Fact]
    public void What_a_resume_supersedes_leaves_the_picture()
    {
        var curve = new Curve();
        for (var step = 0; step < 10; step++)
        {
            curve.Add(step, step);
        }

        curve.CutFrom(4);
        curve.Add(4, -1);

        Assert.Equal([0, 1, 2, 3, 4], curve.Entries.Select(entry => entry.Step));
        Assert.Equal(-1, curve.Latest);
    }

    [Fact]
    public void Nothing_to_draw_is_drawn_as_nothing() => Assert.Equal(["           ┤", "           ┤"], BraillePlot.Draw(new Curve(), 40, 2));
}
