using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>The heads of the groups in which the table of runs is shown.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/groups", (HttpRequest request, DataStore store, TimeProvider time) =>
        {
            var fields = RunQueryReader.Fields(request.Query, RunStore.NumberFields);
            var query = RunQueryReader.Read(request.Query, time.GetUtcNow());
            return query.By is { } by
                ? TypedResults.Ok(store.Runs.Groups(query, by, fields))
                : throw ProblemException.BadRequest($"got no by, want {string.Join(", ", RunStore.GroupFields)} or config.<key>");
        })
        .WithTags("runs")
        .WithSummary("How many runs of a filter have each value of a field, and what their numbers are")
        .WithDescription("The filter of GET /api/runs; by: status, project, group, tags (all of a run's tags together) or config.<key>, at most 1,000 different values; field (repeatable, up to 24): step, epoch, progress, total_steps, attempt, config.<key> or metric.<key>[.min|.max|.best], of which each group tells count, mean, least and greatest finite number. Groups lie in the order in which GET /api/runs with the same by lists their runs.")
        .ProducesProblem(400);
}
