using System.Text;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// The console of one run: an append-only file and, in memory, where every 1,024th line begins. Opening reads the file
/// once, and cuts off a last line that a crash left unfinished. One lock for all of it; it is held while the disk works.
/// </summary>
internal sealed class LogFile
{
    private const int IndexEvery = 1024;
    private const int BufferBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly List<long> _index = [0];
    private long _length;
    private long _lines;
    private bool _isOpen;
    private bool _isDeleted;

    public LogFile(string path) => _path = path;

    /// <summary>Lines, all whole and on disk.</summary>
    public long Lines
    {
        get
        {
            lock (_gate)
            {
                Open();
                return _lines;
            }
        }
    }

    public long Length
    {
        get
        {
            lock (_gate)
            {
                Open();
                return _length;
            }
        }
    }

    /// <summary>Appends and waits for the disk. The lines come back with their numbers.</summary>
    public IReadOnlyList<LogLine> Append(IReadOnlyList<LogLine> lines)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDeleted, this);
            Open();
            var text = new StringBuilder();
            foreach (var line in lines)
            {
                LogTextCodec.Write(text, line.Time, line.Stream, line.Text);
            }

            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            try
            {
                using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
                file.Position = _length;
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                Cut();
                throw;
            }

            var first = _lines;
            Note(bytes);
            return [.. lines.Select((line, i) => line with { N = first + i })];
        }
    }

    /// <summary>Lines from one number on, until enough were taken or <paramref name="mostBytes"/> were looked at; and where to go on.</summary>
    public (List<LogLine> Lines, long Next) Read(long from, int limit, long mostBytes, Func<LogLine, bool> matches)
    {
        var (found, next) = (new List<LogLine>(), from);
        long at, end, n;
        lock (_gate)
        {
            Open();
            if (from >= _lines || _isDeleted)
            {
                return (found, _lines);
            }

            var entry = (int)(from / IndexEvery);
            (at, end, n) = (_index[entry], _length, (long)entry * IndexEvery);
        }

        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
        file.Position = at;
        var start = at;
        foreach (var line in Split(file, end - at))
        {
            at += line.Length + 1;
            if (n >= from)
            {
                var parsed = LogTextCodec.Read(n, line.Span);
                next = n + 1;
                if (matches(parsed))
                {
                    found.Add(parsed);
                }
            }

            n++;
            if (found.Count == limit || at - start > mostBytes)
            {
                break;
            }
        }

        return (found, next);
    }

    public bool Delete()
    {
        lock (_gate)
        {
            _isDeleted = true;
            File.Delete(_path);
            return true;
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(Stream file, long length)
    {
        var buffer = new byte[BufferBytes];
        var (filled, left) = (0, length);
        while (left > 0)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = file.Read(buffer, filled, (int)Math.Min(buffer.Length - filled, left));
            if (read == 0)
            {
                yield break;
            }

            (filled, left) = (filled + read, left - read);
            var begin = 0;
            for (int end; (end = buffer.AsSpan(begin, filled - begin).IndexOf((byte)'\n')) >= 0; begin += end + 1)
            {
                yield return buffer.AsMemory(begin, end);
            }

            buffer.AsSpan(begin, filled - begin).CopyTo(buffer);
            filled -= begin;
        }
    }

    private void Open()
    {
        if (_isOpen || !File.Exists(_path))
        {
            _isOpen = true;
            return;
        }

        _isOpen = true;

        using (var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0))
        {
            var buffer = new byte[BufferBytes];
            int read;
            var whole = 0L;
            while ((read = file.Read(buffer)) > 0)
            {
                var last = buffer.AsSpan(0, read).LastIndexOf((byte)'\n');
                var before = _length;
                Note(buffer.AsSpan(0, read));
                whole = last < 0 ? whole : before + last + 1;
            }

            _length = whole;
        }

        Cut();
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var end = bytes[at..].IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            at += end + 1;
            if (++_lines % IndexEvery == 0)
            {
                _index.Add(_length + at);
            }
        }

        _length += bytes.Length;
    }

    private void Cut()
    {
        try
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.Read);
            if (file.Length > _length)
            {
                file.SetLength(_length);
                file.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            // The next append writes over it.
        }
    }
}
