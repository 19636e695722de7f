using System.Globalization;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What happened, kept with the runs it happened to.</summary>
public sealed class EventStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly ReadConnections _readers;

    internal EventStore(StoreWriter writer, RunCatalog runs, ReadConnections readers) => (_writer, _runs, _readers) = (writer, runs, readers);

    public Task AddAsync(Event e, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            if (e.RunId is null)
            {
                Tell(scope, e);
            }
            else
            {
                Tell(scope, _runs.ForWriting(e.RunId), e);
            }

            return true;
        });
    }

    /// <exception cref="UnknownRunException">There is no such run.</exception>
    /// <exception cref="FormatException">The cursor is none that this list gave.</exception>
    public EventPage List(
        string? runId, int limit = 100, string? cursor = null, IReadOnlyList<EventKind>? kinds = null, IReadOnlyList<EventLevel>? levels = null)
    {
        long? run = runId is null ? null : _runs.Get(runId).Number;
        var before = cursor is null ? long.MaxValue : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);
        using var lease = _readers.Rent();
        var rows = EventTable.Read(lease.Connection, run, before, limit + 1, kinds ?? [], levels ?? []).ToList();
        var items = rows.Take(limit).Select(row => row.Event).ToArray();
        var next = rows.Count > limit ? rows[limit - 1].N.ToString(CultureInfo.InvariantCulture) : null;
        return new EventPage(items, next);
    }

    /// <summary>Adds an event of a run inside a transaction that has its cause.</summary>
    internal static void Tell(WriteScope scope, RunEntry run, Event e)
    {
        scope.Touch(run);
        EventTable.Insert(scope.Connection, run.Number, e);
        scope.Tell(new EventAdded(e, run.Advance()));
    }

    /// <summary>Adds an event of no run inside a transaction that has its cause.</summary>
    internal static void Tell(WriteScope scope, Event e)
    {
        EventTable.Insert(scope.Connection, null, e);
        scope.Tell(new EventAdded(e, 0));
    }

    internal static Event Make(string? runId, Instant now, EventKind kind, EventLevel level, string message) => new()
    {
        Id = Id.New(Id.Event),
        RunId = runId,
        Time = now,
        Kind = kind,
        Level = level,
        Message = message,
    };
}
