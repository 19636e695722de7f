using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Checkpoints;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Server.Security;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Commands;

internal static class CommandEndpoints
{
    private const int LongestWaitSeconds = 60;
    private const string CommandId = "cmd_";

    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("/api/runs/{id}/commands").WithTags("commands");

        commands.MapPost("/", async Task<Accepted<CommandGiven>> (string id, JsonBody<NewCommand> body, CommandService service, CheckpointService checkpoints, DataStore store, CancellationToken stop) =>
        {
            var run = RunEndpoints.Find(store, id);
            var given = await service.GiveAsync(run, Read(body.Value, checkpoints), stop);
            return TypedResults.Accepted($"/api/runs/{id}/commands", given);
        })
        .WithSummary("Ask the script to stop, to save or to load a checkpoint")
        .WithDescription("Delivered to every live writer over its WebSocket or with its next answer, and repeated until answered. The answer comes as an event of kind command.")
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        commands.MapGet("/", async Task<Ok<HeartbeatAnswer>> (string id, HttpRequest request, CommandService service, DataStore store, LifeSign life, IHostApplicationLifetime lifetime, CancellationToken stop) =>
        {
            // It takes commands and is a sign of life, though it is a GET.
            RequestGuard.RefuseOtherOrigins(request);
            RunEndpoints.Find(store, id);
            var wait = PageBounds.Integer(request.Query, "wait", 0, 0, LongestWaitSeconds);
            var writer = request.Query["writer"].ToString() is { Length: > 0 } name ? name : null;
            TextRule.Name("writer", writer, BatchReader.MaxWriterLength);
            if (HttpMethods.IsHead(request.Method))
            {
                // Its answer has no body, so what it took would be nobody's.
                return TypedResults.Ok(new HeartbeatAnswer([]));
            }

            if (writer is not null)
            {
                await life.HearAsync(id, writer, stop);
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, lifetime.ApplicationStopping);
            return TypedResults.Ok(new HeartbeatAnswer(await service.WaitAsync(id, writer, TimeSpan.FromSeconds(wait), either.Token)));
        })
        .WithSummary("Commands that wait for a writer")
        .WithDescription("wait (0 to 60 seconds) keeps the request open until one comes. With writer it counts as a heartbeat.")
        .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

        commands.MapPost("/{command}/result", async Task<NoContent> (string id, string command, JsonBody<CommandResult> body, CommandService service, DataStore store, CancellationToken stop) =>
        {
            RunEndpoints.Find(store, id);
            await service.AnswerAsync(id, command, body.Value, stop);
            return TypedResults.NoContent();
        })
        .WithSummary("A writer says what became of a command").ProducesProblem(400).ProducesProblem(404);

        routes.MapPost("/api/checkpoints/{id}/load", async Task<Accepted<CommandGiven>> (string id, CommandService service, CheckpointService checkpoints, DataStore store, CancellationToken stop) =>
        {
            var checkpoint = checkpoints.Find(id);
            var run = RunEndpoints.Find(store, checkpoint.RunId);
            try
            {
                return TypedResults.Accepted($"/api/runs/{run.Id}/commands", await service.GiveAsync(run, Load(checkpoint, "now"), stop));
            }
            catch (ProblemException nobody) when (nobody.Status == 409)
            {
                throw new ProblemException(409, nobody.Message) { Extra = { ["how_to"] = LoadRecipe.Of(checkpoint) } };
            }
        })
        .WithTags("checkpoints").WithSummary("Ask the live script to load the checkpoint, or say how to start from it")
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static RunCommand Read(NewCommand wanted, CheckpointService checkpoints)
    {
        var when = wanted.When ?? "now";
        if (when is not ("now" or "epoch_end"))
        {
            throw ProblemException.BadRequest($"got when '{TextRule.Shorten(when)}', want now or epoch_end");
        }

        return wanted.Command switch
        {
            "stop" or "checkpoint" => new RunCommand { Id = Id.New(CommandId), Command = wanted.Command, When = when },
            "load_checkpoint" => Load(checkpoints.Find(wanted.CheckpointId ?? throw ProblemException.BadRequest("got no checkpoint_id, want the checkpoint to load")), when),
            _ => throw ProblemException.BadRequest($"got command '{TextRule.Shorten(wanted.Command)}', want stop, checkpoint or load_checkpoint"),
        };
    }

    private static RunCommand Load(Checkpoint checkpoint, string when) => new()
    {
        Id = Id.New(CommandId),
        Command = "load_checkpoint",
        When = when,
        CheckpointId = checkpoint.Id,
        Filepath = checkpoint.Filepath,
        Step = checkpoint.Step,
    };
}
