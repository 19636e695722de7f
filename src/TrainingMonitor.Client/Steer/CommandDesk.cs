using System.Collections.Concurrent;
using System.Text.Json;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>
/// Takes each command once (the server repeats it until it is answered), sets the flags that the loop looks at, calls the
/// script's handlers and answers. Handlers run on the thread pool, one after the other, never on a training thread.
/// </summary>
internal sealed class CommandDesk(string runId, Notices notices, ISupervisor? supervisor)
{
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly ConcurrentDictionary<string, Func<TrainingCommand, Task>> _handlers = new();
    private readonly ConcurrentQueue<string> _wantCheckpoint = new();
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private volatile bool _shouldStop;
    private volatile bool _shouldStopAtEpochEnd;

    public bool ShouldStop => _shouldStop;

    public bool ShouldStopAtEpochEnd => _shouldStopAtEpochEnd;

    public bool ShouldCheckpoint => !_wantCheckpoint.IsEmpty;

    /// <summary>Where answers go; set once the pipeline is there, before it transmits.</summary>
    public Action<byte[]> Reply { get; set; } = _ => { };

    public void Stop() => _shouldStop = _shouldStopAtEpochEnd = true;

    public void On(string command, Func<TrainingCommand, Task> handler)
    {
        if (command is null || handler is null)
        {
            notices.Say($"got a {(command is null ? "handler without a command" : $"command '{command}' without a handler")}, want both; it is left out");
            return;
        }

        _handlers[command] = handler;
    }

    public void Take(JsonElement frame)
    {
        if (TrainingCommand.Read(frame) is not { } command || (command.Id.Length > 0 && !_seen.TryAdd(command.Id, true)))
        {
            return;
        }

        if (supervisor is not null)
        {
            // The process's own SDK answers where there is one.
            if (!supervisor.IsAttached)
            {
                var (ok, message) = supervisor.Take(command);
                Answer(command.Id, ok, message);
            }

            return;
        }

        if (command.Name == "stop")
        {
            _shouldStopAtEpochEnd = true;
            _shouldStop |= !command.IsAtEpochEnd;
        }

        if (_handlers.TryGetValue(command.Name, out var handler))
        {
            lock (_gate)
            {
                _last = _last.ContinueWith(_ => HandleAsync(command, handler), TaskScheduler.Default).Unwrap();
            }
        }
        else if (command.Name == "checkpoint")
        {
            _wantCheckpoint.Enqueue(command.Id);
        }
        else
        {
            var isStop = command.Name == "stop";
            Answer(command.Id, isStop, isStop ? "the script was asked to stop" : $"this script does not take the command '{command.Name}'");
        }
    }

    public void CheckpointSaved(string checkpointId)
    {
        while (_wantCheckpoint.TryDequeue(out var id))
        {
            Answer(id, true, $"saved as {checkpointId}");
        }
    }

    private async Task HandleAsync(TrainingCommand command, Func<TrainingCommand, Task> handler)
    {
        try
        {
            await handler(command);
            Answer(command.Id, true, "done");
        }
        catch (Exception failure)
        {
            notices.Say($"the handler of the command '{command.Name}' failed ({failure.Message})");
            Answer(command.Id, false, failure.Message);
        }
    }

    private void Answer(string id, bool ok, string message)
    {
        if (!Id.IsValid(id))
        {
            return;
        }

        Reply(RunRequests.Request("POST", $"/api/runs/{runId}/commands/{id}/result", json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", ok);
            json.WriteString("message", message);
            json.WriteEndObject();
        }));
    }
}
