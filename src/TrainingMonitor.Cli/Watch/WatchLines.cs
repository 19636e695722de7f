using TrainingMonitor.Contract;

namespace TrainingMonitor.Cli.Watch;

/// <summary>The same story for a file or a pipe: one line a second while something changes, and one for each change of status.</summary>
internal sealed class WatchLines(TextWriter to, IReadOnlyList<string> wanted)
{
    private RunStatus? _status;
    private string _last = "";

    public void Show(LiveRun live)
    {
        var run = live.Now!;
        var values = live.Curves.Where(pair => wanted.Count == 0 || wanted.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{Words.Plain(pair.Key)} {Words.Of((double?)pair.Value.Latest)}");
        var line = string.Join("  ", [$"step {Words.Steps(run)}", .. values]);
        if (line != _last)
        {
            _last = line;
            to.WriteLine(line);
        }

        if (run.Status != _status)
        {
            _status = run.Status;
            to.WriteLine($"{Words.Plain(run.Name)}  {Words.Of(run.Status)}");
        }

        to.Flush();
    }
}
