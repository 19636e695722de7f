using System.Runtime.InteropServices;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>
/// When anything about a file last changed, which nobody can set back: a copy that keeps the old time of writing shows here.
/// Linux alone tells it, through <c>statx</c>, whose answer is laid out the same on every processor.
/// </summary>
internal static class FileChange
{
    private const int FromHere = -100;
    private const uint WantsChangeTime = 0x80;
    private const int AnswerBytes = 256;
    private const int ChangeTimeAt = 96;

    /// <summary>Null where it cannot be had.</summary>
    public static DateTime? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var answer = new byte[AnswerBytes];
            return Statx(FromHere, [.. System.Text.Encoding.UTF8.GetBytes(path), 0], 0, WantsChangeTime, answer) == 0 && (BitConverter.ToUInt32(answer) & WantsChangeTime) != 0
                ? DateTime.UnixEpoch.AddSeconds(BitConverter.ToInt64(answer, ChangeTimeAt)).AddTicks(BitConverter.ToUInt32(answer, ChangeTimeAt + 8) / 100)
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than 2018.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint wanted, [Out] byte[] answer);
}
