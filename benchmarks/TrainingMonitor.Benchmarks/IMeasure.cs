namespace TrainingMonitor.Benchmarks;

/// <summary>One thing that is measured. Each stands alone and cleans up after itself.</summary>
internal interface IMeasure
{
    /// <summary>A short name: <c>./bench ingest</c> runs those whose name begins so.</summary>
    string Name { get; }

    IAsyncEnumerable<Figure> RunAsync();
}
