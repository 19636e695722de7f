using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// One batch on its way through the writer. Nothing of it touches memory before the commit but numbers that run ahead
/// (cursor, seq, step) and fall back when the commit fails; the bytes go into the run's one tail row of the group.
/// </summary>
internal sealed class AppendJob(RunCatalog runs, DataStoreOptions options, string runId, PointBatch batch) : WriteJob
{
    private readonly TaskCompletionSource<AppendResult> _done = new();
    private RunEntry? _entry;
    private StoredBatch? _stored;
    private AppendResult? _result;

    public Task<AppendResult> Task => _done.Task;

    public override long Bytes => 512 + ((16L + (8L * batch.Metrics.Length)) * batch.Rows);

    /// <summary>It refuses before its first statement.</summary>
    public override bool NeedsSavepoint => false;

    public override bool AnswersInline => true;

    public override void Execute(WriteScope scope)
    {
        _entry = runs.ForWriting(runId);
        var series = _entry.Series;
        if (RepeatOf(series) is { } repeat)
        {
            _result = repeat;
            return;
        }

        scope.Touch(_entry);
        _entry.SeenAt(scope.Now);
        if (_entry.Next!.Run.Status == RunStatus.Interrupted)
        {
            RunChanges.SetStatus(scope, _entry, RunStatus.Running, batch.Writer is null ? "points came in" : $"{batch.Writer} came back");
        }

        var plan = new AppendPlan(series, batch, options);
        OpenSegment(scope, plan.Steps);
        var cursor = _entry.Advance();
        _stored = plan.ToStored(series.Newest.Number, cursor, scope.Now);
        _entry.AddToTail(_stored);
        series.PendingStep = plan.LastStep ?? series.PendingStep;
        if (batch.Writer is not null)
        {
            series.Writer(batch.Writer).PendingSeq = batch.Seq;
        }

        scope.Tell(new PointsAppended(runId, cursor, _stored.Segment, plan.Told()));
        new AppendEvents(scope, _entry, plan, batch).Tell();
        _result = new AppendResult(_stored.Accepted, _stored.Rejected, batch.Seq, false, _entry.NextCursor);
    }

    public override void Publish()
    {
        if (_stored is not null)
        {
            _entry!.Series.Apply(_stored, _result!.Cursor);
            runs.Open(_entry);
        }
    }

    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception reason) => _done.TrySetException(reason);

    /// <summary>The answer to a batch that is stored already; null for the next one.</summary>
    private AppendResult? RepeatOf(RunSeries series)
    {
        if (batch.Writer is null)
        {
            return null;
        }

        var writer = series.FindWriter(batch.Writer);
        if (writer is { Fenced: true })
        {
            throw new FencedWriterException(batch.Writer);
        }

        var last = writer?.PendingSeq ?? 0;
        if (batch.Seq > last + 1)
        {
            throw new SequenceGapException(batch.Writer, batch.Seq, last + 1);
        }

        if (batch.Seq > last)
        {
            return null;
        }

        var isLast = writer is not null && batch.Seq == writer.Seq;
        return isLast
            ? new AppendResult(writer!.Accepted, writer.Rejected, batch.Seq, true, _entry!.NextCursor)
            : new AppendResult(AppendPlan.Count(batch), batch.Rejected, batch.Seq, true, _entry!.NextCursor);
    }

    /// <summary>A resume without a step begins where its first points do.</summary>
    private void OpenSegment(WriteScope scope, ReadOnlySpan<long> steps)
    {
        var newest = _entry!.Series.Newest;
        if (newest.Number == 1 || newest.FromStep is not null || steps.IsEmpty)
        {
            return;
        }

        var opened = newest with { FromStep = steps[0] };
        SegmentTable.Put(scope.Connection, _entry.Number, opened);
        lock (_entry.Series.Gate)
        {
            _entry.Series.SetSegments([.. _entry.Series.Segments.SkipLast(1), opened]);
        }

        SeriesSums.Renew(_entry, scope.Connection);
    }
}
