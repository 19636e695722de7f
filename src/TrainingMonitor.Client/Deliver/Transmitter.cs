using System.Threading.Channels;

namespace TrainingMonitor.Client;

/// <summary>
/// Brings what waits in the outbox to the server, one delivery at a time, over connections that it makes anew after each
/// failure. Stops for good only when the server says that this writer's points are not wanted any more. A rank that logged
/// before rank 0's resume was there meets the fence of its own resume: it goes on under another name, once.
/// </summary>
/// <param name="rejoins">Whether it is of a resume that another rank makes.</param>
internal sealed class Transmitter(Outbox outbox, ServerDoor door, Notices notices, TimeProvider time, Random random, bool rejoins = false)
{
    private static readonly TimeSpan RejoinsFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    private readonly Channel<bool> _added = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Backoff _backoff = new(random);
    private readonly long _started = time.GetTimestamp();
    private bool _rejoins = rejoins;
    private RenamedWriter? _renamed;
    private volatile bool _isConnected;

    public bool IsConnected => _isConnected;

    /// <summary>To be called after each addition to the outbox.</summary>
    public void Wake() => _added.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            TimeSpan? wait = null;
            try
            {
                await using var connection = await door.OpenAsync(cancel);
                wait = await DeliverAsync(connection, cancel);
                if (wait is null)
                {
                    return;
                }
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Whatever it was, training goes on; the journal keeps what is logged.
                notices.Disconnected(door.Url, failure.Message);
            }
            finally
            {
                _isConnected = false;
            }

            var pause = _backoff.Next();
            await Task.Delay(wait > pause ? wait.Value : pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How long to wait before the next connection; null to deliver no more.</summary>
    private async Task<TimeSpan?> DeliverAsync(IServerConnection connection, CancellationToken cancel)
    {
        while (true)
        {
            if (outbox.Current() is not { } delivery)
            {
                _isConnected = true;
                await WaitAsync(connection, cancel);
                continue;
            }

            if (_renamed is not null && delivery.Kind == JournalKind.Batch)
            {
                _renamed.Apply(delivery);
            }

            var answer = await connection.SendAsync(delivery, cancel);
            if (answer.Outcome == Outcome.Delivered)
            {
                _isConnected = true;
                notices.Reconnected(door.Url);
                foreach (var sentence in answer.Rejected ?? [])
                {
                    notices.Say(sentence);
                }

                _backoff.Reset();
                outbox.Acknowledge(delivery);
            }
            else if (answer.Outcome == Outcome.Deleted)
            {
                notices.Say("the run was deleted on the server: what this process still logs is kept nowhere");
                outbox.Discard();
                return null;
            }
            else if (delivery.Kind == JournalKind.Request && answer.Outcome is not (Outcome.Later or Outcome.UnknownRun))
            {
                notices.Unsupported(answer.Detail);
                outbox.Acknowledge(delivery);
            }
            else if (answer.Outcome == Outcome.Refused && !delivery.IsEmptied)
            {
                // Its place must be filled, or everything behind it would be a gap.
                notices.Refused(answer.Detail);
                delivery.Empty();
            }
            else if (answer.Outcome == Outcome.Gap)
            {
                Rename(delivery);
                notices.Say($"the server lost earlier points of this run ({answer.Detail}); going on as writer {_renamed?.Name}");
                return TimeSpan.Zero;
            }
            else if (answer.Outcome == Outcome.Fenced && _rejoins && time.GetElapsedTime(_started) < RejoinsFor)
            {
                _rejoins = false;
                Rename(delivery);
                return TimeSpan.Zero;
            }
            else if (answer.Outcome == Outcome.Fenced)
            {
                notices.Say("the run was resumed elsewhere: what this process logs is not wanted any more");
                outbox.Discard();
                return null;
            }
            else
            {
                // Also an unknown run and any other refusal: the batch stays, in case the right server comes back.
                notices.Disconnected(door.Url, answer.Detail);
                return answer.RetryAfter ?? TimeSpan.Zero;
            }
        }
    }

    private void Rename(Delivery delivery)
    {
        _renamed = new RenamedWriter($"{door.FirstWriter}-r{delivery.Number}");
        door.RenameWriter(_renamed.Name);
    }

    /// <summary>Until there is something to deliver; keeps the run alive meanwhile.</summary>
    private async Task WaitAsync(IServerConnection connection, CancellationToken cancel)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var added = _added.Reader.WaitToReadAsync(waiting.Token).AsTask();
        while (true)
        {
            var heartbeat = Task.Delay(HeartbeatEvery, time, waiting.Token);
            var first = await Task.WhenAny(added, connection.Closed, heartbeat);
            cancel.ThrowIfCancellationRequested();
            if (first == added)
            {
                _added.Reader.TryRead(out _);
                await waiting.CancelAsync();
                return;
            }

            if (first == connection.Closed)
            {
                await waiting.CancelAsync();
                throw new IOException("the server closed the connection");
            }

            await connection.HeartbeatAsync(cancel);
        }
    }
}
