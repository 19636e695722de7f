using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>Decides which run this process writes to, under which name, and where to.</summary>
/// <param name="Run">Whom the points belong to.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Resumed">What is known of the run that goes on; null for a new one.</param>
/// <param name="Description">The request that describes a run which was made for this script; null where there is none.</param>
internal sealed record RunStart(RunIdentity Run, string Name, LedgerRun? Resumed, byte[]? Description)
{
    /// <summary>Set by whoever launches the script for a run that exists already.</summary>
    public const string RunIdVariable = "TRAINING_MONITOR_RUN_ID";

    public static RunStart From(TrainingMonitorOptions options, string? resumeFrom, Notices notices)
    {
        var launched = Environment.GetEnvironmentVariable(RunIdVariable);
        var isLaunched = Id.IsValid(launched);
        var name = NameOf(options.RunName);
        var url = Url(options, notices);
        var resumed = resumeFrom is null ? null : Resumable(resumeFrom, name, url, options, notices);
        var runId = isLaunched ? launched! : resumed?.RunId ?? OwnId(options.RunId, name, notices);
        var create = isLaunched ? null : RunRequests.Create(options, runId, name);
        var rank = options.Rank ?? DistributedLaunch.Rank(Environment.GetEnvironmentVariable);
        var describes = isLaunched && options.Supervisor is null && rank is null or 0;
        return new RunStart(
            new RunIdentity(runId, url, WriterName(), rank, create) { Born = options.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1e3 }, name, resumed, describes ? RunRequests.Describe(options, runId) : null);
    }

    /// <summary>
    /// Null when there is nothing to go on from: no run of that name that did not end well, or no whole checkpoint of it, or
    /// none of the project and the id that the options name.
    /// </summary>
    private static LedgerRun? Resumable(string folder, string name, Uri? url, TrainingMonitorOptions options, Notices notices)
    {
        try
        {
            return (new CheckpointLedger(Path.GetFullPath(folder)).Find(name) ?? (url is null ? null : RunSearch.Find(url, name, options.Project))) is { Status: not ("completed" or "cancelled") } run
                && Id.IsValid(run.RunId)
                && (options.RunId is null || options.RunId == run.RunId)
                && run.NewestWhole() is { } whole
                    ? run with { Checkpoints = [.. run.Checkpoints.TakeWhile(checkpoint => checkpoint != whole), whole] }
                    : null;
        }
        catch (Exception unreadable)
        {
            // No folder's name, or a ledger that somebody has rewritten: the training starts all the same.
            notices.Say($"cannot look for checkpoints in '{folder}' ({unreadable.Message}); a new run starts");
            return null;
        }
    }

    private static string OwnId(string? wanted, string name, Notices notices)
    {
        if (wanted is not null && !Id.IsValid(wanted))
        {
            notices.Say($"got run id '{wanted}', want 1 to 64 of a-z, 0-9, _ and -, not starting with _ or -; the run gets another one");
        }

        return Id.IsValid(wanted) ? wanted!
            : DistributedLaunch.SharedRunId(name, Environment.GetEnvironmentVariable, Environment.MachineName, ParentProcess.Id()) ?? Id.New(Id.Run);
    }

    private static Uri? Url(TrainingMonitorOptions options, Notices notices)
    {
        if (options.Offline)
        {
            return null;
        }

        var text = options.DashboardUrl is { Length: > 0 } given ? given
            : Environment.GetEnvironmentVariable(ServerUrl.Variable) is { Length: > 0 } set ? set
            : ServerUrl.Default;
        var url = ServerUrl.Parse(text);
        if (url is null)
        {
            notices.Say($"got address '{text}', want one such as http://127.0.0.1:8000; what is logged is kept on disk");
        }

        return url;
    }

    private static string NameOf(string? wanted) =>
        !string.IsNullOrWhiteSpace(wanted) ? wanted.Trim() : Assembly.GetEntryAssembly()?.GetName().Name ?? "run";

    /// <summary>Host, process and something random: a file's name, and never the same twice.</summary>
    private static string WriterName()
    {
        var host = new string([.. Environment.MachineName.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(24)]).Trim('-');
        var random = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 6);
        return string.Create(CultureInfo.InvariantCulture, $"{(host.Length > 0 ? host : "host")}-{Environment.ProcessId}-{random}");
    }
}
