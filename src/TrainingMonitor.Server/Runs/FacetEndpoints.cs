using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

/// <summary>What stands beside the table of runs: which values the runs of a filter have, and how often.</summary>
internal static class FacetEndpoints
{
    private const int MaxFields = 24;
    private const int DefaultBins = 24;
    private const int MaxBins = 64;

    public static void MapFacets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/facets", (HttpRequest request, DataStore store, TimeProvider time) =>
        {
            var fields = request.Query["field"].Select(Check).Distinct(StringComparer.Ordinal).ToArray();
            return fields.Length is < 1 or > MaxFields
                ? throw ProblemException.BadRequest($"got {fields.Length} fields, want 1 to {MaxFields}")
                : TypedResults.Ok(store.Runs.Facets(RunQueryReader.Read(request.Query, time.GetUtcNow()), fields, PageBounds.Integer(request.Query, "bins", DefaultBins, 2, MaxBins)));
        })
        .WithTags("runs")
        .WithSummary("How the runs of a filter spread over the values of some fields")
        .WithDescription("The filter of GET /api/runs; field (repeatable, up to 24): status, project, group, tags, hosts, a number or instant of a run, config.<key> or metric.<key>[.min|.max|.best]; bins 2 to 64. Each field is counted over the runs that the other conditions leave, and of those the runs that the whole filter leaves.")
        .ProducesProblem(400);

    private static string Check(string? field) =>
        field is not null && (RunStore.FacetFields.Contains(field) || field.StartsWith("config.", StringComparison.Ordinal) || field.StartsWith("metric.", StringComparison.Ordinal))
            ? field
            : throw ProblemException.BadRequest($"got field={TextRule.Shorten(field ?? "")}, want {string.Join(", ", RunStore.FacetFields)}, config.<key> or metric.<key>");
}
