using System.Globalization;

namespace TrainingMonitor.Runner;

/// <summary>One process as <c>/proc</c> shows it.</summary>
/// <param name="Processor">Its own time and that of the children it has waited for.</param>
/// <param name="Memory">Bytes resident.</param>
internal readonly record struct ProcessEntry(int Id, int Parent, int Group, bool IsZombie, TimeSpan Processor, long Threads, long Memory)
{
    private const int TicksPerSecond = 100;

    /// <summary>Every process there is; empty where there is no <c>/proc</c>.</summary>
    public static IReadOnlyList<ProcessEntry> All()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => char.IsAsciiDigit(name![0]))
            .Select(name => TryRead(int.Parse(name!, CultureInfo.InvariantCulture)))
            .OfType<ProcessEntry>()];
    }

    /// <summary>Whether it was started with this text among its environment; false when that cannot be read.</summary>
    public bool HasInEnvironment(ReadOnlySpan<byte> marker)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{Id}/environ").AsSpan().IndexOf(marker) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ProcessEntry? TryRead(int id)
    {
        try
        {
            // The name in brackets may hold blanks and brackets of its own.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return new ProcessEntry(
                id,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[2], CultureInfo.InvariantCulture),
                fields[0] is "Z" or "X",
                TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
                long.Parse(fields[17], CultureInfo.InvariantCulture),
                long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
