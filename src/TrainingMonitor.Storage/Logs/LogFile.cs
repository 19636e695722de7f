using System.Text;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// The console of one run: an append-only file and, in memory, where every 1,024th line begins. Opening reads the file
/// once, and cuts off a last line, or a last numbered batch, that a crash left unfinished. One lock for all of it; it is held while the disk works.
/// </summary>
internal sealed class LogFile
{
    private const int IndexEvery = 1024;
    private const int BufferBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly List<long> _index = [0];
    private readonly Dictionary<string, long> _seqs = new(StringComparer.Ordinal);
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

    /// <summary>Appends and waits for the disk. The lines come back with their numbers; null when their batch was here already.</summary>
    /// <exception cref="LogFullException">The file has <paramref name="mostBytes"/>.</exception>
    public IReadOnlyList<LogLine>? Append(IReadOnlyList<LogLine> lines, LogBatch? batch, long mostBytes)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDeleted, this);
            Open();
            if (batch is { } known && known.Seq <= _seqs.GetValueOrDefault(known.Writer))
            {
                return null;
            }

            if (_length >= mostBytes)
            {
                throw new LogFullException(mostBytes);
            }

            var bytes = Bytes(lines, batch);
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
            if (batch is { } stored)
            {
                _seqs[stored.Writer] = stored.Seq;
            }

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

    private static byte[] Bytes(IReadOnlyList<LogLine> lines, LogBatch? batch)
    {
        var (first, rest) = (new StringBuilder(), new StringBuilder());
        foreach (var line in lines.Skip(1))
        {
            LogTextCodec.Write(rest, line);
        }

        var others = Encoding.UTF8.GetBytes(rest.ToString());
        LogTextCodec.Write(first, lines[0], batch is { } known ? (known, others.Length) : null);
        return [.. Encoding.UTF8.GetBytes(first.ToString()), .. others];
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
            (LogBatch Batch, long Start, long End, long Lines)? open = null;
            foreach (var line in Split(file, file.Length))
            {
                var next = _length + line.Length + 1;
                if (LogTextCodec.MarkOf(line.Span) is ({ } batch, var rest))
                {
                    open = (batch, _length, next + rest, _lines);
                }

                CountLine(next);
                if (open is { } all && _length >= all.End)
                {
                    _seqs[all.Batch.Writer] = all.Batch.Seq;
                    open = null;
                }
            }

            if (open is { } cut)
            {
                (_length, _lines) = (cut.Start, cut.Lines);
                _index.RemoveAll(at => at > _length);
            }
        }

        Cut();
    }

    private void Note(ReadOnlySpan<byte> bytes)
    {
        for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
        {
            CountLine(_length + end + 1);
        }
    }

    private void CountLine(long end)
    {
        _length = end;
        if (++_lines % IndexEvery == 0)
        {
            _index.Add(end);
        }
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
