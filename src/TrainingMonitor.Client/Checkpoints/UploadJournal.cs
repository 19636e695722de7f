namespace TrainingMonitor.Client;

/// <summary>
/// The uploads of one writer that the server does not have yet, on disk beside its journal and in the same bytes: what does not
/// arrive before the script ends or is killed, the next one sends, or <c>tmon sync</c>. The file is there only while something waits.
/// </summary>
internal sealed class UploadJournal(string path, byte[] run) : IDisposable
{
    private readonly Lock _lock = new();
    private JournalFile? _file;
    private long _number;
    private int _waiting;
    private bool _isClosed;

    public string Folder => Path.GetDirectoryName(Path.GetDirectoryName(path))!;

    /// <summary>Its number; null when the disk refuses: then only memory knows of it.</summary>
    public long? TryNote(CheckpointUpload upload)
    {
        lock (_lock)
        {
            try
            {
                if (_isClosed)
                {
                    return null;
                }

                _file ??= JournalFile.Create(path, run);
                _file.Append(_number + 1, JournalKind.Upload, upload.Payload());
                _file.Flush();
                _waiting++;
                return ++_number;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>The server has it, and all before it.</summary>
    public void Strike(long number)
    {
        lock (_lock)
        {
            try
            {
                if (_file is not null && --_waiting == 0)
                {
                    _file.Delete();
                    _file = null;
                }

                _file?.Append(number, JournalKind.Ack, []);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // It is sent once more, and replaces itself.
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _file?.Dispose();
            _file = null;
        }
    }
}
