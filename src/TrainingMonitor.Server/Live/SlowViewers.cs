using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>
/// The viewers of one run that are behind. Nothing of the run goes to them one by one; each is told what it missed
/// together, once it has read what waits for it. Who falls further behind than memory reaches is given up. Touched by
/// the hub's loop alone.
/// </summary>
internal sealed class SlowViewers(RecentChanges recent)
{
    public static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<Viewer, long> _told = [];

    public bool Any => _told.Count > 0;

    /// <summary>Whether this may be told to the viewer now.</summary>
    /// <param name="viewer">A subscriber of the run.</param>
    /// <param name="told">The cursor up to which it has been told everything, should it be behind.</param>
    public bool MayTell(Viewer viewer, long told)
    {
        if (_told.ContainsKey(viewer))
        {
            return false;
        }

        if (!viewer.IsBehind)
        {
            return true;
        }

        _told.Add(viewer, told);
        return false;
    }

    public void Remove(Viewer viewer) => _told.Remove(viewer);

    /// <summary>Those who have caught up with what waited for them, each with the changes that it missed.</summary>
    public IEnumerable<(Viewer Viewer, IEnumerable<Change> Missed)> Ready()
    {
        if (_told.Count == 0)
        {
            yield break;
        }

        foreach (var (viewer, told) in _told.ToArray())
        {
            if (recent.Since(told) is not { } missed)
            {
                _told.Remove(viewer);
                viewer.Lag();
            }
            else if (!viewer.IsBehind)
            {
                _told.Remove(viewer);
                yield return (viewer, missed);
            }
        }
    }
}
