using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>The same metrics of many runs, read side by side.</summary>
internal sealed class SeriesService(DataStore store)
{
    private const int MostSeries = 500;

    public SeriesListAnswer Read(SeriesRequest request)
    {
        var axis = SeriesQueryReader.Axis(request.X ?? "");
        foreach (var run in request.Runs)
        {
            TextRule.Id("run id", run ?? throw ProblemException.BadRequest("got null as a run, want an id"));
        }

        var keys = SeriesQueryReader.Keys(request.Keys);
        if ((long)request.Runs.Count * keys.Count > MostSeries)
        {
            throw TooMany((long)request.Runs.Count * keys.Count);
        }

        var points = request.Points ?? SeriesQueryReader.DefaultPoints;
        if (points is < 1 or > SeriesQueryReader.MaxPoints)
        {
            throw ProblemException.BadRequest($"got points {points}, want 1 to {SeriesQueryReader.MaxPoints}");
        }

        var segment = SeriesQueryReader.Segment(request.Segment ?? "");
        var (from, to) = (SeriesQueryReader.Bound("from", request.From), SeriesQueryReader.Bound("to", request.To));
        var read = request.Runs.Distinct().AsParallel().AsOrdered()
            .Select(run => (Run: run, Result: ReadRun(new SeriesQuery { RunId = run, Keys = keys, X = axis, From = from, To = to, Points = points, Segment = segment })))
            .Where(one => one.Result is not null)
            .ToArray();
        var count = read.Sum(one => one.Result!.Series.Count);
        return count > MostSeries
            ? throw TooMany(count)
            : new SeriesListAnswer(axis.ToString(), read.ToDictionary(one => one.Run, one => one.Result!.Cursor), [.. read.SelectMany(one => one.Result!.Series)]);
    }

    private SeriesResult? ReadRun(SeriesQuery query)
    {
        try
        {
            return store.Points.Read(query);
        }
        catch (UnknownRunException)
        {
            return null;
        }
    }

    private static ProblemException TooMany(long count) => ProblemException.BadRequest($"got {count} series, want at most {MostSeries}");
}
