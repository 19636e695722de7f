using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>What the hub holds of one run: who watches it, what was told last, and the recent changes. Touched by the hub's loop alone.</summary>
internal sealed class RunTopic
{
    private readonly string _runId;
    private readonly LiveOptions _options;
    private readonly SlowViewers _slow;
    private readonly Dictionary<Viewer, Subscription> _subscriptions = [];
    private Run? _told;
    private bool _dirty;
    private DateTimeOffset _nextUpdate;

    public RunTopic(string runId, LiveOptions options)
    {
        (_runId, _options) = (runId, options);
        Recent = new RecentChanges(runId);
        _slow = new SlowViewers(Recent);
        Columns = new ColumnStream(runId, options.BatchInterval, _slow);
    }

    public string RunId => _runId;

    public RecentChanges Recent { get; }

    public ColumnStream Columns { get; }

    public List<UpdateStream> Updates { get; } = [];

    /// <summary>The cursor of the last change that went through the hub; 0 before the first.</summary>
    public long Cursor { get; private set; }

    /// <summary>Those who watch the run and may be told something of it now.</summary>
    /// <param name="told">The cursor up to which everything was told before that.</param>
    public IEnumerable<Viewer> Viewers(long told) => _subscriptions.Keys.Where(viewer => _slow.MayTell(viewer, told));

    /// <summary>When the newest change came.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Whether time alone may change the run: as it was told last, it runs and is not stalled.</summary>
    public bool MayStall => _told is null or { Status: RunStatus.Running, Stalled: false };

    public bool IsWatched => _subscriptions.Count > 0;

    public void Subscribe(Subscription subscription)
    {
        Unsubscribe(subscription.Viewer);
        _subscriptions.Add(subscription.Viewer, subscription);
        if (subscription.Format == PointFormat.Columns)
        {
            Columns.Viewers.Add(subscription.Viewer);
            return;
        }

        var stream = Updates.Find(stream => stream.MaxRate.Equals(subscription.MaxRate));
        if (stream is null)
        {
            Updates.Add(stream = new UpdateStream(_runId, subscription.MaxRate, _slow));
        }

        stream.Viewers.Add(subscription.Viewer);
    }

    public void Unsubscribe(Viewer viewer)
    {
        if (!_subscriptions.Remove(viewer))
        {
            return;
        }

        _slow.Remove(viewer);
        Columns.Viewers.Remove(viewer);
        foreach (var stream in Updates)
        {
            stream.Viewers.Remove(viewer);
        }

        Updates.RemoveAll(stream => stream.Viewers.Count == 0);
    }

    public void Apply(Change change, DateTimeOffset now)
    {
        Cursor = Math.Max(Cursor, change.Cursor);
        ChangedAt = now;
        Recent.Add(change);
        _dirty |= change is PointsAppended or RunUpdated or StatusChanged;
        switch (change)
        {
            case RunCreated created:
                _told = created.Run;
                break;
            case PointsAppended appended:
                Columns.Add(appended, now);
                foreach (var stream in Updates)
                {
                    stream.Add(appended);
                }

                break;
        }
    }

    /// <summary>Asks for another look at the run's own fields: time alone may have changed them.</summary>
    public void Touch() => _dirty = true;

    /// <summary>Whether there is nothing to tell anyone, now or later.</summary>
    public bool IsQuiet(bool anyoneWatches) => Columns.Due is null && Updates.Count == 0 && !_slow.Any && !(_dirty && anyoneWatches);

    /// <summary>When something waits to be told, or null.</summary>
    public DateTimeOffset? Due(bool anyoneWatches, DateTimeOffset now)
    {
        var due = Columns.Due;
        foreach (var stream in Updates)
        {
            due = Earlier(due, stream.Due);
        }

        if (_slow.Any)
        {
            due = Earlier(due, now + SlowViewers.LookAgain);
        }

        return _dirty && anyoneWatches ? Earlier(due, _nextUpdate) : due;
    }

    public void FlushPoints(DateTimeOffset now, bool force = false)
    {
        Columns.Flush(now, force);
        foreach (var stream in Updates)
        {
            stream.Flush(now);
        }
    }

    /// <summary>Tells those who were behind, and have read what waited for them, all that they missed.</summary>
    public void CatchUp(DateTimeOffset now, Func<Run?> current)
    {
        if (!_slow.Any)
        {
            return;
        }

        Columns.Flush(now, force: true);
        foreach (var (viewer, missed) in _slow.Ready())
        {
            var (format, rate) = (_subscriptions[viewer].Format, _subscriptions[viewer].MaxRate);
            foreach (var frame in Replay.Frames(_runId, missed, format, rate, current()))
            {
                viewer.Post(frame);
            }
        }
    }

    /// <summary>The frame with the run's changed fields when it is time for one, or null.</summary>
    public ReadOnlyMemory<byte>? TakeRunUpdate(DateTimeOffset now, Func<Run?> current)
    {
        if (!_dirty || now < _nextUpdate)
        {
            return null;
        }

        _dirty = false;
        _nextUpdate = now + _options.RunUpdateInterval;
        if (current() is not { } run)
        {
            return null;
        }

        // With the cursor of what was told: the run itself may be ahead of it.
        Columns.Flush(now, force: true);
        var frame = Frames.RunUpdate(_told, run, Cursor > 0 ? Cursor : run.Cursor);
        _told = run;
        return frame;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
