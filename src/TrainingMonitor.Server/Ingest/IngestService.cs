using TrainingMonitor.Contract;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Ingest;

/// <summary>The one way points take into the store, whichever transport brought them: read, append, answer when durable.</summary>
internal sealed class IngestService(DataStore store, ServerOptions options, CommandService commands, TimeProvider time)
{
    public async Task<BatchAnswer> WriteAsync(string runId, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        TextRule.Id("run id", runId);
        if (!store.Runs.Exists(runId))
        {
            throw ProblemException.UnknownRun(runId);
        }

        var batch = Read(body);
        var answer = await WriteAsync(runId, batch, stop);
        return commands.Take(runId, batch.Writer) is { Count: > 0 } waiting ? answer with { Commands = waiting } : answer;
    }

    /// <exception cref="ProblemException">The body is no batch.</exception>
    public PointBatch Read(ReadOnlyMemory<byte> body, string? writer = null) => BatchReader.Read(body.Span, Instant.Now(time), options.Input, writer);

    public async Task<BatchAnswer> WriteAsync(string runId, PointBatch batch, CancellationToken stop)
    {
        var result = await store.Points.AppendAsync(runId, batch, stop);
        commands.Seen(runId);
        return new BatchAnswer
        {
            Accepted = result.Accepted,
            Rejected = result.Rejected,
            Seq = batch.Writer is null ? null : result.Seq,
            Duplicate = result.Duplicate,
            Cursor = result.Cursor,
        };
    }
}
