using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TrainingMonitor.Client;

/// <summary>
/// This process's place in a distributed training, from the variables of its launcher. The Python SDK reads the same ones and
/// makes the same id of them, so that the ranks of one launch share a run without a word between them, whatever they are written in.
/// </summary>
internal static class DistributedLaunch
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly string[] RankVariables = ["RANK", "SLURM_PROCID", "LOCAL_RANK"];

    /// <summary>Null where there is none.</summary>
    public static int? Rank(Func<string, string?> variable) => RankVariables
        .Select(variable)
        .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : (int?)null)
        .FirstOrDefault(rank => rank is not null);

    /// <summary>The same run id on every rank of one launch; null where nothing tells a launch apart.</summary>
    public static string? SharedRunId(string runName, Func<string, string?> variable, string host, int? parent)
    {
        string Value(string name, string otherwise = "") => variable(name) ?? otherwise;
        string[] parts;
        if (Value("SLURM_JOB_ID").Length > 0 && Value("SLURM_NTASKS", "1") != "1")
        {
            parts = ["slurm", Value("SLURM_JOB_ID"), Value("SLURM_STEP_ID"), Value("SLURM_RESTART_COUNT")];
        }
        else if (Value("WORLD_SIZE", "1") is "" or "1")
        {
            return null;
        }
        else if (Value("TORCHELASTIC_RUN_ID", "none") != "none")
        {
            parts = ["elastic", Value("TORCHELASTIC_RUN_ID"), Value("TORCHELASTIC_RESTART_COUNT")];
        }
        else if (variable("LOCAL_WORLD_SIZE") == variable("WORLD_SIZE") && parent is { } launcher)
        {
            // One machine: its ranks are the children of one launcher.
            parts = ["local", ShortHost(host), launcher.ToString(CultureInfo.InvariantCulture), Value("MASTER_PORT"), Value("TORCHELASTIC_RESTART_COUNT")];
        }
        else
        {
            return null;
        }

        string[] all = [runName, .. parts];
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', all)));
        return "run_" + string.Concat(digest.Take(12).Select(one => Letters[one % Letters.Length]));
    }

    /// <summary>Platforms differ in whether a host's name bears its domain, and in its case.</summary>
    private static string ShortHost(string host) => host.Split('.')[0].ToLowerInvariant();
}
