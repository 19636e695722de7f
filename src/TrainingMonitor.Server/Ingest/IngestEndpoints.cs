using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Ingest;

internal static class IngestEndpoints
{
    public static void MapIngest(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/runs/{id}/metrics", async Task<Ok<BatchAnswer>> (string id, HttpRequest request, IngestService ingest, CancellationToken stop) =>
        {
            using var body = await RequestBytes.ReadAsync(request, stop);
            return TypedResults.Ok(await ingest.WriteAsync(id, body.Memory, stop));
        })
        .WithTags("points")
        .WithSummary("Write points: one, an array of them, or a columnar batch")
        .WithDescription("Answers after the points are durable. With writer and seq a batch is stored exactly once, however often it is sent.")
        .Accepts<PointsBody>("application/json")
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(429).ProducesProblem(503);
}
