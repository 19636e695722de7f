using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>The first reading of a journal that a writer left behind: what is in it, and what still has to be sent.</summary>
/// <param name="Run">Null when the file holds no whole run record: then nothing can be sent.</param>
/// <param name="FirstWaiting">Where the first unacknowledged delivery lies; the end when there is none.</param>
/// <param name="Waiting">Unacknowledged deliveries.</param>
/// <param name="LastNumber">The greatest number of a delivery.</param>
/// <param name="WholeUntil">Where the last whole record ends; behind it lies a torn tail, or nothing.</param>
/// <param name="IsDamaged">Whole records follow a broken one: no torn tail, something that was written is lost.</param>
/// <param name="SaysItsEnd">Whether a status is among the requests: the script was not killed.</param>
/// <param name="Resumes">Whether what waits takes the run over: of what its earlier writers left nothing would count any more.</param>
/// <param name="LastLogged">When the last point in it was logged, in seconds since 1970; null when it holds none.</param>
internal sealed record JournalScan(
    RunIdentity? Run, long FirstWaiting, long Waiting, long LastNumber, long WholeUntil, bool IsDamaged, bool SaysItsEnd, bool Resumes, double? LastLogged)
{
    public static JournalScan Of(JournalFile file)
    {
        RunIdentity? run = null;
        var (saysItsEnd, resumes, last, lastBatch) = (false, 0L, 0L, -1L);
        var waiting = new Queue<(long Number, long Offset)>();
        long offset = JournalCodec.FileHeaderLength;
        long end = offset;
        var isDamaged = false;
        for (; file.TryReadOn(ref offset, out var read, out var skipped); end = offset)
        {
            var record = read.Value;
            isDamaged |= skipped;
            switch (record.Kind)
            {
                case JournalKind.Run:
                    run ??= RunIdentity.Read(record.Payload);
                    break;
                case JournalKind.Ack:
                    while (waiting.TryPeek(out var oldest) && oldest.Number <= record.Number)
                    {
                        waiting.Dequeue();
                    }

                    break;
                case JournalKind.Batch or JournalKind.Request or JournalKind.Upload:
                    last = record.Number;
                    saysItsEnd |= record.Kind == JournalKind.Request && RunRequests.IsStatus(record.Payload);
                    resumes = record.Kind == JournalKind.Request && RunRequests.IsResume(record.Payload) ? record.Number : resumes;
                    var start = offset - JournalCodec.RecordHeaderLength - record.Payload.Length;
                    lastBatch = record.Kind == JournalKind.Batch ? start : lastBatch;
                    waiting.Enqueue((record.Number, start));
                    break;
            }
        }

        return new JournalScan(
            run, waiting.TryPeek(out var first) ? first.Offset : end, waiting.Count, last, end, isDamaged, saysItsEnd,
            waiting.Count > 0 && resumes >= waiting.Peek().Number,
            lastBatch >= 0 && file.TryRead(ref lastBatch, out var batch) ? LastTime(batch.Value.Payload) : null);
    }

    private static double? LastTime(byte[] batch)
    {
        using var parsed = JsonText.TryParse(batch);
        return parsed?.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("times", out var times)
            && times.ValueKind == JsonValueKind.Array
            && times.GetArrayLength() is > 0 and var count
            && times[count - 1] is { ValueKind: JsonValueKind.Number } newest
            && newest.TryGetDouble(out var seconds)
            ? seconds
            : null;
    }
}
