using System.Globalization;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The records of checkpoints. Their files are not this store's business: it never opens a path.</summary>
public sealed class CheckpointStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly ReadConnections _readers;

    internal CheckpointStore(StoreWriter writer, RunCatalog runs, ReadConnections readers) => (_writer, _runs, _readers) = (writer, runs, readers);

    /// <summary>
    /// Adds a record. One that the run has already is brought up to date instead, since an SDK tells first where a file
    /// lies and later what is in it; it stays best when it was.
    /// </summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    /// <exception cref="CheckpointExistsException">Another run has the id.</exception>
    public Task<Checkpoint> PutAsync(Checkpoint checkpoint, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var entry = _runs.ForWriting(checkpoint.RunId);
            var known = CheckpointTable.Find(scope.Connection, checkpoint.Id);
            if (known is not null && known.RunId != checkpoint.RunId)
            {
                throw new CheckpointExistsException(checkpoint.Id);
            }

            var becomesBest = checkpoint.IsBest && known is not { IsBest: true };
            if (becomesBest)
            {
                CheckpointTable.ClearBest(scope.Connection, entry.Number);
            }

            var saved = Merged(known, checkpoint);
            CheckpointTable.Put(scope.Connection, entry.Number, saved);
            scope.Touch(entry);
            scope.Tell(new CheckpointSaved(saved, entry.Advance()));
            if (known is null)
            {
                var isFit = saved.Validity is CheckpointValidity.Valid or CheckpointValidity.Unverified;
                var words = isFit ? Words("checkpoint saved", saved) : $"{Words($"checkpoint {saved.Validity.ToString().ToLowerInvariant()}", saved)} ({saved.Reason})";
                Tell(scope, entry, EventKind.CheckpointSaved, words, saved, isFit ? EventLevel.Info : EventLevel.Warning);
            }

            if (becomesBest)
            {
                Tell(scope, entry, EventKind.BestCheckpoint, Words("best checkpoint", saved), saved);
            }

            RunChanges.Save(scope, entry);
            return saved;
        });
    }

    /// <exception cref="UnknownCheckpointException">There is no such checkpoint.</exception>
    public Task<Checkpoint> UpdateAsync(string id, CheckpointUpdate update, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var before = CheckpointTable.Find(scope.Connection, id) ?? throw new UnknownCheckpointException(id);
            var entry = _runs.ForWriting(before.RunId);
            var after = before with
            {
                IsBest = update.IsBest ?? before.IsBest,
                Metrics = update.Metrics ?? before.Metrics,
                Metadata = update.Metadata ?? before.Metadata,
            };
            if (after.IsBest && !before.IsBest)
            {
                CheckpointTable.ClearBest(scope.Connection, entry.Number);
            }

            CheckpointTable.Put(scope.Connection, entry.Number, after);
            scope.Touch(entry);
            if (after.IsBest && !before.IsBest)
            {
                Tell(scope, entry, EventKind.BestCheckpoint, Words("best checkpoint", after), after);
                RunChanges.Save(scope, entry);
            }

            return after;
        });
    }

    /// <returns>The record that is gone.</returns>
    /// <exception cref="UnknownCheckpointException">There is no such checkpoint.</exception>
    public Task<Checkpoint> DeleteAsync(string id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var gone = CheckpointTable.Find(scope.Connection, id) ?? throw new UnknownCheckpointException(id);
            var entry = _runs.ForWriting(gone.RunId);
            CheckpointTable.Delete(scope.Connection, id);
            scope.Touch(entry);
            Tell(scope, entry, EventKind.Note, Words("checkpoint deleted", gone), gone);
            RunChanges.Save(scope, entry);
            return gone;
        });
    }

    public Checkpoint? Find(string id)
    {
        using var lease = _readers.Rent();
        return CheckpointTable.Find(lease.Connection, id);
    }

    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public RecordPage<Checkpoint> List(string runId, int limit = 100, string? cursor = null)
    {
        var run = _runs.Get(runId).Number;
        var before = cursor is null ? long.MaxValue : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        using var lease = _readers.Rent();
        var rows = CheckpointTable.Read(lease.Connection, run, before, limit).ToList();
        var hasMore = rows.Count > 0 && CheckpointTable.Read(lease.Connection, run, rows[^1].N, 1).Any();
        return new RecordPage<Checkpoint>(
            [.. rows.Select(row => row.Checkpoint)],
            hasMore ? rows[^1].N.ToString(CultureInfo.InvariantCulture) : null,
            CheckpointTable.Count(lease.Connection, run));
    }

    /// <summary>The ids of a run's checkpoints; none where there is no such run.</summary>
    public IReadOnlySet<string> Ids(string runId)
    {
        if (_runs.Find(runId) is not { } entry)
        {
            return new HashSet<string>();
        }

        using var lease = _readers.Rent();
        return CheckpointTable.Ids(lease.Connection, entry.Number);
    }

    /// <summary>A registration and an upload of the same checkpoint come in either order: one says what it is, the other has its file.</summary>
    private static Checkpoint Merged(Checkpoint? known, Checkpoint checkpoint)
    {
        if (known is null)
        {
            return checkpoint;
        }

        var both = (known.Stored, checkpoint.Stored) switch
        {
            (CheckpointOrigin.Uploaded, CheckpointOrigin.Registered) => known with { Step = checkpoint.Step, Metrics = checkpoint.Metrics, Metadata = checkpoint.Metadata },
            (_, CheckpointOrigin.Uploaded) => checkpoint with { Step = checkpoint.Step ?? known.Step, Metrics = known.Metrics, Metadata = known.Metadata },
            _ => checkpoint,
        };
        var (validity, reason) = Found(known, checkpoint, both);
        return both with { Validity = validity, Reason = reason, IsBest = checkpoint.IsBest || known.IsBest, CreatedAt = known.CreatedAt };
    }

    /// <summary>
    /// What the script and the server each found of one file: the script knows which keys and what metadata it wants, so where
    /// either calls the same bytes invalid, they are.
    /// </summary>
    private static (CheckpointValidity Validity, string? Reason) Found(Checkpoint known, Checkpoint checkpoint, Checkpoint both)
    {
        var isSameFile = known.Stored != checkpoint.Stored && (known.Sha256 is null || checkpoint.Sha256 is null ? known.Size == checkpoint.Size : known.Sha256 == checkpoint.Sha256);
        var invalid = !isSameFile ? null : known.Validity == CheckpointValidity.Invalid ? known : checkpoint.Validity == CheckpointValidity.Invalid ? checkpoint : null;
        return invalid is null ? (both.Validity, both.Reason) : (invalid.Validity, invalid.Reason);
    }

    private static string Words(string what, Checkpoint checkpoint) =>
        checkpoint.Step is { } step ? $"{what}: {checkpoint.Name} at step {step}" : $"{what}: {checkpoint.Name}";

    private static void Tell(WriteScope scope, RunEntry entry, EventKind kind, string message, Checkpoint checkpoint, EventLevel level = EventLevel.Info)
    {
        var data = JsonElement.Parse($$"""{"checkpoint_id":"{{checkpoint.Id}}"}""");
        EventStore.Tell(scope, entry, EventStore.Make(checkpoint.RunId, scope.Now, kind, level, message) with { Data = data });
    }
}
