using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Cli;

internal static class ShowCommand
{
    public static Command Create()
    {
        var url = ServerOption.Create();
        var json = new Option<bool>("--json") { Description = "Print the run as the server has it." };
        var id = new Argument<string>("id") { Description = "A run's id, or the name of the newest that bears it." };
        var command = new Command("show", "Show one run: status, configuration, every metric.") { id, url, json };
        command.SetAction((parsed, stop) => ServerConnection.UseAsync(ServerOption.Read(parsed, url), async server =>
        {
            var run = await server.FindRunAsync(parsed.GetValue(id)!, stop);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(await server.GetTextAsync($"/api/runs/{run.Id}", stop));
            }
            else
            {
                Write(run, server.Url);
            }

            return ExitCode.Good;
        }));
        return command;
    }

    private static void Write(Run run, Uri url)
    {
        var facts = new TextTable("RUN", run.Id);
        facts.Add("name", run.Name);
        facts.Add("project", run.Project);
        facts.Add("status", Words.Of(run.Status) + (run.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $", exit code {code}") : ""));
        facts.Add("step", Words.Steps(run) + (run.Progress is { } percent ? string.Create(CultureInfo.InvariantCulture, $"  {percent:0.#} %") : ""));
        facts.Add("elapsed", Words.Duration(Words.Elapsed(run, TimeProvider.System.GetUtcNow())));
        if (run.EtaSeconds is { } left)
        {
            facts.Add("left", Words.Duration(TimeSpan.FromSeconds(left)));
        }

        if (run.Tags.Count > 0)
        {
            facts.Add("tags", string.Join(", ", run.Tags));
        }

        facts.Write(Console.Out);
        Console.WriteLine($"page  {url.AbsoluteUri.TrimEnd('/')}/runs/{run.Id}");
        var entries = run.Config.EnumerateObject().ToArray();
        if (entries.Length > 0)
        {
            Console.WriteLine();
            var config = new TextTable("CONFIG", "VALUE");
            Array.ForEach(entries, entry => config.Add(entry.Name, entry.Value.ValueKind is JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText()));
            config.Write(Console.Out);
        }

        if (run.Metrics.Count > 0)
        {
            Console.WriteLine();
            var metrics = new TextTable("METRIC", "LATEST", "STEP", "MIN", "MAX", "COUNT");
            foreach (var (key, metric) in run.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                metrics.Add(
                    key, Words.Of(metric.Latest), $"{metric.Step}", Words.Of(metric.Min), Words.Of(metric.Max),
                    metric.Count.ToString("N0", CultureInfo.InvariantCulture));
            }

            metrics.Write(Console.Out);
        }

        if (run.Error is { Length: > 0 } error)
        {
            Console.WriteLine();
            Console.WriteLine(string.Join('\n', error.Split('\n').Select(Words.Plain)));
        }
    }
}
