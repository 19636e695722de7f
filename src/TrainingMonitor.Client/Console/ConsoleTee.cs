using System.Text;

namespace TrainingMonitor.Client;

/// <summary>A writer that behaves as the one behind it and tells of each whole line. Usable from any thread, as the console's own.</summary>
internal sealed class ConsoleTee(TextWriter original, Action<string> line) : TextWriter(original.FormatProvider)
{
    private readonly Lock _gate = new();
    private readonly LineSplitter _lines = new(line);
    private bool _isEnded;

    public override Encoding Encoding => original.Encoding;

    public override void Write(char value)
    {
        original.Write(value);
        Copy([value]);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        original.Write(buffer);
        Copy(buffer);
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value)
    {
        original.WriteLine(value);
        Copy(value);
        Copy("\n");
    }

    public override void Flush() => original.Flush();

    public void End()
    {
        lock (_gate)
        {
            _lines.End();
            _isEnded = true;
        }
    }

    private void Copy(ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            if (!_isEnded)
            {
                _lines.Add(text);
            }
        }
    }
}
