using System.Threading.Channels;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// Tells viewers what became durable, in the order in which it did. One loop owns all state, so there is no lock:
/// the store's writer, the sockets and the clock only leave messages. A subscription goes through the same queue
/// as the changes, therefore every change comes either before <c>subscribed</c> or after it, never twice, never not.
/// </summary>
internal sealed partial class LiveHub : BackgroundService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongQuiet = TimeSpan.FromMinutes(2);
    private const int MaxIdleTopics = 200;

    private readonly Channel<object> _inbox = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, RunTopic> _topics = [];

    // Those that something happened to since they were last found quiet: a flush looks at no others, so that its price
    // is that of what happens, not of how many runs there are.
    private readonly HashSet<RunTopic> _lively = [];
    private readonly Everything _everything;
    private readonly DataStore _store;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveHub> _log;
    private readonly ITimer _alarm;
    private readonly ITimer _sweep;
    private long _changes;

    public LiveHub(DataStore store, ServerOptions options, TimeProvider time, ILogger<LiveHub> log)
    {
        _store = store;
        _options = options.Live;
        _everything = new Everything(_options.PingInterval);
        _time = time;
        _log = log;
        _alarm = time.CreateTimer(_ => _inbox.Writer.TryWrite(Note.Alarm), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _sweep = time.CreateTimer(_ => _inbox.Writer.TryWrite(Note.Sweep), null, SweepInterval, SweepInterval);
        store.Committed = changes => _inbox.Writer.TryWrite(changes);
    }

    private enum Note
    {
        Alarm,
        Sweep,
    }

    private sealed record Leave(Viewer Viewer, string? RunId);

    private sealed record Reading(IReadOnlyCollection<string> Runs, TaskCompletionSource Begun);

    private sealed record HaveRead(IReadOnlyDictionary<string, long> Cursors);

    public void Subscribe(Subscription subscription) => _inbox.Writer.TryWrite(subscription);

    /// <summary>Ends one subscription, or with null all of the viewer's.</summary>
    public void Unsubscribe(Viewer viewer, string? runId = null) => _inbox.Writer.TryWrite(new Leave(viewer, runId));

    /// <summary>
    /// Reads histories so that no frame spans the cursor that a reading is complete up to: a viewer drops frames up to
    /// it and takes those after it, and then has missed nothing and doubled nothing.
    /// </summary>
    /// <param name="runs">Whose history is read.</param>
    /// <param name="read">Reads; no longer than until the cursors are known.</param>
    /// <param name="cursors">What was read up to.</param>
    public async Task<T> ReadAsync<T>(IReadOnlyCollection<string> runs, Func<T> read, Func<T, IReadOnlyDictionary<string, long>> cursors)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_inbox.Writer.TryWrite(new Reading(runs, begun)))
        {
            return read();
        }

        await begun.Task;
        IReadOnlyDictionary<string, long> found = new Dictionary<string, long>();
        try
        {
            var result = read();
            found = cursors(result);
            return result;
        }
        finally
        {
            _inbox.Writer.TryWrite(new HaveRead(runs.ToDictionary(run => run, run => found.GetValueOrDefault(run))));
        }
    }

    public override void Dispose()
    {
        _alarm.Dispose();
        _sweep.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var _ = stoppingToken.Register(() => _inbox.Writer.TryComplete());
        while (await _inbox.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_inbox.Reader.TryRead(out var message))
            {
                try
                {
                    Handle(message);
                }
                catch (Exception error)
                {
                    LogBug(error, message.GetType().Name);
                }
            }

            Flush();
        }
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case IReadOnlyList<Change> changes:
                foreach (var change in changes)
                {
                    Apply(change);
                }

                break;
            case Subscription subscription:
                Begin(subscription);
                break;
            case Leave leave:
                End(leave);
                break;
            case Reading reading:
                Each(reading.Runs, topic => topic.Columns.BeginReading(_time.GetUtcNow()));
                reading.Begun.TrySetResult();
                break;
            case HaveRead done:
                Each(done.Cursors.Keys, topic => topic.Columns.EndReading(done.Cursors[topic.RunId]));
                break;
            case Note.Sweep:
                Sweep();
                break;
        }
    }

    private void Apply(Change change)
    {
        _changes++;
        var now = _time.GetUtcNow();
        if (change is SystemSampled look)
        {
            var source = look.Source is { } id ? Topic(id) : null;
            var all = _everything.Viewers(now);
            Tell(Frames.System(look.Source, source?.Cursor ?? 0, look.Sample), source?.Viewers(source.Cursor).Union(all) ?? all);
            return;
        }

        if (change.RunId is null)
        {
            Tell(Frames.Of(change), _everything.Viewers(now));
            return;
        }

        var topic = Topic(change.RunId);
        // What changed before this one is told before it.
        if (change is not PointsAppended)
        {
            topic.FlushPoints(now, force: true);
        }

        topic.Apply(change, now);
        if (topic.IsWatched || _everything.IsWatched)
        {
            Tell(Frames.Of(change), change is LinesLogged ? topic.Viewers(change.Cursor - 1) : topic.Viewers(change.Cursor - 1).Union(_everything.Viewers(now)));
        }

        if (change is RunDeleted)
        {
            _topics.Remove(change.RunId);
            _lively.Remove(topic);
        }
    }

    private void Begin(Subscription subscription)
    {
        var viewer = subscription.Viewer;
        if (subscription.RunId == "*")
        {
            _everything.Add(viewer);
            _lively.UnionWith(_topics.Values);
            viewer.Post(Frames.Subscribed("*", _changes));
            if (subscription.Since is not null && subscription.Since != _changes)
            {
                viewer.Post(Frames.Resync("*", _changes));
            }

            return;
        }

        var run = _store.Runs.Find(subscription.RunId);
        if (run is null)
        {
            viewer.Post(Frames.Error($"got run id '{subscription.RunId}', want the id of a run that exists"));
            return;
        }

        var topic = Topic(subscription.RunId);
        topic.FlushPoints(_time.GetUtcNow(), force: true);
        var cursor = topic.Cursor > 0 ? topic.Cursor : run.Cursor;
        viewer.Post(Frames.Subscribed(subscription.RunId, cursor));
        topic.Subscribe(subscription);
        if (subscription.Since is { } since && since != cursor)
        {
            Resume(subscription, topic, since, cursor);
        }
    }

    // A cursor ahead of the run's is of another life of the store, such as a backup brought back.
    private void Resume(Subscription subscription, RunTopic topic, long since, long cursor)
    {
        var viewer = subscription.Viewer;
        if (since > cursor || topic.Recent.Since(since) is not { } missed)
        {
            viewer.Post(Frames.Resync(subscription.RunId, cursor));
            return;
        }

        foreach (var frame in Replay.Frames(subscription.RunId, missed, subscription.Format, subscription.MaxRate, _store.Runs.Find(subscription.RunId)))
        {
            viewer.Post(frame);
        }
    }

    private void End(Leave leave)
    {
        if (leave.RunId is null or "*")
        {
            _everything.Remove(leave.Viewer);
        }

        foreach (var (runId, topic) in _topics)
        {
            if (leave.RunId is null || leave.RunId == runId)
            {
                topic.Unsubscribe(leave.Viewer);
            }
        }
    }

    private void Flush()
    {
        var now = _time.GetUtcNow();
        _everything.CatchUp(now, _changes);
        var due = _everything.Due(now);
        foreach (var topic in _lively)
        {
            var watched = topic.IsWatched || _everything.IsWatched;
            if (topic.IsQuiet(watched))
            {
                _lively.Remove(topic);
            }
            else if (Flush(topic, watched, now) is { } next && (due is null || next < due))
            {
                due = next;
            }
        }

        if (due is { } moment)
        {
            var wait = moment - now;
            _alarm.Change(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Tells what is due; the answer is when there will be more, or null.</summary>
    private DateTimeOffset? Flush(RunTopic topic, bool watched, DateTimeOffset now)
    {
        topic.FlushPoints(now);
        topic.CatchUp(now, Current);
        if (watched && topic.TakeRunUpdate(now, Current) is { } frame)
        {
            Tell(frame, topic.Viewers(topic.Cursor).Union(_everything.Viewers(now)));
        }

        return topic.Due(watched, now);

        Run? Current() => _store.Runs.Find(topic.RunId);
    }

    // "stalled" comes by the clock alone; and topics of runs long quiet are let go. Where very many runs are running,
    // those that nobody has written to for long have no topic either.
    private void Sweep()
    {
        var running = _store.Runs.Running();
        var isCrowded = running.Count > MaxIdleTopics;
        foreach (var run in _everything.IsWatched && !isCrowded ? running : [])
        {
            Topic(run.Id);
        }

        foreach (var topic in _topics.Values)
        {
            if ((topic.IsWatched || _everything.IsWatched) && topic.MayStall)
            {
                topic.Touch();
                _lively.Add(topic);
            }
        }

        if (_topics.Count > MaxIdleTopics)
        {
            var longAgo = _time.GetUtcNow() - LongQuiet;
            foreach (var (id, topic) in _topics)
            {
                var isWaitedFor = topic.IsWatched || (_everything.IsWatched && topic.MayStall) || !isCrowded || topic.ChangedAt > longAgo;
                if (!topic.IsWatched && (!isWaitedFor || _store.Jobs.StatusOf(id) != RunStatus.Running))
                {
                    _topics.Remove(id);
                    _lively.Remove(topic);
                }
            }
        }
    }

    private void Each(IEnumerable<string> runs, Action<RunTopic> act)
    {
        foreach (var run in runs)
        {
            if (_topics.TryGetValue(run, out var topic))
            {
                act(topic);
                _lively.Add(topic);
            }
        }
    }

    private RunTopic Topic(string runId)
    {
        if (!_topics.TryGetValue(runId, out var topic))
        {
            _topics.Add(runId, topic = new RunTopic(runId, _options));
        }

        _lively.Add(topic);
        return topic;
    }

    private static void Tell(ReadOnlyMemory<byte>? frame, IEnumerable<Viewer> viewers)
    {
        if (frame is { } bytes)
        {
            foreach (var viewer in viewers)
            {
                viewer.Post(bytes);
            }
        }
    }

    [LoggerMessage(200, LogLevel.Error, "BUG: the live hub could not handle {Message}")]
    private partial void LogBug(Exception error, string message);
}
