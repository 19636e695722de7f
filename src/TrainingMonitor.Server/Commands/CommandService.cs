using System.Collections.Concurrent;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Live;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Commands;

/// <summary>Gives commands to the writers of runs, over whichever transport each of them uses, and takes their answers.</summary>
internal sealed class CommandService
{
    private readonly ConcurrentDictionary<string, CommandInbox> _inboxes = new(StringComparer.Ordinal);
    private readonly DataStore _store;
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;

    public CommandService(DataStore store, ServerOptions options, TimeProvider time)
    {
        (_store, _options, _time) = (store, options, time);
        foreach (var given in store.Commands.Unanswered())
        {
            Inbox(given.RunId).Add(given, Instant.Now(time));
        }
    }

    /// <summary>A writer of the run has written, said hello or sent a heartbeat.</summary>
    public void Seen(string runId) => Inbox(runId).Seen(Instant.Now(_time));

    public bool IsLive(string runId) =>
        _inboxes.TryGetValue(runId, out var inbox) && inbox.SeenAt is { } at && Instant.Now(_time).Microseconds - at.Microseconds <= _options.RunTimeout.TotalMicroseconds;

    public void Connect(string runId, string writer, Viewer socket) => Inbox(runId).Connect(writer, socket);

    public void Disconnect(string runId, Viewer socket) => Inbox(runId).Disconnect(socket);

    public void Forget(string runId) => _inboxes.TryRemove(runId, out _);

    /// <exception cref="ProblemException">409: nobody is there to obey.</exception>
    public async Task<CommandGiven> GiveAsync(Run run, RunCommand command, CancellationToken stop)
    {
        if (run.Status != RunStatus.Running || (!IsLive(run.Id) && run.Job is null))
        {
            var why = run.Status == RunStatus.Running ? "has not been heard of for a while" : $"is {Contract.Json.WireWord<RunStatus>.Of(run.Status)}";
            throw new ProblemException(409, $"got {command.Command} for a run whose script {why}, want one with a live writer");
        }

        var given = await _store.Commands.GiveAsync(run.Id, command, stop);
        Inbox(run.Id).Add(given, Instant.Now(_time));
        return new CommandGiven(command.Id);
    }

    public IReadOnlyList<RunCommand> Take(string runId, string? writer, bool isNewSocket = false) =>
        _inboxes.TryGetValue(runId, out var inbox) && !inbox.IsEmpty && _store.Runs.Find(runId) is { } run
            ? inbox.Take(writer ?? "", run.Segment, Instant.Now(_time), _options.RunTimeout, isNewSocket)
            : [];

    /// <summary>What there is, or what comes within the wait.</summary>
    public async Task<IReadOnlyList<RunCommand>> WaitAsync(string runId, string? writer, TimeSpan wait, CancellationToken stop)
    {
        var inbox = Inbox(runId);
        var arrival = inbox.Arrival;
        var waiting = Take(runId, writer);
        if (waiting.Count > 0 || wait <= TimeSpan.Zero)
        {
            return waiting;
        }

        await Task.WhenAny(arrival, Task.Delay(wait, _time, stop));
        return Take(runId, writer);
    }

    public async Task AnswerAsync(string runId, string commandId, CommandResult result, CancellationToken stop)
    {
        TextRule.Id("command id", commandId);
        TextRule.Prose("message", result.Message, 10_000);
        await _store.Commands.AnswerAsync(runId, commandId, result, stop);
        Inbox(runId).Answered(commandId);
    }

    private CommandInbox Inbox(string runId) => _inboxes.GetOrAdd(runId, static _ => new CommandInbox());
}
