using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Client;

/// <summary>Decides which run this process writes to, under which name, and where to.</summary>
internal static class RunStart
{
    /// <summary>Set by whoever launches the script for a run that exists already.</summary>
    public const string RunIdVariable = "TRAINING_MONITOR_RUN_ID";

    private static readonly string[] RankVariables = ["RANK", "SLURM_PROCID", "LOCAL_RANK"];

    public static RunIdentity From(TrainingMonitorOptions options, Notices notices)
    {
        var launched = Environment.GetEnvironmentVariable(RunIdVariable);
        var isLaunched = Id.IsValid(launched);
        var runId = isLaunched ? launched! : OwnId(options.RunId, notices);
        var url = Url(options, notices);
        var create = isLaunched ? null : RunRequests.Create(options, runId, Name(options.RunName));
        return new RunIdentity(runId, url, WriterName(), Rank(), create);
    }

    private static string OwnId(string? wanted, Notices notices)
    {
        if (wanted is not null && !Id.IsValid(wanted))
        {
            notices.Say($"got run id '{wanted}', want 1 to 64 of a-z, 0-9, _ and -, not starting with _ or -; the run gets another one");
        }

        return Id.IsValid(wanted) ? wanted! : Id.New(Id.Run);
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

    private static string Name(string? wanted) =>
        !string.IsNullOrWhiteSpace(wanted) ? wanted.Trim() : Assembly.GetEntryAssembly()?.GetName().Name ?? "run";

    /// <summary>Host, process and something random: a file's name, and never the same twice.</summary>
    private static string WriterName()
    {
        var host = new string([.. Environment.MachineName.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(24)]).Trim('-');
        var random = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 6);
        return string.Create(CultureInfo.InvariantCulture, $"{(host.Length > 0 ? host : "host")}-{Environment.ProcessId}-{random}");
    }

    private static int? Rank() => RankVariables
        .Select(Environment.GetEnvironmentVariable)
        .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : (int?)null)
        .FirstOrDefault(rank => rank is not null);
}
