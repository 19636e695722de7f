namespace TrainingMonitor.Client;

/// <summary>Puts itself before the program's standard streams: they get everything first and unchanged, the run a copy of each line.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private readonly ConsoleTee _out;
    private readonly ConsoleTee _error;

    public ConsoleCapture(ConsoleLines lines)
    {
        _out = new ConsoleTee(Console.Out, text => lines.Add("stdout", text));
        _error = new ConsoleTee(Console.Error, text => lines.Add("stderr", text));
        Console.SetOut(_out);
        Console.SetError(_error);
    }

    /// <summary>Ends the copies. The streams stay in place: somebody else may have put theirs before them meanwhile.</summary>
    public void Dispose()
    {
        _out.End();
        _error.End();
    }
}
