using TrainingMonitor.Client;

namespace TrainingMonitor.Runner;

/// <summary>Both output streams of the command: through to the terminal, into the run's console, and by the patterns into metrics.</summary>
internal sealed class CommandConsole(TrainingMonitorClient monitor, IReadOnlyList<GrepRule> grep, TimeProvider time)
{
    // A progress bar shows at least this often, without filling the console with its every state.
    private static readonly TimeSpan ShowProgressEvery = TimeSpan.FromSeconds(1);

    // What nothing ends may hold a stream open; what it prints is not waited for.
    private static readonly TimeSpan LongestAfterEnd = TimeSpan.FromSeconds(1);

    private readonly List<Thread> _threads = [];
    private long _progressAt;

    public LastLines Errors { get; } = new();

    public void Start(ChildProcess child)
    {
        Start("stdout", child.Output, Console.OpenStandardOutput());
        Start("stderr", child.Errors, Console.OpenStandardError());
    }

    public void WaitForTheEnd()
    {
        foreach (var thread in _threads)
        {
            thread.Join(LongestAfterEnd);
        }
    }

    private void Start(string stream, Stream from, Stream to)
    {
        var pipe = new ConsolePipe(from, to, (line, isPassing) => Take(stream, line, isPassing));
        var thread = new Thread(pipe.Run) { IsBackground = true, Name = stream };
        thread.Start();
        _threads.Add(thread);
    }

    private void Take(string stream, string line, bool isPassing)
    {
        foreach (var rule in grep)
        {
            if (rule.Read(line) is { } found)
            {
                monitor.LogMetrics(found.Metrics, found.Step);
            }
        }

        if (isPassing)
        {
            var since = Volatile.Read(ref _progressAt);
            if (line.Length == 0 || (since != 0 && time.GetElapsedTime(since) < ShowProgressEvery))
            {
                return;
            }

            Volatile.Write(ref _progressAt, time.GetTimestamp());
        }

        monitor.Lines.Add(stream, line);
        if (stream == "stderr")
        {
            Errors.Add(line);
        }
    }
}
