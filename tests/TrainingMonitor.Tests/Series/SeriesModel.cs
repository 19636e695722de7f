using TrainingMonitor.Contract;

namespace TrainingMonitor.Tests.Series;

/// <summary>The plainest store there is: a list of points per segment. What the real one says must agree with it.</summary>
internal sealed class SeriesModel
{
    private readonly List<(int Segment, long Step, long Time, double Value)> _points = [];
    private readonly List<(int Segment, long From)> _segments = [];

    public int Segment { get; private set; } = 1;

    public void Add(long step, long time, double value) => _points.Add((Segment, step, time, value));

    public void Resume(long from) => _segments.Add((++Segment, from));

    /// <summary>The newest view in step order.</summary>
    public List<(long Step, long Time, double Value)> Current() =>
        [.. _points
            .Where(point => _segments.All(later => later.Segment <= point.Segment || point.Step < later.From))
            .Select(point => (point.Step, point.Time, point.Value))
            .OrderBy(point => point.Step)];

    /// <summary>Draws every point of the newest view into buckets, one by one.</summary>
    public SortedDictionary<int, List<(long Step, long Time, double Value)>> Draw(Func<(long Step, long Time, double Value), double> xOf, double from, double to, int buckets)
    {
        var drawn = new SortedDictionary<int, List<(long, long, double)>>();
        foreach (var point in Current())
        {
            var x = xOf(point);
            if (x < from || x > to)
            {
                continue;
            }

            var bucket = to > from ? Math.Min(buckets - 1, (int)Math.Floor((x - from) / (to - from) * buckets)) : 0;
            if (!drawn.TryGetValue(bucket, out var list))
            {
                drawn[bucket] = list = [];
            }

            list.Add(point);
        }

        return drawn;
    }

    public static void AssertSame(SortedDictionary<int, List<(long Step, long Time, double Value)>> drawn, BucketColumns read, bool isTime)
    {
        Assert.Equal(drawn.Count, read.Count.Length);
        var at = 0;
        foreach (var unordered in drawn.Values)
        {
            var points = isTime ? [.. unordered.OrderBy(point => point.Time)] : unordered;
            var finite = points.Where(point => double.IsFinite(point.Value)).ToList();
            Assert.Equal(points.Count, read.Count[at]);
            Assert.Equal(points.Count(point => double.IsNaN(point.Value)), read.Nan[at]);
            Assert.Equal(points.Count(point => double.IsPositiveInfinity(point.Value)), read.PosInf[at]);
            Assert.Equal(points.Count(point => double.IsNegativeInfinity(point.Value)), read.NegInf[at]);
            Assert.Equal(points[0].Step, read.FirstStep[at]);
            Assert.Equal(points[^1].Step, read.LastStep[at]);
            Assert.Equal(points[0].Time, read.FirstTime[at]);
            Assert.Equal(points[^1].Time, read.LastTime[at]);
            if (finite.Count == 0)
            {
                Assert.True(double.IsNaN(read.Min[at]) && double.IsNaN(read.Max[at]) && double.IsNaN(read.First[at]) && double.IsNaN(read.Last[at]));
            }
            else
            {
                Assert.Equal(finite.Min(point => point.Value), read.Min[at]);
                Assert.Equal(finite.Max(point => point.Value), read.Max[at]);
                Assert.Equal(finite[0].Value, read.First[at]);
                Assert.Equal(finite[^1].Value, read.Last[at]);
                Assert.Equal(finite.Sum(point => point.Value), read.Sum[at], 1e-6 * finite.Sum(point => Math.Abs(point.Value)) + 1e-12);
            }

            at++;
        }
    }
}
