namespace TrainingMonitor.Client;

/// <summary>What a record is; a kind that this version does not know is skipped.</summary>
internal enum JournalKind : byte
{
    Run = 1,
    Batch = 2,
    Ack = 3,
    Request = 4,

    /// <summary>A checkpoint file to be sent; only in a journal of uploads.</summary>
    Upload = 5,
}

/// <summary>One whole record of a journal; drawn in <c>docs/format/journal.md</c>.</summary>
internal readonly record struct JournalRecord(long Number, JournalKind Kind, byte[] Payload);
