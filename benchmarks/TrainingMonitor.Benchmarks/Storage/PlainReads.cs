namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>The limit of a read: as many bytes of the database file, by plain reads as long as a chunk, spread over the file.</summary>
internal static class PlainReads
{
    private const int ReadBytes = 10_000;

    public static async Task<Timing> OfAsync(BenchFolder folder, long bytes)
    {
        using var file = File.OpenHandle(Path.Combine(folder.Path, "dashboard.db"), share: FileShare.ReadWrite);
        var length = RandomAccess.GetLength(file);
        var buffer = new byte[ReadBytes];
        var reads = Math.Max(1, bytes / ReadBytes);
        var stride = Math.Max(ReadBytes, length / reads);
        return await Timing.OfAsync(
            () =>
            {
                for (long read = 0; read < reads; read++)
                {
                    RandomAccess.Read(file, buffer, read * stride % length);
                }
            },
            runs: 15);
    }
}
