using System.Diagnostics;
using System.Runtime.InteropServices;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>
/// A run as the script that trains sees it. No call blocks on disk or network, and none throws: whatever goes wrong is
/// said once, and training goes on. Every call may come from any thread. Leaving the <c>await using</c> block ends the
/// run as completed, or as interrupted when it was asked to stop; as failed when the process dies of an exception.
/// </summary>
public sealed class TrainingMonitorClient : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan DeathComesWithin = TimeSpan.FromSeconds(1);

    private readonly Notices _notices;
    private readonly Collector _collector;
    private readonly MetricTable _metrics;
    private readonly Pipeline _pipeline;
    private readonly RunIdentity _run;
    private readonly CheckpointRegistrar _checkpoints;
    private readonly ExitWatch? _exits;
    private readonly CommandDesk _commands;
    private readonly Supervision? _supervision;
    private readonly ConsoleLines _lines;
    private readonly ConsoleCapture? _capture;
    private readonly TimeSpan _closeTimeout;
    private readonly RecentThrow _throws = RecentThrow.Watch();
    private RunStatus? _status;
    private readonly TaskCompletionSource _isExiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _leaving;
    private int _isClosed;

    public TrainingMonitorClient(TrainingMonitorOptions? options = null)
        : this(options ?? new TrainingMonitorOptions(), resumeFrom: null)
    {
    }

    private TrainingMonitorClient(TrainingMonitorOptions options, string? resumeFrom)
    {
        // What the script keeps in its flow is its own; the monitor's tasks, which meet many exceptions, carry none of it.
        using AsyncFlowControl? alone = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _notices = new Notices(options.Logger);
        options = options.Read(_notices);
        _closeTimeout = options.CloseTimeout;
        var start = RunStart.From(options, resumeFrom, _notices);
        _run = start.Run;
        IsResumed = start.Resumed is not null;
        _supervision = options.Supervisor is null ? Supervision.Find() : null;
        _supervision?.Attach();
        _commands = new CommandDesk(_run.RunId, _notices, options.Supervisor);
        var wake = new AutoResetEvent(false);
        _collector = new Collector(options.BurstBytes, options.Time, () => wake.Set());
        _metrics = new MetricTable(_collector, _notices.Say, isMuted: !SpeaksForAll && !options.AllRanks);
        _collector.StartAfter(start.Resumed?.NewestWhole()?.Step ?? -1);
        _pipeline = new Pipeline(_run, IsResumed && SpeaksForAll, IsResumed && !SpeaksForAll, options, _collector, _metrics, _notices, wake, _commands, samples: _supervision?.IsHere != true);
        if (start.Description is { } description)
        {
            _pipeline.Request(description);
        }

        _checkpoints = new CheckpointRegistrar(
            start.Name, _run.RunId, start.Resumed?.Checkpoints ?? [], _pipeline, options.Retention, _notices, options.Time);
        _lines = new ConsoleLines(_run.RunId, _run.Writer, _pipeline, options.Time);
        _capture = options.CaptureConsole && _supervision?.IsHere != true ? new ConsoleCapture(_lines) : null;
        _exits = options.Supervisor is null ? new ExitWatch(this, options.StopOnSignal, _commands) : null;
        _throws.Forget();
    }

    /// <summary>
    /// Goes on with the run of that name where its newest whole checkpoint in <paramref name="checkpointDirectory"/> left it, or
    /// makes a new one: <see cref="IsResumed"/> says which, <see cref="GetLastCheckpoint"/> what to load. Where the
    /// folder, which is the working one when not named, knows nothing of the run, the server is asked, at most two seconds for each of two answers; without one it goes on. The first step logged after a resume supersedes older points from there on. A run that was completed is not resumed.
    /// </summary>
    public static TrainingMonitorClient ResumeOrCreate(string runName, string checkpointDirectory, TrainingMonitorOptions? options = null) =>
        new((options ?? new TrainingMonitorOptions()) with { RunName = runName }, string.IsNullOrEmpty(checkpointDirectory) ? "." : checkpointDirectory);

    public bool IsResumed { get; }

    /// <summary>The newest checkpoint of this run; of a resumed one, until it saves its own, the newest whole one. Null when there is none.</summary>
    public Checkpoint? GetLastCheckpoint() => _checkpoints.Last;

    public string RunId => _run.RunId;

    /// <summary>The server's address for a browser; null when offline.</summary>
    public Uri? Url => _run.Url;

    /// <summary>True once the run was asked to stop, on the page or by a signal. To be looked at once a step.</summary>
    public bool ShouldStop => _commands.ShouldStop;

    /// <summary>True once the run was asked to stop, at once or at the end of the epoch. To be looked at there.</summary>
    public bool ShouldStopAtEpochEnd => _commands.ShouldStopAtEpochEnd;

    /// <summary>True while somebody waits for a checkpoint; the next <see cref="SaveCheckpoint(string, long?, IReadOnlyDictionary{string, double}?, IReadOnlyDictionary{string, object?}?, IReadOnlyCollection{string}?, bool)"/> answers.</summary>
    public bool ShouldCheckpoint => _commands.ShouldCheckpoint;

    /// <summary>
    /// Calls <paramref name="handler"/> for each command of that name, on the thread pool: guard what the loop also touches.
    /// What it throws is answered to whoever asked. <c>stop</c> sets <see cref="ShouldStop"/> with or without a handler.
    /// </summary>
    public void OnCommand(string command, Func<TrainingCommand, Task> handler) => _commands.On(command, handler);

    /// <summary>A metric to keep for the loop. A name that cannot be logged gives a handle that does nothing, and is said.</summary>
    public Metric Metric(string name) => _metrics.Get(name);

    /// <summary>Several metrics to log together in the loop.</summary>
    public MetricRow Row(params ReadOnlySpan<string> names)
    {
        var metrics = new Metric[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            metrics[i] = _metrics.Get(names[i]);
        }

        return new MetricRow(metrics, _metrics.IsMuted ? null : _collector, _notices.Say);
    }

    /// <summary>Logs at one more than the run's last step, from 0.</summary>
    public void LogMetrics(params ReadOnlySpan<(string Name, double Value)> metrics) => Log(metrics, null);

    /// <param name="step">−2⁵³ … 2⁵³; shared by all values, as is the time.</param>
    /// <param name="metrics">Names and values; NaN and infinities are logged as they are.</param>
    public void LogMetrics(long step, params ReadOnlySpan<(string Name, double Value)> metrics) => Log(metrics, step);

    /// <param name="metrics">Names and values; NaN and infinities are logged as they are.</param>
    /// <param name="step">Null for one more than the run's last.</param>
    public void LogMetrics(IReadOnlyDictionary<string, double> metrics, long? step = null)
    {
        using var caught = _throws.Caught();
        var row = Snapshot.Items(metrics?.Select(metric => (metric.Key, metric.Value)), "metrics of a call", _notices);
        Log(CollectionsMarshal.AsSpan(row), step);
    }

    /// <summary>
    /// Registers a file that is already written: hashed, looked into without executing anything of it, and reported, in the
    /// background, and with <paramref name="upload"/> sent to the server, again until it arrives; what has not arrived when the run ends is sent by the next one here, or by <c>tmon sync</c>, as long as the file is unchanged. It is invalid when one of <paramref name="requiredKeys"/> (outermost keys, or tensors by name) is missing.
    /// </summary>
    /// <returns>The checkpoint's id.</returns>
    public string SaveCheckpoint(
        string filepath,
        long? step = null,
        IReadOnlyDictionary<string, double>? metrics = null,
        IReadOnlyDictionary<string, object?>? metadata = null,
        IReadOnlyCollection<string>? requiredKeys = null,
        bool upload = false)
    {
        using var caught = _throws.Caught();
        var id = _checkpoints.Register(filepath, step ?? _collector.LastStep, metrics, metadata, requiredKeys, upload);
        _commands.CheckpointSaved(id);
        return id;
    }

    /// <summary>
    /// Writes the file under a temporary name, brings it to the disk, renames it, and registers it: at no moment does
    /// half a checkpoint bear the name. Runs <paramref name="write"/> on the calling thread.
    /// </summary>
    /// <returns>The checkpoint's id; null when it could not be written, which is said.</returns>
    public string? SaveCheckpoint(
        string filepath,
        Action<Stream> write,
        long? step = null,
        IReadOnlyDictionary<string, double>? metrics = null,
        IReadOnlyDictionary<string, object?>? metadata = null,
        IReadOnlyCollection<string>? requiredKeys = null,
        bool upload = false) =>
        Written(filepath, write) ? SaveCheckpoint(filepath, step, metrics, metadata, requiredKeys, upload) : null;

    /// <summary>Marks it as the run's best; the mark leaves the one that had it.</summary>
    public void MarkBestCheckpoint(string id) => _checkpoints.MarkBest(id);

    /// <summary>A final status ends nothing by itself: what is logged afterwards is still kept.</summary>
    public void SetStatus(RunStatus status)
    {
        if (!Enum.IsDefined(status))
        {
            _notices.Say($"got status {status}, want one of {string.Join(", ", Enum.GetNames<RunStatus>())}; it is left out");
            return;
        }

        _status = status;
        Report(status);
    }

    /// <summary>The run failed of this; its text is kept with the run.</summary>
    public void SetFailed(Exception exception) => Fail(Told(exception));

    private string Told(Exception? exception)
    {
        using var caught = _throws.Caught();
        try
        {
            return exception?.ToString() ?? "";
        }
        catch (Exception)
        {
            return exception!.GetType().ToString();
        }
    }

    internal void Fail(string reason)
    {
        _status = RunStatus.Failed;
        Report(RunStatus.Failed, reason);
    }

    /// <summary>Waits until everything logged so far is acknowledged; false when time runs out first. Not for the loop.</summary>
    public bool Flush(TimeSpan patience) => FlushAsync(patience).GetAwaiter().GetResult();

    /// <summary>As <see cref="Flush"/>, without holding a thread.</summary>
    public Task<bool> FlushAsync(TimeSpan patience) => _pipeline.FlushAsync(patience);

    /// <summary>
    /// Ends the run. Where the script has just thrown, only in a moment: until then the process may die of it, and the run
    /// has failed; when somebody catches it, or the process ends well, the run is completed all the same.
    /// </summary>
    public ValueTask DisposeAsync() => CloseAsync(_throws.IsNow);

    private async ValueTask CloseAsync(bool mayFail)
    {
        if (mayFail && _exits is not null && _status is null && !_commands.ShouldStopAtEpochEnd)
        {
            _leaving ??= Task.Run(LeaveLaterAsync);
            return;
        }

        if (Interlocked.Exchange(ref _isClosed, 1) == 1)
        {
            return;
        }

        _exits?.Dispose();
        _capture?.Dispose();
        _lines.Dispose();
        var status = EndStatus;
        var started = Stopwatch.GetTimestamp();
        await _checkpoints.CloseAsync(_closeTimeout, status);
        if (_status is null)
        {
            SetStatus(status);
        }

        await _pipeline.FlushToServerAsync(_closeTimeout);
        var left = _closeTimeout - Stopwatch.GetElapsedTime(started);
        await _checkpoints.CloseUploadsAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        _checkpoints.Dispose();
        await _pipeline.CloseAsync();
    }

    public void Dispose()
    {
        var mayFail = _throws.IsNow;
        Task.Run(async () => await CloseAsync(mayFail)).Wait();
    }

    private RunStatus EndStatus => _status ?? (_commands.ShouldStopAtEpochEnd ? RunStatus.Interrupted : RunStatus.Completed);

    private async Task LeaveLaterAsync()
    {
        // From the closing on nobody else keeps the process until all is said.
        void Stay(object? sender, EventArgs exit) => _leaving?.Wait(_closeTimeout);
        AppDomain.CurrentDomain.ProcessExit += Stay;
        await Task.WhenAny(_isExiting.Task, Task.Delay(DeathComesWithin));
        await CloseAsync(mayFail: false);
        AppDomain.CurrentDomain.ProcessExit -= Stay;
    }

    private bool Written(string filepath, Action<Stream> write)
    {
        var isWritten = CheckpointFile.TryWrite(filepath, write, _notices);
        _throws.Forget();
        return isWritten;
    }

    /// <summary>Console lines of a process that is not this one.</summary>
    internal ConsoleLines Lines => _lines;

    private bool SpeaksForAll => _run.Rank is null or 0;

    /// <summary>A change of the run, in its place behind everything logged so far.</summary>
    internal void Update(RunUpdate update) => _pipeline.Request(RunRequests.Update(_run.RunId, update));

    /// <summary>Tells the server, or the supervisor that will, without deciding how the run ends. Ranks above 0 say nothing.</summary>
    internal void Report(RunStatus status, string? error = null)
    {
        if (!SpeaksForAll)
        {
            return;
        }

        if (_supervision is null)
        {
            _pipeline.Request(RunRequests.Status(_run.RunId, status, error));
            return;
        }

        _supervision.Say(status);
        if (error is not null)
        {
            Update(new RunUpdate { Error = error });
        }
    }

    /// <summary>The process ends by itself: without leaving the block, or just after it.</summary>
    internal void Leave(int exitCode, TimeSpan patience)
    {
        if (_isClosed == 1 || _status is not null)
        {
            return;
        }

        if (exitCode == 0)
        {
            SetStatus(EndStatus);
        }
        else
        {
            Fail($"exit code {exitCode}");
        }

        if (_leaving is { } leaving)
        {
            _isExiting.SetResult();
            leaving.Wait(_closeTimeout);
        }
        else
        {
            Flush(patience);
        }
    }

    /// <summary>The process ends without leaving the block: nothing more is waited for, what is in memory goes to the journal.</summary>
    internal void Abandon()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _capture?.Dispose();
            _lines.Dispose();
            _checkpoints.Dispose();
            _pipeline.Dispose();
        }
    }

    private void Log(ReadOnlySpan<(string Name, double Value)> row, long? step)
    {
        const int MostOnStack = 64;
        var metrics = new Metric[row.Length];
        var values = row.Length <= MostOnStack ? stackalloc double[row.Length] : new double[row.Length];
        var count = 0;
        foreach (var (name, value) in row)
        {
            var metric = _metrics.Get(name);
            if (metric.IsLogged)
            {
                metrics[count] = metric;
                values[count++] = value;
            }
        }

        if (count > 0)
        {
            _collector.Add(metrics.AsSpan(0, count), values[..count], step);
        }
    }
}
