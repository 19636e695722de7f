using System.CommandLine;
using System.Text.Json;
using TrainingMonitor.Client;

namespace TrainingMonitor.Cli;

/// <summary>Sends what offline, cut-off or killed trainings left on disk.</summary>
internal static class SyncCommand
{
    public static Command Create()
    {
        var url = ServerOption.Create();
        var json = new Option<bool>("--json") { Description = "Print what became of each journal as a JSON array." };
        var folder = new Argument<string?>("dir") { Description = "A working folder or a journal folder; else where a run started here would keep them.", Arity = ArgumentArity.ZeroOrOne };
        folder.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Directory.Exists(token.Value))
            {
                result.AddError($"got '{token.Value}', want a folder that is there");
            }
        });
        var command = new Command("sync", "Send the journals that trainings left behind.") { folder, url, json };
        command.SetAction(async (parsed, stop) =>
        {
            var given = parsed.GetValue(url) ?? Environment.GetEnvironmentVariable(ServerUrl.Variable);
            using var servers = new ReachableServers(given is { Length: > 0 } ? ServerUrl.Parse(given) : null);
            var results = await SendAsync(JournalSync.Find(parsed.GetValue(folder)), servers, stop);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(results.Select(SyncLine.Of).ToArray(), SyncJson.Default.SyncLineArray));
            }
            else
            {
                foreach (var result in results)
                {
                    Console.WriteLine($"{SyncLine.Word(result.Outcome),-10} {result.RunId,-20} {result.Path}{(result.Detail.Length > 0 ? $": {result.Detail}" : "")}");
                }

                Console.WriteLine(results.Count == 0 ? "nothing to send"
                    : $"{results.Sum(result => result.Points)} points in {results.Sum(result => result.Delivered)} records sent, {results.Sum(result => result.Left)} records wait");
            }

            return results.Any(result => result.Outcome is JournalSyncOutcome.Waiting or JournalSyncOutcome.NotRead) ? ExitCode.Failed : ExitCode.Good;
        });
        return command;
    }

    private static async Task<IReadOnlyList<JournalSyncResult>> SendAsync(IReadOnlyList<string> paths, ReachableServers servers, CancellationToken stop)
    {
        var sync = new JournalSync();
        var results = new Dictionary<string, JournalSyncResult>();
        var again = true;

        // A script's journal may come before that of the supervisor, which makes the run: what was sent opens the way for another round.
        for (var round = 0; again && round < 3; round++)
        {
            again = false;
            var waiting = new HashSet<string>();
            foreach (var path in paths.Where(path => !results.TryGetValue(path, out var before) || before is { Outcome: JournalSyncOutcome.Waiting, IsElsewhere: false }))
            {
                var result = await sync.SendAsync(path, servers.Choose, null, waiting, stop);
                results[path] = result.IsElsewhere ? result with { Detail = $"{servers.Missing} does not answer" } : result;
                again |= result.Delivered > 0;
                if (result is { Outcome: JournalSyncOutcome.Waiting, IsElsewhere: false })
                {
                    waiting.Add(result.RunId);
                }
            }

            again &= results.Values.Any(result => result is { Outcome: JournalSyncOutcome.Waiting, IsElsewhere: false });
        }

        return [.. results.Values];
    }
}
