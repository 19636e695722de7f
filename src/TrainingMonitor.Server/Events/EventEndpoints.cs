using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Events;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/events", (HttpRequest request, DataStore store) => List(store, null, request.Query))
            .WithTags("events").WithSummary("What happened, newest first").ProducesProblem(400);

        routes.MapGet("/api/runs/{id}/events", (string id, HttpRequest request, DataStore store) =>
            List(store, RunEndpoints.Find(store, id).Id, request.Query))
            .WithTags("events").WithSummary("What happened to one run, newest first").ProducesProblem(400).ProducesProblem(404);
    }

    private static Ok<ListAnswer<Event>> List(DataStore store, string? runId, IQueryCollection query)
    {
        var page = store.Events.List(runId, PageBounds.Limit(query), PageBounds.Cursor(query));
        return TypedResults.Ok(new ListAnswer<Event>(page.Items, page.NextCursor, null));
    }
}
