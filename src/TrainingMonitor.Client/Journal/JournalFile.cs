using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace TrainingMonitor.Client;

/// <summary>
/// One writer's journal, held open under an exclusive lock: appended to by its owner, or read back by whoever replays it.
/// Not safe for several threads; <see cref="Outbox"/> guards it.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private SafeFileHandle _handle;

    private JournalFile(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
    }

    public string Path { get; private set; }

    /// <summary>Where the next record goes: the end of the last whole one.</summary>
    public long End { get; private set; }

    /// <summary>Makes the file with its header and the run record.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <remarks>A file of this name can only be what an attempt of this writer's own left.</remarks>
    public static JournalFile Create(string path, ReadOnlySpan<byte> run)
    {
        var file = new JournalFile(path, OpenInFolder(path));
        try
        {
            file.CutAt(0);
            file.Append([.. JournalCodec.FileHeader(), .. JournalCodec.Encode(0, JournalKind.Run, run)]);
            return file;
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    /// <summary>Another writer of the run may take the empty folder away between the two calls.</summary>
    private static Microsoft.Win32.SafeHandles.SafeFileHandle OpenInFolder(string path)
    {
        const int Tries = 5;
        for (var attempt = 1; ; attempt++)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (DirectoryNotFoundException) when (attempt < Tries)
            {
                // Made again.
            }
        }
    }

    /// <summary>Begins the file that will take this one's place; a leftover of an earlier attempt goes.</summary>
    public JournalFile CreateSuccessor(ReadOnlySpan<byte> run) => Create(Path + ".tmp", run);

    /// <summary>Takes the predecessor's name; whole on disk before it does.</summary>
    public void Replace(JournalFile predecessor)
    {
        RandomAccess.FlushToDisk(_handle);
        if (OperatingSystem.IsWindows())
        {
            // Where no open file can be renamed: the lock is given up for a moment.
            predecessor.Dispose();
            _handle.Dispose();
            File.Move(Path, predecessor.Path, overwrite: true);
            _handle = File.OpenHandle(predecessor.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        else
        {
            File.Move(Path, predecessor.Path, overwrite: true);
        }

        Path = predecessor.Path;
        predecessor.Dispose();
    }

    /// <summary>Opens a journal that its writer left behind. Null while another process holds it.</summary>
    public static JournalFile? TryOpen(string path)
    {
        try
        {
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return new JournalFile(path, handle) { End = RandomAccess.GetLength(handle) };
        }
        catch (IOException)
        {
            return null;
        }
    }

    public ushort? ReadVersion()
    {
        Span<byte> header = stackalloc byte[JournalCodec.FileHeaderLength];
        return RandomAccess.Read(_handle, header, 0) == header.Length && header.StartsWith(JournalCodec.Magic)
            ? BinaryPrimitives.ReadUInt16LittleEndian(header[4..])
            : null;
    }

    public void Append(long number, JournalKind kind, ReadOnlySpan<byte> payload) => Append(JournalCodec.Encode(number, kind, payload));

    /// <summary>Reads the record at <paramref name="offset"/> and moves it on; false at the end, and where a record is cut short or damaged.</summary>
    public bool TryRead(ref long offset, [NotNullWhen(true)] out JournalRecord? record)
    {
        record = null;
        Span<byte> header = stackalloc byte[JournalCodec.RecordHeaderLength];
        if (offset + header.Length > End
            || RandomAccess.Read(_handle, header, offset) < header.Length
            || JournalCodec.PayloadLength(header) is not { } length
            || offset + header.Length + length > End)
        {
            return false;
        }

        var bytes = new byte[header.Length + length];
        if (RandomAccess.Read(_handle, bytes, offset) == bytes.Length && JournalCodec.Decode(bytes) is { } whole)
        {
            offset += bytes.Length;
            record = whole;
            return true;
        }

        return false;
    }

    /// <summary>As <see cref="TryRead"/>, but goes on behind a damaged record where a whole one follows it.</summary>
    public bool TryReadOn(ref long offset, [NotNullWhen(true)] out JournalRecord? record, out bool skipped)
    {
        skipped = false;
        Span<byte> header = stackalloc byte[JournalCodec.RecordHeaderLength];
        while (!TryRead(ref offset, out record))
        {
            if (offset + header.Length > End
                || RandomAccess.Read(_handle, header, offset) < header.Length
                || JournalCodec.PayloadLength(header) is not { } length)
            {
                return false;
            }

            var behind = offset + header.Length + length;
            if (!TryRead(ref behind, out _))
            {
                return false;
            }

            offset += header.Length + length;
            skipped = true;
        }

        return true;
    }

    /// <summary>A copy beside the file, for a person to look into.</summary>
    public void CopyTo(string path)
    {
        using var copy = new FileStream(path, FileMode.Create, FileAccess.Write);
        var buffer = new byte[1 << 20];
        for (var offset = 0L; RandomAccess.Read(_handle, buffer, offset) is > 0 and var read; offset += read)
        {
            copy.Write(buffer, 0, read);
        }
    }

    /// <summary>Gives up what follows the last whole record, so that appending goes on behind it.</summary>
    public void CutAt(long offset)
    {
        RandomAccess.SetLength(_handle, offset);
        End = offset;
    }

    /// <summary>On disk when it returns. Safe beside the other calls, and after the file was closed.</summary>
    public void Flush()
    {
        try
        {
            RandomAccess.FlushToDisk(_handle);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile: deleted because everything was acknowledged, or closed by the end of the run.
        }
    }

    /// <summary>Emptied before it is unlocked: nobody replays it in between.</summary>
    public void Delete()
    {
        RandomAccess.SetLength(_handle, 0);
        _handle.Dispose();
        File.Delete(Path);
        try
        {
            var folder = System.IO.Path.GetDirectoryName(Path)!;
            Directory.Delete(folder);
            Directory.Delete(System.IO.Path.GetDirectoryName(folder)!);
        }
        catch (IOException)
        {
            // Other writers' journals are still there.
        }
    }

    public void Dispose() => _handle.Dispose();

    private void Append(ReadOnlySpan<byte> bytes)
    {
        // End moves only after the write: a record that a full disk cut short is overwritten by the next one.
        RandomAccess.Write(_handle, bytes, End);
        End += bytes.Length;
    }
}
