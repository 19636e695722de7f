using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Server.Runs;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Jobs;

/// <summary>Makes jobs and changes those that wait; when one goes is <see cref="JobQueue"/>'s business.</summary>
internal sealed class JobService(DataStore store, ServerOptions options, RunRules runs, TemplateShelf templates, JobQueue queue, TimeProvider time)
{
    public async Task<Run> CreateAsync(NewJob wanted, CancellationToken stop)
    {
        MayLaunch();
        var (run, origin) = Make(wanted);
        var made = await store.Jobs.CreateAsync(run, Waits(origin.Job) ? RunStatus.Pending : RunStatus.Queued, origin, stop, isAsked: true);
        queue.Look();
        return made;
    }

    /// <summary>How a job would be launched; nothing is made.</summary>
    public Job Describe(NewJob wanted) => MayLaunch().Make(wanted).Origin.Job;

    /// <summary>Held, or waiting for its time or for others, it goes as soon as there is room for it.</summary>
    /// <exception cref="IllegalTransitionException">It neither waits nor is to be released.</exception>
    public Task<Run> StartAsync(string id, CancellationToken stop) => MayLaunch().ChangeAsync(
        id,
        (run, job) => run.Status switch
        {
            RunStatus.Queued or RunStatus.Running => (job, null, null),
            _ => (job with { Hold = false, NotBefore = null, DependsOn = [] }, RunStatus.Queued, "started by hand"),
        },
        stop);

    public Task<Run> HoldAsync(string id, CancellationToken stop) => ChangeAsync(
        id,
        (run, job) => run.Status == RunStatus.Pending
            ? (job with { Hold = true }, null, null)
            : throw new ProblemException(409, $"got hold for a job that is {WireWord<RunStatus>.Of(run.Status)}, want one that is pending"),
        stop);

    public Task<Run> PrioritiseAsync(string id, int priority, CancellationToken stop)
    {
        JobRules.Priority(priority);
        return ChangeAsync(id, (_, job) => (job with { Priority = priority }, null, null), stop);
    }

    /// <summary>One that waits never starts; of one that runs every process is ended.</summary>
    public Task<Run> CancelAsync(string id, CancellationToken stop) => ChangeAsync(id, (_, job) => (job, RunStatus.Cancelled, "by hand"), stop);

    /// <summary>The same again as a new run.</summary>
    public async Task<Run> RetryAsync(string id, CancellationToken stop)
    {
        MayLaunch();
        var run = RunEndpoints.Find(store, id);
        if (run.Status is RunStatus.Pending or RunStatus.Queued or RunStatus.Running)
        {
            throw new ProblemException(409, $"got retry for a job that is {WireWord<RunStatus>.Of(run.Status)}, want one that has ended");
        }

        var job = store.Jobs.Specification(id) ?? throw NoJob(id);
        var made = await store.Jobs.CreateAsync(Again(run), RunStatus.Queued, Origin(run, job with { NotBefore = null, Hold = false, DependsOn = [], Schedule = null }), stop, isAsked: true);
        queue.Look();
        return made;
    }

