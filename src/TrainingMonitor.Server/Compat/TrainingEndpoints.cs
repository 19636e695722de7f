using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Jobs;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Compat;

/// <summary>The same runs in the words of an older dashboard: a thin face, no second store.</summary>
internal static class TrainingEndpoints
{
    public static void MapTraining(this IEndpointRouteBuilder routes)
    {
        var training = routes.MapGroup("/api/training").WithTags("training");

        training.MapGet("/jobs", (HttpRequest request, DataStore store) =>
        {
            var page = store.Runs.List(new RunQuery { Statuses = Statuses(request.Query["status"].ToString()), Limit = PageBounds.Limit(request.Query) });
            return TypedResults.Ok<IReadOnlyList<TrainingJob>>([.. page.Items.Select(TrainingFace.Of)]);
        })
        .WithSummary("Jobs, newest first").WithDescription("status: active, pending, queued, running, completed, failed or cancelled; limit.").ProducesProblem(400);

        training.MapGet("/status", Ok<TrainingJob> (HttpRequest request, DataStore store) =>
            TypedResults.Ok(TrainingFace.Of(request.Query["job_id"].ToString() is { Length: > 0 } id ? RunEndpoints.Find(store, id) : Newest(store))))
            .WithSummary("One job: the one of job_id, else the newest that runs").ProducesProblem(400).ProducesProblem(404);

        training.MapGet("/{id}/metrics", Ok<TrainingMetrics> (string id, DataStore store) =>
        {
            var run = RunEndpoints.Find(store, id);
            return TypedResults.Ok(new TrainingMetrics(TrainingFace.Of(run) with { Status = TrainingFace.ShortStatus(run.Status) }, NewestSteps.Of(store, run)));
        })
        .WithSummary("The newest 200 steps with loss, accuracy and epoch").ProducesProblem(400).ProducesProblem(404);

        MapAction("start", async (jobs, store, run, stop) =>
        {
            // A job goes when the queue lets it go; any other run is what its script says it is.
            await (run.Job is not null ? jobs.StartAsync(run.Id, stop) : SetAsync(store, run, run.Status == RunStatus.Pending ? RunStatus.Queued : RunStatus.Running, stop));
        });
        MapAction("cancel", async (jobs, store, run, stop) => await (run.Job is not null ? jobs.CancelAsync(run.Id, stop) : SetAsync(store, run, RunStatus.Cancelled, stop)));
        MapAction("fail", async (_, store, run, stop) => await SetAsync(store, run, RunStatus.Failed, stop));

        void MapAction(string name, Func<JobService, DataStore, Run, CancellationToken, Task> act) => training
            .MapPost($"/jobs/{{id}}/{name}", async Task<Ok<TrainingOutcome>> (string id, JobService jobs, DataStore store, CancellationToken stop) =>
            {
                var run = RunEndpoints.Find(store, id);
                try
                {
                    await act(jobs, store, run, stop);
                    return TypedResults.Ok(new TrainingOutcome(true));
                }
                catch (IllegalTransitionException illegal)
                {
                    return TypedResults.Ok(new TrainingOutcome(false, illegal.Message));
                }
            })
            .WithSummary($"Ask for a job's {name}").ProducesProblem(400).ProducesProblem(404);
    }

    private static Task<Run> SetAsync(DataStore store, Run run, RunStatus status, CancellationToken stop) =>
        store.Runs.UpdateAsync(run.Id, new RunUpdate { Status = status }, stop);

    private static Run Newest(DataStore store) =>
        store.Runs.List(new RunQuery { Statuses = [RunStatus.Running], Limit = 1 }).Items.Concat(store.Runs.List(new RunQuery { Limit = 1 }).Items).FirstOrDefault()
        ?? throw new ProblemException(404, "got no job_id and there is no job yet, want one");

    private static RunStatus[]? Statuses(string word) => word switch
    {
        "" => null,
        "active" => [RunStatus.Pending, RunStatus.Queued, RunStatus.Running],
        "failed" => [RunStatus.Failed, RunStatus.Interrupted],
        _ => WireWord<RunStatus>.TryParse(word, out var status) && status != RunStatus.Interrupted
            ? [status]
            : throw ProblemException.BadRequest($"got status={TextRule.Shorten(word)}, want active, pending, queued, running, completed, failed or cancelled"),
    };
}
