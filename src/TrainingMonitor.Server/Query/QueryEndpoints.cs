using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

internal static class QueryEndpoints
{
    public static void MapQuery(this IEndpointRouteBuilder routes)
    {
        var metrics = routes.MapGroup("/api/runs/{id}/metrics").WithTags("points");

        metrics.MapGet("/", Ok<SeriesAnswer> (string id, HttpRequest request, DataStore store) =>
        {
            RunEndpoints.Find(store, id);
            var query = SeriesQueryReader.Read(id, request.Query);
            var read = store.Points.Read(query);
            var x = request.Query["x"].ToString();
            return TypedResults.Ok(new SeriesAnswer(id, read.Cursor, x.Length == 0 ? "step" : x, read.Series));
        })
        .WithSummary("Read the history of metrics")
        .WithDescription("keys (comma separated, val/* for a prefix), x (step, time or a metric), from, to, points (1 to 20000, 0 for every raw point), segment (current, all or a number). More points than asked for come as buckets with their exact first, last, min, max, sum and counts.")
        .ProducesProblem(400).ProducesProblem(404);

        metrics.MapGet("/latest", Ok<LatestAnswer> (string id, DataStore store) =>
        {
            var run = RunEndpoints.Find(store, id);
            var latest = store.Points.Latest(id);
            return TypedResults.Ok(latest is null
                ? new LatestAnswer(id, null, null, new Dictionary<string, double>(), run.Cursor)
                : new LatestAnswer(id, latest.Step, latest.Time, latest.Metrics, latest.Cursor));
        })
        .WithSummary("The newest value of every metric").ProducesProblem(400).ProducesProblem(404);
    }
}
