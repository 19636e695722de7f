using TrainingMonitor.Client;

namespace TrainingMonitor.Tests.Client;

public sealed class CollectorTests
{
    private static (Collector Collector, MetricTable Metrics) Make(long bytes)
    {
        var collector = new Collector(bytes, TimeProvider.System, () => { });
        return (collector, new MetricTable(collector, _ => { }));
    }

    private static List<Entry> TakeAll(Collector collector)
    {
        var all = new List<Entry>();
        for (var entries = collector.Take(out var block); !entries.IsEmpty; entries = collector.Take(out block))
        {
            all.AddRange(entries);
            collector.Return(block);
        }

        return all;
    }

    [Fact]
    public void A_call_through_a_handle_allocates_nothing()
    {
        var (collector, metrics) = Make(64 << 20);
        var handle = metrics.Get("loss");
        var row = new MetricRow([metrics.Get("a"), metrics.Get("b")], collector, _ => { });
        var value = 0.5;
        handle.Log(value, 1);
        row.Log(1, value, value);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 2; step < 100_000; step++)
        {
            handle.Log(value, step);
            handle.Log(value);
            row.Log(step, value, value);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_thinned_evenly_for_each_metric_and_counted()
    {
        const int Steps = 100_000;
        var (collector, metrics) = Make(1 << 20);
        var (a, b) = (metrics.Get("a"), metrics.Get("b"));
        for (var step = 0; step < Steps; step++)
        {
            a.Log(1, step);
            b.Log(2, step);
        }

        var kept = TakeAll(collector);
        Assert.Equal(2 * Steps, kept.Count + collector.TakeLost());
        Assert.Equal(0, collector.TakeLost());
        Assert.Equal(kept.Count(entry => entry.Metric == a.Index), kept.Count(entry => entry.Metric == b.Index));
        Assert.True(kept[^1].Step > 2 * (1 << 20) / 32 / 2, $"thinning reaches further than plain cutting, got step {kept[^1].Step}");
    }

    [Fact]
    public void Entries_from_many_threads_all_arrive()
    {
        const int Threads = 4;
        const int Each = 50_000;
        var (collector, metrics) = Make(64 << 20);
        Parallel.For(0, Threads, thread =>
        {
            var handle = metrics.Get($"thread/{thread}");
            for (var i = 0; i < Each; i++)
            {
                handle.Log(i);
            }
        });

        var byMetric = TakeAll(collector).GroupBy(entry => entry.Metric).ToArray();
        Assert.Equal(Threads, byMetric.Length);
        Assert.All(byMetric, entries => Assert.Equal(Enumerable.Range(0, Each).Select(step => (long)step), entries.Select(entry => entry.Step)));
    }

    [Fact]
    public void A_name_that_cannot_be_logged_costs_a_row_that_value_alone()
    {
        var (collector, metrics) = Make(1 << 20);
        new MetricRow([metrics.Get(""), metrics.Get("a"), metrics.Get("tab\t")], collector, _ => { }).Log(7, 1, 2, 3);

        var entry = Assert.Single(TakeAll(collector));
        Assert.Equal((0, 7L, 2.0), (entry.Metric, entry.Step, entry.Value));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData((1L << 53) + 1)]
    [InlineData(long.MinValue)]
    public void A_step_that_cannot_be_sent_does_not_move_those_that_follow(long step)
    {
        var (collector, metrics) = Make(1 << 20);
        var (a, b) = (metrics.Get("a"), metrics.Get("b"));
        collector.StartAfter(step);
        a.Log(1);
        a.Log(2, step);
        a.Log(3);
        collector.Add([a, b], [4, 4], step);
        collector.Add([a, b], [5, 5], null);
        b.Log(6);

        Assert.Equal([0, step, 1, step, step, 2, 2, 3], TakeAll(collector).Select(entry => entry.Step));
        Assert.Equal(3, collector.LastStep);
    }

    [Fact]
    public void The_pump_is_woken_once_for_each_sleep()
    {
        var wakes = 0;
        var collector = new Collector(1 << 20, TimeProvider.System, () => wakes++);
        var metric = new MetricTable(collector, _ => { }).Get("loss");
        metric.Log(1);
        Assert.Equal(0, wakes);
        Assert.False(collector.Arm(), "an entry waits already");
        TakeAll(collector);
        Assert.True(collector.Arm());
        metric.Log(2);
        metric.Log(3);
        Assert.Equal(1, wakes);
    }

    [Fact]
    public void Held_rows_lose_every_second_whole_row_until_they_fit_and_say_how_many_points_that_was()
    {
        static Entry Of(int metric, long step) => new() { Metric = metric, Step = step, Time = step * 10_000, Value = step };

        var held = new HeldRows();
        for (var step = 0; step < 10; step++)
        {
            held.Add([Of(0, step), Of(1, step)]);
        }

        Assert.Equal((10, 0L), (held.Count, held.ThinTo(10)));
        Assert.Equal(14, held.ThinTo(4));
        Assert.Equal([0, 0, 4, 4, 8, 8], held.Entries.ToArray().Select(entry => entry.Step));
        Assert.Equal([0, 1, 0, 1, 0, 1], held.Entries.ToArray().Select(entry => entry.Metric));
        held.Add([Of(0, 9)]);
        Assert.Equal((4, 7), (held.Count, held.Points));
    }
}
