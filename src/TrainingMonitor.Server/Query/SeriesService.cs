using TrainingMonitor.Contract;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

/// <summary>The same metrics of many runs, read side by side.</summary>
internal sealed class SeriesService(DataStore store, LiveHub hub)
{
    private const int MostSeries = 500;
    private const int MostRuns = 10_000;

    public async Task<SeriesListAnswer> ReadAsync(SeriesRequest request)
    {
        var axis = SeriesQueryReader.Axis(request.X ?? "");
        if (request.Runs.Count > MostRuns)
        {
            throw ProblemException.BadRequest($"got {request.Runs.Count} runs, want at most {MostRuns}");
        }

        foreach (var run in request.Runs)
        {
            TextRule.Id("run id", run ?? throw ProblemException.BadRequest("got null as a run, want an id"));
        }

        var keys = SeriesQueryReader.Keys(request.Keys);
        string[] runs = [.. request.Runs.Distinct()];
        var matching = runs.Sum(run => store.Runs.Find(run)?.Metrics.Keys.Count(name => keys.Any(key => KeyPattern.Matches(key, name))) ?? 0);
        if (matching > MostSeries)
        {
            throw TooMany(matching);
        }

        var points = request.Points ?? SeriesQueryReader.DefaultPoints;
        if (points is < 1 or > SeriesQueryReader.MaxPoints)
        {
            throw ProblemException.BadRequest($"got points {points}, want 1 to {SeriesQueryReader.MaxPoints}");
        }

        var segment = SeriesQueryReader.Segment(request.Segment ?? "");
        var (from, to) = (SeriesQueryReader.Bound("from", request.From), SeriesQueryReader.Bound("to", request.To));
        var read = await hub.ReadAsync(
            runs,
            () => runs.AsParallel().AsOrdered()
                .Select(run => (Run: run, Result: ReadRun(new SeriesQuery { RunId = run, Keys = keys, X = axis, From = from, To = to, Points = points, Segment = segment })))
                .Where(one => one.Result is not null)
                .ToArray(),
            found => found.ToDictionary(one => one.Run, one => one.Result!.Cursor));
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
