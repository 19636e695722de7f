using TrainingMonitor.Contract;
using TrainingMonitor.Server.Commands;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Ingest;

/// <summary>The one way points take into the store, whichever transport brought them: read, append, answer when durable.</summary>
internal sealed class IngestService(DataStore store, ServerOptions options, CommandService commands, TimeProvider time)
{
    /// <exception cref="ProblemException">There is no such run, or the body is no batch.</exception>
    public PointBatch Read(string runId, ReadOnlySpan<byte> body)
    {
        TextRule.Id("run id", runId);
        return store.Runs.Exists(runId) ? Read(body) : throw ProblemException.UnknownRun(runId);
    }

    /// <exception cref="ProblemException">The body is no batch.</exception>
    public PointBatch Read(ReadOnlySpan<byte> body, string? writer = null) => BatchReader.Read(body, Instant.Now(time), options.Input, writer);

    /// <summary>Stores a batch. Not to be cancelled: what has come in whole is stored whether or not its sender waits for the answer.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="batch">Its points.</param>
    /// <param name="hasFrames">The writer gets its commands as frames of its own, not with the answer.</param>
    public async Task<BatchAnswer> WriteAsync(string runId, PointBatch batch, bool hasFrames = false)
    {
        var result = await store.Points.AppendAsync(runId, batch, CancellationToken.None);
        commands.Seen(runId);
        return new BatchAnswer
        {
            Commands = hasFrames ? [] : commands.Take(runId, batch.Writer),
            Accepted = result.Accepted,
            Rejected = result.Rejected,
            Seq = batch.Writer is null ? null : result.Seq,
            Duplicate = result.Duplicate,
            Cursor = result.Cursor,
        };
    }
}
