using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>What an update does to the fields of a run, its status apart.</summary>
internal static class RunFields
{
    /// <summary>The row with the update's fields; null when none of them is given.</summary>
    public static RunRow? Apply(RunRow row, RunUpdate update)
    {
        if (update with { Status = null } == new RunUpdate())
        {
            return null;
        }

        var run = row.Run;
        var (epochs, each) = (update.Epochs ?? run.Epochs, update.StepsPerEpoch ?? run.StepsPerEpoch);
        var isNewLength = update.Epochs is not null || update.StepsPerEpoch is not null;
        return row with
        {
            Config = update.Config?.GetRawText() ?? row.Config,
            Primary = update.Primary ?? row.Primary,
            Goals = update.MetricGoals ?? row.Goals,
            Run = run with
            {
                Name = update.Name ?? run.Name,
                Project = update.Project ?? run.Project,
                Tags = update.Tags is { } tags ? [.. tags.Distinct()] : run.Tags,
                Notes = update.Notes ?? run.Notes,
                TotalSteps = update.TotalSteps ?? (isNewLength ? StepsInAll(epochs, each) ?? run.TotalSteps : run.TotalSteps),
                Epochs = epochs,
                StepsPerEpoch = each,
                Group = update.Group ?? run.Group,
                Error = update.Error ?? run.Error,
                ExitCode = update.ExitCode ?? run.ExitCode,
            },
        };
    }

    /// <summary>epochs × steps_per_epoch, null when unknown or past what a step can be.</summary>
    public static long? StepsInAll(long? epochs, long? each) =>
        epochs is { } e && each is { } s && (Int128)e * s is var all && all <= long.MaxValue && all >= 0 ? (long)all : null;
}
