using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Query;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Hosts;

internal static class SystemEndpoints
{
    private const int DefaultPoints = 300;
    private const double DefaultSeconds = 3600;

    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/system/status", (DataStore store) => TypedResults.Ok(new SystemStatus(store.System.Newest())))
            .WithTags("system").WithSummary("The newest sample of every host");

        routes.MapGet("/api/system/history", Ok<SystemHistory> (HttpRequest request, DataStore store, TimeProvider time) =>
        {
            var query = request.Query;
            var host = query["host"].ToString() is { Length: > 0 } name ? name : Environment.MachineName;
            var to = Moment(query, "to") ?? Instant.Now(time).Microseconds;
            var from = Moment(query, "from") ?? to - (long)(DefaultSeconds * 1e6);
            var points = PageBounds.Integer(query, "points", DefaultPoints, 1, SeriesQueryReader.MaxPoints);
            return !store.System.Knows(host) ? throw new ProblemException(404, $"got host '{TextRule.Shorten(host)}', want one that /api/system/status lists")
                : from >= to ? throw ProblemException.BadRequest("got from that is not before to, want an earlier one")
                : TypedResults.Ok(store.System.History(host, from, to, points));
        })
        .WithTags("system").WithSummary("The load of a host over time")
        .WithDescription("host (the server's own when absent), from and to in seconds since 1970 (the last hour when absent), points (1 to 20000 equal buckets; empty ones are left out).")
        .ProducesProblem(400).ProducesProblem(404);

        routes.MapPost("/api/runs/{id}/system", async Task<NoContent> (string id, JsonBody<SystemReport> body, DataStore store, LifeSign life, CommandService commands, CancellationToken stop) =>
        {
            RunEndpoints.Find(store, id);
            var report = SystemRules.Checked(body.Value);
            life.Admit(id, report.Writer);
            await store.System.AddAsync(id, report, stop);
            commands.Seen(id);
            return TypedResults.NoContent();
        })
        .WithTags("system").WithSummary("A writer says how loaded its host is").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static long? Moment(IQueryCollection query, string name) => SeriesQueryReader.Bound(query, name) is { } seconds
        ? EpochSeconds.ToMicroseconds(seconds) ?? throw ProblemException.BadRequest($"got {name}={seconds}, want seconds since 1970")
        : null;
}
