using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

/// <summary>
/// Moves jobs on: those whose time has come into the queue, those that fit out of it, and the processes of those that
/// ended out of the way. It looks when something happened or the time of a job has come, and now and then while anything waits
/// or runs, for what nobody tells it: a GPU that fell free, a run elsewhere that has ended. A long queue that waits for slots alone costs nothing.
/// </summary>
internal sealed partial class JobQueue(DataStore store, ServerOptions options, JobExecutions executions, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<JobQueue> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAtAllEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAtSlotsEvery = TimeSpan.FromMinutes(1);
    private readonly Channel<bool> _look = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile bool _isTold = true;
    private long _lookedAt;
    private Instant? _nextDue;
    private bool _isBusy;
    private TimeSpan _lookAgain;

    /// <summary>Something happened that may let a job go.</summary>
    public void Look()
    {
        _isTold = true;
        _look.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A supervisor needs the server's address, which is known once it listens.
        var started = new TaskCompletionSource();
        using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        executions.Ended += Look;
        executions.Adopt(store.Jobs.Active());
        while (!stoppingToken.IsCancellationRequested)
        {
            var isBusy = await MoveAsync(stoppingToken);
            await WaitAsync(isBusy, stoppingToken);
        }
    }

    private async Task WaitAsync(bool isBusy, CancellationToken stop)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var look = _look.Reader.ReadAsync(pause.Token).AsTask();
        try
        {
            Task waited = isBusy ? Task.WhenAny(look, Task.Delay(LookEvery, time, pause.Token)) : look;
            await waited;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops.
        }

        await pause.CancelAsync();
    }

    /// <returns>Whether anything waits or runs.</returns>
    private async Task<bool> MoveAsync(CancellationToken stop)
    {
        try
        {
            executions.EndThoseThatMayNotRun(id => store.Jobs.StatusOf(id));
            if (!_isTold && time.GetElapsedTime(_lookedAt) < _lookAgain && !(_nextDue <= Instant.Now(time)))
            {
                return _isBusy;
            }

            _isTold = false;
            _lookedAt = time.GetTimestamp();
            var active = store.Jobs.Active();
            var now = Instant.Now(time);
            _nextDue = active.Min(run => run.Status == RunStatus.Pending && run.Job!.NotBefore > now ? run.Job.NotBefore : null);
            _lookAgain = active.Any(WaitsForOthers) ? LookAtAllEvery : LookAtSlotsEvery;
            var waiting = active.Where(run => !executions.Holds(run.Id));
            var decisions = JobPlan.Decide(waiting, options.Slots - executions.SlotsHeld, executions.FreeGpus().Count, now, store.Jobs.StatusOf, options.Slots, executions.AllGpus);
            foreach (var decision in decisions)
            {
                await ActAsync(decision, stop);
            }

            return _isBusy = active.Count > 0 || executions.SlotsHeld > 0;
        }
        catch (Exception failed) when (failed is StoreException)
        {
            LogSkipped(failed.Message);
            _isTold = true;
            return true;
        }
    }

    /// <summary>For what ends elsewhere and is not told of here.</summary>
    private static bool WaitsForOthers(Run run) => run.Status != RunStatus.Running && (run.Job!.Gpus > 0 || run.Job.DependsOn.Count > 0);

    private async Task ActAsync(JobDecision decision, CancellationToken stop)
    {
        var id = decision.Run.Id;
        switch (decision.Move)
        {
            case JobMove.Cancel:
                await store.Jobs.ChangeAsync(id, (_, job) => (job, RunStatus.Cancelled, decision.Reason), stop);
                Look();
                break;
            case JobMove.Queue:
                await RepeatAsync(decision.Run, stop);
                await store.Jobs.ChangeAsync(id, (_, job) => (job, RunStatus.Queued, null), stop);
                Look();
                break;
            case JobMove.Start:
                await executions.StartAsync(id, stop);
                break;
        }
    }

    /// <summary>A job of a cron schedule makes the next one when it goes.</summary>
    private async Task RepeatAsync(Run run, CancellationToken stop)
    {
        try
        {
            await MakeNextAsync(run, stop);
        }
        catch (RunExistsException)
        {
            // Made before a crash.
        }
    }

    private async Task MakeNextAsync(Run run, CancellationToken stop)
    {
        if (run.Job!.Schedule is { } schedule && JobSchedule.Next(schedule, time.GetUtcNow()) is { } next &&
            store.Jobs.Specification(run.Id) is { } job && store.Runs.Find(run.Id) is { } whole)
        {
            await store.Jobs.CreateAsync(JobService.Again(whole) with { Id = NextId(run.Id, next) }, RunStatus.Pending, new JobOrigin(job with { NotBefore = next, Lease = 0, GpuIndexes = [] }, whole.IsSimulated), stop);
        }
    }

    /// <summary>The same for the same time, so that a crash between two writes makes no second one.</summary>
    private static string NextId(string runId, Instant next) =>
        Id.Run + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{runId} {next.Microseconds}"))))[..12];

    [LoggerMessage(310, LogLevel.Warning, "jobs wait: {Reason}")]
    private partial void LogSkipped(string reason);
}
