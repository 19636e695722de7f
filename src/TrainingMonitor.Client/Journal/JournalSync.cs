using Microsoft.Extensions.Logging;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>
/// Sends what killed, offline or cut-off trainings left on disk, each delivery exactly once: what <c>tmon sync</c> does, and
/// every new run in the background. Journals of both SDKs are read.
/// </summary>
public sealed class JournalSync
{
    private readonly Notices _notices;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;

    /// <param name="patience">How long without an acknowledgement before a journal is left for another time.</param>
    /// <param name="logger">Takes what there is to say; standard error when not given.</param>
    /// <param name="time">The clock of the back-off.</param>
    public JournalSync(TimeSpan? patience = null, ILogger? logger = null, TimeProvider? time = null)
        : this(patience ?? TimeSpan.FromSeconds(10), new Notices(logger), time ?? TimeProvider.System)
    {
    }

    internal JournalSync(TimeSpan patience, Notices notices, TimeProvider time) => (_patience, _notices, _time) = (patience, notices, time);

    /// <summary>
    /// The journals of a working folder or of a journal folder itself, those of the oldest writers first, and behind them those of uploads;
    /// without a folder, those that a run started here would find.
    /// </summary>
    public static IReadOnlyList<string> Find(string? folder = null)
    {
        var root = JournalFolder.Root(new TrainingMonitorOptions { JournalDirectory = folder });
        var inner = Path.Combine(root, JournalFolder.Name);
        root = Directory.Exists(inner) ? inner : root;
        return Directory.Exists(root)
            ? [.. Files(root, JournalFolder.Extension), .. Files(root, JournalFolder.UploadsExtension)]
            : [];
    }

    private static IEnumerable<string> Files(string root, string extension) =>
        Directory.EnumerateFiles(root, "*" + extension, SearchOption.AllDirectories).OrderBy(JournalBirth.Of);

    /// <summary>Sends one journal.</summary>
    /// <param name="path">As <see cref="Find"/> gave it.</param>
    /// <param name="url">Where to; null for where its run was sending.</param>
    /// <param name="cancel">Leaves the rest for another time.</param>
    public Task<JournalSyncResult> SendAsync(string path, Uri? url = null, CancellationToken cancel = default) =>
        SendAsync(path, run => run with { Url = url ?? run.Url ?? ServerUrl.Parse(ServerUrl.Default) }, null, new HashSet<string>(), cancel);

    /// <param name="waiting">Runs of which something older could not be sent: no resume of theirs goes before it.</param>
    internal async Task<JournalSyncResult> SendAsync(
        string path, Func<RunIdentity, RunIdentity?> where, string? ownRun, IReadOnlySet<string> waiting, CancellationToken cancel)
    {
        using var file = JournalFile.TryOpen(path);
        if (file is null)
        {
            return new JournalSyncResult(path, "", JournalSyncOutcome.InUse, 0, 0);
        }

        if (file.ReadVersion() is not JournalCodec.Version and var version)
        {
            var what = version is null ? "no journal" : $"a journal of version {version}, want {JournalCodec.Version}";
            return new JournalSyncResult(path, "", JournalSyncOutcome.NotRead, 0, 0, $"got {what}; left alone");
        }

        var scan = JournalScan.Of(file);
        if (scan.IsDamaged)
        {
            file.CopyTo(path + ".damaged");
            _notices.Say($"{path} is damaged in the middle: the rest is sent, the file is kept as {path}.damaged");
        }

        if (scan.Run is null || scan.Waiting == 0)
        {
            file.Delete();
            return new JournalSyncResult(path, scan.Run?.RunId ?? "", JournalSyncOutcome.Sent, 0, 0);
        }

        if (where(scan.Run) is not { } run)
        {
            return new JournalSyncResult(path, scan.Run.RunId, JournalSyncOutcome.Waiting, 0, scan.Waiting, "it belongs to another server") { IsElsewhere = true };
        }

        if (scan.Resumes && waiting.Contains(scan.Run.RunId))
        {
            return new JournalSyncResult(path, scan.Run.RunId, JournalSyncOutcome.Waiting, 0, scan.Waiting, "what the run logged before has to go first");
        }

        file.CutAt(scan.WholeUntil);
        return JournalFolder.IsUploads(path) ? await JournalUploads.SendAsync(file, scan, run, _notices, cancel) : await SendAsync(file, scan, run, ownRun, cancel);
    }

    private async Task<JournalSyncResult> SendAsync(JournalFile file, JournalScan scan, RunIdentity run, string? ownRun, CancellationToken cancel)
    {
        using var outbox = new Outbox(file, scan.FirstWaiting, scan.Waiting);
        if (!scan.SaysItsEnd && run.Rank is null or 0 && run.RunId != ownRun)
        {
            // Its script was killed, and the replay revives the run: it is interrupted again at the end.
            outbox.Add(new Delivery(scan.LastNumber + 1, JournalKind.Request, RunRequests.Status(run.RunId, RunStatus.Interrupted, null, scan.LastLogged)));
        }

        using var door = new ServerDoor(run, _ => { }, _notices);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sending = Task.Run(() => new Transmitter(outbox, door, _notices, _time, Random.Shared).RunAsync(stop.Token), CancellationToken.None);
        var left = outbox.Count;
        var all = left;
        for (var since = _time.GetTimestamp(); left > 0 && !sending.IsCompleted && _time.GetElapsedTime(since) < _patience && !cancel.IsCancellationRequested;)
        {
            await Task.WhenAny(sending, Task.Delay(10, CancellationToken.None));
            var now = outbox.Count;
            since = now < left ? _time.GetTimestamp() : since;
            left = now;
        }

        var isSuperseded = outbox.IsDiscarded;
        await stop.CancelAsync();
        await sending;
        left = outbox.Count;
        return isSuperseded ? new(file.Path, run.RunId, JournalSyncOutcome.Superseded, 0, 0, "the run was resumed by another writer, or deleted")
            : left == 0 ? new(file.Path, run.RunId, JournalSyncOutcome.Sent, all, 0) { Points = outbox.PointsSent }
            : new(file.Path, run.RunId, JournalSyncOutcome.Waiting, all - left, left, $"{door.Url} did not take it") { Points = outbox.PointsSent };
    }
}
