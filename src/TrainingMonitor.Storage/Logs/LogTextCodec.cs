using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// One line of a log file: <c>microseconds SP o|e SP text LF</c>, readable in any editor. In the text a backslash, a line
/// feed and a carriage return are written as <c>\\</c>, <c>\n</c>, <c>\r</c>. The first line of a numbered batch is
/// <c>microseconds SP O|E SP rest,seq,writer SP text LF</c>: rest counts the bytes of the batch's other lines, which tells a
/// batch that a crash cut off; the writer is percent-encoded.
/// </summary>
internal static class LogTextCodec
{
    public static void Write(StringBuilder to, LogLine line, (LogBatch Batch, long Left)? mark = null)
    {
        var letter = line.Stream == LogSource.Stdout ? 'o' : 'e';
        to.Append(CultureInfo.InvariantCulture, $"{line.Time} {(mark is null ? letter : char.ToUpperInvariant(letter))} ");
        if (mark is ({ } batch, var rest))
        {
            to.Append(CultureInfo.InvariantCulture, $"{rest},{batch.Seq},{Uri.EscapeDataString(batch.Writer)} ");
        }

        var text = line.Text;
        to.Append(text.AsSpan().IndexOfAny('\\', '\n', '\r') < 0 ? text : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal))
            .Append('\n');
    }

    /// <summary>The batch that the line opens, if it opens one, and how many bytes of it follow the line.</summary>
    public static (LogBatch Batch, long Left)? MarkOf(ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line, out long _, out var used) && line.Length >= used + 3 && line[used] == ' ' && line[used + 2] == ' ' && line[used + 1] is (byte)'O' or (byte)'E'
        && line[(used + 3)..] is var from && from.IndexOf((byte)' ') is > 0 and var end
        && Encoding.ASCII.GetString(from[..end]).Split(',') is [var rest, var seq, var writer]
        && long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (new LogBatch(Uri.UnescapeDataString(writer), number), bytes)
            : null;

    /// <summary>A line that someone else has written into the file is shown whole, without a time.</summary>
    public static LogLine Read(long n, ReadOnlySpan<byte> line)
    {
        if (Utf8Parser.TryParse(line, out long time, out var used) && line.Length >= used + 3 && line[used] == ' ' && line[used + 2] == ' ' && line[used + 1] is (byte)'o' or (byte)'e')
        {
            return new LogLine(n, time, line[used + 1] == (byte)'o' ? LogSource.Stdout : LogSource.Stderr, Unescape(Encoding.UTF8.GetString(line[(used + 3)..])));
        }

        if (MarkOf(line) is not null)
        {
            var text = line[(used + 3)..];
            return new LogLine(n, time, line[used + 1] == (byte)'O' ? LogSource.Stdout : LogSource.Stderr, Unescape(Encoding.UTF8.GetString(text[(text.IndexOf((byte)' ') + 1)..])));
        }

        return new LogLine(n, 0, LogSource.Stdout, Encoding.UTF8.GetString(line));
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i] == '\\' && i + 1 < text.Length ? text[++i] switch { 'n' => '\n', 'r' => '\r', var other => other } : text[i];
            plain.Append(c);
        }

        return plain.ToString();
    }
}
