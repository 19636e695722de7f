using System.Diagnostics;

namespace TrainingMonitor.Tests.Sqlite;

/// <summary>
/// Ways to give a child a bad disk. A private mount namespace with a real tmpfs or a read-only bind mount where this machine
/// allows mounts; where it does not, a limit on the size of each file, or another user. Each says which it is.
/// </summary>
internal static class PoorDisk
{
    private const int SmallMegabytes = 6;
    private const int NoneGiven = 65534;

    public static bool MayMount { get; } = Succeeds("unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt");

    public static string Means => MayMount ? "a tmpfs and a read-only mount of its own" : "RLIMIT_FSIZE and another user, because this machine allows no mounts";

    /// <summary>Runs a command with room for a few megabytes in a folder.</summary>
    public static Process StartSmall(string folder, string[] command) => MayMount
        ? Start("unshare", ["-m", "sh", "-c", $"mount -t tmpfs -o size={SmallMegabytes}m none \"$0\" && exec \"$@\"", folder, .. command])
        : Start("sh", ["-c", $"trap '' XFSZ; ulimit -S -f {SmallMegabytes * 2048}; export DOTNET_EnableWriteXorExecute=0; exec \"$0\" \"$@\"", .. command]);

    /// <summary>Makes room for a command that was started so, while it runs.</summary>
    public static void MakeRoom(Process child, string folder) => Assert.True(MayMount
        ? Succeeds("nsenter", "-t", $"{child.Id}", "-m", "mount", "-o", "remount,size=256m", folder)
        : Succeeds("prlimit", $"--pid={child.Id}", "--fsize=unlimited"));

    /// <summary>Runs a command that cannot write in a folder.</summary>
    public static Process StartReadOnly(string folder, string[] command) => MayMount
        ? Start("unshare", ["-m", "sh", "-c", "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"", folder, .. command])
        : Start("setpriv", [$"--reuid={NoneGiven}", "--clear-groups", .. command]);

    /// <summary>
    /// Has the kernel refuse each write of a running child to its database, as it does when a file system with open files becomes
    /// read-only after an error; a remount by hand is refused while files are open for writing. Until it is ended.
    /// </summary>
    public static async Task<Process> RefuseWritesAsync(Process child, string folder)
    {
        var database = Path.Combine(folder, "dashboard.db");
        var trace = Process.Start(new ProcessStartInfo(
            "/usr/bin/strace",
            ["-f", "-p", $"{child.Id}", "-o", "/dev/null", "-P", database, "-P", database + "-wal", "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=EROFS"])
        { RedirectStandardError = true })!;
        var said = await trace.StandardError.ReadLineAsync();
        Assert.Contains("attached", said, StringComparison.Ordinal);
        return trace;
    }

    /// <summary>Lets the child write again.</summary>
    public static async Task AllowWritesAsync(Process trace)
    {
        Assert.True(Succeeds("kill", "-INT", $"{trace.Id}"));
        await trace.WaitForExitAsync();
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
