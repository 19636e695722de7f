using System.Runtime.InteropServices;

namespace TrainingMonitor.Runner;

/// <summary>The functions of the C library that .NET has no name for. Structures that only the library looks into are given as room for them.</summary>
internal static unsafe partial class Posix
{
    public const int SizeOfAnyStructure = 1024;
    public const int NoSuchFile = 2;
    public const int Interrupted = 4;
    public const int WithoutWaiting = 1;
    public const int Terminate = 15;
    public const int Kill = 9;
    public const short OwnGroup = 2;
    public const short DefaultSignals = 4;
    public const short NoMask = 8;
    public const int BrokenPipe = 13;

    private const int BecomeSubreaper = 36;

    /// <summary>Processes whose parents die become this one's children, instead of nobody's. Only Linux knows this.</summary>
    public static void AdoptOrphans()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = ProcessControl(BecomeSubreaper, 1, 0, 0, 0);
        }
    }

    /// <summary>A session of its own, which hears neither Ctrl-C nor a hang-up of the terminal.</summary>
    public static void LeaveTheTerminal() => _ = NewSession();

    /// <summary>Standard streams that lead nowhere.</summary>
    public static void CloseStreams()
    {
        const int ReadAndWrite = 2;
        var nowhere = Open("/dev/null", ReadAndWrite);
        for (var stream = 0; stream <= 2 && nowhere >= 0; stream++)
        {
            _ = Duplicate(nowhere, stream);
        }
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Wait(int process, out int status, int options);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "posix_spawnp")]
    public static partial int Spawn(out int process, byte* file, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int AddDuplicate(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen")]
    public static partial int AddOpen(void* actions, int descriptor, byte* path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    public static partial int AddFolder(void* actions, byte* path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int InitAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setpgroup")]
    public static partial int SetGroup(void* attributes, int group);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SetDefaultSignals(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SetMask(void* attributes, void* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int NoSignals(void* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    public static partial int AddSignal(void* signals, int signal);

    [LibraryImport("libc", EntryPoint = "isatty")]
    public static partial int IsTerminal(int descriptor);
}
