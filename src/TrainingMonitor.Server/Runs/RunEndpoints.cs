using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Runs;

internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/api/runs").WithTags("runs");

        runs.MapGet("/", (HttpRequest request, DataStore store, TimeProvider time) =>
        {
            var page = store.Runs.List(RunQueryReader.Read(request.Query, time.GetUtcNow()));
            return TypedResults.Ok(new ListAnswer<Run>(page.Items, page.NextCursor, page.Total));
        })
        .WithSummary("List runs: filter, sort, page")
        .WithDescription("status (comma separated, or active), project, group, tag (repeatable: all must match), q, id and host (comma separated: any of them), created_at with a comparison (an instant, seconds since the epoch, today, 7d or 12h ago), config.<key> and metric.<key>[.min|.max|.best] with eq: ne: lt: le: gt: ge: contains:, and for config in: with commas between the values, sort, limit, cursor or offset; by (a field of GET /api/groups, with offset) lists group after group.");

        runs.MapPost("/", async Task<Created<Run>> (JsonBody<NewRun> body, RunRules rules, DataStore store, CancellationToken stop) =>
        {
            rules.Check(body.Value);
            var run = await store.Runs.CreateAsync(body.Value, ct: stop);
            return TypedResults.Created($"/api/runs/{run.Id}", run);
        })
        .WithSummary("Make a running run").ProducesProblem(400).ProducesProblem(409).ProducesProblem(413);

        runs.MapGet("/{id}", Ok<Run> (string id, DataStore store) => TypedResults.Ok(Find(store, id)))
            .WithSummary("One run with the summary of every metric").ProducesProblem(400).ProducesProblem(404);

        runs.MapPut("/{id}", async Task<Ok<Run>> (string id, JsonBody<RunUpdate> body, RunRules rules, DataStore store, CancellationToken stop) =>
        {
            TextRule.Id("run id", id);
            rules.Check(body.Value);
            return TypedResults.Ok(await store.Runs.UpdateAsync(id, body.Value, stop));
        })
        .WithSummary("Change a run: what is absent stays").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        runs.MapDelete("/{id}", async Task<NoContent> (string id, RunRemoval removal, CancellationToken stop) =>
        {
            TextRule.Id("run id", id);
            await removal.DeleteAsync(id, stop);
            return TypedResults.NoContent();
        })
        .WithSummary("Delete a run and all that belongs to it").ProducesProblem(400).ProducesProblem(404);

        runs.MapPost("/batch", async Task<Ok<RunBatchAnswer>> (JsonBody<RunBatch> body, RunBatchService batch, CancellationToken stop) =>
            TypedResults.Ok(await batch.DoAsync(body.Value, stop)))
            .WithSummary("One action on many runs").ProducesProblem(400);

        runs.MapPost("/{id}/resume", async Task<Ok<Run>> (string id, JsonBody<ResumeRequest> body, DataStore store, CancellationToken stop) =>
        {
            TextRule.Id("run id", id);
            TextRule.Name("writer", body.Value.Writer, BatchReader.MaxWriterLength);
            if (body.Value.FromStep is < -BatchReader.MaxStep or > BatchReader.MaxStep)
            {
                throw ProblemException.BadRequest($"got from_step {body.Value.FromStep}, want a whole number from -2^53 to 2^53");
            }

            return TypedResults.Ok(await store.Runs.ResumeAsync(id, body.Value.Writer, body.Value.FromStep, stop));
        })
        .WithSummary("Open a new segment; older writers are fenced").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        runs.MapPost("/{id}/heartbeat", async Task<Ok<HeartbeatAnswer>> (string id, JsonBody<HeartbeatRequest> body, DataStore store, LifeSign life, CommandService commands, CancellationToken stop) =>
        {
            Find(store, id);
            TextRule.Name("writer", body.Value.Writer, BatchReader.MaxWriterLength);
            await life.HearAsync(id, body.Value.Writer, stop);
            return TypedResults.Ok(new HeartbeatAnswer(commands.Take(id, body.Value.Writer)));
        })
        .WithSummary("A writer says that it is alive").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>The run, or the problem that says why not.</summary>
    public static Run Find(DataStore store, string id)
    {
        TextRule.Id("run id", id);
        return store.Runs.Find(id) ?? throw ProblemException.UnknownRun(id);
    }
}
