using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Jobs;

/// <summary>
/// Looks, without starting anything, whether what a launch names is there: the slips of the pen by which a job fails at once,
/// or waits for ever, are told while its form is still open.
/// </summary>
internal sealed class JobForesight(JobService service, JobExecutions executions, ServerOptions options)
{
    /// <exception cref="ProblemException">It would be refused.</exception>
    public JobCheckAnswer Check(NewJob wanted)
    {
        var job = service.Describe(wanted);
        List<JobCheck> checks = [Program(job)];
        if (Script(job) is { } script)
        {
            checks.Add(script);
        }

        checks.Add(Folder(job));
        if (job.Slots > 0)
        {
            checks.Add(Slots(job.Slots));
        }

        if (job.Gpus > 0)
        {
            checks.Add(Gpus(job.Gpus));
        }

        if (job.DatasetId is not null)
        {
            checks.Add(new("data", JobCheckState.Good, "the data set is active"));
        }

        return new(checks);
    }

    private static JobCheck Program(Job job)
    {
        var program = job.Command[0];
        var path = job.Env.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        var isThere = program.Contains('/', StringComparison.Ordinal)
            ? Path.IsPathFullyQualified(program) ? File.Exists(program) : job.WorkingDir is { } folder && File.Exists(Path.Combine(folder, program))
            : path.Split(':').Any(part => part.Length > 0 && File.Exists(Path.Combine(part, program)));
        return isThere
            ? new("program", JobCheckState.Good, $"{Path.GetFileName(program)} is there")
            : new("program", JobCheckState.Missing, $"got '{TextRule.Shorten(program)}', want a program on the path, or its whole path");
    }

    /// <summary>The file that an interpreter is to read: the first word that is no option, where that is named like a script.</summary>
    private static JobCheck? Script(Job job)
    {
        var script = job.Command.Skip(1).FirstOrDefault(word => !word.StartsWith('-'));
        if (script is null || Path.GetExtension(script) is not (".py" or ".sh" or ".jl" or ".R" or ".dll"))
        {
            return null;
        }

        var name = Path.GetFileName(script);
        if (Path.IsPathFullyQualified(script) || job.WorkingDir is not null)
        {
            return File.Exists(Path.Combine(job.WorkingDir ?? "/", script))
                ? new("script", JobCheckState.Good, $"{name} is there")
                : new("script", JobCheckState.Missing, $"got '{TextRule.Shorten(script)}', want a file that exists");
        }

        return new("script", JobCheckState.Missing, $"{TextRule.Shorten(name)} is not in the empty folder in which the job begins; want its whole path, or a folder");
    }

    private static JobCheck Folder(Job job) => job.WorkingDir switch
    {
        null => new("folder", JobCheckState.Good, "an empty folder of its own"),
        var folder when Directory.Exists(folder) => new("folder", JobCheckState.Good, "the folder exists"),
        var folder => new("folder", JobCheckState.Missing, $"got '{TextRule.Shorten(folder)}', want a folder that exists"),
    };

    private JobCheck Slots(int wanted)
    {
        var free = options.Slots - executions.SlotsHeld;
        return new("slots", free >= wanted ? JobCheckState.Good : JobCheckState.Busy, $"{free} of {options.Slots} slots free");
    }

    private JobCheck Gpus(int wanted)
    {
        var free = executions.FreeGpus();
        if (free.Count >= wanted)
        {
            return new("gpus", JobCheckState.Good, $"GPU {string.Join(", ", free)} free");
        }

        var all = executions.AllGpus;
        return all >= wanted
            ? new("gpus", JobCheckState.Busy, $"{free.Count} of {all} GPUs free, waits for {wanted}")
            : new("gpus", JobCheckState.Missing, $"got {wanted} GPUs, want at most the {all} of this machine");
    }
}
