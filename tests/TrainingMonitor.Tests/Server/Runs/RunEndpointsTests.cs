using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Runs;

public class RunEndpointsTests
{
    [Fact]
    public async Task A_run_is_made_found_changed_listed_and_deleted()
    {
        await using var server = await RunningServer.StartAsync();

        var made = await server.PostAsync("/api/runs", """{"name":"mnist","config":{"lr":0.001},"tags":["a"],"epochs":10,"steps_per_epoch":100}""", HttpStatusCode.Created);
        var id = made.GetProperty("id").GetString();
        Assert.Equal("running", made.GetProperty("status").GetString());
        Assert.Equal(1000, made.GetProperty("total_steps").GetInt64());
        Assert.Equal("default", made.GetProperty("project").GetString());

        var changed = await server.PutAsync($"/api/runs/{id}", """{"notes":"good","tags":["a","b"]}""");
        Assert.Equal("mnist", changed.GetProperty("name").GetString());
        Assert.Equal("good", changed.GetProperty("notes").GetString());
        Assert.Equal(0.001, changed.GetProperty("config").GetProperty("lr").GetDouble());

        Assert.Equal(id, (await server.GetAsync("/api/runs?tag=b&q=mni")).GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(0, (await server.GetAsync("/api/runs?tag=c")).GetProperty("items").GetArrayLength());

        using var deleted = await server.Http.DeleteAsync($"/api/runs/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/runs/{id}", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_client_may_choose_the_id_once()
    {
        await using var server = await RunningServer.StartAsync();

        var made = await server.PostAsync("/api/runs", """{"name":"a","id":"my-run_1"}""", HttpStatusCode.Created);
        Assert.Equal("my-run_1", made.GetProperty("id").GetString());
        var again = await server.PostAsync("/api/runs", """{"name":"b","id":"my-run_1"}""", HttpStatusCode.Conflict);

        Assert.Contains("my-run_1", again.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("a", (await server.GetAsync("/api/runs/my-run_1")).GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_illegal_status_change_names_both_states()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        await server.PutAsync($"/api/runs/{id}", """{"status":"completed"}""");
        var problem = await server.PutAsync($"/api/runs/{id}", """{"status":"running"}""", HttpStatusCode.Conflict);

        Assert.Equal("completed", problem.GetProperty("from").GetString());
        Assert.Equal("running", problem.GetProperty("to").GetString());
        Assert.NotEqual(JsonValueKind.Null, (await server.GetAsync($"/api/runs/{id}")).GetProperty("ended_at").ValueKind);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "0 characters")]
    [InlineData("""{"name":"a\u0000b"}""", "U+0000")]
    [InlineData("""{"name":"a","id":"../x"}""", "../x")]
    [InlineData("""{"name":"a","config":[1]}""", "array")]
    [InlineData("""{"name":"a","config":{"k":"\ud800"}}""", "surrogate")]
    [InlineData("""{"name":"a","total_steps":"many"}""", "total_steps")]
    [InlineData("""{"name":"a","total_steps":0}""", "got 0")]
    [InlineData("""{"name":"a","name":"b"}""", "twice")]
    [InlineData("""{"name":"a","tags":[1]}""", "tags")]
    [InlineData("""{"name":"a","metric_goals":{"x":"up"}}""", "up")]
    [InlineData("""{"name":"a" """, "malformed")]
    [InlineData("""[]""", "object")]
    [InlineData("null", "null")]
    public async Task Bad_input_is_one_clear_sentence(string body, string contains)
    {
        await using var server = await RunningServer.StartAsync();

        var problem = await server.PostAsync("/api/runs", body, HttpStatusCode.BadRequest);

        var detail = problem.GetProperty("detail").GetString()!;
        Assert.Contains(contains, detail, StringComparison.Ordinal);
        Assert.StartsWith("got ", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/runs?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs?limit=1001", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs?status=sleeping", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs?sort=nonsense_field", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs?cursor=%00%01", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs?metric.loss=lt:abc", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs/NOPE!", HttpStatusCode.BadRequest)]
    [InlineData("/api/runs/run_doesnotexist", HttpStatusCode.NotFound)]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/runs/run_doesnotexist/metrics", HttpStatusCode.NotFound)]
    public async Task A_bad_question_is_a_problem_and_never_a_500(string path, HttpStatusCode want)
    {
        await using var server = await RunningServer.StartAsync();

        var problem = await RunningServer.ReadAsync(await server.Http.GetAsync(path, TestContext.Current.CancellationToken), want);

        Assert.StartsWith("got ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_page_through_every_run_once()
    {
        await using var server = await RunningServer.StartAsync();
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add(await server.NewRunAsync($"run {i}"));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await server.GetAsync($"/api/runs?limit=3&sort=name{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(run => run.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(made, seen);
    }

    [Fact]
    public async Task A_batch_does_what_it_can_and_says_what_it_could_not()
    {
        await using var server = await RunningServer.StartAsync();
        var (one, two) = (await server.NewRunAsync(), await server.NewRunAsync());

        var answer = await server.PostAsync("/api/runs/batch", JsonSerializer.Serialize(new { ids = new[] { one, "run_missing", two }, action = "tag", tag = "best" }));

        Assert.Equal([one, two], answer.GetProperty("done").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("run_missing", answer.GetProperty("failed")[0].GetProperty("id").GetString());
        Assert.Equal("best", (await server.GetAsync($"/api/runs/{two}")).GetProperty("tags")[0].GetString());
    }

    [Fact]
    public async Task What_is_said_twice_is_done_once()
    {
        await using var server = await RunningServer.StartAsync();
        await server.PostAsync("/api/runs", """{"name":"x","id":"a","tags":["one","two","one"]}""", HttpStatusCode.Created);
        Assert.Equal("""["one","two"]""", (await server.GetAsync("/api/runs/a")).GetProperty("tags").GetRawText());
        Assert.Equal("""["two","three"]""", (await server.PutAsync("/api/runs/a", """{"tags":["two","three","two"]}""")).GetProperty("tags").GetRawText());

        var answer = await server.PostAsync("/api/runs/batch", """{"ids":["a","a"],"action":"delete"}""");

        Assert.Equal("""{"done":["a"],"failed":[]}""", answer.GetRawText());
    }

    [Fact]
    public async Task Runs_and_points_are_there_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = await RunningServer.StartOnAsync(folder))
        {
            id = await server.NewRunAsync("kept");
            await server.PostAsync($"/api/runs/{id}/metrics", """{"step":5,"metrics":{"loss":0.5}}""");
        }

        await using var again = await RunningServer.StartOnAsync(folder);
        var run = await again.GetAsync($"/api/runs/{id}");
        Assert.Equal("kept", run.GetProperty("name").GetString());
        Assert.Equal(0.5, run.GetProperty("metrics").GetProperty("loss").GetProperty("latest").GetDouble());
    }
}
