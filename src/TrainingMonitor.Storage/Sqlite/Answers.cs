namespace TrainingMonitor.Storage;

/// <summary>Some jobs of a group, answered by one thread of the pool.</summary>
internal sealed class Answers : IThreadPoolWorkItem
{
    public const int Most = 16;
    private readonly List<WriteJob> _jobs = new(Most);

    public int Count => _jobs.Count;

    public void Add(WriteJob job) => _jobs.Add(job);

    public void Execute()
    {
        foreach (var job in _jobs)
        {
            job.Answer();
        }
    }
}
