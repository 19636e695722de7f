namespace TrainingMonitor.Client;

/// <summary>Collect → batch → journal → transmit, put together for one writer and taken apart again in the right order.</summary>
internal sealed class Pipeline : IDisposable
{
    private static readonly TimeSpan LockAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UploadsAgain = TimeSpan.FromSeconds(30);

    private readonly RunIdentity _run;
    private readonly Notices _notices;
    private readonly Outbox _outbox;
    private readonly Pump _pump;
    private readonly ServerDoor? _door;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _transmitting;
    private readonly Task _leftovers;
    private readonly Task _sampling;

    public Pipeline(
        RunIdentity run,
        bool isResumed,
        bool rejoins,
        TrainingMonitorOptions options,
        Collector collector,
        MetricTable metrics,
        Notices notices,
        AutoResetEvent wake,
        CommandDesk commands,
        bool samples)
    {
        (_run, _notices) = (run, notices);
        _outbox = new Outbox(JournalFolder.File(JournalFolder.Root(options), run), run.Record(), options.JournalLimitBytes);
        Transmitter? transmitter = null;
        if (run.Url is not null)
        {
            _door = new ServerDoor(run, commands.Take, notices);
            transmitter = new Transmitter(_outbox, _door, notices, options.Time, Random.Shared, rejoins);
        }

        _pump = new Pump(collector, new BatchBuilder(metrics, run.Writer, run.Rank), _outbox, transmitter, notices, wake);
        commands.Reply = _pump.Request;
        if (isResumed)
        {
            // By rank 0 alone: the resume of each would fence the writers of the others.
            _pump.Request(RunRequests.Resume(run.RunId, run.Writer));
        }

        _pump.Start();

        // What an earlier writer of this run left goes first: the resume would fence it.
        var ahead = isResumed && run.Url is not null ? Task.Run(() => SendLeftoversAsync(options, ofThisRun: true)) : Task.CompletedTask;
        _leftovers = run.Url is null ? Task.CompletedTask : Task.Run(() => SendLeftoversAsync(options, ofThisRun: false));
        _sampling = _door is not null && samples && options.SystemInterval > TimeSpan.Zero
            ? Task.Run(() => new SystemSampler(run, _door, options.SystemInterval, options.Time, Usage(options)).RunAsync(_stop.Token))
            : Task.CompletedTask;
        _transmitting = transmitter is null ? Task.CompletedTask : Task.Run(async () =>
        {
            await ahead;
            await transmitter.RunAsync(_stop.Token);
        });
    }

    /// <summary>Neither disk nor memory may take more.</summary>
    public bool IsFull => _outbox.IsFull;

    /// <summary>Null when offline.</summary>
    public ServerDoor? Door => _door;

    /// <summary>What this writer's uploads are noted in.</summary>
    public UploadJournal Uploads() => new(UploadsPath, _run.Record());

    private string UploadsPath => Path.ChangeExtension(_outbox.Path, JournalFolder.UploadsExtension);

    public void Request(byte[] request) => _pump.Request(request);

    public Task<bool> FlushAsync(TimeSpan patience) => _pump.FlushAsync(patience);

    /// <summary>Nothing when offline: there is no acknowledgement to wait for.</summary>
    public async Task FlushToServerAsync(TimeSpan patience)
    {
        if (_run.Url is not null)
        {
            await _pump.FlushAsync(patience);
        }
    }

    public async Task CloseAsync()
    {
        // The transmitter first: what it leaves unacknowledged, the pump's last round writes to the journal.
        await _stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_transmitting, _leftovers, _sampling), Task.Delay(TimeSpan.FromSeconds(1)));
        Dispose();
    }

    /// <summary>Waits for nothing but the journal.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _pump.Stop();
        if (_outbox.Count is > 0 and var waiting)
        {
            _notices.Say($"{waiting} batches of {_run.RunId} wait in {_outbox.Folder}; send them with: tmon sync");
        }

        _outbox.Dispose();
        _door?.Dispose();
        _stop.Dispose();
    }

    private static Func<ProcessUsage?> Usage(TrainingMonitorOptions options) =>
        options.Supervisor is { } supervisor ? supervisor.Usage : () => ProcessUsage.OfThisProcess();

    /// <summary>What earlier scripts of this folder could not send to this server.</summary>
    private async Task SendLeftoversAsync(TrainingMonitorOptions options, bool ofThisRun)
    {
        try
        {
            // What goes ahead of the run's own deliveries speaks for them.
            var sync = new JournalSync(TimeSpan.FromSeconds(30), ofThisRun ? _notices : _notices.Aside(), options.Time);
            var folder = Path.GetDirectoryName(_outbox.Path);
            var left = JournalSync.Find(JournalFolder.Root(options))
                .Where(path => path != _outbox.Path && path != UploadsPath)
                .Where(path => (!JournalFolder.IsUploads(path) && Path.GetDirectoryName(path) == folder) == ofThisRun);
            var waiting = new HashSet<string>();
            foreach (var path in left)
            {
                JournalSyncResult result;
                var attempt = 0;
                do
                {
                    // A lock may outlive its process for a moment, in a child that was just forked.
                    await (attempt == 0 ? Task.CompletedTask
                        : JournalFolder.IsUploads(path) ? Task.Delay(UploadsAgain, options.Time, _stop.Token)
                        : Task.Delay(LockAgain, _stop.Token));
                    attempt++;
                    result = await sync.SendAsync(
                        path, left => left.Url is null || left.Url == _run.Url ? left with { Url = _run.Url } : null, _run.RunId, waiting, _stop.Token);
                }
                while (IsWorthAnotherTry(result, ofThisRun, attempt) && !_stop.IsCancellationRequested);
                if (result is { Outcome: JournalSyncOutcome.Waiting, IsElsewhere: false })
                {
                    waiting.Add(result.RunId);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run ended first; they are sent by the next one, or by tmon sync.
        }
        catch (Exception failure)
        {
            _notices.Say($"journals of earlier runs could not be sent ({failure.Message}); they are kept");
        }
    }

    private static bool IsWorthAnotherTry(JournalSyncResult result, bool ofThisRun, int attempt) =>
        (result.Outcome == JournalSyncOutcome.InUse && attempt < 4)
        || ((ofThisRun || JournalFolder.IsUploads(result.Path)) && result is { Outcome: JournalSyncOutcome.Waiting, IsElsewhere: false });
}
