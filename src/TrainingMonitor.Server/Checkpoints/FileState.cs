using System.Runtime.InteropServices;

namespace TrainingMonitor.Server.Checkpoints;

/// <summary>
/// What tells one state of a file from another without reading it. When anything about it last changed nobody can set back: a
/// copy that keeps the old time of writing shows there. Its number tells apart files that took each other's place within one
/// tick of the clock. Linux alone says both, through <c>statx</c>, whose answer is laid out the same on every processor.
/// </summary>
/// <param name="Modified">When it was last written to.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Changed">When anything about it last changed; null where that cannot be had.</param>
/// <param name="Inode">Its number, 0 where that cannot be had.</param>
internal readonly record struct FileState(DateTime Modified, long Length, DateTime? Changed, ulong Inode)
{
    private const int FromHere = -100;
    private const uint Wanted = 0x80 | 0x100;
    private const int AnswerBytes = 256;
    private const int InodeAt = 32;
    private const int ChangeTimeAt = 96;

    public static FileState Of(FileInfo file)
    {
        var (modified, length) = (file.LastWriteTimeUtc, file.Length);
        if (!OperatingSystem.IsLinux())
        {
            return new FileState(modified, length, null, 0);
        }

        try
        {
            var answer = new byte[AnswerBytes];
            return Statx(FromHere, [.. System.Text.Encoding.UTF8.GetBytes(file.FullName), 0], 0, Wanted, answer) == 0 && (BitConverter.ToUInt32(answer) & Wanted) == Wanted
                ? new FileState(
                    modified,
                    length,
                    DateTime.UnixEpoch.AddSeconds(BitConverter.ToInt64(answer, ChangeTimeAt)).AddTicks(BitConverter.ToUInt32(answer, ChangeTimeAt + 8) / 100),
                    BitConverter.ToUInt64(answer, InodeAt))
                : new FileState(modified, length, null, 0);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than 2018.
            return new FileState(modified, length, null, 0);
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint wanted, [Out] byte[] answer);
}
