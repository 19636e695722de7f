using Microsoft.AspNetCore.Http.HttpResults;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Models;

internal static class ModelEndpoints
{
    private const string FileType = "application/octet-stream";

    public static void AddModels(this IServiceCollection services) => services
        .AddSingleton<ModelFolder>()
        .AddSingleton<ModelService>()
        .AddSingleton<ModelCopies>()
        .AddHostedService(provider => provider.GetRequiredService<ModelCopies>());

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/models").WithTags("models");
        var one = all.MapGroup("/{id}");

        all.MapGet("/", (HttpRequest request, ModelFolder folder, DataStore store) =>
        {
            var page = store.Models.List(Query(request.Query), PageBounds.Limit(request.Query), PageBounds.Cursor(request.Query));
            return TypedResults.Ok(new ListAnswer<Model>([.. page.Items.Select(folder.Now)], page.NextCursor, page.Total));
        })
        .WithSummary("Models, newest first").WithDescription("?stage=, ?name= and ?q= (name, notes, run) filter; limit and cursor page.").ProducesProblem(400);

        all.MapPost("/", async Task<Created<Model>> (JsonBody<NewModel> body, ModelService models, CancellationToken stop) =>
        {
            var made = await models.CreateAsync(body.Value, stop);
            return TypedResults.Created($"/api/models/{made.Id}", made);
        })
        .WithSummary("Make a model of a checkpoint")
        .WithDescription("Where the server may open the file it keeps a copy: processing, then ready or failed. Elsewhere the model is ready and says where the file lies.")
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        one.MapGet("/", Ok<Model> (string id, ModelService models) => TypedResults.Ok(models.Find(id)))
            .WithSummary("One model").ProducesProblem(400).ProducesProblem(404);

        one.MapPut("/", async Task<Ok<Model>> (string id, JsonBody<ModelUpdate> body, ModelService models, CancellationToken stop) =>
            TypedResults.Ok(await models.UpdateAsync(id, body.Value, stop)))
        .WithSummary("Change its name, notes or stage").WithDescription("At most one model of a name is in production: promoting takes the place of the former.")
        .ProducesProblem(400).ProducesProblem(404);

        one.MapDelete("/", async Task<NoContent> (string id, ModelService models, CancellationToken stop) =>
        {
            await models.DeleteAsync(id, stop);
            return TypedResults.NoContent();
        })
        .WithSummary("Delete it, and the server's copy").ProducesProblem(400).ProducesProblem(404);

        one.MapGet("/download", PhysicalFileHttpResult (string id, ModelService models) =>
        {
            var model = models.Find(id);
            return !model.IsStored ? throw new ProblemException(409, $"got a model without a copy on the server; its file lies where the script put it: {model.Filepath}")
                : model.Status != ModelStatus.Ready ? throw new ProblemException(409, $"got a model that is {WireWord<ModelStatus>.Of(model.Status)}, want one that is ready")
                : !File.Exists(model.Filepath) ? throw new ProblemException(404, "got a model whose file is not there any more")
                : TypedResults.PhysicalFile(model.Filepath, FileType, model.FileName, enableRangeProcessing: true);
        })
        .WithSummary("The file, as an attachment").Produces(200, contentType: FileType).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static ModelQuery Query(IQueryCollection query)
    {
        var (name, text) = (query["name"].ToString(), query["q"].ToString());
        TextRule.Prose("name", name, 1000);
        TextRule.Prose("q", text, 1000);
        ModelStage? stage = query["stage"].ToString() is not { Length: > 0 } word ? null
            : WireWord<ModelStage>.TryParse(word, out var known) ? known
            : throw ProblemException.BadRequest($"got stage={TextRule.Shorten(word)}, want one of {WireWord<ModelStage>.All}");
        return new ModelQuery(stage, name.Length == 0 ? null : name, text);
    }
}
