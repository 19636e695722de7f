using System.Net;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Compat;

public class TrainingTests
{
    [Fact]
    public async Task A_run_is_a_job_in_its_own_words()
    {
        await using var server = await RunningServer.StartAsync();
        var id = (await server.PostAsync("/api/runs", """{"name":"a","config":{"lr":0.01,"model":"mlp"},"epochs":2,"steps_per_epoch":50}""", HttpStatusCode.Created)).GetProperty("id").GetString();
        await server.PostAsync($"/api/runs/{id}/metrics", """{"step":25,"metrics":{"train/loss":0.5}}""");

        var job = await server.GetAsync($"/api/training/status?job_id={id}");

        Assert.Equal(["id", "name", "status", "progress", "currentStep", "totalSteps", "currentLoss", "startedAt", "createdAt", "updatedAt", "modelName", "epochs", "learningRate"], job.EnumerateObject().Select(field => field.Name));
        Assert.Equal((25.0, 25L, 100L, 0.5, "mlp", 2L, 0.01), (job.GetProperty("progress").GetDouble(), job.GetProperty("currentStep").GetInt64(), job.GetProperty("totalSteps").GetInt64(), job.GetProperty("currentLoss").GetDouble(), job.GetProperty("modelName").GetString(), job.GetProperty("epochs").GetInt64(), job.GetProperty("learningRate").GetDouble()));
        Assert.True(JsonElement.DeepEquals(job, (await server.GetAsync("/api/training/jobs?status=active"))[0]));
        Assert.True(JsonElement.DeepEquals(job, await server.GetAsync("/api/training/status")));
        await server.PutAsync($"/api/runs/{id}", """{"status":"interrupted"}""");
        Assert.Equal("failed", (await server.GetAsync("/api/training/jobs?status=failed"))[0].GetProperty("status").GetString());
        Assert.Equal(0, (await server.GetAsync("/api/training/jobs?status=active")).GetArrayLength());
    }

    [Fact]
    public async Task The_newest_200_steps_carry_loss_accuracy_and_epoch()
    {
        await using var server = await RunningServer.StartAsync();
        var id = (await server.PostAsync("/api/runs", """{"name":"a","steps_per_epoch":100}""", HttpStatusCode.Created)).GetProperty("id").GetString();
        var steps = Enumerable.Range(1, 5000).Select(i => i * 3).ToArray();
        await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{string.Join(',', steps)}}}],"metrics":{"loss":[{{{string.Join(',', steps)}}}]}}""");
        await server.PostAsync($"/api/runs/{id}/metrics", """{"step":15000,"metrics":{"accuracy":0.75,"epoch":7.5}}""");

        var answer = await server.GetAsync($"/api/training/{id}/metrics");

        Assert.Equal("running", answer.GetProperty("job").GetProperty("status").GetString());
        var rows = answer.GetProperty("metrics").EnumerateArray().ToArray();
        Assert.Equal(steps.TakeLast(200).Select(step => (long)step), rows.Select(row => row.GetProperty("step").GetInt64()));
        Assert.Equal("""{"step":15000,"loss":15000,"accuracy":0.75,"epoch":7.5}""", rows[^1].GetRawText());
        Assert.Equal("""{"step":14997,"loss":14997,"accuracy":null,"epoch":150}""", rows[^2].GetRawText());
        await server.PutAsync($"/api/runs/{id}", """{"status":"completed"}""");
        Assert.Equal("complete", (await server.GetAsync($"/api/training/{id}/metrics")).GetProperty("job").GetProperty("status").GetString());
        Assert.Equal(0, (await server.GetAsync($"/api/training/{await server.NewRunAsync()}/metrics")).GetProperty("metrics").GetArrayLength());
    }

    [Fact]
    public async Task A_job_is_cancelled_once_and_the_second_answer_says_why_not()
    {
        await using var server = await RunningServer.StartAsync();
        var (id, other) = (await server.NewRunAsync(), await server.NewRunAsync());

        Assert.Equal("""{"success":true}""", (await server.PostAsync($"/api/training/jobs/{id}/cancel", "")).GetRawText());
        var no = await server.PostAsync($"/api/training/jobs/{id}/start", "");
        Assert.False(no.GetProperty("success").GetBoolean());
        Assert.Contains("cancelled", no.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"success":true}""", (await server.PostAsync($"/api/training/jobs/{other}/fail", "")).GetRawText());
        Assert.Equal("failed", (await server.GetAsync($"/api/runs/{other}")).GetProperty("status").GetString());
        await server.PostAsync("/api/training/jobs/run_none/cancel", "", HttpStatusCode.NotFound);
        await server.PostAsync("/api/training/jobs/A/cancel", "", HttpStatusCode.BadRequest);
        foreach (var (path, want) in new[] { ("jobs?status=dance", HttpStatusCode.BadRequest), ("status?job_id=run_none", HttpStatusCode.NotFound), ("status?job_id=..", HttpStatusCode.BadRequest), ("run_none/metrics", HttpStatusCode.NotFound) })
        {
            await RunningServer.ReadAsync(await server.Http.GetAsync("/api/training/" + path, TestContext.Current.CancellationToken), want);
        }
    }
}
