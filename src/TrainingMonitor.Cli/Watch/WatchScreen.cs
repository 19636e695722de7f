using System.Text;

namespace TrainingMonitor.Cli.Watch;

/// <summary>Redraws in place, on the terminal's other screen; what stood there before comes back at the end.</summary>
internal sealed class WatchScreen : IDisposable
{
    private const string Open = "\e[?1049h\e[?25l";
    private const string Close = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string ClearLine = "\e[K";
    private const string ClearBelow = "\e[J";

    private readonly TextWriter _terminal;

    public WatchScreen(TextWriter terminal)
    {
        _terminal = terminal;
        Write(Open);
    }

    /// <summary>As one write, so that no half picture is seen.</summary>
    public void Show(IEnumerable<string> lines)
    {
        var text = new StringBuilder(Home);
        foreach (var line in lines)
        {
            text.Append(line).Append(ClearLine).Append("\r\n");
        }

        Write(text.Append(ClearBelow).ToString());
    }

    public void Dispose() => Write(Close);

    private void Write(string text)
    {
        _terminal.Write(text);
        _terminal.Flush();
    }
}
