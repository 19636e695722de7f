using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TrainingMonitor.Client;
using TrainingMonitor.Runner;

namespace TrainingMonitor.Cli;

/// <summary>Any command as a run, without a changed line in it.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var name = new Option<string?>("--name") { Description = "The run's name; else made from the command." };
        var project = new Option<string?>("--project") { Description = "The run's project." };
        var tags = new Option<string[]>("--tag") { Description = "A tag (repeatable).", DefaultValueFactory = _ => [] };
        var config = new Option<string[]>("--config") { Description = "An entry of the configuration, KEY=VALUE (repeatable).", DefaultValueFactory = _ => [] };
        var grep = new Option<string[]>("--grep") { Description = "A pattern whose named groups become metrics, such as 'loss=(?<loss>\\S+)'; the group step is the step (repeatable).", DefaultValueFactory = _ => [] };
        var url = ServerOption.Create();
        var folder = new Option<string?>("--cwd") { Description = "The folder in which the command runs." };
        var offline = new Option<bool>("--offline") { Description = "Write to the journal only; `tmon sync` sends it." };
        var grace = new Option<double>("--grace") { Description = "Seconds between TERM and KILL for what the command has left behind when it ends. The command itself gets the signals that tmon gets, Ctrl-C too, and is waited for.", DefaultValueFactory = _ => 10 };
        grace.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 3600))
            {
                result.AddError($"got --grace {result.Tokens[0].Value}, want 0 to 3600 seconds");
            }
        });
        var words = new Argument<string[]>("command") { Description = "The command and its arguments, behind --.", Arity = ArgumentArity.OneOrMore };
        config.Validators.Add(result => Check(result.Tokens, text => text.IndexOf('=', StringComparison.Ordinal) > 0 ? null : $"got --config {text}, want KEY=VALUE", result.AddError));
        grep.Validators.Add(result => Check(result.Tokens, Fault, result.AddError));
        folder.Validators.Add(result => Check(result.Tokens, text => Directory.Exists(text) ? null : $"got --cwd {text}, want a folder that is there", result.AddError));

        var command = new Command("run", "Run a command and watch it: console, load, exit code, and metrics by --grep or the SDK.")
        {
            name, project, tags, config, grep, url, folder, offline, grace, words,
        };
        command.SetAction(async (parsed, _) =>
        {
            if (OperatingSystem.IsWindows())
            {
                await Console.Error.WriteLineAsync("tmon: got Windows, want Linux or macOS: `tmon run` needs process groups");
                return ExitCode.Failed;
            }

            var supervisor = new Supervisor(new SupervisorOptions
            {
                Command = parsed.GetValue(words)!,
                WorkingFolder = parsed.GetValue(folder) is { } path ? Path.GetFullPath(path) : null,
                Grep = [.. parsed.GetValue(grep)!.Select(pattern => new GrepRule(pattern))],
                Grace = TimeSpan.FromSeconds(parsed.GetValue(grace)),
                Monitor = new TrainingMonitorOptions
                {
                    RunName = parsed.GetValue(name),
                    Project = parsed.GetValue(project),
                    Tags = parsed.GetValue(tags)!,
                    Config = parsed.GetValue(config)!.Select(Entry).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value),
                    DashboardUrl = parsed.GetValue(url),
                    Offline = parsed.GetValue(offline),
                },
            });
            return await supervisor.RunAsync();
        });
        return command;
    }

    /// <summary>Numbers, truth values, lists and objects as JSON has them; anything else is text.</summary>
    private static KeyValuePair<string, object?> Entry(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = (text[..at], text[(at + 1)..]);
        try
        {
            using var parsed = JsonDocument.Parse(value);
            return KeyValuePair.Create(key, (object?)parsed.RootElement.Clone());
        }
        catch (JsonException)
        {
            return KeyValuePair.Create(key, (object?)value);
        }
    }

    private static string? Fault(string pattern)
    {
        try
        {
            _ = new GrepRule(pattern);
            return null;
        }
        catch (RegexParseException error)
        {
            return $"got --grep '{pattern}', which is no regular expression ({error.Message})";
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }

    private static void Check(IEnumerable<System.CommandLine.Parsing.Token> tokens, Func<string, string?> fault, Action<string> add)
    {
        if (tokens.Select(token => fault(token.Value)).FirstOrDefault(found => found is not null) is { } first)
        {
            add(first);
        }
    }
}
