namespace TrainingMonitor.Server.Live;

/// <summary>
/// The viewers of <c>*</c>. One that is behind is told nothing until it has read what waits for it; then one <c>resync</c>
/// stands for all that it missed, since lists are read again as a whole. Who stays behind for too long is given up. Touched
/// by the hub's loop alone.
/// </summary>
internal sealed class Everything(TimeSpan patience)
{
    private readonly HashSet<Viewer> _viewers = [];
    private readonly Dictionary<Viewer, DateTimeOffset> _behindSince = [];

    public bool IsWatched => _viewers.Count > 0;

    /// <summary>When to look again at those who are behind, or null.</summary>
    public DateTimeOffset? Due(DateTimeOffset now) => _behindSince.Count > 0 ? now + SlowViewers.LookAgain : null;

    public void Add(Viewer viewer) => _viewers.Add(viewer);

    public void Remove(Viewer viewer)
    {
        _viewers.Remove(viewer);
        _behindSince.Remove(viewer);
    }

    /// <summary>Those who may be told something now.</summary>
    public IEnumerable<Viewer> Viewers(DateTimeOffset now) => _viewers.Where(viewer =>
        !_behindSince.ContainsKey(viewer) && (!viewer.IsBehind || !_behindSince.TryAdd(viewer, now)));

    public void CatchUp(DateTimeOffset now, long changes)
    {
        foreach (var (viewer, since) in _behindSince.Count == 0 ? [] : _behindSince.ToArray())
        {
            if (!viewer.IsBehind)
            {
                _behindSince.Remove(viewer);
                viewer.Post(Frames.Resync("*", changes));
            }
            else if (now - since > patience)
            {
                Remove(viewer);
                viewer.Lag();
            }
        }
    }
}
