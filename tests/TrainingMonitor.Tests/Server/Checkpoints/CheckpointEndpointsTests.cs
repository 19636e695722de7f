using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Checkpoints;

public class CheckpointEndpointsTests
{
    [Fact]
    public async Task What_an_SDK_found_is_registered_told_and_listed()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        await viewer.ReadAsync("subscribed");

        var made = await server.PostAsync($"/api/runs/{id}/checkpoints", Sdk("ckpt_a", "valid"), HttpStatusCode.Created);

        Assert.Equal(("ckpt_a", id, "model.pt", "pt", "valid", "registered"), (Text(made, "id"), Text(made, "run_id"), Text(made, "name"), Text(made, "format"), Text(made, "validity"), Text(made, "stored")));
        Assert.Equal("NaN", made.GetProperty("metrics").GetProperty("val").GetString());
        Assert.Equal("fc.weight", made.GetProperty("structure").GetProperty("tensors")[0].GetProperty("name").GetString());
        var frame = await viewer.ReadAsync("checkpoint_saved");
        Assert.Equal(("ckpt_a", false), (Text(frame, "checkpoint_id"), frame.GetProperty("is_best").GetBoolean()));
        Assert.Equal("""{"loss":0.0789,"val":"NaN"}""", frame.GetProperty("metrics").GetRawText());
        Assert.Equal("checkpoint_saved", Text((await viewer.ReadAsync("event")).GetProperty("event"), "kind"));
        var listed = await server.GetAsync($"/api/runs/{id}/checkpoints");
        Assert.Equal(1, listed.GetProperty("total").GetInt64());
        Assert.True(JsonElement.DeepEquals(made, listed.GetProperty("items")[0]));
        Assert.True(JsonElement.DeepEquals(made, await server.GetAsync("/api/checkpoints/ckpt_a")));
    }

    [Fact]
    public async Task A_repeated_registration_brings_up_to_date_and_tells_once()
    {
        await using var server = await RunningServer.StartAsync();
        var (id, other) = (await server.NewRunAsync(), await server.NewRunAsync());
        await server.PostAsync($"/api/runs/{id}/checkpoints", """{"id":"ckpt_a","filepath":"/x/model.pt","validity":"unverified"}""", HttpStatusCode.Created);
        await server.PutAsync("/api/checkpoints/ckpt_a", """{"is_best":true}""");

        var again = await server.PostAsync($"/api/runs/{id}/checkpoints", Sdk("ckpt_a", "valid"), HttpStatusCode.Created);

        Assert.Equal("valid", Text(again, "validity"));
        Assert.True(again.GetProperty("is_best").GetBoolean());
        Assert.Equal(1, (await server.GetAsync($"/api/runs/{id}/checkpoints")).GetProperty("total").GetInt64());
        Assert.Equal(["best_checkpoint", "checkpoint_saved", "run_created"], (await server.GetAsync($"/api/runs/{id}/events")).GetProperty("items").EnumerateArray().Select(e => Text(e, "kind")));
        await server.PostAsync($"/api/runs/{other}/checkpoints", Sdk("ckpt_a", "valid"), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task At_most_one_checkpoint_of_a_run_is_best_and_pages_hold_all()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync();
            for (var i = 0; i < 5; i++)
            {
                await server.PostAsync($"/api/runs/{id}/checkpoints", $$"""{"id":"c{{i}}","filepath":"/x/{{i}}.pt","step":{{i}},"is_best":true}""", HttpStatusCode.Created);
            }

            await server.PutAsync("/api/checkpoints/c1", """{"is_best":true,"metrics":{"loss":1},"metadata":{"epoch":3}}""");
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        var first = await again.GetAsync($"/api/runs/{id}/checkpoints?limit=3");
        var second = await again.GetAsync($"/api/runs/{id}/checkpoints?limit=3&cursor={Text(first, "next_cursor")}");
        var all = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).ToArray();
        Assert.Equal(["c4", "c3", "c2", "c1", "c0"], all.Select(item => Text(item, "id")));
        Assert.Equal("c1", Text(Assert.Single(all, item => item.GetProperty("is_best").GetBoolean()), "id"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        Assert.Equal(3, all[3].GetProperty("metadata").GetProperty("epoch").GetInt64());
    }

    [Fact]
    public async Task An_upload_is_hashed_looked_into_and_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        var id = await server.NewRunAsync();
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);

        var made = await UploadAsync(server, id, bytes, "name=../../etc/my%20model.npz&step=9", HttpStatusCode.Created);

        Assert.Equal(("my model.npz", "invalid", "uploaded", 9L, 3_000_000L), (Text(made, "name"), Text(made, "validity"), Text(made, "stored"), made.GetProperty("step").GetInt64(), made.GetProperty("size").GetInt64()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Text(made, "sha256"));
        Assert.Equal(Path.Combine(folder.Path, "checkpoints", id, Text(made, "id") + ".npz"), Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories), file => file.Contains("checkpoints", StringComparison.Ordinal)));
        using var download = await server.Http.GetAsync($"/api/checkpoints/{Text(made, "id")}/download", TestContext.Current.CancellationToken);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("my model.npz", download.Content.Headers.ContentDisposition.FileName!.Trim('"'));
        Assert.Equal("nosniff", download.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("application/octet-stream", download.Content.Headers.ContentType!.MediaType);
        Assert.Equal(bytes, await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_and_a_registration_under_one_id_are_one_checkpoint_in_either_order(bool registersFirst)
    {
        await using var server = await RunningServer.StartAsync();
        var run = await server.NewRunAsync();
        for (var round = 0; round < 2; round++)
        {
            if (registersFirst)
            {
                await RegisterAsync();
            }

            await UploadAsync(server, run, [1, 2], "name=model.pt&step=7&id=mine", HttpStatusCode.Created);
            if (!registersFirst)
            {
                await RegisterAsync();
            }
        }

        await UploadAsync(server, await server.NewRunAsync(), [3], "name=model.pt&id=mine", HttpStatusCode.Conflict);
        await UploadAsync(server, run, [3], "name=model.pt&id=..", HttpStatusCode.BadRequest);
        var one = Assert.Single((await server.GetAsync($"/api/runs/{run}/checkpoints")).GetProperty("items").EnumerateArray());
        Assert.Equal(("mine", "uploaded", 7L, 2L), (Text(one, "id"), Text(one, "stored"), one.GetProperty("step").GetInt64(), one.GetProperty("size").GetInt64()));
        Assert.Equal(0.5, one.GetProperty("metrics").GetProperty("loss").GetDouble());
        Assert.Equal(3, one.GetProperty("metadata").GetProperty("epoch").GetInt64());
        using var download = await server.Http.GetAsync("/api/checkpoints/mine/download", TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Task RegisterAsync() => server.PostAsync(
            $"/api/runs/{run}/checkpoints",
            """{"id":"mine","step":7,"filepath":"/away/model.pt","size":5,"metrics":{"loss":0.5},"metadata":{"epoch":3}}""",
            HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_larger_upload_than_a_JSON_body_may_be_is_taken()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxBodyBytes = 100_000, MaxUploadBytes = 1_000_000 });
        var id = await server.NewRunAsync();

        await UploadAsync(server, id, new byte[900_000], "name=a.bin", HttpStatusCode.Created);
        await UploadAsync(server, id, new byte[1_100_000], "name=a.bin", HttpStatusCode.RequestEntityTooLarge);
        await server.PostAsync($"/api/runs/{id}/checkpoints", $$"""{"filepath":"/x","reason":"{{new string('x', 200_000)}}"}""", HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal(1, (await server.GetAsync($"/api/runs/{id}/checkpoints")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        var id = await server.NewRunAsync();
        using var gone = new CancellationTokenSource();
        using var content = new StreamContent(new BreakingStream(gone)) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream"), ContentLength = 50_000_000 } };

        await Assert.ThrowsAnyAsync<Exception>(() => server.Http.PostAsync($"/api/runs/{id}/checkpoints?name=a.pt", content, gone.Token));

        await UploadAsync(server, id, [1], "name=b.bin", HttpStatusCode.Created);
        await Wait.ForAsync(() => Directory.GetFiles(Path.Combine(folder.Path, "checkpoints", id)).Length == 1);
    }

    [Fact]
    public async Task A_file_that_is_gone_or_written_over_is_shown_as_such()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        var id = await server.NewRunAsync();
        var made = Text(await UploadAsync(server, id, [1, 2, 3], "name=a.bin", HttpStatusCode.Created), "id");
        var path = Path.Combine(folder.Path, "checkpoints", id, made + ".bin");

        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(1));
        Assert.Equal("unverified", Text(await server.GetAsync($"/api/checkpoints/{made}"), "validity"));
        await File.WriteAllBytesAsync(path, [3, 2, 1], TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(2));
        Assert.Equal("changed", Text(await server.GetAsync($"/api/checkpoints/{made}"), "validity"));
        await File.WriteAllBytesAsync(path, [1], TestContext.Current.CancellationToken);
        Assert.Equal("changed", Text((await server.GetAsync($"/api/runs/{id}/checkpoints")).GetProperty("items")[0], "validity"));
        File.Delete(path);
        Assert.Equal("missing", Text(await server.GetAsync($"/api/checkpoints/{made}"), "validity"));
        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/checkpoints/{made}/download", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Files_that_take_each_others_place_within_one_tick_of_the_clock_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(options => options with { CheckpointRoots = [folder.Path] });
        var (id, path, old) = (await server.NewRunAsync(), Path.Combine(folder.Path, "a.bin"), DateTime.UtcNow.AddDays(-2));
        await File.WriteAllBytesAsync(path, [0, 2, 3], TestContext.Current.CancellationToken);
        for (byte i = 0; i < 60; i++)
        {
            await File.WriteAllBytesAsync($"{path}.{i}", [(byte)(i % 2), 2, 3], TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc($"{path}.{i}", old);
        }

        var made = Text(await server.PostAsync($"/api/runs/{id}/checkpoints", JsonSerializer.Serialize(new { filepath = path }), HttpStatusCode.Created), "id");
        for (byte i = 0; i < 60; i++)
        {
            File.Move($"{path}.{i}", path, overwrite: true);
            Assert.Equal(i % 2 == 0 ? "unverified" : "changed", Text(await server.GetAsync($"/api/checkpoints/{made}"), "validity"));
        }
    }

    [Fact]
    public async Task A_file_replaced_by_one_of_the_same_size_and_an_older_time_is_noticed()
    {
        using var folder = new TemporaryFolder();
        using var late = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(options => options with { CheckpointRoots = [folder.Path] });
        var id = await server.NewRunAsync();
        var (path, other) = (Path.Combine(folder.Path, "a.bin"), Path.Combine(late.Path, "b.bin"));
        await File.WriteAllBytesAsync(path, [1, 2, 3], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(other, [3, 2, 1], TestContext.Current.CancellationToken);
        var old = DateTime.UtcNow.AddDays(-2);
        File.SetLastWriteTimeUtc(other, old);
        // Saved long ago, says the run: the file on disk came later.
        var made = Text(await server.PostAsync($"/api/runs/{id}/checkpoints", JsonSerializer.Serialize(new { filepath = path, created_at = DateTime.UtcNow.AddDays(-1) }), HttpStatusCode.Created), "id");
        File.SetLastWriteTimeUtc(path, old);

        File.Move(other, path, overwrite: true);

        Assert.Equal("changed", Text(await server.GetAsync($"/api/checkpoints/{made}"), "validity"));
        Assert.Equal("changed", Text((await server.GetAsync($"/api/runs/{id}/checkpoints")).GetProperty("items")[0], "validity"));
    }

    [Fact]
    public async Task Only_files_below_an_allowed_folder_are_opened_links_followed()
    {
        using var allowed = new TemporaryFolder();
        using var secret = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(options => options with { CheckpointRoots = [allowed.Path] });
        var id = await server.NewRunAsync();
        foreach (var folder in new[] { allowed.Path, secret.Path, allowed.Path + "-beside" })
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, "a.bin"), [1, 2, 3], TestContext.Current.CancellationToken);
        }

        File.CreateSymbolicLink(Path.Combine(allowed.Path, "link.bin"), Path.Combine(secret.Path, "a.bin"));
        Directory.CreateSymbolicLink(Path.Combine(allowed.Path, "folder"), secret.Path);

        var seen = await RegisterAsync(Path.Combine(allowed.Path, "a.bin"));
        Assert.Equal((3L, 64), (seen.GetProperty("size").GetInt64(), Text(seen, "sha256").Length));
        Assert.Equal("missing", Text(await RegisterAsync(Path.Combine(allowed.Path, "none.bin")), "validity"));
        foreach (var hidden in new[] { "link.bin", "folder/a.bin", "../" + Path.GetFileName(secret.Path) + "/a.bin", "../" + Path.GetFileName(allowed.Path) + "-beside/a.bin" })
        {
            var blind = await RegisterAsync(allowed.Path + "/" + hidden);
            Assert.Equal((JsonValueKind.Null, "unverified"), (blind.GetProperty("sha256").ValueKind, Text(blind, "validity")));
        }

        Directory.Delete(allowed.Path + "-beside", recursive: true);

        Task<JsonElement> RegisterAsync(string path) => server.PostAsync($"/api/runs/{id}/checkpoints", JsonSerializer.Serialize(new { filepath = path }), HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_script_found_invalid_stays_so_when_the_file_itself_comes(bool uploadIsFirst)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([1, 2]));
        var registration = $$"""{"id":"mine","filepath":"/x/a.bin","size":2,"sha256":"{{hash}}","validity":"invalid","reason":"missing optimizer"}""";
        if (uploadIsFirst)
        {
            await UploadAsync(server, id, [1, 2], "name=a.bin&id=mine", HttpStatusCode.Created);
        }

        await server.PostAsync($"/api/runs/{id}/checkpoints", registration, HttpStatusCode.Created);
        var known = uploadIsFirst ? await server.GetAsync("/api/checkpoints/mine") : await UploadAsync(server, id, [1, 2], "name=a.bin&id=mine", HttpStatusCode.Created);

        Assert.Equal(("uploaded", "invalid", "missing optimizer"), (Text(known, "stored"), Text(known, "validity"), Text(known, "reason")));
        var events = await server.GetAsync($"/api/runs/{id}/events");
        Assert.Equal(uploadIsFirst ? 0 : 1, events.GetProperty("items").EnumerateArray().Count(one => Text(one, "message") == "checkpoint invalid: a.bin (missing optimizer)"));
        var better = await UploadAsync(server, id, [1, 2, 3], "name=a.bin&id=mine", HttpStatusCode.Created);
        Assert.NotEqual("invalid", Text(better, "validity"));
    }

    [Fact]
    public async Task Deleting_takes_the_record_and_only_an_uploaded_file()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        var id = await server.NewRunAsync();
        var own = Path.Combine(folder.Path, "mine.pt");
        await File.WriteAllBytesAsync(own, [1], TestContext.Current.CancellationToken);
        await server.PostAsync($"/api/runs/{id}/checkpoints", JsonSerializer.Serialize(new { id = "mine", filepath = own }), HttpStatusCode.Created);
        var (first, second) = (Text(await UploadAsync(server, id, [1], "name=a.pt", HttpStatusCode.Created), "id"), Text(await UploadAsync(server, id, [1], "name=b.pt", HttpStatusCode.Created), "id"));

        await DeleteAsync("/api/checkpoints/mine");
        await DeleteAsync($"/api/checkpoints/{first}");
        Assert.True(File.Exists(own));
        Assert.Equal(second + ".pt", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "checkpoints", id)))));
        Assert.Equal("note", Text((await server.GetAsync($"/api/runs/{id}/events")).GetProperty("items")[0], "kind"));
        await DeleteAsync($"/api/runs/{id}");
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "checkpoints", id)));
        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/checkpoints/{second}", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);

        async Task DeleteAsync(string path) => Assert.Equal(HttpStatusCode.NoContent, (await server.Http.DeleteAsync(path, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task What_a_crash_left_behind_is_gone_after_the_next_start()
    {
        using var folder = new TemporaryFolder();
        string id, kept;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync();
            kept = Text(await UploadAsync(server, id, [1], "name=a.pt", HttpStatusCode.Created), "id");
        }

        var home = Path.Combine(folder.Path, "checkpoints", id);
        var stray = Directory.CreateDirectory(Path.Combine(folder.Path, "checkpoints", "run_gone")).FullName;
        foreach (var left in new[] { Path.Combine(home, "ckpt_half.tmp"), Path.Combine(home, "ckpt_unknown.pt"), Path.Combine(stray, "ckpt_x.pt") })
        {
            await File.WriteAllBytesAsync(left, [1], TestContext.Current.CancellationToken);
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        Assert.Equal(kept + ".pt", Path.GetFileName(Assert.Single(Directory.GetFiles(home))));
        Assert.False(Directory.Exists(stray));
    }

    [Theory]
    [InlineData("""{}""", "filepath")]
    [InlineData("""{"filepath":""}""", "0 characters")]
    [InlineData("""{"filepath":"a\u0000b"}""", "U+0000")]
    [InlineData("""{"filepath":"a","id":"../x"}""", "../x")]
    [InlineData("""{"filepath":"a","size":-1}""", "size -1")]
    [InlineData("""{"filepath":"a","size":"big"}""", "size")]
    [InlineData("""{"filepath":"a","sha256":"xyz"}""", "64 digits")]
    [InlineData("""{"filepath":"a","step":9007199254740993}""", "9007199254740993")]
    [InlineData("""{"filepath":"a","validity":"good"}""", "good")]
    [InlineData("""{"filepath":"a","metrics":{"loss":"low"}}""", "loss")]
    [InlineData("""{"filepath":"a","metrics":{"":1}}""", "0 characters")]
    [InlineData("""{"filepath":"a","metadata":[1]}""", "array")]
    [InlineData("""{"filepath":"a","metadata":{"k":"\ud800"}}""", "surrogate")]
    [InlineData("""{"filepath":"a","structure":{"keys":["a"]}}""", "tensors")]
    [InlineData("""{"filepath":"a","structure":7}""", "structure")]
    [InlineData("""{"filepath":"a","created_at":"soon"}""", "soon")]
    [InlineData("""{"filepath":"a","filepath":"b"}""", "twice")]
    public async Task Bad_input_is_one_clear_sentence(string body, string contains)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        var detail = Text(await server.PostAsync($"/api/runs/{id}/checkpoints", body, HttpStatusCode.BadRequest), "detail");

        Assert.Contains(contains, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name=")]
    [InlineData("name=a%00b")]
    [InlineData("name=a/")]
    [InlineData("name=a&step=x")]
    [InlineData("name=a&step=99999999999999999999")]
    public async Task A_bad_upload_query_is_refused(string query)
    {
        await using var server = await RunningServer.StartAsync();

        await UploadAsync(server, await server.NewRunAsync(), [1], query, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Unknown_ids_are_404_and_other_bodies_415()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await UploadAsync(server, "run_none", [1], "name=a", HttpStatusCode.NotFound);
        await UploadAsync(server, id, [], "name=a", HttpStatusCode.BadRequest);
        await server.PutAsync("/api/checkpoints/ckpt_none", """{"is_best":true}""", HttpStatusCode.NotFound);
        await server.PutAsync("/api/checkpoints/..%2fx", """{"is_best":true}""", HttpStatusCode.BadRequest);
        await RunningServer.ReadAsync(await server.Http.DeleteAsync("/api/checkpoints/ckpt_none", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);
        await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{id}/checkpoints", new StringContent("x"), TestContext.Current.CancellationToken), HttpStatusCode.UnsupportedMediaType);
        await server.PostAsync($"/api/runs/{id}/checkpoints", """{"id":"mine","filepath":"/x"}""", HttpStatusCode.Created);
        await RunningServer.ReadAsync(await server.Http.GetAsync("/api/checkpoints/mine/download", TestContext.Current.CancellationToken), HttpStatusCode.Conflict);
    }

    private static string Sdk(string id, string validity) => $$"""
        {"id":"{{id}}","run_id":"ignored","step":5000,"filepath":"/home/me/model.pt","size":12345,"sha256":"{{new string('a', 64)}}","validity":"{{validity}}","reason":null,"format":"pt",
         "structure":{"keys":["model","optimizer","step"],"parameters":85002,"tensors":[{"name":"fc.weight","shape":[10,64],"dtype":"float32"}],"unsafe_globals":[]},
         "metrics":{"loss":0.0789,"val":NaN},"metadata":{"epoch":3},"is_best":false,"stored":"registered","created_at":"2026-11-22T09:30:00.123456Z"}
        """;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task<JsonElement> UploadAsync(RunningServer server, string run, byte[] bytes, string query, HttpStatusCode want)
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        return await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{run}/checkpoints?{query}", content, TestContext.Current.CancellationToken), want);
    }
}
