using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Client;

/// <summary>
/// The word between a script and the supervisor that started it (<c>tmon run</c>): a file named by the environment, to which
/// the script adds a line when it attaches and one with the status in which it leaves. Under a supervisor the process's
/// exit record decides how the run ended, so the script itself sends no status; the Python SDK writes the same lines.
/// </summary>
internal sealed class Supervision
{
    public const string Variable = "TRAINING_MONITOR_SUPERVISED";
    public const string Attached = "attached";

    private readonly string _path;

    private Supervision(string path) => _path = path;

    /// <summary>Null when no supervisor started this process.</summary>
    public static Supervision? Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? new Supervision(path) : null;

    /// <summary>Whether the supervisor watches this very machine: then console and load are its business.</summary>
    public bool IsHere => File.Exists(_path);

    public void Attach() => Say(Attached);

    public void Say(RunStatus status) => Say(WireWord<RunStatus>.Of(status));

    private void Say(string word)
    {
        try
        {
            if (IsHere)
            {
                File.AppendAllText(_path, word + "\n");
            }
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            // Then the exit code alone says how it ended.
        }
    }
}
