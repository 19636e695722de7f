using System.Globalization;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Runner;

/// <summary>How a process ended.</summary>
/// <param name="Code">Its exit code; 128 + the signal's number when a signal ended it, as shells say it.</param>
/// <param name="Signal">Null when it ended by itself.</param>
internal readonly record struct ExitRecord(int Code, int? Signal)
{
    private const int FirstOfSignals = 128;

    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [6] = "SIGABRT", [8] = "SIGFPE",
        [9] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM",
    };

    /// <summary>From the number that <c>waitpid</c> gives, which Linux and macOS lay out alike.</summary>
    public static ExitRecord Of(int status) =>
        (status & 0x7F) is var signal and not 0 ? new ExitRecord(FirstOfSignals + signal, signal) : new ExitRecord((status >> 8) & 0xFF, null);

    /// <summary>One line for a person; empty for a good end.</summary>
    public string Words => Signal is { } signal ? $"ended by {NameOf(signal)}"
        : Code != 0 ? string.Create(CultureInfo.InvariantCulture, $"exit code {Code}")
        : "";

    /// <summary>Which status the run gets. The exit record decides; the script's own word counts where the code is good.</summary>
    /// <param name="word">The status in which the script's SDK left; null when it has none.</param>
    /// <param name="wasAsked">Whether the process was asked to stop, by a signal or a command.</param>
    public RunStatus Status(RunStatus? word, bool wasAsked) =>
        Code == 0 ? word ?? (wasAsked ? RunStatus.Interrupted : RunStatus.Completed)
        : word == RunStatus.Interrupted || wasAsked || Signal is 1 or 2 or Posix.Terminate ? RunStatus.Interrupted
        : RunStatus.Failed;

    private static string NameOf(int signal) =>
        Names.GetValueOrDefault(signal) ?? string.Create(CultureInfo.InvariantCulture, $"signal {signal}");
}
