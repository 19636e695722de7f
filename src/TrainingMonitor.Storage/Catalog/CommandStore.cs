using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

/// <summary>Commands as they were given and answered, each with its event. Who gets them when is not this store's business.</summary>
public sealed class CommandStore
{
    private readonly StoreWriter _writer;
    private readonly RunCatalog _runs;
    private readonly ReadConnections _readers;

    internal CommandStore(StoreWriter writer, RunCatalog runs, ReadConnections readers) => (_writer, _runs, _readers) = (writer, runs, readers);

    /// <exception cref="UnknownRunException">There is no such run.</exception>
    public Task<GivenCommand> GiveAsync(string runId, RunCommand command, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var entry = _runs.ForWriting(runId);
            var given = new GivenCommand(runId, entry.Next!.Run.Segment, scope.Now, command);
            Sql.Run(
                scope.Connection,
                "INSERT INTO commands (run, id, segment, body, given_at) VALUES ($1, $2, $3, $4, $5)",
                entry.Number, command.Id, given.Segment, JsonSerializer.Serialize(command, WireJson.Default.RunCommand), scope.Now.Microseconds);
            var words = command.Command == "load_checkpoint" ? $"load_checkpoint {command.CheckpointId}" : command.Command;
            Tell(scope, entry, command.Id, EventLevel.Info, command.When == "now" ? $"{words} asked of the script" : $"{words} asked of the script at the end of the epoch");
            return given;
        });
    }

    /// <summary>Notes the script's answer; a repeated one changes nothing.</summary>
    /// <exception cref="UnknownRunException">There is no such run.</exception>
    /// <exception cref="UnknownCommandException">The run was not given such a command.</exception>
    public Task<bool> AnswerAsync(string runId, string commandId, CommandResult result, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return _writer.RunAsync(scope =>
        {
            var entry = _runs.ForWriting(runId);
            var name = Sql.Scalar<string>(scope.Connection, "SELECT body FROM commands WHERE run = $1 AND id = $2", entry.Number, commandId) is { } body
                ? StoredJson.Untold.Read("", body, WireJson.Default.RunCommand!, null)?.Command ?? "a command"
                : throw new UnknownCommandException(commandId);
            var isFirst = Sql.Run(
                scope.Connection,
                "UPDATE commands SET answered_at = $1, ok = $2, message = $3 WHERE run = $4 AND id = $5 AND answered_at IS NULL",
                scope.Now.Microseconds, result.Ok ? 1 : 0, result.Message, entry.Number, commandId) > 0;
            if (isFirst)
            {
                var words = string.IsNullOrEmpty(result.Message) ? (result.Ok ? "done" : "refused") : result.Message;
                Tell(scope, entry, commandId, result.Ok ? EventLevel.Info : EventLevel.Warning, $"{name}: {words}");
            }

            return isFirst;
        });
    }

    /// <summary>What waits for an answer since before this start.</summary>
    public IReadOnlyList<GivenCommand> Unanswered()
    {
        using var lease = _readers.Rent();
        using var command = Sql.Command(
            lease.Connection,
            "SELECT r.id, c.segment, c.given_at, c.body FROM commands c JOIN runs r ON r.run = c.run WHERE c.answered_at IS NULL AND c.segment = r.segment ORDER BY c.n");
        using var reader = command.ExecuteReader();
        var found = new List<GivenCommand>();
        while (reader.Read())
        {
            if (StoredJson.Untold.Read("", reader.GetString(3), WireJson.Default.RunCommand!, null) is { } body)
            {
                found.Add(new GivenCommand(reader.GetString(0), reader.GetInt32(1), new Instant(reader.GetInt64(2)), body));
            }
        }

        return found;
    }

    private static void Tell(WriteScope scope, RunEntry entry, string commandId, EventLevel level, string message)
    {
        var data = JsonElement.Parse($$"""{"command_id":"{{commandId}}"}""");
        scope.Touch(entry);
        EventStore.Tell(scope, entry, EventStore.Make(entry.Next!.Run.Id, scope.Now, EventKind.Command, level, message) with { Data = data });
        RunChanges.Save(scope, entry);
    }
}
