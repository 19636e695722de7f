using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace TrainingMonitor.Storage;

/// <summary>
/// The one thread and the one connection that write and checkpoint. All that waits goes into one transaction (group
/// commit): alone, a job commits at once; under load, a commit's fsync is shared by all that came meanwhile. A job
/// refused by the data is undone alone; a disk that refuses fails its whole group, and the next group tries again.
/// </summary>
internal sealed partial class StoreWriter : IDisposable
{
    private static readonly TimeSpan IdleAfter = TimeSpan.FromMilliseconds(250);
    private readonly SqliteConnection _connection;
    private readonly WriteQueue _queue;
    private readonly WriteScope _scope;
    private readonly ILogger _log;
    private readonly TimeSpan _gather;
    private readonly Thread _thread;
    private volatile string? _unavailable;
    private int _lastGroup;

    public StoreWriter(SqliteConnection connection, DataStoreOptions options, TimeProvider time, ILogger log)
    {
        _connection = connection;
        _queue = new WriteQueue(options.QueueBytes);
        _scope = new WriteScope(connection, time);
        _log = log;
        _gather = options.Gather;
        _thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
    }

    /// <summary>Told on the writer's thread after each commit, before the writers' tasks complete.</summary>
    public Action<IReadOnlyList<Change>>? Committed { get; set; }

    /// <summary>
    /// Work between groups: seals, checkpoints, what deleted runs have left. The argument says whether nothing waits, the
    /// answer whether there is more to do at once.
    /// </summary>
    public Func<SqliteConnection, bool, bool>? Between { get; set; }

    /// <summary>What happens when a sync fails: by default the process ends with the sentence.</summary>
    public Action<string> LostSync { get; set; } = Environment.FailFast;

    public string? Unavailable => _unavailable;

    public int QueueDepth => _queue.Depth;

    public void Start() => _thread.Start();

    public void Add(WriteJob job) => _queue.Add(job);

    public Task<T> RunAsync<T>(Func<WriteScope, T> execute, Action<T>? publish = null)
    {
        var job = new TaskJob<T>(execute, publish);
        Add(job);
        return job.Task;
    }

    /// <summary>Serves what waits, then stops.</summary>
    public void Dispose()
    {
        _queue.Close();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _queue.Dispose();
    }

    private void Loop()
    {
        var jobs = new List<WriteJob>();
        var hasMore = false;
        while (true)
        {
            if (_queue.Take(ref jobs, hasMore ? TimeSpan.Zero : IdleAfter, _lastGroup, _gather))
            {
                Serve(jobs);
            }
            else if (_queue.IsClosed)
            {
                return;
            }
            else
            {
                _lastGroup = 0;
            }

            hasMore = Housekeep();
        }
    }

    private void Serve(List<WriteJob> jobs)
    {
        _lastGroup = jobs.Count;
        try
        {
            ServeGroup(jobs);
        }
        finally
        {
            _queue.Done(jobs);
            jobs.Clear();
        }
    }

    private void ServeGroup(List<WriteJob> jobs)
    {
        _scope.Begin();
        try
        {
            Sql.Run(_connection, "BEGIN IMMEDIATE");
            foreach (var job in jobs)
            {
                Execute(job);
            }

            _scope.FlushTails();
            Sql.Run(_connection, "COMMIT");
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            Undo(jobs, e);
            return;
        }

        _unavailable = null;
        _scope.Publish();
        foreach (var job in jobs)
        {
            if (job.Refusal is null)
            {
                job.Publish();
            }
        }

        Tell();
        Finish(jobs);
    }

    private void Execute(WriteJob job)
    {
        var told = _scope.Changes.Count;
        if (job.NeedsSavepoint)
        {
            // Rows that earlier jobs of the group still hold in memory belong before this job's statements.
            _scope.FlushTails();
            Sql.Run(_connection, "SAVEPOINT job");
        }

        try
        {
            job.Execute(_scope);
            if (job.NeedsSavepoint)
            {
                Sql.Run(_connection, "RELEASE job");
            }
        }
        catch (Exception e) when (e is not SqliteException failure || SqliteFailure.IsRefusal(failure))
        {
            job.Refusal = e;
            _scope.Forget(told);
            if (job.NeedsSavepoint)
            {
                Sql.Run(_connection, "ROLLBACK TO job");
                Sql.Run(_connection, "RELEASE job");
            }
        }
    }

    private void Undo(List<WriteJob> jobs, Exception e)
    {
        if (e is SqliteException lost && SqliteFailure.IsLostSync(lost))
        {
            LostSync("The disk did not confirm a write (fsync failed). Nothing more can be acknowledged safely: check the disk, then start again.");
        }

        try
        {
            Sql.Run(_connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // The engine has already rolled back.
        }

        _scope.Revert();
        _unavailable = SqliteFailure.Sentence(e);
        LogUnavailable(_log, _unavailable, e);
        foreach (var job in jobs)
        {
            job.Fail(new StoreUnavailableException(_unavailable, e));
        }
    }

    private void Tell()
    {
        if (_scope.Changes.Count == 0 || Committed is not { } listener)
        {
            return;
        }

        try
        {
            listener([.. _scope.Changes]);
        }
        catch (Exception e)
        {
            // The points are durable whatever the listener does; its fault must not stop the writer.
            LogListenerFailed(_log, e);
        }
    }

    private static void Finish(List<WriteJob> jobs)
    {
        foreach (var job in jobs)
        {
            if (job.Refusal is { } refusal)
            {
                job.Fail(refusal);
            }
            else
            {
                job.Complete();
            }
        }
    }

    private bool Housekeep()
    {
        try
        {
            return Between?.Invoke(_connection, _queue.Depth == 0) ?? false;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            if (e is SqliteException lost && SqliteFailure.IsLostSync(lost))
            {
                LostSync("The disk did not confirm a write (fsync failed). Nothing more can be acknowledged safely: check the disk, then start again.");
            }

            LogHousekeeping(_log, e);
            return false;
        }
    }

    [LoggerMessage(101, LogLevel.Error, "Writes fail: {Sentence}")]
    private static partial void LogUnavailable(ILogger log, string sentence, Exception e);

    [LoggerMessage(102, LogLevel.Error, "A listener of changes failed")]
    private static partial void LogListenerFailed(ILogger log, Exception e);

    [LoggerMessage(103, LogLevel.Warning, "Work between writes failed and will be tried again")]
    private static partial void LogHousekeeping(ILogger log, Exception e);
}
