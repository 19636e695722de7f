using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>What the hub holds of one run: who watches it, what was told last, and the recent changes. Touched by the hub's loop alone.</summary>
internal sealed class RunTopic(string runId, LiveOptions options)
{
    private Run? _told;
    private bool _dirty;
    private DateTimeOffset _nextUpdate;

    public RecentChanges Recent { get; } = new();

    public ColumnStream Columns { get; } = new(runId, options.BatchInterval);

    public List<UpdateStream> Updates { get; } = [];

    /// <summary>The cursor of the last change that went through the hub; 0 before the first.</summary>
    public long Cursor { get; private set; }

    public IEnumerable<Viewer> Viewers => Columns.Viewers.Concat(Updates.SelectMany(stream => stream.Viewers));

    public bool IsWatched => Columns.Viewers.Count > 0 || Updates.Count > 0;

    public void Subscribe(Subscription subscription)
    {
        Unsubscribe(subscription.Viewer);
        if (subscription.Format == PointFormat.Columns)
        {
            Columns.Viewers.Add(subscription.Viewer);
            return;
        }

        var stream = Updates.Find(stream => stream.MaxRate.Equals(subscription.MaxRate));
        if (stream is null)
        {
            Updates.Add(stream = new UpdateStream(runId, subscription.MaxRate));
        }

        stream.Viewers.Add(subscription.Viewer);
    }

    public void Unsubscribe(Viewer viewer)
    {
        Columns.Viewers.Remove(viewer);
        foreach (var stream in Updates)
        {
            stream.Viewers.Remove(viewer);
        }

        Updates.RemoveAll(stream => stream.Viewers.Count == 0);
    }

    public void Apply(Change change)
    {
        Cursor = Math.Max(Cursor, change.Cursor);
        Recent.Add(change);
        _dirty |= change is PointsAppended or RunUpdated or StatusChanged;
        switch (change)
        {
            case RunCreated created:
                _told = created.Run;
                break;
            case PointsAppended appended:
                Columns.Add(appended);
                foreach (var stream in Updates)
                {
                    stream.Add(appended);
                }

                break;
        }
    }

    /// <summary>Asks for another look at the run's own fields: time alone may have changed them.</summary>
    public void Touch() => _dirty = true;

    /// <summary>When something waits to be told, or null.</summary>
    public DateTimeOffset? Due(bool anyoneWatches)
    {
        var due = Columns.Due;
        foreach (var stream in Updates)
        {
            due = Earlier(due, stream.Due);
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

    /// <summary>The frame with the run's changed fields when it is time for one, or null.</summary>
    public ReadOnlyMemory<byte>? TakeRunUpdate(DateTimeOffset now, Func<Run?> current)
    {
        if (!_dirty || now < _nextUpdate)
        {
            return null;
        }

        _dirty = false;
        _nextUpdate = now + options.RunUpdateInterval;
        if (current() is not { } run)
        {
            return null;
        }

        var frame = Frames.RunUpdate(_told, run);
        _told = run;
        return frame;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
