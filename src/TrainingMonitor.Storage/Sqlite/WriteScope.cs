using Microsoft.Data.Sqlite;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Storage;

/// <summary>
/// One transaction of the writer: what its jobs share. A run that a job changes is touched first, so that its pending
/// state is made visible by the commit or forgotten with it.
/// </summary>
internal sealed class WriteScope(SqliteConnection connection, TimeProvider time) : IDisposable
{
    private readonly List<Change> _changes = [];
    private readonly HashSet<RunEntry> _touched = [];

    public SqliteConnection Connection { get; } = connection;

    public TailLog Tails { get; } = new(connection);

    public Instant Now { get; private set; }

    public IReadOnlyList<Change> Changes => _changes;

    public IReadOnlyCollection<RunEntry> Touched => _touched;

    /// <summary>Set by any job that made the transaction worth committing.</summary>
    public bool Wrote { get; private set; }

    /// <summary>For the tail row of one run; given back by disposing it.</summary>
    public static ByteSink TakeSink() => new();

    public void Begin()
    {
        _changes.Clear();
        _touched.Clear();
        Now = Instant.Now(time);
        Wrote = false;
    }

    public void Touch(RunEntry run)
    {
        Wrote = true;
        _touched.Add(run);
    }

    public void Tell(Change change)
    {
        Wrote = true;
        _changes.Add(change);
    }

    /// <summary>Forgets what a refused job had told.</summary>
    public void Forget(int fromChange) => _changes.RemoveRange(fromChange, _changes.Count - fromChange);

    /// <summary>Puts the open tail rows of all touched runs on disk.</summary>
    public void FlushTails()
    {
        foreach (var run in _touched)
        {
            run.FlushTail(this);
        }
    }

    public void Publish()
    {
        foreach (var run in _touched)
        {
            run.Publish();
        }
    }

    /// <summary>Last of all, when what the jobs themselves publish can be read: old values may now be renewed.</summary>
    public void TellSlots()
    {
        foreach (var run in _touched)
        {
            run.TellSlots();
        }
    }

    public void Dispose() => Tails.Dispose();

    public void Revert()
    {
        foreach (var run in _touched)
        {
            run.Revert();
        }
    }
}
