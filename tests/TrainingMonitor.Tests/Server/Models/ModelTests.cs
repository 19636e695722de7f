using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Models;

public class ModelTests
{
    [Fact]
    public async Task A_promoted_checkpoint_outlives_its_run_and_downloads_whole()
    {
        await using var server = await RunningServer.StartAsync();
        await using var viewer = await WatchAsync(server);
        var (run, checkpoint) = await UploadedAsync(server, [1, 2, 3, 4]);

        var made = await server.PostAsync("/api/models", $$"""{"name":"digits","checkpoint_id":"{{checkpoint}}","notes":"first"}""", HttpStatusCode.Created);

        var id = Text(made, "id");
        Assert.StartsWith("model_", id, StringComparison.Ordinal);
        Assert.Equal((run, checkpoint, 9L, "none"), (Text(made, "run_id"), Text(made, "checkpoint_id"), made.GetProperty("step").GetInt64(), Text(made, "stage")));
        await ToldAsync(viewer, "model 'digits' is ready");
        using (await server.Http.DeleteAsync($"/api/runs/{run}", TestContext.Current.CancellationToken))
        {
        }

        using var download = await server.Http.GetAsync($"/api/models/{id}/download", TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3, 4], await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("attachment", "model.bin"), (download.Content.Headers.ContentDisposition!.DispositionType, download.Content.Headers.ContentDisposition.FileName!.Trim('"')));
        Assert.Equal("ready", Text(await server.GetAsync($"/api/models/{id}"), "status"));
    }

    [Fact]
    public async Task A_model_that_a_job_waits_for_stays_until_nobody_needs_it()
    {
        await using var server = await RunningServer.StartAsync();
        var (_, checkpoint) = await UploadedAsync(server, [1, 2]);
        var id = Text(await server.PostAsync("/api/models", $$"""{"name":"base","checkpoint_id":"{{checkpoint}}"}""", HttpStatusCode.Created), "id");
        var job = Text(await server.PostAsync("/api/jobs", $$"""{"name":"tuned","command":["true"],"hold":true,"base_model":"{{id}}"}""", HttpStatusCode.Created), "id");

        var refusal = await RunningServer.ReadAsync(await server.Http.DeleteAsync($"/api/models/{id}", TestContext.Current.CancellationToken), HttpStatusCode.Conflict);
        Assert.Contains("got model 'base', which job 'tuned' uses", Text(refusal, "detail"), StringComparison.Ordinal);
        await server.PostAsync($"/api/jobs/{job}/cancel", "{}");
        using var gone = await server.Http.DeleteAsync($"/api/models/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task A_model_of_a_job_names_what_the_job_was_given()
    {
        await using var server = await RunningServer.StartAsync();
        var dataSet = Text(await server.PostAsync("/api/datasets", """{"name":"pictures"}""", HttpStatusCode.Created), "id");
        var run = Text(await server.PostAsync("/api/jobs", $$"""{"command":["true"],"hold":true,"dataset_id":"{{dataSet}}","base_model":"resnet"}""", HttpStatusCode.Created), "id");
        var checkpoint = Text(await server.PostAsync($"/api/runs/{run}/checkpoints", """{"filepath":"/elsewhere/a.pt","step":1}""", HttpStatusCode.Created), "id");

        var made = await server.PostAsync("/api/models", $$"""{"name":"m","checkpoint_id":"{{checkpoint}}"}""", HttpStatusCode.Created);
        var told = await server.PostAsync("/api/models", $$"""{"name":"m","checkpoint_id":"{{checkpoint}}","base_model":"other"}""", HttpStatusCode.Created);

        Assert.Equal((dataSet, "resnet"), (Text(made, "dataset_id"), Text(made, "base_model")));
        Assert.Equal((dataSet, "other"), (Text(told, "dataset_id"), Text(told, "base_model")));
    }

    [Fact]
    public async Task One_model_of_a_name_is_in_production()
    {
        await using var server = await RunningServer.StartAsync();
        var (_, checkpoint) = await UploadedAsync(server, [1]);
        var first = Text(await server.PostAsync("/api/models", $$"""{"name":"m","checkpoint_id":"{{checkpoint}}","stage":"production"}""", HttpStatusCode.Created), "id");
        var second = Text(await server.PostAsync("/api/models", $$"""{"name":"m","checkpoint_id":"{{checkpoint}}","stage":"staging"}""", HttpStatusCode.Created), "id");
        var other = Text(await server.PostAsync("/api/models", $$"""{"name":"other","checkpoint_id":"{{checkpoint}}","stage":"production"}""", HttpStatusCode.Created), "id");

        await server.PutAsync($"/api/models/{second}", """{"stage":"production"}""");

        Assert.Equal(["none", "production", "production"], [.. await Task.WhenAll(new[] { first, second, other }.Select(async id => Text(await server.GetAsync($"/api/models/{id}"), "stage")))]);
        Assert.Equal([other, second], (await server.GetAsync("/api/models?stage=production")).GetProperty("items").EnumerateArray().Select(m => Text(m, "id")));
        Assert.Equal(2, (await server.GetAsync("/api/models?name=m")).GetProperty("total").GetInt64());
        await server.PutAsync($"/api/models/{other}", """{"name":"m"}""");
        Assert.Equal("none", Text(await server.GetAsync($"/api/models/{second}"), "stage"));
    }

    [Fact]
    public async Task A_copy_that_a_stop_cut_short_is_made_at_the_next_start()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            await using var viewer = await WatchAsync(server);
            var (_, checkpoint) = await UploadedAsync(server, [5, 6]);
            id = Text(await server.PostAsync("/api/models", $$"""{"name":"m","checkpoint_id":"{{checkpoint}}"}""", HttpStatusCode.Created), "id");
            await ToldAsync(viewer, "model 'm' is ready");
        }

        // As a kill leaves it: the record says processing, a part of the file lies under a temporary name.
        await using (var store = TrainingMonitor.Storage.DataStore.Open(
            new TrainingMonitor.Storage.DataStoreOptions { Folder = folder.Path }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance))
        {
            await store.OnWriterAsync(connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "UPDATE models SET status = 'processing'";
                return command.ExecuteNonQuery();
            });
        }

        var copy = Path.Combine(folder.Path, "models", id + ".bin");
        File.Move(copy, copy + ".half.tmp");

        await using var again = await RunningServer.StartOnAsync(folder);
        await using var watching = await WatchAsync(again);
        if (Text(await again.GetAsync($"/api/models/{id}"), "status") == "processing")
        {
            await ToldAsync(watching, "model 'm' is ready");
        }

        Assert.Equal([5, 6], await again.Http.GetByteArrayAsync($"/api/models/{id}/download", TestContext.Current.CancellationToken));
        Assert.Equal([copy], Directory.GetFiles(Path.Combine(folder.Path, "models")));
    }

    [Fact]
    public async Task A_file_out_of_the_servers_reach_is_told_not_copied_and_a_bad_one_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var run = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{run}/checkpoints", """{"id":"far","filepath":"/elsewhere/model.pt","validity":"valid","size":3}""", HttpStatusCode.Created);
        await server.PostAsync($"/api/runs/{run}/checkpoints", """{"id":"bad","filepath":"/elsewhere/bad.pt","validity":"invalid","reason":"torn"}""", HttpStatusCode.Created);

        var far = await server.PostAsync("/api/models", """{"name":"far","checkpoint_id":"far"}""", HttpStatusCode.Created);

        Assert.Equal(("ready", "/elsewhere/model.pt", false), (Text(far, "status"), Text(far, "filepath"), far.GetProperty("is_stored").GetBoolean()));
        Assert.Contains("/elsewhere/model.pt", Text(await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/models/{Text(far, "id")}/download", TestContext.Current.CancellationToken), HttpStatusCode.Conflict), "detail"), StringComparison.Ordinal);
        await server.PostAsync("/api/models", """{"name":"x","checkpoint_id":"bad"}""", HttpStatusCode.Conflict);
        await server.PostAsync("/api/models", """{"name":"x","checkpoint_id":"nobody"}""", HttpStatusCode.NotFound);
        await server.PostAsync("/api/models", """{"name":"x\n","checkpoint_id":"far"}""", HttpStatusCode.BadRequest);
        await server.PostAsync("/api/models", """{"name":"x","checkpoint_id":"../far"}""", HttpStatusCode.BadRequest);
        await server.PostAsync("/api/models", $$"""{"name":"x","checkpoint_id":"far","id":"{{Text(far, "id")}}"}""", HttpStatusCode.Conflict);
        await server.PutAsync("/api/models/nobody", """{"stage":"staging"}""", HttpStatusCode.NotFound);
        await server.PutAsync($"/api/models/{Text(far, "id")}", """{"stage":"best"}""", HttpStatusCode.BadRequest);
        using var gone = await server.Http.DeleteAsync($"/api/models/{Text(far, "id")}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(0, (await server.GetAsync("/api/models")).GetProperty("total").GetInt64());
    }

    private static async Task<(string Run, string Checkpoint)> UploadedAsync(RunningServer server, byte[] bytes)
    {
        var run = await server.NewRunAsync();
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var made = await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{run}/checkpoints?name=model.bin&step=9", content, TestContext.Current.CancellationToken), HttpStatusCode.Created);
        return (run, Text(made, "id"));
    }

    private static async Task<SocketClient> WatchAsync(RunningServer server)
    {
        var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        await viewer.ReadAsync("subscribed");
        return viewer;
    }

    private static async Task ToldAsync(SocketClient viewer, string message)
    {
        while (Text((await viewer.ReadAsync("event")).GetProperty("event"), "message") != message)
        {
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
