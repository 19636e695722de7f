using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Hosts;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Logs;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Live;

/// <summary>The writer's side of a socket: says hello once, then sends numbered batches and gets an ack when each is durable.</summary>
internal sealed class WriterSession(DataStore store, LifeSign life, IngestService ingest, CommandService commands, Viewer outgoing)
{
    private string? _runId;
    private string? _writer;

    public async Task HandleAsync(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        long? seq = null;
        try
        {
            var request = Peek(message.Span, out seq);
            switch (request.Type)
            {
                case "hello":
                    await HelloAsync(request, stop);
                    break;
                case "metrics":
                    await MetricsAsync(message, stop);
                    break;
                case "heartbeat":
                    await life.HearAsync(Run, _writer!, stop);
                    Again();
                    break;
                case "command_result":
                    life.Admit(Run, _writer);
                    var id = request.Id ?? throw ProblemException.BadRequest("got no 'id', want the command that this answers");
                    await commands.AnswerAsync(Run, id, new CommandResult(request.Ok ?? true, request.Message), stop);
                    break;
                case "log":
                    life.Admit(Run, _writer);
                    var lines = request.Lines ?? throw ProblemException.BadRequest("got no 'lines', want what was printed");
                    var logged = await LogEndpoints.AppendAsync(store, commands, Run, new NewLogLines(lines) { Writer = request.Seq is null ? null : _writer, Seq = request.Seq }, stop);
                    if (logged.Rejected is [var first, ..])
                    {
                        outgoing.Post(Frames.Error($"line {first.Index}: {first.Reason}; {logged.Rejected.Count} of {lines.Count} lines were not taken", seq));
                    }

                    break;
                case "system":
                    life.Admit(Run, _writer);
                    var samples = request.Samples ?? throw ProblemException.BadRequest("got no 'samples', want how loaded the host is");
                    var host = request.Host ?? throw ProblemException.BadRequest("got no 'host', want its name");
                    await store.System.AddAsync(Run, SystemRules.Checked(new SystemReport(host, samples, _writer)), stop);
                    commands.Seen(Run);
                    break;
                case "status":
                    life.Admit(Run, _writer);
                    var status = request.Status ?? throw ProblemException.BadRequest("got no 'status', want the status that the run becomes");
                    TextRule.Prose("error", request.Error, 100_000);
                    await store.Runs.UpdateAsync(Run, new RunUpdate { Status = status, Error = request.Error }, stop);
                    break;
            }
        }
        catch (SequenceGapException gap)
        {
            outgoing.Post(Frames.Error(gap.Message, seq, gap.ExpectedSeq));
        }
        catch (FencedWriterException fenced)
        {
            outgoing.Post(Frames.Error(fenced.Message, seq, fenced: true));
        }
        catch (Exception error) when (error is ProblemException or StoreException)
        {
            outgoing.Post(Frames.Error(error.Message, seq));
        }
    }

    /// <summary>The socket closes, or is another run's from now on.</summary>
    public void End()
    {
        if (_runId is not null)
        {
            commands.Disconnect(_runId, outgoing);
        }
    }

    // What was handed over long ago and not answered.
    private void Again()
    {
        foreach (var command in commands.Take(Run, _writer))
        {
            outgoing.Post(Frames.Command(command));
        }
    }

    private string Run => _runId ?? throw ProblemException.BadRequest("got a writer's message before hello, want {\"type\":\"hello\",\"run_id\",\"writer\"} first");

    private async Task HelloAsync(WriterMessage request, CancellationToken stop)
    {
        TextRule.Id("run_id", request.RunId ?? throw ProblemException.BadRequest("got hello without 'run_id', want the run to write to"));
        TextRule.Name("writer", request.Writer ?? throw ProblemException.BadRequest("got hello without 'writer', want a name unique in the run"), BatchReader.MaxWriterLength);
        if (store.Runs.Find(request.RunId) is null)
        {
            throw ProblemException.UnknownRun(request.RunId);
        }

        End();
        (_runId, _writer) = (request.RunId, request.Writer);
        if (store.Points.IsFenced(_runId, _writer))
        {
            // It is told with its first message; its batches may be asked about until then.
            outgoing.Post(Frames.Welcome(store.Points.NextSeq(_runId, _writer), []));
            return;
        }

        await life.HearAsync(_runId, _writer, stop);
        // What is given between the two lines is found by the look after them.
        outgoing.Post(Frames.Welcome(store.Points.NextSeq(_runId, _writer), commands.Take(_runId, _writer, isNewSocket: true)));
        commands.Connect(_runId, _writer, outgoing);
        Again();
    }

    private async Task MetricsAsync(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        var run = Run;
        var batch = ingest.Read(message.Span, _writer);
        outgoing.Post(Frames.Ack(await ingest.WriteAsync(run, batch, hasFrames: true)));
    }

    // A batch is read by the ingest reader, straight into columns; here only its type and number are looked up.
    private static WriterMessage Peek(ReadOnlySpan<byte> message, out long? seq)
    {
        seq = null;
        try
        {
            var isBatch = false;
            var json = new Utf8JsonReader(message);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isType = json.ValueTextEquals("type"u8);
                var isSeq = json.ValueTextEquals("seq"u8);
                json.Read();
                isBatch |= isType && json.ValueTextEquals("metrics"u8);
                if (isSeq && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number))
                {
                    seq = number;
                }

                if (isBatch && seq is not null)
                {
                    break;
                }

                json.Skip();
            }

            return isBatch ? new WriterMessage { Type = "metrics" } : JsonSerializer.Deserialize(message, WireJson.Default.WriterMessage)!;
        }
        catch (JsonException) when (seq is not null || BareNumbers.Quote(message) is not null)
        {
            // The batch reader takes bare NaN and says precisely what else is wrong.
            return new WriterMessage { Type = "metrics" };
        }
        catch (JsonException error)
        {
            throw ProblemException.BadRequest(JsonSentence.Of(error, WireJson.Default.WriterMessage));
        }
        catch (InvalidOperationException error) when (error.InnerException is null)
        {
            throw ProblemException.BadRequest("got a string that is not valid Unicode, want UTF-8 text without lone surrogates");
        }
    }
}
