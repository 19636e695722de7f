using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>One series as columns of float64 of one length, each to be read in blocks when its turn comes.</summary>
internal sealed record ColumnSet(string RunId, string Key, int Segment, string Kind, long Total, long Rows, IReadOnlyList<NamedColumn> Columns)
{
    public static ColumnSet Of(SeriesColumns series) => series switch
    {
        RawColumns raw => new(raw.RunId, raw.Key, raw.Segment, "raw", raw.Total, raw.Steps.Length, [.. Raw(raw.X is not null, () => [raw])]),
        BucketColumns all => new(all.RunId, all.Key, all.Segment, "buckets", all.Total, all.Count.Length, [.. Buckets(all)]),
        _ => throw new InvalidOperationException($"BUG: got {series.GetType().Name}"),
    };

    public static ColumnSet Of(RawSeries series) => series.Buckets is { } buckets
        ? Of(buckets)
        : new(series.RunId, series.Key, series.Segment, "raw", series.Total, series.Total, [.. Raw(series.HasX, series.Blocks)]);

    private static IEnumerable<NamedColumn> Raw(bool hasX, Func<IEnumerable<RawColumns>> blocks)
    {
        yield return Column("steps", (block, i) => block.Steps[i]);
        yield return Column("times", (block, i) => block.Times[i] / 1e6);
        yield return Column("values", (block, i) => block.Values[i]);
        if (hasX)
        {
            yield return Column("x", (block, i) => block.X![i]);
        }

        NamedColumn Column(string name, Func<RawColumns, int, double> at) =>
            new(name, () => blocks().Select(block => new ColumnBlock(block.Steps.Length, i => at(block, i))));
    }

    private static IEnumerable<NamedColumn> Buckets(BucketColumns all)
    {
        yield return Column("first_step", i => all.FirstStep[i]);
        yield return Column("last_step", i => all.LastStep[i]);
        yield return Column("first_time", i => all.FirstTime[i] / 1e6);
        yield return Column("last_time", i => all.LastTime[i] / 1e6);
        yield return Column("first", i => all.First[i]);
        yield return Column("last", i => all.Last[i]);
        yield return Column("min", i => all.Min[i]);
        yield return Column("max", i => all.Max[i]);
        yield return Column("sum", i => all.Sum[i]);
        yield return Column("count", i => all.Count[i]);
        yield return Column("nan", i => all.Nan[i]);
        yield return Column("pos_inf", i => all.PosInf[i]);
        yield return Column("neg_inf", i => all.NegInf[i]);

        NamedColumn Column(string name, Func<int, double> at) => new(name, () => [new ColumnBlock(all.Count.Length, at)]);
    }
}

internal sealed record NamedColumn(string Name, Func<IEnumerable<ColumnBlock>> Blocks);

internal readonly record struct ColumnBlock(int Rows, Func<int, double> At);