    /// <summary>One job for each combination of the values, in one group.</summary>
    public async Task<IReadOnlyList<Run>> GridAsync(JobGrid grid, CancellationToken stop)
    {
        const int Most = 1000;
        var combinations = grid.Values.Aggregate(1L, (product, values) => Math.Min(Most + 1, product * values.Value.Count));
        if (grid.Values.Count == 0 || combinations is 0 or > Most)
        {
            throw ProblemException.BadRequest($"got a grid of {(combinations > Most ? $"more than {Most}" : "no")} combinations, want 1 to {Most}");
        }

        if (grid.Job.Template is null || grid.Job.Id is not null)
        {
            throw ProblemException.BadRequest("got a grid without a template, or with an id; want a template, whose parameters get the values, and no id");
        }

        var group = grid.Job.Group ?? $"{grid.Job.Name ?? grid.Job.Template}-{Instant.Now(time).ToDateTimeOffset().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        var wanted = Combinations(grid).Select(values => grid.Job with
        {
            Group = group,
            Name = $"{grid.Job.Name ?? grid.Job.Template} {string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}"))}",
            Parameters = (grid.Job.Parameters ?? new Dictionary<string, JsonElement>()).Concat(values).GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value),
        }).ToArray();

        // All are checked before the first is made.
        foreach (var job in wanted)
        {
            Make(job);
        }

        var made = new List<Run>();
        foreach (var job in wanted)
        {
            made.Add(await CreateAsync(job, stop));
        }

        return made;
    }

    /// <summary>Whoever launches runs programs as this server's user. No server is bound elsewhere today; this holds when one is.</summary>
    private JobService MayLaunch() => options.IsLoopback
        ? this
        : throw new ProblemException(403, "got a job for a server that others can reach, want one bound to loopback: launching is off elsewhere");

    /// <summary>The run that tries another again, and how it is launched.</summary>
    public static (NewRun Run, JobOrigin Origin) Retry(Run run, Job job, Instant notBefore) =>
        (Again(run), Origin(run, job with { NotBefore = notBefore, Hold = false, DependsOn = [], Schedule = null }));

    /// <summary>What a new run takes over from one like it.</summary>
    public static NewRun Again(Run run) => new()
    {
        Name = run.Name,
        Project = run.Project,
        Config = run.Config.ValueKind == JsonValueKind.Object ? run.Config : null,
        Tags = run.Tags,
        TotalSteps = run.TotalSteps,
        Epochs = run.Epochs,
        StepsPerEpoch = run.StepsPerEpoch,
        Group = run.Group,
    };

    private static JobOrigin Origin(Run run, Job job) =>
        new(job with { Lease = 0, GpuIndexes = [] }, run.IsSimulated, run.Id, run.Attempt + 1);

    private async Task<Run> ChangeAsync(string id, Func<Run, Job, (Job Job, RunStatus? Status, string? Reason)> change, CancellationToken stop)
    {
        if (RunEndpoints.Find(store, id).Job is null)
        {
            throw NoJob(id);
        }

        var changed = await store.Jobs.ChangeAsync(id, change, stop);
        queue.Look();
        return changed;
    }

    private static ProblemException NoJob(string id) => new(409, $"got run '{id}', which was started elsewhere; want a job");

    private static bool Waits(Job job) => job.Hold || job.NotBefore is not null || job.DependsOn.Count > 0;

    private (NewRun Run, JobOrigin Origin) Make(NewJob wanted)
    {
        var template = wanted.Template is null ? null : templates.Find(wanted.Template)
            ?? throw ProblemException.BadRequest($"got template '{TextRule.Shorten(wanted.Template)}', want one that exists");
        if ((template is null) == (wanted.Command is null))
        {
            throw ProblemException.BadRequest("got neither a command nor a template, or both; want one of them");
        }

        var values = template is null ? [] : TemplateText.Values(template, wanted.Parameters);
        var job = Describe(wanted, template, values);
        Check(job);
        var run = new NewRun
        {
            Name = wanted.Name ?? template?.Name ?? Path.GetFileName(job.Command[0]) switch { "" => "job", var program => program },
            Id = wanted.Id,
            Project = wanted.Project,
            Config = Config(wanted.Config, template, values),
            Tags = wanted.Tags,
            Group = wanted.Group,
            Epochs = wanted.Epochs,
            TotalSteps = wanted.TotalSteps,
        };
        runs.Check(run);
        return (run, new JobOrigin(job, template?.IsSimulated == true || templates.IsSimulated(job.Command)));
    }

    private Job Describe(NewJob wanted, JobTemplate? template, Dictionary<string, string> values)
    {
        string Fill(string text) => template is null ? text : TemplateText.Fill(text, values);
        var variables = new Dictionary<string, string>((template?.Env ?? new Dictionary<string, string>()).Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value))));
        foreach (var (name, value) in wanted.Env ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }

        return new Job
        {
            Command = wanted.Command ?? [.. template!.Command.Select(Fill)],
            WorkingDir = wanted.WorkingDir ?? (template?.WorkingDir is { } folder ? Fill(folder) : null),
            Env = variables,
            Template = template?.Name,
            Parameters = values,
            Slots = wanted.Slots ?? template?.Slots ?? 1,
            Gpus = wanted.Gpus ?? template?.Gpus ?? 0,
            Priority = wanted.Priority ?? 0,
            MaxRetries = wanted.MaxRetries ?? 0,
            Schedule = wanted.Schedule,
            NotBefore = JobSchedule.First(wanted.Schedule, time.GetUtcNow()),
            DependsOn = wanted.DependsOn ?? [],
            DatasetId = wanted.DatasetId,
            BaseModel = wanted.BaseModel,
            Hold = wanted.Hold ?? false,
        };
    }

    private void Check(Job job)
    {
        JobRules.Command(job.Command);
        JobRules.Folder(job.WorkingDir);
        JobRules.Environment(job.Env);
        JobRules.Numbers(job.Slots, job.Gpus, job.Priority, job.MaxRetries, options.Slots);
        JobRules.Dependencies(job.DependsOn);
        TextRule.Id("dataset_id", job.DatasetId);
        TextRule.Name("base_model", job.BaseModel);
        if (job.DependsOn.FirstOrDefault(id => store.Jobs.StatusOf(id) is null) is { } absent)
        {
            throw ProblemException.BadRequest($"got depends_on '{absent}', want runs that exist");
        }

        if (job.DatasetId is { } dataSet && store.DataSets.Get(dataSet).Status != DataSetStatus.Active)
        {
            throw new ProblemException(409, $"got data set '{dataSet}', which is not active, want one that is");
        }
    }

    /// <summary>Parameters stand in the configuration, so that runs of a template compare by them.</summary>
    private static JsonElement? Config(JsonElement? given, JobTemplate? template, Dictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            return given;
        }

        var config = given is { ValueKind: JsonValueKind.Object } own ? JsonObject.Create(own)! : [];
        foreach (var parameter in template!.Parameters)
        {
            var text = values[parameter.Name];
            config.TryAdd(parameter.Name, parameter.Type == "text" ? JsonValue.Create(text) : JsonNode.Parse(text.TrimStart('+')));
        }

        return JsonSerializer.SerializeToElement(config, WireJson.Default.JsonObject);
    }

    private static IEnumerable<Dictionary<string, JsonElement>> Combinations(JobGrid grid) => grid.Values.Aggregate(
        (IEnumerable<Dictionary<string, JsonElement>>)[[]],
        (all, axis) => all.SelectMany(_ => axis.Value, (one, value) => new Dictionary<string, JsonElement>(one) { [axis.Key] = value }));
}
