namespace TrainingMonitor.Client;

/// <summary>The first reading of a journal that a writer left behind: what is in it, and what still has to be sent.</summary>
/// <param name="Run">Null when the file holds no whole run record: then nothing can be sent.</param>
/// <param name="FirstWaiting">Where the first unacknowledged delivery lies; the end when there is none.</param>
/// <param name="Waiting">Unacknowledged deliveries.</param>
/// <param name="LastNumber">The greatest number of a delivery.</param>
/// <param name="WholeUntil">Where the last whole record ends; behind it lies a torn tail, or nothing.</param>
/// <param name="IsDamaged">Whole records follow a broken one: no torn tail, something that was written is lost.</param>
/// <param name="SaysItsEnd">Whether a status is among the requests: the script was not killed.</param>
internal sealed record JournalScan(
    RunIdentity? Run, long FirstWaiting, long Waiting, long LastNumber, long WholeUntil, bool IsDamaged, bool SaysItsEnd)
{
    public static JournalScan Of(JournalFile file)
    {
        RunIdentity? run = null;
        var (saysItsEnd, last) = (false, 0L);
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
                    waiting.Enqueue((record.Number, offset - JournalCodec.RecordHeaderLength - record.Payload.Length));
                    break;
            }
        }

        return new JournalScan(
            run, waiting.TryPeek(out var first) ? first.Offset : end, waiting.Count, last, end, isDamaged, saysItsEnd);
    }
}
