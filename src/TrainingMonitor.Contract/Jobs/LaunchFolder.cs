using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Contract;

/// <summary>
/// The folder of one launch, through which the server and the supervisor speak; it outlives either of them.
/// <code>
/// jobs/&lt;run&gt;/&lt;lease&gt;/launch.json   the server writes it, the supervisor reads and deletes it (it may hold secrets)
///                      claim         made once and for all by whoever is first: the supervisor, or a server that gives the launch up
///                      cgroup        the control group that the command is in, where there is one
///                      end.json      the supervisor's last word, written whole
///                      journal/      what the server has not acknowledged yet
/// </code>
/// A claim names a process by what cannot come again: its number, its start and the machine's start. So nothing runs twice,
/// whoever is killed when.
/// </summary>
public sealed class LaunchFolder(string path)
{
    private const string GivenUp = "given up";

    // EEXIST, the same number on Linux and macOS.
    private const int AlreadyThere = 17;

    public string Path { get; } = path;

    public string Journal => File("journal");

    /// <summary>Something of the launch has not reached the server yet.</summary>
    public bool HasUndelivered => Directory.Exists(Journal) && Directory.EnumerateFiles(Journal, "*.journal", SearchOption.AllDirectories).Any();

    public string Marker => $"TRAINING_MONITOR_LAUNCH={Path}";

    private string Claim => File("claim");

    public void Write(Launch launch)
    {
        Directory.CreateDirectory(Path);
        Put("launch.json", JsonSerializer.Serialize(launch, WireJson.Default.Launch));
    }

    /// <summary>Takes what is to be launched; null when it was taken before.</summary>
    public Launch? Take()
    {
        try
        {
            var text = System.IO.File.ReadAllText(File("launch.json"));
            System.IO.File.Delete(File("launch.json"));
            return JsonSerializer.Deserialize(text, WireJson.Default.Launch);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Makes the launch this process's own; false when somebody was first.</summary>
    public bool TryClaim() => TryClaim(ProcessMark.Of(Environment.ProcessId) ?? throw new InvalidOperationException("BUG: this process is not there"));

    /// <summary>Sees to it that no supervisor starts any more; false when one has claimed the launch.</summary>
    public bool TryGiveUp() => TryClaim(GivenUp);

    /// <summary>The supervisor that has claimed the launch; null while there is none.</summary>
    public ProcessMark? Claimant() => Read("claim") is { } text && text != GivenUp && ProcessMark.TryParse(text, out var mark) ? mark : null;

    public void End(LaunchEnd end) => Put("end.json", JsonSerializer.Serialize(end, WireJson.Default.LaunchEnd));

    /// <summary>Not brought to the disk: after a fall of the machine there is no such group either.</summary>
    public void WriteCage(string path) => System.IO.File.WriteAllText(File("cgroup"), path);

    public string? Cage() => Read("cgroup");

    /// <summary>Null while it runs, or when the supervisor was killed.</summary>
    public LaunchEnd? Ended() => Read("end.json") is { } text ? JsonSerializer.Deserialize(text, WireJson.Default.LaunchEnd) : null;

    private bool TryClaim(string text)
    {
        var draft = Put($"claim.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.{Guid.NewGuid():N}", text);
        if (OperatingSystem.IsWindows())
        {
            return MovedOnWindows(draft);
        }

        // A link is made by one only, and what it names is whole. (A move that may not overwrite looks first and then renames:
        // two could look at the same time.)
        var error = Link(draft, Claim) == 0 ? 0 : Marshal.GetLastPInvokeError();
        System.IO.File.Delete(draft);
        return error is 0 or AlreadyThere ? error == 0 : throw new IOException($"the launch in {Path} could not be claimed (error {error})");
    }

    private bool MovedOnWindows(string draft)
    {
        try
        {
            System.IO.File.Move(draft, Claim, overwrite: false);
            return true;
        }
        catch (IOException)
        {
            System.IO.File.Delete(draft);
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    private bool TryClaim(ProcessMark mark) => TryClaim(mark.ToString());

    private string? Read(string name)
    {
        // Asked many times a second for what is not there yet, which must not cost an exception each time.
        if (!System.IO.File.Exists(File(name)))
        {
            return null;
        }

        try
        {
            return System.IO.File.ReadAllText(File(name));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string Put(string name, string text)
    {
        var path = File(name);
        var draft = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(draft, path, overwrite: true);
        return path;
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
