using System.Buffers.Text;
using System.Globalization;
using System.Text;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// One line of a log file: <c>microseconds SP o|e SP text LF</c>, readable in any editor. In the text a backslash, a line
/// feed and a carriage return are written as <c>\\</c>, <c>\n</c>, <c>\r</c>.
/// </summary>
internal static class LogTextCodec
{
    public static void Write(StringBuilder to, long time, LogSource stream, string text) =>
        to.Append(CultureInfo.InvariantCulture, $"{time} {(stream == LogSource.Stdout ? 'o' : 'e')} ")
            .Append(text.AsSpan().IndexOfAny('\\', '\n', '\r') < 0 ? text : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal))
            .Append('\n');

    /// <summary>A line that someone else has written into the file is shown whole, without a time.</summary>
    public static LogLine Read(long n, ReadOnlySpan<byte> line)
    {
        if (Utf8Parser.TryParse(line, out long time, out var used) && line.Length >= used + 3 && line[used] == ' ' && line[used + 2] == ' ' && line[used + 1] is (byte)'o' or (byte)'e')
        {
            return new LogLine(n, time, line[used + 1] == (byte)'o' ? LogSource.Stdout : LogSource.Stderr, Unescape(Encoding.UTF8.GetString(line[(used + 3)..])));
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
