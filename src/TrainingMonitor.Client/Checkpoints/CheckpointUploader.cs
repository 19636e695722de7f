using System.Threading.Channels;

namespace TrainingMonitor.Client;

/// <summary>
/// Sends checkpoint files to the server, one after the other, from the disk and behind the training's back. What does not
/// arrive is tried again with back-off until the run ends. What then is still here is noted on disk: the next run in the
/// folder sends it, or <c>tmon sync</c>.
/// </summary>
internal sealed class CheckpointUploader : IDisposable
{
    private static readonly TimeSpan HurriedWait = TimeSpan.FromMilliseconds(250);

    private readonly string _runId;
    private readonly Func<Checkpoint, bool> _isWanted;
    private readonly Notices _notices;
    private readonly TimeProvider _time;
    private readonly UploadJournal _journal;
    private readonly Channel<(Checkpoint Checkpoint, long? Note)> _added =
        Channel.CreateUnbounded<(Checkpoint, long?)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;
    private readonly Backoff _backoff = new(Random.Shared);
    private Checkpoint? _newest;
    private int _waiting;
    private int _unnoted;
    private bool _isComplaintSaid;

    public CheckpointUploader(
        string runId, ServerDoor? door, UploadJournal journal, Func<Checkpoint, bool> isWanted, Notices notices, TimeProvider time)
    {
        (_runId, _journal, _isWanted, _notices, _time) = (runId, journal, isWanted, notices, time);
        _working = door is null ? Task.CompletedTask : Task.Run(() => WorkAsync(door));
    }

    /// <summary>Not of a file that a later checkpoint has written over by now.</summary>
    public void Add(Checkpoint checkpoint)
    {
        if (!_isWanted(checkpoint))
        {
            return;
        }

        var note = _journal.TryNote(CheckpointUpload.Of(checkpoint));
        Interlocked.Increment(ref _waiting);
        if (note is null)
        {
            Interlocked.Increment(ref _unnoted);
            _newest = checkpoint;
        }

        _added.Writer.TryWrite((checkpoint, note));
    }

    /// <summary>Waits for what is under way.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        _added.Writer.TryComplete();
        await _hurry.CancelAsync();
        await Task.WhenAny(_working, Task.Delay(patience));
        await _stop.CancelAsync();
        await Task.WhenAny(_working, Task.Delay(HurriedWait));
        _journal.Dispose();
        if (_waiting - _unnoted is > 0 and var noted)
        {
            _notices.Say($"{noted} checkpoints of {_runId} wait to be uploaded; the next run here sends them, or: tmon sync {_journal.Folder}");
        }

        if (_unnoted > 0)
        {
            _notices.Say($"the script ended before {_unnoted} checkpoints were uploaded; the newest stays at {_newest?.Filepath}");
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _journal.Dispose();
        _stop.Dispose();
        _hurry.Dispose();
    }

    private async Task WorkAsync(ServerDoor door)
    {
        try
        {
            await foreach (var (checkpoint, note) in _added.Reader.ReadAllAsync(_stop.Token))
            {
                while (_isWanted(checkpoint)
                    && await CheckpointUpload.Of(checkpoint).SendAsync(door, _runId, asSaved: false, _notices, _stop.Token) is { IsDone: false } failed)
                {
                    Complain(checkpoint, failed.Reason);
                    await PauseAsync();
                }

                _backoff.Reset();
                Interlocked.Decrement(ref _waiting);
                if (note is { } number)
                {
                    _journal.Strike(number);
                }
                else
                {
                    Interlocked.Decrement(ref _unnoted);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The run ended first; CloseAsync says what was left.
        }
    }

    private void Complain(Checkpoint checkpoint, string reason)
    {
        if (!_isComplaintSaid && reason.Length > 0)
        {
            _isComplaintSaid = true;
            _notices.Say($"checkpoint {checkpoint.Filepath} is not uploaded yet ({reason}); trying again");
        }
    }

    private async Task PauseAsync()
    {
        if (_hurry.IsCancellationRequested)
        {
            await Task.Delay(HurriedWait, _stop.Token);
            return;
        }

        await Task.Delay(_backoff.Next(), _time, _hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
