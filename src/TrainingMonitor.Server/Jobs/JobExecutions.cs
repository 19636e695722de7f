using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Hosts;
using TrainingMonitor.Server.Models;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

/// <summary>
/// The launches that hold slots. Each is watched by its folder alone, whether this server started its supervisor or an
/// earlier one did, so a restart changes nothing for what runs.
/// </summary>
internal sealed partial class JobExecutions(
    DataStore store, ServerOptions options, ModelFolder models, WorkFolder work, HostGpus gpus, IServer server, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<JobExecutions> log) : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookForPulseEvery = TimeSpan.FromMilliseconds(500);

    // Long enough that what starts now has the processors to itself.
    private static readonly TimeSpan ReadyAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadyFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestLastWords = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, JobExecution> _running = new(StringComparer.Ordinal);
    private long _launchedAt;
    private readonly SupervisorProcesses _supervisors = new(options, log);
    private readonly string _root = Path.GetFullPath(Path.Combine(options.DataFolder, "jobs"));

    /// <summary>A launch has ended and its slots are free.</summary>
    public event Action? Ended;

    public void Dispose() => _supervisors.Dispose();

    public int SlotsHeld => Holding.Sum(execution => execution.Slots);

    private IEnumerable<JobExecution> Holding => _running.Values.Where(execution => !execution.IsOver);

    private string Url => server.Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public bool Holds(string runId) => _running.ContainsKey(runId);

    /// <summary>A run that has a process which may read the data set; null when there is none.</summary>
    public string? ReaderOf(string dataSet) => Holding.FirstOrDefault(execution => execution.DataSet == dataSet)?.RunId;

    public int AllGpus => gpus.Count;

    public IReadOnlyList<int> FreeGpus() => [.. gpus.Free().Except(Holding.SelectMany(execution => execution.Gpus))];

    /// <summary>Launches a queued job: the lease is on disk before its process is.</summary>
    public async Task StartAsync(string runId, CancellationToken stop)
    {
        if (store.Jobs.Specification(runId) is not { } job || store.Runs.Find(runId) is not { } run)
        {
            return;
        }

        int[] free = job.Gpus > 0 ? [.. FreeGpus().Take(job.Gpus)] : [];
        if (free.Length < job.Gpus)
        {
            // Somebody else began to compute since it was decided; the job waits on.
            return;
        }

        At(LaunchStep.Lease, runId);
        job = job with { Lease = job.Lease + 1, GpuIndexes = free };
        await store.Jobs.ChangeAsync(runId, (_, _) => (job, null, null), stop);
        var execution = new JobExecution(runId, FolderOf(runId, job.Lease), job);
        _running[runId] = execution;
        try
        {
            At(LaunchStep.Folder, runId);
            execution.Folder.Write(new Launch
            {
                RunId = runId,
                Url = Url,
                Name = run.Name,
                Config = run.Config,
                Command = job.Command,
                WorkingDir = job.WorkingDir ?? work.Make(runId),
                Environment = LaunchEnvironment.Of(job, store, Path.GetFullPath(options.DataFolder), model => models.Now(model).Filepath),
            });
            At(LaunchStep.Process, runId);
            _supervisors.Start(execution.Folder);
            At(LaunchStep.Claim, runId);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            LogNotStarted(failed, runId);
            execution.Folder.TryGiveUp();
        }

        _ = WatchAsync(execution, lifetime.ApplicationStopping);
        _ = MakeReadyAsync(lifetime.ApplicationStopping);
    }

    /// <summary>Where one job went, another may follow soon: a supervisor is started ahead for it, for a while.</summary>
    private async Task MakeReadyAsync(CancellationToken stop)
    {
        _launchedAt = time.GetTimestamp();
        try
        {
            await Task.Delay(ReadyAfter, time, stop);
            _supervisors.MakeReady(Url);
            await Task.Delay(ReadyFor, time, stop);
        }
        catch (Exception unready) when (unready is OperationCanceledException or System.ComponentModel.Win32Exception or IOException)
        {
            // The next launch starts its own.
        }

        if (stop.IsCancellationRequested || time.GetElapsedTime(_launchedAt) >= ReadyFor)
        {
            _supervisors.Rest();
        }
    }

    /// <summary>After a start: takes up what earlier servers have launched. What was leased and never claimed is launched anew.</summary>
    public void Adopt(IReadOnlyList<Run> active)
    {
        var known = active.ToDictionary(run => run.Id);
        foreach (var folder in Folders())
        {
            var runId = Path.GetFileName(Path.GetDirectoryName(folder.Path))!;
            var job = known.GetValueOrDefault(runId)?.Job;
            if (folder.TryGiveUp() || (folder.Claimant() is null && folder.Ended() is null))
            {
                if (known.GetValueOrDefault(runId)?.Status != RunStatus.Running)
                {
                    Remove(folder);
                    continue;
                }
            }

            var execution = new JobExecution(runId, folder, job);
            if (_running.TryAdd(runId, execution))
            {
                _ = WatchAsync(execution, lifetime.ApplicationStopping);
            }
        }

        foreach (var run in active.Where(run => run.Status == RunStatus.Running && !Holds(run.Id)))
        {
            // Its folder is gone: nobody can say any more how it ended.
            _ = FinishAsync(run.Id, new LaunchEnd(-1, RunStatus.Failed, "the record of its launch is gone"));
        }
    }

    /// <summary>Ends the processes of runs that were cancelled or deleted, and, a little later, of those that somebody marked as ended.</summary>
    public void EndThoseThatMayNotRun(Func<string, RunStatus?> statusOf)
    {
        foreach (var execution in _running.Values)
        {
            var status = statusOf(execution.RunId);
            if (status is RunStatus.Pending or RunStatus.Queued or RunStatus.Running or RunStatus.Interrupted)
            {
                execution.UnwantedSince = null;
                continue;
            }

            var now = Instant.Now(time);
            execution.UnwantedSince ??= now;
            var isOver = status is null or RunStatus.Cancelled || now.Microseconds - execution.UnwantedSince.Value.Microseconds > LongestFarewell.TotalMicroseconds;
            if (isOver && !execution.IsAskedToEnd && execution.Folder.Claimant() is { IsAlive: true } supervisor)
            {
                execution.IsAskedToEnd = true;
                SupervisorProcesses.AskToEnd(supervisor);
            }
        }
    }

    private void At(LaunchStep step, string runId) => options.AtLaunchStep?.Invoke(step, runId);

    private async Task WatchAsync(JobExecution execution, CancellationToken stop)
    {
        try
        {
            if (await ClaimedAsync(execution, stop) is { } supervisor)
            {
                At(LaunchStep.Running, execution.RunId);
                await MarkRunningAsync(execution.RunId, stop);
                At(LaunchStep.Watch, execution.RunId);
                await EndedAsync(execution, supervisor, stop);
                await EndAsync(execution, supervisor, stop);
            }
            else
            {
                await FinishAsync(execution.RunId, new LaunchEnd(-1, RunStatus.Failed, "its supervisor could not be started"));
            }

            At(LaunchStep.Removal, execution.RunId);
            Remove(execution.Folder);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; the next one adopts what runs on.
            return;
        }
        catch (Exception failed) when (failed is StoreException or IOException)
        {
            // What cannot be recorded now is recorded at the next start, from the folder.
            LogUnrecorded(failed, execution.RunId);
        }

        execution.IsOver = true;
        _running.TryRemove(execution.RunId, out _);
        Ended?.Invoke();
    }

    /// <summary>
    /// Until its end is recorded or its supervisor was killed. The longer it has run, the less often that is looked for: an
    /// end is seen a hundredth of the job's length late, but 50 ms at least and half a second at most.
    /// </summary>
    private async Task EndedAsync(JobExecution execution, ProcessMark supervisor, CancellationToken stop)
    {
        var (started, pulse) = (time.GetTimestamp(), TimeSpan.Zero);
        while (execution.Folder.Ended() is null)
        {
            var pause = TimeSpan.FromTicks(Math.Clamp(time.GetElapsedTime(started).Ticks / 100, LookEvery.Ticks, LookForPulseEvery.Ticks));
            pulse += pause;
            if (pulse >= LookForPulseEvery)
            {
                if (!supervisor.IsAlive)
                {
                    return;
                }

                pulse = TimeSpan.Zero;
            }

            await Task.Delay(pause, time, stop);
        }
    }

    /// <returns>Null when no supervisor has come, and none will any more.</returns>
    private async Task<ProcessMark?> ClaimedAsync(JobExecution execution, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (execution.Folder.Claimant() is { } claimant)
            {
                return claimant;
            }

            if (time.GetElapsedTime(started) > LongestStart || _supervisors.HasEnded(execution.Folder))
            {
                return execution.Folder.TryGiveUp() ? null : execution.Folder.Claimant();
            }

            await Task.Delay(LookEvery, time, stop);
        }
    }

    private async Task EndAsync(JobExecution execution, ProcessMark supervisor, CancellationToken stop)
    {
        if (execution.Folder.Ended() is not { } end)
        {
            // Killed: what it watched may still run, and is ended by a second one that only does that.
            await _supervisors.SweepAsync(execution.Folder, stop);
            end = execution.Folder.Ended() ?? new LaunchEnd(-1, RunStatus.Failed, "its supervisor was killed");
        }

        // Its last console lines come first where they come soon, so that an ended run is whole.
        await GoneAsync(supervisor, LongestLastWords, stop);
        At(LaunchStep.End, execution.RunId);
        await FinishAsync(execution.RunId, end);
        execution.IsOver = true;
        Ended?.Invoke();
        At(LaunchStep.Farewell, execution.RunId);
        await GoneAsync(supervisor, LongestFarewell, stop);

        // One that an earlier server has started may still hold the journal, and try to reach that server.
        for (var pause = TimeSpan.FromSeconds(1); store.Runs.Find(execution.RunId) is not null && !await _supervisors.DeliverAsync(execution.Folder, Url, stop) && pause < LongestPause; pause *= 2)
        {
            await Task.Delay(pause, time, stop);
        }
    }

    private async Task GoneAsync(ProcessMark supervisor, TimeSpan most, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        while (supervisor.IsAlive && time.GetElapsedTime(started) < most)
        {
            await Task.Delay(LookEvery, time, stop);
        }
    }

    private async Task MarkRunningAsync(string runId, CancellationToken stop)
    {
        try
        {
            await store.Jobs.ChangeAsync(runId, (run, job) => (job, run.Status == RunStatus.Queued ? RunStatus.Running : null, null), stop);
        }
        catch (UnknownRunException)
        {
            // Deleted meanwhile: the next look ends it.
        }
    }

    /// <summary>The exit record gives the status, unless somebody has cancelled or marked the run; a failure may be tried again.</summary>
    private async Task FinishAsync(string runId, LaunchEnd end)
    {
        try
        {
            await MarkRunningAsync(runId, CancellationToken.None);
            var run = await store.Jobs.FinishAsync(runId, end);
            if (run is { Status: RunStatus.Failed, Job: { } job } && run.Attempt <= job.MaxRetries && store.Jobs.Specification(runId) is { } whole)
            {
                var pause = TimeSpan.FromSeconds(Math.Min(600, 10 * Math.Pow(2, run.Attempt - 1)));
                var (again, origin) = JobService.Retry(run, whole, new Instant(Instant.Now(time).Microseconds + (long)pause.TotalMicroseconds));
                await store.Jobs.CreateAsync(again with { Id = RetryId(run) }, RunStatus.Pending, origin, CancellationToken.None);
            }
        }
        catch (Exception known) when (known is UnknownRunException or RunExistsException)
        {
            // Deleted meanwhile; or recorded twice around a crash, when the next attempt is there already.
        }
    }

    /// <summary>The same for the same attempt, so that a crash between two writes makes no second one.</summary>
    private static string RetryId(Run run)
    {
        var origin = run.RetryOf ?? run.Id;
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{origin} {run.Id} {run.Attempt + 1}")));
        return Id.Run + Convert.ToHexStringLower(hash)[..12];
    }

    private IEnumerable<LaunchFolder> Folders() => Directory.Exists(_root)
        ? Directory.GetDirectories(_root).SelectMany(Directory.GetDirectories).OrderByDescending(path => path, StringComparer.Ordinal).Select(path => new LaunchFolder(path))
        : [];

    private LaunchFolder FolderOf(string runId, int lease) => new(Path.Combine(_root, runId, lease.ToString("D4", CultureInfo.InvariantCulture)));

    private void Remove(LaunchFolder folder)
    {
        try
        {
            // A journal that could not be delivered stays for `tmon sync`, as long as there is a run to deliver it to.
            if (folder.HasUndelivered && store.Runs.Find(Path.GetFileName(Path.GetDirectoryName(folder.Path)!)) is not null)
            {
                return;
            }

            Directory.Delete(folder.Path, recursive: true);
            Directory.Delete(Path.GetDirectoryName(folder.Path)!);
        }
        catch (IOException)
        {
            // Another launch of the same run, or a journal, is still there.
        }
    }

    [LoggerMessage(320, LogLevel.Error, "job {RunId} could not be launched")]
    private partial void LogNotStarted(Exception error, string runId);

    [LoggerMessage(321, LogLevel.Error, "the end of job {RunId} could not be recorded")]
    private partial void LogUnrecorded(Exception error, string runId);
}
