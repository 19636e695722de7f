using System.Globalization;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>Reads the query string of a chart: keys, range, x, points, segment.</summary>
internal static class SeriesQueryReader
{
    public const int DefaultPoints = 1500;
    public const int MaxPoints = 20_000;
    public const int MaxKeys = 500;

    public static SeriesQuery Read(string runId, IQueryCollection query) => new()
    {
        RunId = runId,
        Keys = Keys(query["keys"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries)),
        X = Axis(query["x"].ToString()),
        From = Bound(query, "from"),
        To = Bound(query, "to"),
        Points = PageBounds.Integer(query, "points", DefaultPoints, 0, MaxPoints),
        Segment = Segment(query["segment"].ToString()),
    };

    public static IReadOnlyList<string> Keys(IReadOnlyList<string> keys)
    {
        if (keys.Count > MaxKeys)
        {
            throw ProblemException.BadRequest($"got {keys.Count} keys, want at most {MaxKeys}");
        }

        foreach (var key in keys)
        {
            if (MetricName.Fault(key ?? "") is { } fault)
            {
                throw ProblemException.BadRequest(fault);
            }
        }

        // No keys asks for everything the run has.
        return keys.Count == 0 ? ["*"] : keys;
    }

    public static XAxis Axis(string text) => text switch
    {
        "" or "step" => XAxis.Step,
        "time" => XAxis.Time,
        _ when MetricName.Fault(text) is { } fault => throw ProblemException.BadRequest(fault),
        _ => XAxis.Metric(text),
    };

    public static double? Bound(string name, double? value) => value is null || double.IsFinite(value.Value)
        ? value
        : throw ProblemException.BadRequest($"got {name}={value}, want a number");

    public static double? Bound(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw ProblemException.BadRequest($"got {name}={TextRule.Shorten(text)}, want a number");
    }

    public static SegmentChoice Segment(string text) => text switch
    {
        "" or "current" => SegmentChoice.Current,
        "all" => SegmentChoice.All,
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? SegmentChoice.Number(number)
            : throw ProblemException.BadRequest($"got segment={TextRule.Shorten(text)}, want current, all or a whole number from 1"),
    };
}
