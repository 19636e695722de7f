using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>What stands beside the table of runs: which values the runs of a filter have, and how often.</summary>
internal static class FacetEndpoints
{
    private const int DefaultBins = 24;
    private const int MaxBins = 64;

    public static void MapFacets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/facets", (HttpRequest request, DataStore store, TimeProvider time) =>
        {
            var fields = RunQueryReader.Fields(request.Query, RunStore.FacetFields);
            return fields.Length < 1
                ? throw ProblemException.BadRequest($"got {fields.Length} fields, want 1 to {RunQueryReader.MaxFields}")
                : TypedResults.Ok(store.Runs.Facets(RunQueryReader.Read(request.Query, time.GetUtcNow()), fields, PageBounds.Integer(request.Query, "bins", DefaultBins, 2, MaxBins)));
        })
        .WithTags("runs")
        .WithSummary("How the runs of a filter spread over the values of some fields")
        .WithDescription("The filter of GET /api/runs; field (repeatable, up to 24): status, project, group, tags, hosts, a number or instant of a run, config.<key> or metric.<key>[.min|.max|.best]; bins 2 to 64. Each field is counted over the runs that the other conditions leave, and of those the runs that the whole filter leaves.")
        .ProducesProblem(400);
}
