using System.Text;
using TrainingMonitor.Client;

namespace TrainingMonitor.Runner;

/// <summary>
/// One output stream of the command: every byte goes on to this process's own stream as it came and at once, and every line
/// to <paramref name="line"/>. When nobody takes the bytes any more (<c>| head</c>) the lines still go on: the command is not stopped by it.
/// </summary>
/// <param name="from">What the command prints.</param>
/// <param name="to">Where it goes on to.</param>
/// <param name="line">Takes whole lines, and what a progress bar is about to overwrite (then with true).</param>
internal sealed class ConsolePipe(Stream from, Stream to, Action<string, bool> line)
{
    /// <summary>Until the last process that holds the stream has closed it. Holds a thread.</summary>
    public void Run()
    {
        var lines = new LineSplitter(text => line(text, false), text => line(text, true));
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[64 << 10];
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        var isTaken = true;
        try
        {
            while (from.Read(bytes) is > 0 and var count)
            {
                isTaken = isTaken && TryWrite(bytes.AsSpan(0, count));
                lines.Add(characters.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), characters, flush: false)));
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // Closed by the supervisor: a process that nothing ends holds the other side.
        }

        lines.End();
    }

    private bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        try
        {
            to.Write(bytes);
            to.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
