using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Checkpoints;

internal static class CheckpointEndpoints
{
    private const string FileType = "application/octet-stream";

    public static void AddCheckpoints(this IServiceCollection services) => services
        .AddSingleton<CheckpointFolder>()
        .AddSingleton<AllowedFolders>()
        .AddSingleton<FileFacts>()
        .AddSingleton<CheckpointRules>()
        .AddSingleton<CheckpointUpload>()
        .AddSingleton<CheckpointService>();

    public static void MapCheckpoints(this IEndpointRouteBuilder routes)
    {
        var ofRun = routes.MapGroup("/api/runs/{id}/checkpoints").WithTags("checkpoints");
        var one = routes.MapGroup("/api/checkpoints/{id}").WithTags("checkpoints");

        ofRun.MapGet("/", (string id, HttpRequest request, CheckpointService checkpoints, DataStore store) =>
        {
            RunEndpoints.Find(store, id);
            var page = store.Checkpoints.List(id, PageBounds.Limit(request.Query), PageBounds.Cursor(request.Query));
            return TypedResults.Ok(new ListAnswer<Checkpoint>([.. page.Items.Select(item => checkpoints.Now(item))], page.NextCursor, page.Total));
        })
        .WithSummary("The checkpoints of a run, newest first").ProducesProblem(400).ProducesProblem(404);

        ofRun.MapPost("/", async Task<Created<Checkpoint>> (string id, HttpContext context, CheckpointService checkpoints, CheckpointRules rules, CheckpointUpload upload, DataStore store) =>
        {
            RunEndpoints.Find(store, id);
            var saved = context.Request.ContentType?.Split(';')[0].Trim().Equals(FileType, StringComparison.OrdinalIgnoreCase) == true
                ? await ReceiveAsync(id, context, checkpoints, upload)
                : await RegisterAsync(id, context, checkpoints, rules);
            return TypedResults.Created($"/api/checkpoints/{saved.Id}", saved);
        })
        .WithSummary("Register a file where it lies, or upload it")
        .WithDescription("JSON registers a path: the server opens it only below its own checkpoint folder or a --checkpoint-root, and elsewhere believes what the SDK found. application/octet-stream with ?name=&step=&required_keys=&id= uploads the file itself, under the id of a registered checkpoint that one's; metrics and metadata come with the registration or by PUT.")
        .Accepts<NewCheckpoint>("application/json", FileType)
        // Also for what a compressed upload becomes; a JSON body keeps its own limit.
        .WithMetadata(new UploadLimit(routes.ServiceProvider.GetRequiredService<ServerOptions>().MaxUploadBytes))
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody?.Content?[FileType].Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            return Task.CompletedTask;
        })
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(503);

        one.MapGet("/", Ok<Checkpoint> (string id, CheckpointService checkpoints) => TypedResults.Ok(checkpoints.Find(id)))
            .WithSummary("One checkpoint, and what its file is now").ProducesProblem(400).ProducesProblem(404);

        one.MapPut("/", async Task<Ok<Checkpoint>> (string id, JsonBody<CheckpointUpdate> body, CheckpointService checkpoints, CheckpointRules rules, DataStore store, CancellationToken stop) =>
        {
            TextRule.Id("checkpoint id", id);
            rules.Check(body.Value);
            return TypedResults.Ok(checkpoints.Now(await store.Checkpoints.UpdateAsync(id, body.Value, stop)));
        })
        .WithSummary("Mark as best, or replace metrics or metadata").ProducesProblem(400).ProducesProblem(404);

        one.MapDelete("/", async Task<NoContent> (string id, CheckpointService checkpoints, CancellationToken stop) =>
        {
            await checkpoints.DeleteAsync(id, stop);
            return TypedResults.NoContent();
        })
        .WithSummary("Delete the record, and the file if it was uploaded").ProducesProblem(400).ProducesProblem(404);

        one.MapGet("/download", PhysicalFileHttpResult (string id, CheckpointService checkpoints) =>
        {
            var checkpoint = checkpoints.Find(id);
            return checkpoint.Stored != CheckpointOrigin.Uploaded
                ? throw new ProblemException(409, $"got a checkpoint that was registered, want an uploaded one; its file lies where the script put it: {checkpoint.Filepath}")
                : checkpoint.Validity == CheckpointValidity.Missing
                    ? throw new ProblemException(404, "got a checkpoint whose file is not there any more")
                    : TypedResults.PhysicalFile(checkpoint.Filepath, FileType, checkpoint.Name, enableRangeProcessing: true);
        })
        .WithSummary("The uploaded file, as an attachment").Produces(200, contentType: FileType).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Checkpoint> RegisterAsync(string runId, HttpContext context, CheckpointService checkpoints, CheckpointRules rules)
    {
        var body = await JsonBody<NewCheckpoint>.ReadAsync(context);
        rules.Check(body);
        return await checkpoints.RegisterAsync(runId, body, context.RequestAborted);
    }

    private static async Task<Checkpoint> ReceiveAsync(string runId, HttpContext context, CheckpointService checkpoints, CheckpointUpload upload)
    {
        var request = CheckpointRules.Upload(runId, context.Request.Query);
        return checkpoints.Now(await upload.ReceiveAsync(request, context.Request.Body, context.RequestAborted));
    }
}
