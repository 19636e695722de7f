namespace TrainingMonitor.Storage;

/// <summary>
/// One segment of one series at one moment: the edge of its pyramid, its open tail, and the step from which a later segment
/// has taken over. Taken under the gate of the run, read without it.
/// </summary>
internal sealed record SeriesPart(SeriesKey Key, IndexEdge[] Edges, TailSnapshot? Tail, long Cut);

/// <summary>The parts that make one line of a chart, oldest segment first.</summary>
internal sealed record SeriesLine(string Name, int Metric, int Segment, IReadOnlyList<SeriesPart> Parts);
