namespace TrainingMonitor.Client;

/// <summary>
/// Rewrites a journal that has reached its limit: what is acknowledged goes; when that is not enough, every second step of
/// the older half goes too and is counted in its batch. Numbers stay, so the replay has no gap.
/// </summary>
internal static class JournalThinning
{
    /// <param name="full">The file that has reached the limit; closed afterwards.</param>
    /// <param name="runRecord">The payload of its first record.</param>
    /// <param name="current">The delivery that may be in flight and lies in the file: keeps its bytes.</param>
    /// <param name="readFrom">Where the deliveries behind it begin, before and after.</param>
    /// <param name="limit">Half of it is what the rewritten file should stay below.</param>
    public static JournalFile Rewrite(JournalFile full, byte[] runRecord, Delivery? current, ref long readFrom, long limit)
    {
        var middle = full.End - ((full.End - readFrom) / 2);
        var isThinned = full.End - readFrom > limit / 2;
        var thin = full.CreateSuccessor(runRecord);
        try
        {
            if (current is not null)
            {
                thin.Append(current.Number, current.Kind, current.Payload);
            }

            var newReadFrom = thin.End;
            var isOdd = false;
            var offset = readFrom;
            for (var start = offset; full.TryRead(ref offset, out var read); start = offset)
            {
                var record = read.Value;
                if (record.Kind is not (JournalKind.Batch or JournalKind.Request))
                {
                    continue;
                }

                var gives = isThinned && record.Kind == JournalKind.Batch && start < middle;
                isOdd ^= gives;
                thin.Append(record.Number, record.Kind, gives ? BatchEdit.Halve(record.Payload, keepsSingle: isOdd) : record.Payload);
            }

            thin.Replace(full);
            readFrom = newReadFrom;
            return thin;
        }
        catch
        {
            thin.Dispose();
            throw;
        }
    }
}
