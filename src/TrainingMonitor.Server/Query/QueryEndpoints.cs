using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Query;

internal static class QueryEndpoints
{
    public static void MapQuery(this IEndpointRouteBuilder routes)
    {
        var metrics = routes.MapGroup("/api/runs/{id}/metrics").WithTags("points");

        metrics.MapGet("/", async Task<Results<Ok<SeriesAnswer>, EmptyHttpResult>> (string id, HttpContext context, DataStore store, LiveHub hub) =>
        {
            RunEndpoints.Find(store, id);
            var query = SeriesQueryReader.Read(id, context.Request.Query);
            var isBinary = ColumnsCodec.IsWanted(context.Request);
            if (query.Points == 0)
            {
                var raw = await hub.ReadAsync([id], () => store.Points.ReadRaw(query), result => new Dictionary<string, long> { [id] = result.Cursor });
                await (isBinary ? BinaryAsync(raw.Cursor, raw.Series.Select(ColumnSet.Of)) : RawHistory.WriteAsync(context.Response, raw, id, query.X.ToString()));
                return TypedResults.Empty;
            }

            var read = await hub.ReadAsync([id], () => store.Points.Read(query), result => new Dictionary<string, long> { [id] = result.Cursor });
            if (!isBinary)
            {
                return TypedResults.Ok(new SeriesAnswer(id, read.Cursor, query.X.ToString(), read.Series));
            }

            await BinaryAsync(read.Cursor, read.Series.Select(ColumnSet.Of));
            return TypedResults.Empty;

            Task BinaryAsync(long cursor, IEnumerable<ColumnSet> series) => ColumnsCodec.WriteAsync(context.Response, [.. series], json =>
            {
                json.WriteString("run_id", id);
                json.WriteNumber("cursor", cursor);
                json.WriteString("x", query.X.ToString());
            });
        })
        .WithSummary("Read the history of metrics")
        .WithDescription("keys (comma separated; * stands for any text, as in val/* or */loss), x (step, time or a metric), from, to, points (1 to 20000, 0 for every raw point), segment (current, all or a number). More points than asked for come as buckets with their exact first, last, min, max, sum and counts. Accept: application/x-tmon-columns gives arrays of float64, drawn in contract/live.md.")
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

        routes.MapPost("/api/series", async Task<Results<Ok<SeriesListAnswer>, EmptyHttpResult>> (JsonBody<SeriesRequest> body, HttpContext context, SeriesService series) =>
        {
            var answer = await series.ReadAsync(body.Value);
            if (!ColumnsCodec.IsWanted(context.Request))
            {
                return TypedResults.Ok(answer);
            }

            await ColumnsCodec.WriteAsync(context.Response, [.. answer.Series.Select(ColumnSet.Of)], json =>
            {
                json.WriteString("x", answer.X);
                json.WriteStartObject("cursors");
                foreach (var (run, cursor) in answer.Cursors)
                {
                    json.WriteNumber(run, cursor);
                }

                json.WriteEndObject();
            });
            return TypedResults.Empty;
        })
        .WithTags("points").WithSummary("The same metrics of many runs")
        .WithDescription("At most 500 series; a run or a metric that is not there is left out. Accept: application/x-tmon-columns as for one run.")
        .ProducesProblem(400);
    }
}
