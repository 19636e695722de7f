using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>The runs: read from memory, written through the one writer.</summary>
public sealed class RunStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly TimeProvider _time;
    private readonly RunColumns _columns;

    internal RunStore(StoreWriter writer, RunCatalog runs, ReadConnections readers, TimeProvider time)
    {
        (_writer, _runs, _time) = (writer, runs, time);
        _columns = new RunColumns(runs, readers);
    }

    /// <summary>The new run must already be checked: the form of its id, sizes, names.</summary>
    /// <exception cref="RunExistsException">The id is taken.</exception>
    /// <exception cref="RunDeletedException">It is a deleted run that started before it was deleted.</exception>
    public Task<Run> CreateAsync(NewRun run, bool isSimulated = false, RunStatus status = RunStatus.Running, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        RunEntry? entry = null;
        return _writer.RunAsync(
            scope =>
            {
                entry = RunCreation.Create(scope, _runs, run, isSimulated, status);
                return RunView.Of(entry, entry.Next!, entry.NextCursor, scope.Now);
            },
            _ => _runs.Add(entry!));
    }

    /// <summary>The run with all that its points say, from memory.</summary>
    public Run? Find(string id) => _runs.Find(id) is { } entry ? RunView.Of(entry, _time) : null;

    /// <summary>Whether there was such a run, until somebody deleted it.</summary>
    public bool WasDeleted(string id) => _runs.Gone.Contains(id);

    /// <summary>Whether there is such a run, without putting it together.</summary>
    public bool Exists(string id) => _runs.Find(id) is not null;

    /// <exception cref="StoreInputException">The cursor is none, or of another filter or sort.</exception>
    public RecordPage<Run> List(RunQuery query) => RunList.Of(_columns, query, _time);

    /// <summary>Fields that <see cref="Facets"/> counts, beside <c>config.path</c> and <c>metric.key</c>.</summary>
    public static IReadOnlyList<string> FacetFields => FacetCount.Fields;

    /// <summary>How the runs that a query leaves spread over the values of some fields, numbers in so many bins.</summary>
    public RunFacets Facets(RunQuery query, IReadOnlyList<string> fields, int bins) => FacetCount.Of(_columns, query, fields, bins);

    /// <summary>Fields by which <see cref="Groups"/> puts runs together, beside <c>config.path</c>.</summary>
    public static IReadOnlyList<string> GroupFields => RunGrouping.Fields;

    /// <summary>Fields whose numbers <see cref="Groups"/> tells, beside <c>config.path</c> and <c>metric.key</c>.</summary>
    public static IReadOnlyList<string> NumberFields => RunGrouping.NumberFields;

    /// <summary>The runs that a query leaves, put together by one field, with what their numbers are.</summary>
    /// <exception cref="StoreInputException">There are too many groups.</exception>
    public RunGroups Groups(RunQuery query, string by, IReadOnlyList<string> fields) => RunGrouping.Of(_columns, query, by, fields);

    /// <summary>The runs whose status is running: when they were last heard of, without putting them together.</summary>
    public IReadOnlyList<RunningRun> Running() =>
        [.. _runs.All.Where(entry => entry.Now.Run.Status == RunStatus.Running)
            .Select(entry => new RunningRun(entry.Now.Run.Id, entry.HeartbeatAt, entry.SendsHeartbeats))];

    /// <exception cref="UnknownRunException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">The status cannot become the wanted one.</exception>
    public Task<Run> UpdateAsync(string id, RunUpdate update, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var entry = _runs.ForWriting(id);
            if (update.Status is { } wanted && !RunTransitions.Allows(entry.Next!.Run.Status, wanted))
            {
                throw new IllegalTransitionException(entry.Next.Run.Status, wanted);
            }

            if (RunFields.Apply(entry.Next!, update) is { } after)
            {
                RunChanges.SetFields(scope, entry, after);
            }

            if (update.Status is { } status)
            {
                RunChanges.SetStatus(scope, entry, status, update.Error, time: update.Time);
            }

            return RunView.Of(entry, entry.Next!, entry.NextCursor, scope.Now);
        });
    }

    /// <summary>Deletes the run and all that belongs to it: out of sight when the task completes, out of the file soon after.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public Task DeleteAsync(string id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(
            scope =>
            {
                var entry = _runs.ForWriting(id);
                scope.Touch(entry);
                RunDeletion.Hide(scope.Connection, entry.Number);
                GoneRuns.Write(scope.Connection, id, scope.Now);
                var name = entry.Next!.Run.Name;
                entry.Next = null;
                scope.Tell(new RunDeleted(id, entry.Advance()));
                var told = EventStore.Make(id, scope.Now, EventKind.RunDeleted, EventLevel.Info, $"run '{name}' was deleted");
                EventTable.Insert(scope.Connection, null, told);
                scope.Tell(new EventAdded(told, 0));
                return (Entry: entry, scope.Now);
            },
            done =>
            {
                _runs.Remove(done.Entry);
                _runs.Gone.Add(id, done.Now);
            });
    }

    /// <summary>
    /// Opens a new segment for <paramref name="writer"/> and fences all writers before it. Points of older segments from
    /// <paramref name="fromStep"/> on are superseded: they stay readable by segment and leave the newest view. Without it,
    /// the first step that is then logged counts.
    /// </summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    /// <exception cref="IllegalTransitionException">The run is neither running, interrupted nor failed.</exception>
    public Task<Run> ResumeAsync(string id, string writer, long? fromStep, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        RunResume? resume = null;
        return _writer.RunAsync(
            scope =>
            {
                resume = new RunResume(_runs.ForWriting(id), writer, fromStep);
                resume.Execute(scope);
                return (resume.Entry, scope.Connection);
            },
            done => resume!.Publish(done.Connection)).ContinueWith(done => RunView.Of(done.GetAwaiter().GetResult().Entry, _time), ct, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Notes that a writer of the run lives. Kept in memory, and put on disk with the run's next write.</summary>
    public void Heartbeat(string id, string? writer)
    {
        var entry = _runs.Get(id);
        entry.SeenAt(Instant.Now(_time));
        entry.SendsHeartbeats |= writer is not null;
    }
}
