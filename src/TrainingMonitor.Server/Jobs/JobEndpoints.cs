using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

internal static class JobEndpoints
{
    public static void AddJobs(this IServiceCollection services) => services
        .AddSingleton<WorkFolder>()
        .AddSingleton<TemplateShelf>()
        .AddSingleton<JobExecutions>()
        .AddSingleton<JobQueue>()
        .AddSingleton<JobService>()
        .AddSingleton<JobBatchService>()
        .AddSingleton<JobForesight>()
        .AddHostedService(provider => provider.GetRequiredService<JobQueue>());

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/jobs").WithTags("jobs");

        jobs.MapGet("/", (HttpRequest request, DataStore store, JobExecutions executions, ServerOptions options) =>
        {
            var text = request.Query["q"].ToString();
            TextRule.Prose("q", text, 1000);
            var page = store.Jobs.List(Statuses(request.Query["status"].ToString()), text, PageBounds.Limit(request.Query), PageBounds.Cursor(request.Query));
            return TypedResults.Ok(new JobListAnswer(page.Items, page.NextCursor, page.Total, options.Slots, executions.SlotsHeld, executions.AllGpus));
        })
        .WithSummary("Jobs, newest first").WithDescription("status (comma separated, or active) and q (name, tags, id) filter; limit and cursor page. slots says how many the server has, slots_busy how many of them running jobs hold, gpus how many GPUs its machine has.").ProducesProblem(400);

        jobs.MapPost("/", async Task<Created<Run>> (JsonBody<NewJob> body, JobService service, CancellationToken stop) =>
        {
            var made = await service.CreateAsync(body.Value, stop);
            return TypedResults.Created($"/api/runs/{made.Id}", made);
        })
        .WithSummary("Launch a command, or a template, as a job")
        .WithDescription("Queued, or pending while it is held or waits for its time or for other runs. The command is a list of words that no shell reads.")
        .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);

        jobs.MapPost("/check", (JsonBody<NewJob> body, JobForesight foresight) => TypedResults.Ok(foresight.Check(body.Value)))
            .WithSummary("What a launch would meet now")
            .WithDescription("Takes what POST /api/jobs takes and refuses what that refuses, but makes nothing: program, script, folder, slots, GPUs, each good, busy (the job would wait) or missing.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

        jobs.MapPost("/grid", async Task<Ok<ListAnswer<Run>>> (JsonBody<JobGrid> body, JobService service, CancellationToken stop) =>
        {
            var made = await service.GridAsync(body.Value, stop);
            return TypedResults.Ok(new ListAnswer<Run>(made, null, made.Count));
        })
        .WithSummary("One job for each combination of values, in one group").ProducesProblem(400).ProducesProblem(403);

        jobs.MapPost("/batch", async Task<Ok<RunBatchAnswer>> (JsonBody<JobBatch> body, JobBatchService batch, CancellationToken stop) =>
            TypedResults.Ok(await batch.DoAsync(body.Value, stop)))
            .WithSummary("start, hold, cancel, retry, delete or priority for many jobs").ProducesProblem(400);

        jobs.MapPost("/{id}/start", async Task<Ok<Run>> (string id, JobService service, CancellationToken stop) => TypedResults.Ok(await service.StartAsync(id, stop)))
            .WithSummary("Let a job go that is held or waits").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        jobs.MapPost("/{id}/cancel", async Task<Ok<Run>> (string id, JobService service, CancellationToken stop) => TypedResults.Ok(await service.CancelAsync(id, stop)))
            .WithSummary("End a job: TERM to all of its processes, KILL after 10 s").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        jobs.MapPost("/{id}/retry", async Task<Created<Run>> (string id, JobService service, CancellationToken stop) =>
        {
            var made = await service.RetryAsync(id, stop);
            return TypedResults.Created($"/api/runs/{made.Id}", made);
        })
        .WithSummary("The same again as a new run").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        MapTemplates(routes.MapGroup("/api/templates").WithTags("jobs"));
    }

    private static void MapTemplates(IEndpointRouteBuilder templates)
    {
        templates.MapGet("/", (TemplateShelf shelf) => TypedResults.Ok(new ListAnswer<JobTemplate>(shelf.All, null, shelf.All.Count)))
            .WithSummary("Templates: those of the program, then saved ones");

        templates.MapPost("/", async Task<Created<JobTemplate>> (JsonBody<NewJobTemplate> body, TemplateShelf shelf, DataStore store, CancellationToken stop) =>
        {
            if (shelf.Find(body.Value.Name) is not null)
            {
                throw new ProblemException(409, $"got template '{TextRule.Shorten(body.Value.Name)}', which exists; want another name, or PUT to change it");
            }

            var saved = await SaveAsync(body.Value, shelf, store, stop);
            return TypedResults.Created($"/api/templates/{Uri.EscapeDataString(saved.Name)}", saved);
        })
        .WithSummary("Save a template").ProducesProblem(400).ProducesProblem(409);

        templates.MapPut("/{name}", async Task<Ok<JobTemplate>> (string name, JsonBody<NewJobTemplate> body, TemplateShelf shelf, DataStore store, CancellationToken stop) =>
        {
            Own(shelf, name);
            return TypedResults.Ok(await SaveAsync(body.Value with { Name = name }, shelf, store, stop));
        })
        .WithSummary("Save a template under its name, or change it").ProducesProblem(400).ProducesProblem(409);

        templates.MapDelete("/{name}", async Task<NoContent> (string name, TemplateShelf shelf, DataStore store, CancellationToken stop) =>
        {
            Own(shelf, name);
            await store.Jobs.DeleteTemplateAsync(name, stop);
            return TypedResults.NoContent();
        })
        .WithSummary("Delete a saved template").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<JobTemplate> SaveAsync(NewJobTemplate wanted, TemplateShelf shelf, DataStore store, CancellationToken stop)
    {
        var saved = new JobTemplate
        {
            Name = wanted.Name,
            Description = wanted.Description ?? "",
            Command = wanted.Command,
            WorkingDir = wanted.WorkingDir,
            Env = wanted.Env ?? new Dictionary<string, string>(),
            Parameters = [.. (wanted.Parameters ?? []).Select(parameter => new JobParameter
            {
                Name = parameter.Name,
                Default = parameter.Default,
                Description = parameter.Description ?? "",
                Type = parameter.Type ?? "text",
            })],
            Slots = wanted.Slots ?? 1,
            Gpus = wanted.Gpus ?? 0,
            IsSimulated = shelf.IsSimulated(wanted.Command),
        };
        JobRules.Template(saved);
        await store.Jobs.PutTemplateAsync(saved, stop);
        return saved;
    }

    private static void Own(TemplateShelf shelf, string name)
    {
        if (shelf.IsBuiltIn(name))
        {
            throw new ProblemException(409, $"got template '{TextRule.Shorten(name)}', which comes with the program; want a copy under another name");
        }
    }

    private static List<RunStatus>? Statuses(string words) => words switch
    {
        "" => null,
        "active" => [RunStatus.Pending, RunStatus.Queued, RunStatus.Running],
        _ => [.. words.Split(',').Select(word => WireWord<RunStatus>.TryParse(word, out var status)
            ? status
            : throw ProblemException.BadRequest($"got status={TextRule.Shorten(word)}, want active or some of {WireWord<RunStatus>.All}"))],
    };
}
