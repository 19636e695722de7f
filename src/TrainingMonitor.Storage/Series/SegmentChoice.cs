namespace TrainingMonitor.Storage;

/// <summary>
/// Which branch of a resumed run: <see cref="Current"/> is the line that counts (each older segment up to where a later one
/// begins), <see cref="All"/> every segment apart and whole, <see cref="Number"/> one of them whole.
/// </summary>
public readonly record struct SegmentChoice
{
    private SegmentChoice(bool isAll, int? only) => (IsAll, Only) = (isAll, only);

    public static SegmentChoice Current => default;

    public static SegmentChoice All { get; } = new(true, null);

    public bool IsAll { get; }

    public int? Only { get; }

    public bool IsCurrent => !IsAll && Only is null;

    public static SegmentChoice Number(int segment) => new(false, segment);
}
