using System.Threading.Channels;

namespace TrainingMonitor.Client;

/// <summary>
/// Sends checkpoint files to the server, one after the other, from the disk and behind the training's back. What does not
/// arrive is tried again with back-off until the run ends; what then is still here is said, and stays where the script wrote it.
/// An upload bears its checkpoint's id, so that a repeated one replaces itself.
/// </summary>
internal sealed class CheckpointUploader : IDisposable
{
    private static readonly TimeSpan HurriedWait = TimeSpan.FromMilliseconds(250);

    private readonly string _runId;
    private readonly ServerDoor? _door;
    private readonly Func<Checkpoint, bool> _isWanted;
    private readonly Notices _notices;
    private readonly TimeProvider _time;
    private readonly Channel<Checkpoint> _added = Channel.CreateUnbounded<Checkpoint>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;
    private readonly Backoff _backoff = new(Random.Shared);
    private Checkpoint? _newest;
    private int _waiting;
    private bool _isComplaintSaid;

    public CheckpointUploader(string runId, ServerDoor? door, Func<Checkpoint, bool> isWanted, Notices notices, TimeProvider time)
    {
        (_runId, _door, _isWanted, _notices, _time) = (runId, door, isWanted, notices, time);
        _working = Task.Run(WorkAsync);
    }

    public void Add(Checkpoint checkpoint)
    {
        if (_door is null)
        {
            _notices.Say($"offline: checkpoint {checkpoint.Filepath} is not uploaded, it stays there");
            return;
        }

        Interlocked.Increment(ref _waiting);
        _newest = checkpoint;
        _added.Writer.TryWrite(checkpoint);
    }

    /// <summary>Waits for what is under way.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        _added.Writer.TryComplete();
        await _hurry.CancelAsync();
        await Task.WhenAny(_working, Task.Delay(patience));
        await _stop.CancelAsync();
        await Task.WhenAny(_working, Task.Delay(HurriedWait));
        if (_waiting > 0)
        {
            _notices.Say($"the script ended before {_waiting} checkpoints were uploaded; the newest stays at {_newest?.Filepath}");
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _hurry.Dispose();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var checkpoint in _added.Reader.ReadAllAsync(_stop.Token))
            {
                while (!await IsDoneAsync(checkpoint))
                {
                    await PauseAsync();
                }

                _backoff.Reset();
                Interlocked.Decrement(ref _waiting);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            // The run ended first; CloseAsync says what was left.
        }
    }

    /// <summary>True when the server has it, or never will.</summary>
    private async Task<bool> IsDoneAsync(Checkpoint checkpoint)
    {
        if (!_isWanted(checkpoint))
        {
            return true;
        }

        try
        {
            var name = Uri.EscapeDataString(Path.GetFileName(checkpoint.Filepath));
            var step = checkpoint.Step is { } number ? $"&step={number}" : "";
            await using var file = new FileStream(checkpoint.Filepath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var answer = await _door!.UploadAsync($"/api/runs/{_runId}/checkpoints?name={name}&id={checkpoint.Id}{step}", file, _stop.Token);
            switch (answer.Outcome)
            {
                case Outcome.Delivered:
                    return true;
                case Outcome.Refused or Outcome.Conflict:
                    _notices.Say($"the server refused the upload of {checkpoint.Filepath} ({answer.Detail}); it stays there");
                    return true;
                case Outcome.UnknownRun:
                    // Another thread is about to make it known.
                    return false;
                default:
                    Complain(checkpoint, answer.Detail);
                    return false;
            }
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            _notices.Say($"checkpoint {checkpoint.Filepath} was gone before it was uploaded");
            return true;
        }
        catch (Exception failure) when (!_stop.IsCancellationRequested)
        {
            Complain(checkpoint, failure.Message);
            return false;
        }
    }

    private void Complain(Checkpoint checkpoint, string reason)
    {
        if (!_isComplaintSaid)
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
