using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TrainingMonitor.Tests.Server.Jobs;

/// <summary>Text that would run something, or lead somewhere, put into every field of every form by which things are launched and kept.</summary>
public class HostileFormTests
{
    private const string Mark = "got-in";

    [Fact]
    public async Task Nothing_runs_and_nothing_escapes_whatever_field_it_is_in()
    {
        using var folder = new TemporaryFolder();
        await using var bench = await JobBench.StartOnAsync(folder, options => options with { Slots = 4 });
        var outside = Path.Combine(folder.Path, Mark);
        string[] texts = [$"$(touch {outside})", $"`touch {outside}`", $"; touch {outside}", $"| touch {outside}", $"a\ntouch {outside}", "a\0b", $"../../{Mark}", outside, "--help", "{steps}"];

        var refused = 0;
        foreach (var text in texts)
        {
            foreach (var (path, form) in Forms(text))
            {
                using var answer = await bench.Server.Http.PostAsync(path, new StringContent(form.ToJsonString(), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode is 200 or 201 or 400 or 404 or 409, $"{path} {form.ToJsonString()}: {(int)answer.StatusCode}");
                refused += answer.IsSuccessStatusCode ? 0 : 1;
            }
        }

        Assert.InRange(refused, texts.Length, int.MaxValue);
        await RunForRealAsync(bench, [.. texts.Where(text => !text.Contains('\0', StringComparison.Ordinal))]);
        await Wait.ForAsync(async () => (await bench.Server.GetAsync("/api/jobs?status=active")).GetProperty("total").GetInt32() == 0);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories), entry => Path.GetFileName(entry).Contains(Mark, StringComparison.Ordinal));
        Assert.False(Path.Exists(Path.Combine(folder.Path, "..", Mark)) || Path.Exists(Path.Combine(folder.Path, "..", "..", Mark)));
        Assert.Equal(HttpStatusCode.OK, (await bench.Server.Http.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
    }

    /// <summary>As words, as variables, as parameters, and some as the program itself.</summary>
    private static async Task RunForRealAsync(JobBench bench, string[] texts)
    {
        var variables = texts.Index().ToDictionary(pair => $"V{pair.Index}", pair => pair.Item);
        var words = await bench.PostAsync(new { command = (string[])["printf", "%s\\0", .. texts], env = variables });
        await bench.Server.PutAsync("/api/templates/say", """{"name":"say","command":["sh","-c","echo \"$1\"","sh","{x}"],"parameters":[{"name":"x"}]}""");
        var parameter = await bench.PostAsync(new { template = "say", parameters = new { x = texts[0] } });
        string[] programs = [await bench.PostAsync(new { command = (string[])[texts[0]] }), await bench.PostAsync(new { command = (string[])[texts[2]] })];
        await bench.UntilAsync(words, "completed");
        await bench.UntilAsync(parameter, "completed");
        Assert.Equal([texts[0]], await bench.ConsoleAsync(parameter));
        foreach (var program in programs)
        {
            await bench.UntilAsync(program, "failed");
        }

        var held = (await bench.Server.GetAsync("/api/jobs?status=pending&limit=1000")).GetProperty("items").EnumerateArray().Select(job => job.GetProperty("id").GetString());
        await bench.Server.PostAsync("/api/jobs/batch", System.Text.Json.JsonSerializer.Serialize(new { ids = held, action = "cancel" }));
    }

    /// <summary>Each with the text in one field, and all else good; none of them starts.</summary>
    private static IEnumerable<(string Path, JsonObject Form)> Forms(string text)
    {
        foreach (var field in (string[])["name", "id", "template", "working_dir", "schedule", "dataset_id", "base_model", "project", "group"])
        {
            yield return ("/api/jobs", Job(job => job[field] = text));
        }

        yield return ("/api/jobs", Job(job => job["command"] = new JsonArray(text)));
        yield return ("/api/jobs", Job(job => job["command"] = new JsonArray("true", text)));
        yield return ("/api/jobs", Job(job => job["env"] = new JsonObject { [text] = "x" }));
        yield return ("/api/jobs", Job(job => job["env"] = new JsonObject { ["A"] = text }));
        yield return ("/api/jobs", Job(job => job["depends_on"] = new JsonArray(text)));
        yield return ("/api/jobs", Job(job => job["tags"] = new JsonArray(text)));
        yield return ("/api/jobs", Job(job => job["config"] = new JsonObject { ["a"] = text }));
        yield return ("/api/jobs/check", Job(job => (job["command"], job["working_dir"]) = (new JsonArray(text, text + ".py"), "/" + text)));
        yield return ("/api/jobs/batch", new JsonObject { ["ids"] = new JsonArray(text), ["action"] = "delete" });
        yield return ("/api/jobs/batch", new JsonObject { ["ids"] = new JsonArray("a"), ["action"] = text });
        foreach (var field in (string[])["name", "description", "working_dir"])
        {
            yield return ("/api/templates", Template(template => template[field] = text));
        }

        yield return ("/api/templates", Template(template => template["command"] = new JsonArray("true", text)));
        yield return ("/api/templates", Template(template => template["env"] = new JsonObject { [text] = text }));
        yield return ("/api/templates", Template(template => template["parameters"] = new JsonArray(new JsonObject { ["name"] = text })));
        yield return ("/api/templates", Template(template =>
        {
            template["name"] = "with-default";
            template["command"] = new JsonArray("true", "{x}");
            template["parameters"] = new JsonArray(new JsonObject { ["name"] = "x", ["default"] = text });
        }));
        yield return ("/api/jobs", new JsonObject { ["template"] = "with-default", ["hold"] = true, ["parameters"] = new JsonObject { ["x"] = text } });
        yield return ("/api/jobs/grid", new JsonObject { ["job"] = new JsonObject { ["template"] = "with-default", ["hold"] = true }, ["values"] = new JsonObject { ["x"] = new JsonArray(text, "y") } });
        foreach (var field in (string[])["name", "description", "id"])
        {
            yield return ("/api/datasets", new JsonObject { ["name"] = "d", [field] = text });
        }

        foreach (var field in (string[])["name", "checkpoint_id", "base_model", "notes"])
        {
            yield return ("/api/models", new JsonObject { ["name"] = "m", ["checkpoint_id"] = "nobody", [field] = text });
        }
    }

    private static JsonObject Job(Action<JsonObject> change)
    {
        var job = new JsonObject { ["command"] = new JsonArray("true"), ["hold"] = true };
        change(job);
        if (job.ContainsKey("template"))
        {
            job.Remove("command");
        }

        return job;
    }

    private static JsonObject Template(Action<JsonObject> change)
    {
        var template = new JsonObject { ["name"] = "t", ["command"] = new JsonArray("true") };
        change(template);
        return template;
    }
}
