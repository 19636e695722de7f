using System.Diagnostics;
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

    /// <summary>Between two single writes there is time for a checkpoint, but not after each of them.</summary>
    private static readonly TimeSpan BetweenIdle = TimeSpan.FromMilliseconds(25);
    private readonly SqliteConnection _connection;
    private readonly WriteQueue _queue;
    private readonly WriteScope _scope;
    private readonly ILogger _log;
    private readonly TimeSpan _gather;
    private readonly Thread _thread;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private volatile string? _unavailable;
    private int _lastGroup;
    private long _lastIdle;

    public StoreWriter(SqliteConnection connection, DataStoreOptions options, TimeProvider time, ILogger log)
    {
        _connection = connection;
        _queue = new WriteQueue(options.QueueBytes);
        _scope = new WriteScope(connection, time);
        _log = log;
        _gather = options.Gather;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
    }

    /// <summary>Told on the writer's thread after each commit, before the writers' tasks complete.</summary>
    public Action<IReadOnlyList<Change>>? Committed { get; set; }

    /// <summary>
    /// Work between groups: seals, checkpoints, what deleted runs have left. The argument says whether there is time for it,
    /// because no writers are coming and going; the answer whether there is more to do at once.
    /// </summary>
    public Func<SqliteConnection, bool, bool>? Between { get; set; }

    /// <summary>What happens when a sync fails: by default the process ends with the sentence.</summary>
    public Action<string> LostSync { get; set; } = Environment.FailFast;

    public TailLog Tails => _scope.Tails;

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

        _scope.Dispose();
        _begin.Dispose();
        _commit.Dispose();
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
                (_lastGroup, _lastIdle) = (0, 0);
            }

            hasMore = Housekeep(IsIdle());
        }
    }

    /// <summary>Writers that come and go together leave an empty queue after each group, and want the disk again at once.</summary>
    private bool IsIdle()
    {
        if (_lastGroup > 1 || _queue.Depth > 0 || (_lastIdle != 0 && Stopwatch.GetElapsedTime(_lastIdle) < BetweenIdle))
        {
            return false;
        }

        _lastIdle = Stopwatch.GetTimestamp();
        return true;
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
            _begin.Run();
            foreach (var job in jobs)
            {
                Execute(job);
            }

            _scope.FlushTails();
            _commit.Run();
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

        _scope.TellSlots();
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
        var systemError = SystemError.Of(_connection);
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
        _unavailable = SqliteFailure.Sentence(e, systemError);
        LogUnavailable(_log, _unavailable, e);
        foreach (var job in jobs)
        {
            job.Refusal = new StoreUnavailableException(_unavailable, e);
        }

        Finish(jobs);
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

    /// <summary>One hop to the pool for some answers together: for each alone it would cost as much as the answer.</summary>
    private static void Finish(List<WriteJob> jobs)
    {
        Answers? answers = null;
        foreach (var job in jobs)
        {
            if (!job.AnswersInline)
            {
                job.Answer();
                continue;
            }

            answers ??= new Answers();
            answers.Add(job);
            if (answers.Count == Answers.Most)
            {
                ThreadPool.UnsafeQueueUserWorkItem(answers, preferLocal: false);
                answers = null;
            }
        }

        if (answers is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(answers, preferLocal: false);
        }
    }

    private bool Housekeep(bool isIdle)
    {
        try
        {
            return Between?.Invoke(_connection, isIdle) ?? false;
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
