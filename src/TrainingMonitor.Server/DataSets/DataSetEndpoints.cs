using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Lists;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.DataSets;

internal static class DataSetEndpoints
{
    private const string FileType = "application/octet-stream";

    public static void AddDataSets(this IServiceCollection services) => services.AddSingleton<DataSetFolder>().AddSingleton<DataSetUpload>();

    public static void MapDataSets(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/datasets").WithTags("datasets");
        var one = all.MapGroup("/{id}");
        var files = one.MapGroup("/files");

        all.MapGet("/", (HttpRequest request, DataSetFolder folder, DataStore store) =>
        {
            var page = store.DataSets.List(Status(request.Query), Text(request.Query), PageBounds.Limit(request.Query), PageBounds.Cursor(request.Query));
            return TypedResults.Ok(new ListAnswer<DataSet>([.. page.Items.Select(folder.Now)], page.NextCursor, page.Total));
        })
        .WithSummary("Data sets, newest first").WithDescription("?status= and ?q= (name, description, id) filter; limit and cursor page.").ProducesProblem(400);

        all.MapPost("/", async Task<Created<DataSet>> (JsonBody<NewDataSet> body, DataSetFolder folder, DataStore store, TimeProvider time, CancellationToken stop) =>
        {
            DataSetRules.Check(body.Value);
            var made = await store.DataSets.CreateAsync(Make(body.Value, Instant.Now(time)), stop);
            return TypedResults.Created($"/api/datasets/{made.Id}", folder.Now(made));
        })
        .WithSummary("Make a data set")
        .WithDescription("With expected_files it is processing until so many files are there, then active; without, it is active at once and grows.")
        .ProducesProblem(400).ProducesProblem(409);

        one.MapGet("/", Ok<DataSet> (string id, DataSetFolder folder, DataStore store) => TypedResults.Ok(folder.Now(store.DataSets.Get(Id(id)))))
            .WithSummary("One data set with counts and sizes").ProducesProblem(400).ProducesProblem(404);

        one.MapPut("/", async Task<Ok<DataSet>> (string id, JsonBody<DataSetUpdate> body, DataSetFolder folder, DataStore store, CancellationToken stop) =>
        {
            DataSetRules.Check(body.Value);
            return TypedResults.Ok(folder.Now(await store.DataSets.UpdateAsync(Id(id), body.Value, stop)));
        })
        .WithSummary("Change its name, description or status").ProducesProblem(400).ProducesProblem(404);

        one.MapDelete("/", async Task<NoContent> (string id, DataSetFolder folder, DataStore store, CancellationToken stop) =>
        {
            await store.DataSets.DeleteAsync(Id(id), stop);
            folder.Delete(id);
            return TypedResults.NoContent();
        })
        .WithSummary("Delete it with its files").WithDescription("Refused while a job waits or runs with it.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        files.MapGet("/", (string id, HttpRequest request, DataStore store) =>
        {
            var page = store.DataSets.Files(Id(id), Type(request.Query), Text(request.Query), PageBounds.Limit(request.Query), PageBounds.Cursor(request.Query));
            return TypedResults.Ok(new ListAnswer<DataSetFile>(page.Items, page.NextCursor, page.Total));
        })
        .WithSummary("Its files by number").WithDescription("?type= and ?q= (name) filter; limit and cursor page.").ProducesProblem(400).ProducesProblem(404);

        files.MapPost("/", async Task<Created<ListAnswer<DataSetFile>>> (string id, HttpContext context, DataSetUpload upload, ServerOptions options) =>
        {
            Unbound(context, options);
            var taken = await upload.ReceiveFormAsync(Id(id), context.Request, context.RequestAborted);
            return TypedResults.Created($"/api/datasets/{id}/files", new ListAnswer<DataSetFile>(taken, null, taken.Count));
        })
        .WithSummary("Add the files of a form").WithDescription("Streamed to the disk and hashed on the way; numbered on from the last file. Refused while a job runs with the data set, and beyond the files that it still awaits.")
        .AddOpenApiOperationTransformer((operation, _, _) => Body(operation, "multipart/form-data"))
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

        files.MapPut("/{n}", async Task<Ok<DataSetFile>> (string id, string n, HttpContext context, DataSetUpload upload, ServerOptions options) =>
        {
            Unbound(context, options);
            return TypedResults.Ok(await upload.ReceiveAsync(Id(id), Number(n), context.Request.Query["name"].ToString(), context.Request.Body, context.RequestAborted));
        })
        .WithSummary("Put a file at a number").WithDescription("The body is the file, ?name= what it is called. The same number again replaces it, so an upload that broke off is simply repeated. Refused while a job runs with the data set.")
        .AddOpenApiOperationTransformer((operation, _, _) => Body(operation, FileType))
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(503);

        files.MapGet("/{n}", PhysicalFileHttpResult (string id, string n, DataSetFolder folder, DataStore store) =>
        {
            var file = store.DataSets.File(Id(id), Number(n));
            var path = folder.PathOf(id, file.N, file.Name);
            return File.Exists(path)
                ? TypedResults.PhysicalFile(path, file.MediaType, file.Name[(file.Name.LastIndexOfAny(['/', '\\']) + 1)..], enableRangeProcessing: true)
                : throw new ProblemException(404, "got a file whose bytes are not there any more");
        })
        .WithSummary("The bytes of a file, as an attachment").Produces(200, contentType: FileType).ProducesProblem(400).ProducesProblem(404);
    }

    private static DataSet Make(NewDataSet wanted, Instant now)
    {
        var id = wanted.Id ?? Contract.Id.New(Contract.Id.DataSet);
        return new DataSet
        {
            Id = id,
            Name = wanted.Name,
            Description = wanted.Description ?? "",
            Status = wanted.ExpectedFiles is null ? DataSetStatus.Active : DataSetStatus.Processing,
            Error = null,
            Files = 0,
            ExpectedFiles = wanted.ExpectedFiles,
            Size = 0,
            Types = new Dictionary<string, long>(),
            Path = id,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static string Id(string id)
    {
        TextRule.Id("data set id", id);
        return id;
    }

    private static long Number(string n) => long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw ProblemException.BadRequest($"got file number '{TextRule.Shorten(n)}', want a whole number from 0");

    private static DataSetStatus? Status(IQueryCollection query) => query["status"].ToString() is not { Length: > 0 } word ? null
        : WireWord<DataSetStatus>.TryParse(word, out var status) ? status
        : throw ProblemException.BadRequest($"got status={TextRule.Shorten(word)}, want one of {WireWord<DataSetStatus>.All}");

    private static DataSetFileType? Type(IQueryCollection query) => query["type"].ToString() is not { Length: > 0 } word ? null
        : WireWord<DataSetFileType>.TryParse(word, out var type) ? type
        : throw ProblemException.BadRequest($"got type={TextRule.Shorten(word)}, want one of {WireWord<DataSetFileType>.All}");

    private static string? Text(IQueryCollection query)
    {
        var text = query["q"].ToString();
        TextRule.Prose("q", text, 1000);
        return text;
    }

    private static void Unbound(HttpContext context, ServerOptions options)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxUploadBytes;
        }
    }

    private static Task Body(OpenApiOperation operation, string type)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
        };
        return Task.CompletedTask;
    }
}
