namespace TrainingMonitor.Client;

/// <summary>
/// When the writer of a journal began. Of one run, what a resume superseded has to be sent before what resumed; the times of the
/// file do not tell, since a sending that was cut off has written to it.
/// </summary>
internal static class JournalBirth
{
    /// <returns>Seconds since 1970; of a file that does not say, when it was written last.</returns>
    public static double Of(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var head = new byte[JournalCodec.FileHeaderLength + JournalCodec.RecordHeaderLength];
            file.ReadExactly(head);
            if (head.AsSpan().StartsWith(JournalCodec.Magic) && JournalCodec.PayloadLength(head.AsSpan(JournalCodec.FileHeaderLength)) is { } length)
            {
                var record = new byte[JournalCodec.RecordHeaderLength + length];
                file.Position = JournalCodec.FileHeaderLength;
                file.ReadExactly(record);
                if (JournalCodec.Decode(record) is { Kind: JournalKind.Run } run && RunIdentity.Read(run.Payload)?.Born is { } born)
                {
                    return born;
                }
            }
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            // Cut short, or its writer has it open: whatever its place, it is not sent.
        }

        return (File.GetLastWriteTimeUtc(path) - DateTime.UnixEpoch).TotalSeconds;
    }
}
