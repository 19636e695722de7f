using System.Text;

namespace TrainingMonitor.Client;

/// <summary>
/// Cuts printed text into lines. A progress bar overwrites its line with carriage returns: each state is told to
/// <paramref name="passing"/>, and only what was last to be seen is a line.
/// </summary>
/// <param name="line">Takes each line, without its end.</param>
/// <param name="passing">Takes what is about to be overwritten; may be null.</param>
internal sealed class LineSplitter(Action<string> line, Action<string>? passing = null)
{
    private readonly StringBuilder _begun = new();
    private bool _isOverwritten;

    public void Add(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny('\r', '\n') is >= 0 and var end)
        {
            Keep(text[..end]);
            if (text[end] == '\n')
            {
                line(Take());
            }
            else
            {
                // Whether a line feed follows, and nothing is overwritten, the next character says.
                _isOverwritten = true;
            }

            text = text[(end + 1)..];
        }

        Keep(text);
    }

    /// <summary>What was printed without an end of line is one, too.</summary>
    public void End()
    {
        if (_begun.Length > 0)
        {
            line(Take());
        }
    }

    private void Keep(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (_isOverwritten)
        {
            passing?.Invoke(Take());
        }

        var room = ConsoleLines.LongestLine - _begun.Length;
        _begun.Append(text.Length <= room ? text : text[..Math.Max(0, room)]);
    }

    private string Take()
    {
        var text = _begun.ToString();
        _begun.Clear();
        _isOverwritten = false;
        return text;
    }
}
