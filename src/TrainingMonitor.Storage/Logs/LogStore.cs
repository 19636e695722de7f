using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// The consoles of all runs, each in <c>logs/&lt;run&gt;.log</c>. The bytes do not go through the database; that they were added
/// is a change of the run like any other and gets its cursor there, after the lines are on disk.
/// </summary>
public sealed class LogStore
{
    private const long MostBytes = 1L << 30;
    private const long MostLookedAt = 64L << 20;
    private const int MostOpen = 256;
    private const int LongestLine = 64 * 1024;

    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Held> _open = new(StringComparer.Ordinal);

    internal LogStore(StoreWriter writer, RunCatalog runs, DataStoreOptions options, TimeProvider time)
    {
        (_writer, _runs, _time) = (writer, runs, time);
        _folder = Path.GetFullPath(Path.Combine(options.Folder, "logs"));
        Sweep();
    }

    /// <summary>Appends lines; under a writer's number exactly once, however often they come.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    /// <exception cref="LogFullException">The run has printed all that is kept.</exception>
    /// <exception cref="StoreUnavailableException">The disk refuses.</exception>
    public async Task<LogAnswer> AppendAsync(string runId, NewLogLines lines, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _runs.Get(runId);
        var now = Instant.Now(_time).Microseconds;
        LogBatch? batch = lines is { Writer: { } writer, Seq: { } seq } ? new LogBatch(writer, seq) : null;
        var (added, total) = await Task.Run(() => Write(runId, [.. lines.Lines.Select(line => Line(line, now))], batch), CancellationToken.None);
        return await _writer.RunAsync(scope =>
        {
            var entry = _runs.ForWriting(runId);
            scope.Touch(entry);
            entry.SeenAt(scope.Now);
            if (added is not null)
            {
                scope.Tell(new LinesLogged(runId, entry.Advance(), added));
            }

            RunChanges.Save(scope, entry);
            return new LogAnswer(lines.Lines.Count, total, Duplicate: added is null, []);
        });
    }

    /// <param name="runId">The run.</param>
    /// <param name="from">The number of the first line to look at.</param>
    /// <param name="limit">At most so many lines; fewer where much has to be searched.</param>
    /// <param name="text">What a line must contain, whatever the case.</param>
    /// <param name="stream">Which of the two streams, or both.</param>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public LogPage Read(string runId, long from, int limit, string? text = null, LogSource? stream = null)
    {
        _runs.Get(runId);
        return Use(runId, file =>
        {
            var total = file.Lines;
            var (lines, next) = file.Read(from, limit, MostLookedAt, line =>
                (stream is null || line.Stream == stream) && (text is null || line.Text.Contains(text, StringComparison.OrdinalIgnoreCase)));
            return new LogPage(lines, next < total ? next : null, Math.Max(total, next));
        });
    }

    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public long Count(string runId)
    {
        _runs.Get(runId);
        return Use(runId, file => file.Lines);
    }

    /// <summary>Removes the console of a run that was deleted.</summary>
    public void Delete(string runId)
    {
        try
        {
            Use(runId, file => file.Delete());
            lock (_gate)
            {
                _open.Remove(runId);
            }
        }
        catch (Exception stuck) when (stuck is IOException or UnauthorizedAccessException)
        {
            // It goes at the next start.
        }
    }

    private (IReadOnlyList<LogLine>? Added, long Total) Write(string runId, List<LogLine> lines, LogBatch? batch)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            return Use(runId, file => (file.Append(lines, batch, MostBytes), file.Lines));
        }
        catch (ObjectDisposedException)
        {
            throw new UnknownRunException(runId);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("the disk does not take console lines: it is full, read-only or broken", refused);
        }
    }

    /// <summary>A file is one object as long as anyone uses it: two would write over each other.</summary>
    private T Use<T>(string runId, Func<LogFile, T> act)
    {
        Held held;
        lock (_gate)
        {
            if (!_open.TryGetValue(runId, out held!))
            {
                DropIdle();
                _open.Add(runId, held = new Held(new LogFile(Path.Combine(_folder, runId + ".log"))));
            }

            held.Users++;
        }

        try
        {
            return act(held.File);
        }
        finally
        {
            lock (_gate)
            {
                held.Users--;
            }
        }
    }

    private void DropIdle()
    {
        if (_open.Count >= MostOpen)
        {
            foreach (var idle in _open.Where(one => one.Value.Users == 0).Select(one => one.Key).ToArray())
            {
                _open.Remove(idle);
            }
        }
    }

    private static LogLine Line(NewLogLine line, long now)
    {
        var text = line.Text;
        if (text.Length > LongestLine)
        {
            var kept = char.IsHighSurrogate(text[LongestLine - 1]) ? LongestLine - 1 : LongestLine;
            text = $"{text[..kept]}… ({text.Length - kept} more characters)";
        }

        var time = line.Time is { } seconds && Contract.Json.EpochSeconds.ToMicroseconds(seconds) is { } given ? given : now;
        return new LogLine(0, time, line.Stream ?? LogSource.Stdout, text);
    }

    // What a crash between the deletion of a run and of its file has left.
    private void Sweep()
    {
        if (Directory.Exists(_folder))
        {
            foreach (var file in Directory.GetFiles(_folder, "*.log").Where(file => _runs.Find(Path.GetFileNameWithoutExtension(file)) is null))
            {
                File.Delete(file);
            }
        }
    }

    private sealed class Held(LogFile file)
    {
        public LogFile File { get; } = file;

        public int Users { get; set; }
    }
}
