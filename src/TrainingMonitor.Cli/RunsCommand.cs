using System.CommandLine;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Cli;

internal static class RunsCommand
{
    public static Command Create()
    {
        var url = ServerOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the server's answer as it is." };
        var status = new Option<string?>("--status") { Description = "Only these, comma separated; active for pending, queued and running." };
        var project = new Option<string?>("--project") { Description = "Only of this project." };
        var text = new Option<string?>("--query") { Description = "Only with this text in name, notes, tags or id." };
        var limit = new Option<int>("--limit") { Description = "At most so many, the newest first.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var most) || most is < 1 or > 1000))
            {
                result.AddError($"got --limit {result.Tokens[0].Value}, want 1 to 1000");
            }
        });
        var command = new Command("runs", "List the newest runs.") { url, json, status, project, text, limit };
        command.SetAction((parsed, stop) => ServerConnection.UseAsync(ServerOption.Read(parsed, url), async server =>
        {
            var query = string.Concat(
                $"/api/runs?sort=-created_at&limit={parsed.GetValue(limit)}",
                Parameter("status", parsed.GetValue(status)), Parameter("project", parsed.GetValue(project)), Parameter("q", parsed.GetValue(text)));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(await server.GetTextAsync(query, stop));
                return ExitCode.Good;
            }

            var runs = await server.GetAsync(query, WireJson.Default.ListAnswerRun, stop);
            var table = new TextTable("ID", "NAME", "PROJECT", "STATUS", "STEP", "LOSS", "ELAPSED");
            foreach (var run in runs.Items)
            {
                table.Add(
                    run.Id, run.Name, run.Project, Words.Of(run.Status), Words.Steps(run),
                    Words.Of(Words.Latest(run, run.Primary.Loss)), Words.Duration(Words.Elapsed(run, TimeProvider.System.GetUtcNow())));
            }

            table.Write(Console.Out);
            if (runs.Total > runs.Items.Count)
            {
                Console.WriteLine($"{runs.Items.Count} of {runs.Total}; --limit shows more");
            }

            return ExitCode.Good;
        }));
        return command;
    }

    private static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
