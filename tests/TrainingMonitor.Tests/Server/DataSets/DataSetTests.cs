using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using TrainingMonitor.Tests.Server.Jobs;
using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.DataSets;

public class DataSetTests
{
    [Fact]
    public async Task A_data_set_is_processing_until_its_last_file_is_there()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"*"}""");
        await viewer.ReadAsync("subscribed");

        var made = await server.PostAsync("/api/datasets", """{"name":"digits","description":"8 by 8","expected_files":3}""", HttpStatusCode.Created);
        var id = Text(made, "id");
        Assert.StartsWith("ds_", id, StringComparison.Ordinal);
        Assert.Equal(("processing", 0L), (Text(made, "status"), made.GetProperty("files").GetInt64()));
        await PutFileAsync(server, id, 0, "cats/1.png", [1, 2, 3]);
        await PutFileAsync(server, id, 1, "cats/2.jpg", [4, 5]);
        Assert.Equal("processing", Text(await server.GetAsync($"/api/datasets/{id}"), "status"));
        await PutFileAsync(server, id, 2, "labels.csv", "a,b"u8.ToArray());

        var whole = await server.GetAsync($"/api/datasets/{id}");
        Assert.Equal(("active", 3L, 8L), (Text(whole, "status"), whole.GetProperty("files").GetInt64(), whole.GetProperty("size").GetInt64()));
        Assert.Equal("""{"image":2,"text":1}""", whole.GetProperty("types").GetRawText());
        Assert.Equal(Path.Combine(folder.Path, "datasets", id), Text(whole, "path"));
        Assert.Equal(["000000.png", "000001.jpg", "000002.csv"], Directory.GetFiles(Text(whole, "path")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("data set 'digits' created", Text((await viewer.ReadAsync("event")).GetProperty("event"), "message"));
        var active = (await viewer.ReadAsync("event")).GetProperty("event");
        Assert.Equal(("data set 'digits' is active: 3 files, 8 bytes", id), (Text(active, "message"), Text(active.GetProperty("data"), "dataset_id")));
    }

    [Fact]
    public async Task A_file_comes_back_as_it_was_as_an_attachment_and_in_ranges()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await NewAsync(server);
        var bytes = RandomNumberGenerator.GetBytes(700_000);

        var put = await PutFileAsync(server, id, 0, "a/b/vid eo.mp4", bytes);

        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), "video", "video/mp4", "a/b/vid eo.mp4"), (Text(put, "sha256"), Text(put, "type"), Text(put, "media_type"), Text(put, "name")));
        using var whole = await server.Http.GetAsync($"/api/datasets/{id}/files/0", TestContext.Current.CancellationToken);
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("vid eo.mp4", whole.Content.Headers.ContentDisposition.FileName!.Trim('"'));
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var part = new HttpRequestMessage(HttpMethod.Get, $"/api/datasets/{id}/files/0") { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using var some = await server.Http.SendAsync(part, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, some.StatusCode);
        Assert.Equal(bytes[100..200], await some.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("page.html", "text/plain")]
    [InlineData("drawing.svg", "text/plain")]
    [InlineData("script.js", "application/octet-stream")]
    [InlineData("../../../etc/passwd", "application/octet-stream")]
    [InlineData("..", "application/octet-stream")]
    [InlineData("$(touch x); rm -rf .png", "image/png")]
    [InlineData("C:\\windows\\a.PNG", "image/png")]
    public async Task No_name_becomes_a_path_and_nothing_uploaded_can_run_in_a_browser(string name, string mediaType)
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        var id = await NewAsync(server);

        await PutFileAsync(server, id, 7, name, [1]);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "datasets"), "*", SearchOption.AllDirectories));
        Assert.Matches($@"datasets/{id}/000007\.(png|html|svg|bin)$", file);
        using var told = await server.Http.GetAsync($"/api/datasets/{id}/files/7", TestContext.Current.CancellationToken);
        Assert.Equal((mediaType, "attachment"), (told.Content.Headers.ContentType!.MediaType, told.Content.Headers.ContentDisposition!.DispositionType));
    }

    [Fact]
    public async Task A_form_adds_its_files_after_the_last()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await NewAsync(server);
        await PutFileAsync(server, id, 4, "first.txt", [1]);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("not a file"), "comment" },
            { new ByteArrayContent([2, 2]), "files", "grün.wav" },
            { new ByteArrayContent([]), "files", "empty.dat" },
        };

        var taken = await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/datasets/{id}/files", form, TestContext.Current.CancellationToken), HttpStatusCode.Created);

        Assert.Equal([("5", "grün.wav", "audio", "2"), ("6", "empty.dat", "other", "0")], taken.GetProperty("items").EnumerateArray().Select(f => (f.GetProperty("n").GetRawText(), Text(f, "name"), Text(f, "type"), f.GetProperty("size").GetRawText())));
        var pages = await server.GetAsync($"/api/datasets/{id}/files?limit=2");
        Assert.Equal((3L, "5"), (pages.GetProperty("total").GetInt64(), Text(pages, "next_cursor")));
        Assert.Equal([6L], (await server.GetAsync($"/api/datasets/{id}/files?limit=2&cursor=5")).GetProperty("items").EnumerateArray().Select(f => f.GetProperty("n").GetInt64()));
    }

    [Fact]
    public async Task A_repeated_file_replaces_the_one_at_its_number()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartOnAsync(folder);
        var id = await NewAsync(server);
        await PutFileAsync(server, id, 0, "a.png", [1, 2, 3]);

        await PutFileAsync(server, id, 0, "a.txt", [9]);

        var now = await server.GetAsync($"/api/datasets/{id}");
        Assert.Equal((1L, 1L, """{"text":1}"""), (now.GetProperty("files").GetInt64(), now.GetProperty("size").GetInt64(), now.GetProperty("types").GetRawText()));
        Assert.EndsWith("000000.txt", Assert.Single(Directory.GetFiles(Text(now, "path"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_takes_the_files_and_a_start_sweeps_what_a_crash_left()
    {
        using var folder = new TemporaryFolder();
        string kept;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            kept = await NewAsync(server);
            await PutFileAsync(server, kept, 0, "a.png", [1]);
            var gone = await NewAsync(server);
            await PutFileAsync(server, gone, 0, "b.png", [1]);
            using var deleted = await server.Http.DeleteAsync($"/api/datasets/{gone}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            Assert.False(Directory.Exists(Path.Combine(folder.Path, "datasets", gone)));
        }

        var home = Path.Combine(folder.Path, "datasets");
        await File.WriteAllTextAsync(Path.Combine(home, kept, "000001.png.x.tmp"), "half", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(home, "ds_nobody"));

        await using var again = await RunningServer.StartOnAsync(folder);
        Assert.Equal([Path.Combine(home, kept, "000000.png")], Directory.GetFiles(home, "*", SearchOption.AllDirectories));
        Assert.Equal([Path.Combine(home, kept)], Directory.GetDirectories(home));
        Assert.Equal(1, (await again.GetAsync("/api/datasets?status=active&q=pict")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_data_set_that_a_job_waits_or_runs_with_stays()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await NewAsync(server);
        string[] jobs = [await HeldAsync(server, "first", id), await HeldAsync(server, "second", id)];
        await HeldAsync(server, "other", await NewAsync(server));

        Assert.Equal(
            "got data set 'pictures', which jobs 'first', 'second' use, want one that no job waits or runs with: cancel them first, or let them end",
            await RefusedAsync(server, id));
        await server.PostAsync($"/api/jobs/{jobs[0]}/cancel", "{}");
        Assert.Contains("which job 'second' uses", await RefusedAsync(server, id), StringComparison.Ordinal);
        await server.PostAsync($"/api/jobs/{jobs[1]}/cancel", "{}");
        using var deleted = await server.Http.DeleteAsync($"/api/datasets/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Contains("want one that exists", Text(await server.PostAsync($"/api/jobs/{jobs[1]}/retry", "{}", HttpStatusCode.NotFound), "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_that_come_at_the_same_time_add_to_one_another()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await NewAsync(server);
        await PutFileAsync(server, id, 0, "old.txt", [1]);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => FormAsync(server, id, $"{i}.txt", HttpStatusCode.Created)));

        var files = (await server.GetAsync($"/api/datasets/{id}/files")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(0, 41), files.Select(file => file.GetProperty("n").GetInt32()));
        Assert.Equal(41, files.Select(file => Text(file, "name")).Distinct().Count());
    }

    [Fact]
    public async Task What_still_awaits_its_files_takes_no_others()
    {
        await using var server = await RunningServer.StartAsync();
        var id = Text(await server.PostAsync("/api/datasets", """{"name":"half","expected_files":2}""", HttpStatusCode.Created), "id");
        await PutFileAsync(server, id, 1, "b.txt", [1]);

        Assert.Contains("1 of 2 have arrived", Text(await FormAsync(server, id, "c.txt", HttpStatusCode.Conflict), "detail"), StringComparison.Ordinal);
        await PutFileAsync(server, id, 0, "a.txt", [1]);
        await FormAsync(server, id, "c.txt", HttpStatusCode.Created);

        var whole = await server.GetAsync($"/api/datasets/{id}");
        Assert.Equal(("active", 3L), (Text(whole, "status"), whole.GetProperty("files").GetInt64()));
    }

    [Fact]
    public async Task What_a_job_reads_does_not_change_under_it()
    {
        await using var bench = await JobBench.StartAsync();
        var id = await NewAsync(bench.Server);
        await PutFileAsync(bench.Server, id, 0, "a.txt", [1]);
        var job = await bench.ShellAsync("sleep 300", new { name = "reader", dataset_id = id });
        await bench.UntilAsync(job, "running");

        Assert.Contains("which job 'reader' is reading", Text(await FormAsync(bench.Server, id, "b.txt", HttpStatusCode.Conflict), "detail"), StringComparison.Ordinal);
        await bench.ActAsync(job, "cancel");
        await Wait.ForAsync(async () => (await bench.Server.GetAsync("/api/jobs?limit=1")).GetProperty("slots_busy").GetInt32() == 0);

        await FormAsync(bench.Server, id, "b.txt", HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_quote_in_a_name_arrives_as_browsers_send_it()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await NewAsync(server);
        using var form = new StringContent("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"say %22ü%22.txt\"\r\n\r\n1\r\n--x--\r\n");
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        var added = await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/datasets/{id}/files", form, TestContext.Current.CancellationToken), HttpStatusCode.Created);

        Assert.Equal("say \"ü\".txt", Text(added.GetProperty("items")[0], "name"));
    }

    private static async Task<JsonElement> FormAsync(RunningServer server, string id, string name, HttpStatusCode want)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "files", name } };
        return await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/datasets/{id}/files", form, TestContext.Current.CancellationToken), want);
    }

    [Fact]
    public async Task Files_are_found_by_type_and_by_a_part_of_their_name()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await NewAsync(server);
        string[] names = ["a/1.png", "a/2.png", "b/1.png", "b/100%.txt", "notes.txt"];
        for (var n = 0; n < names.Length; n++)
        {
            await PutFileAsync(server, id, n, names[n], [1]);
        }

        Assert.Equal(["0", "1", "2"], await FoundAsync(server, id, "type=image", 3));
        Assert.Equal(["1"], await FoundAsync(server, id, "type=image&q=A/&limit=1&cursor=0", 2));
        Assert.Equal(["3"], await FoundAsync(server, id, "q=0%25", 1));
        var wrong = await server.Http.GetAsync($"/api/datasets/{id}/files?type=x", TestContext.Current.CancellationToken);
        Assert.Contains("want one of image", Text(await RunningServer.ReadAsync(wrong, HttpStatusCode.BadRequest), "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/datasets", """{"name":""}""", 400)]
    [InlineData("POST", "/api/datasets", """{"name":"a","expected_files":0}""", 400)]
    [InlineData("POST", "/api/datasets", """{"name":"a","id":"../x"}""", 400)]
    [InlineData("POST", "/api/datasets", """{"name":"a","id":"taken"}""", 409)]
    [InlineData("PUT", "/api/datasets/taken", """{"status":"gone"}""", 400)]
    [InlineData("PUT", "/api/datasets/nobody", """{"name":"b"}""", 404)]
    [InlineData("PUT", "/api/datasets/taken/files/-1?name=a", "x", 400)]
    [InlineData("PUT", "/api/datasets/taken/files/1000000?name=a", "x", 400)]
    [InlineData("PUT", "/api/datasets/taken/files/0", "x", 400)]
    [InlineData("PUT", "/api/datasets/taken/files/0?name=a%00b", "x", 400)]
    [InlineData("PUT", "/api/datasets/nobody/files/0?name=a", "x", 404)]
    [InlineData("POST", "/api/datasets/taken/files", "x", 415)]
    [InlineData("GET", "/api/datasets/taken/files/3", null, 404)]
    [InlineData("GET", "/api/datasets/Not_An_Id!", null, 400)]
    [InlineData("GET", "/api/datasets?status=x", null, 400)]
    [InlineData("DELETE", "/api/datasets/nobody", null, 404)]
    public async Task What_is_wrong_is_said_in_one_sentence(string method, string path, string? body, int status)
    {
        await using var server = await RunningServer.StartAsync();
        await server.PostAsync("/api/datasets", """{"name":"a","id":"taken"}""", HttpStatusCode.Created);

        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : RunningServer.Json(body) };
        var problem = await RunningServer.ReadAsync(await server.Http.SendAsync(request, TestContext.Current.CancellationToken), (HttpStatusCode)status);

        Assert.Contains("want", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Equal(0, (await server.GetAsync("/api/datasets/taken")).GetProperty("files").GetInt64());
    }

    private static async Task<string> HeldAsync(RunningServer server, string name, string dataSet) =>
        Text(await server.PostAsync("/api/jobs", $$"""{"name":"{{name}}","command":["true"],"hold":true,"dataset_id":"{{dataSet}}"}""", HttpStatusCode.Created), "id");

    private static async Task<string> RefusedAsync(RunningServer server, string id) =>
        Text(await RunningServer.ReadAsync(await server.Http.DeleteAsync($"/api/datasets/{id}", TestContext.Current.CancellationToken), HttpStatusCode.Conflict), "detail");

    private static async Task<string[]> FoundAsync(RunningServer server, string id, string query, long total)
    {
        var found = await server.GetAsync($"/api/datasets/{id}/files?{query}");
        Assert.Equal(total, found.GetProperty("total").GetInt64());
        return [.. found.GetProperty("items").EnumerateArray().Select(file => file.GetProperty("n").GetRawText())];
    }

    private static async Task<string> NewAsync(RunningServer server) => Text(await server.PostAsync("/api/datasets", """{"name":"pictures"}""", HttpStatusCode.Created), "id");

    private static async Task<JsonElement> PutFileAsync(RunningServer server, string id, int n, string name, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        return await RunningServer.ReadAsync(await server.Http.PutAsync($"/api/datasets/{id}/files/{n}?name={Uri.EscapeDataString(name)}", content, TestContext.Current.CancellationToken), HttpStatusCode.OK);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
