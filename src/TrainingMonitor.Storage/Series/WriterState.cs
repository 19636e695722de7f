using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

/// <summary>
/// The last batch of one writer of one run, with its answer, for the repeat that a lost answer brings. The pending number
/// runs ahead within a group and falls back when its commit fails.
/// </summary>
internal sealed class WriterState(string name)
{
    public string Name { get; } = name;
    public long Seq { get; set; }
    public long PendingSeq { get; set; }
    public long Accepted { get; set; }
    public IReadOnlyList<RejectedPoint> Rejected { get; set; } = [];

    /// <summary>A resume has given the run to another writer.</summary>
    public bool Fenced { get; set; }
}
