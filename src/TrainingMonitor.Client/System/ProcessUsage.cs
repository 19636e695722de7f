namespace TrainingMonitor.Client;

/// <param name="Processor">Time spent since the start, over all processors.</param>
/// <param name="MemoryUsed">Bytes resident.</param>
/// <param name="Threads">How many.</param>
internal readonly record struct ProcessUsage(TimeSpan Processor, double MemoryUsed, double Threads)
{
    public static ProcessUsage OfThisProcess()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new ProcessUsage(Environment.CpuUsage.TotalTime, process.WorkingSet64, process.Threads.Count);
    }
}
