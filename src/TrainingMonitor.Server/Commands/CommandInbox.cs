using TrainingMonitor.Contract;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Commands;

/// <summary>
/// The commands of one run on their way to its writers. Each writer gets each command, and again until someone has
/// answered it; what was answered still goes, for a while, to those writers that have not seen it, since every rank of a
/// run must stop. Its lock is held for the length of a list, never while something is waited for.
/// </summary>
internal sealed class CommandInbox
{
    /// <summary>An answer over HTTP may be lost on its way; a command that is not answered by then is handed over again.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];
    private readonly List<(string Writer, Viewer Socket)> _sockets = [];
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seenAt;

    /// <summary>When a writer last gave a sign of life; null before the first.</summary>
    public Instant? SeenAt => Volatile.Read(ref _seenAt) is var at and not 0 ? new Instant(at) : null;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count == 0;
            }
        }
    }

    public void Seen(Instant now) => Volatile.Write(ref _seenAt, now.Microseconds);

    public void Connect(string writer, Viewer socket)
    {
        lock (_gate)
        {
            _sockets.Add((writer, socket));
        }
    }

    public void Disconnect(Viewer socket)
    {
        lock (_gate)
        {
            _sockets.RemoveAll(one => one.Socket == socket);
        }
    }

    public void Add(GivenCommand given, Instant now)
    {
        TaskCompletionSource arrived;
        lock (_gate)
        {
            var waiting = new Waiting(given);
            _waiting.Add(waiting);
            foreach (var (writer, socket) in _sockets)
            {
                socket.Post(Frames.Command(given.Command));
                waiting.HandedAt[writer] = now;
            }

            (arrived, _arrival) = (_arrival, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        arrived.TrySetResult();
    }

    /// <summary>Completes when the next command is given.</summary>
    public Task Arrival
    {
        get
        {
            lock (_gate)
            {
                return _arrival.Task;
            }
        }
    }

    public void Answered(string commandId)
    {
        lock (_gate)
        {
            _waiting.Find(one => one.Given.Command.Id == commandId)?.IsAnswered = true;
        }
    }

    /// <summary>What this writer is to get now.</summary>
    /// <param name="writer">By name; empty for a client without one.</param>
    /// <param name="segment">The run's own: what was asked of an earlier one is void.</param>
    /// <param name="now">The time.</param>
    /// <param name="patience">How long an answered command still goes to the other writers.</param>
    /// <param name="isNewSocket">What an earlier socket carried may not have arrived.</param>
    public IReadOnlyList<RunCommand> Take(string writer, int segment, Instant now, TimeSpan patience, bool isNewSocket = false)
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return [];
            }

            _waiting.RemoveAll(one => one.Given.Segment != segment || (one.IsAnswered && Since(one.Given.GivenAt, now) > patience));
            var due = _waiting.Where(one => one.HandedAt.TryGetValue(writer, out var handed)
                ? !one.IsAnswered && (isNewSocket || Since(handed, now) >= AgainAfter)
                : true).ToArray();
            foreach (var one in due)
            {
                one.HandedAt[writer] = now;
            }

            return [.. due.Select(one => one.Given.Command)];
        }
    }

    private static TimeSpan Since(Instant then, Instant now) => TimeSpan.FromMicroseconds(now.Microseconds - then.Microseconds);

    private sealed class Waiting(GivenCommand given)
    {
        public GivenCommand Given { get; } = given;

        public bool IsAnswered { get; set; }

        public Dictionary<string, Instant> HandedAt { get; } = new(StringComparer.Ordinal);
    }
}
