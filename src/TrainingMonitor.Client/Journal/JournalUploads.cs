namespace TrainingMonitor.Client;

/// <summary>Sends the checkpoint files that an uploads journal names, each as long as it is what was saved.</summary>
internal static class JournalUploads
{
    public static async Task<JournalSyncResult> SendAsync(JournalFile file, JournalScan scan, RunIdentity run, Notices notices, CancellationToken cancel)
    {
        using var door = new ServerDoor(run, _ => { }, notices);
        var (sent, offset) = (0L, scan.FirstWaiting);
        JournalSyncResult Waiting(string why) => new(file.Path, run.RunId, JournalSyncOutcome.Waiting, sent, scan.Waiting - sent, why);
        try
        {
            await door.MakeRunAsync(cancel);
            while (file.TryReadOn(ref offset, out var read, out _))
            {
                if (read.Value.Kind != JournalKind.Upload)
                {
                    continue;
                }

                if (CheckpointUpload.Read(read.Value.Payload) is { } upload
                    && await upload.SendAsync(door, run.RunId, asSaved: true, notices, cancel) is { IsDone: false } failed)
                {
                    return Waiting(failed.Reason.Length > 0 ? failed.Reason : $"{door.Url} does not know the run");
                }

                file.Append(read.Value.Number, JournalKind.Ack, []);
                sent++;
            }
        }
        catch (Exception away) when (away is HttpRequestException or TimeoutException or IOException or OperationCanceledException)
        {
            return Waiting(away.Message);
        }

        file.Delete();
        return new JournalSyncResult(file.Path, run.RunId, JournalSyncOutcome.Sent, sent, 0);
    }
}
