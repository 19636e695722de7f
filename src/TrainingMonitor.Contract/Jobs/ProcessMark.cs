using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TrainingMonitor.Contract;

/// <summary>One process, told apart from every other that ever had or will have its number.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Birth">When it started, as the system counts it, and in which start of the machine.</param>
public readonly record struct ProcessMark(int Id, string Birth)
{
    private static readonly Lazy<string> ThisStartOfTheMachine = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    /// <summary>Null when there is no such process, or only what is left of one.</summary>
    public static ProcessMark? Of(int id) => OperatingSystem.IsLinux() ? OfLinux(id) : OfOthers(id);

    public static bool TryParse(string text, out ProcessMark mark)
    {
        var at = text.IndexOf(' ', StringComparison.Ordinal);
        mark = default;
        if (at < 1 || !int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        mark = new ProcessMark(id, text[(at + 1)..]);
        return true;
    }

    public bool IsAlive => Of(Id) is { } now && now == this;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} {Birth}");

    private static ProcessMark? OfLinux(int id)
    {
        try
        {
            // The name in brackets may hold blanks and brackets of its own; the state and the start follow it.
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessMark(id, $"{fields[19]} {ThisStartOfTheMachine.Value}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcessMark? OfOthers(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : new ProcessMark(id, process.StartTime.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
