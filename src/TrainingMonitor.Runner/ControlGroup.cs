using System.Globalization;

namespace TrainingMonitor.Runner;

/// <summary>
/// A control group (version 2) of one launch's own, where the system grants one: what is in it can neither leave by
/// <c>setsid</c> nor by a new environment, and one write kills all of it at once. The command is born in it, because the
/// supervisor is in it for as long as it starts the command: nothing is moved that could fork meanwhile.
/// </summary>
internal sealed class ControlGroup
{
    private readonly string _path;
    private readonly string _home;

    private ControlGroup(string path, string home) => (_path, _home) = (path, home);

    /// <summary>Makes one below this process's own; null where there is none to be had: another system, an older one, or not this user's to divide.</summary>
    public static ControlGroup? TryMake(string name)
    {
        try
        {
            if (!OperatingSystem.IsLinux() || Own() is not { } home)
            {
                return null;
            }

            var path = Path.Combine(home, name);
            Directory.CreateDirectory(path);
            var made = new ControlGroup(path, home);
            if (File.Exists(made.Killer))
            {
                return made;
            }

            made.Remove();
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>One that an earlier process has made; null when it is gone.</summary>
    public static ControlGroup? Find(string path) =>
        Directory.Exists(path) ? new ControlGroup(path, Path.GetDirectoryName(path)!) : null;

    public string FullName => _path;

    private string Killer => Path.Combine(_path, "cgroup.kill");

    /// <summary>This process goes in, so that what it starts is born there; false when it may not.</summary>
    public bool TryEnter() => TryMove(_path);

    /// <summary>This process goes back to where it came from; what it has started stays.</summary>
    public void Leave() => TryMove(_home);

    public IReadOnlyList<int> Processes()
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(_path, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>All of it, and whatever it forks meanwhile; nothing where this process could not leave it again.</summary>
    public void Kill()
    {
        if (!Processes().Contains(Environment.ProcessId))
        {
            Try(() => File.WriteAllText(Killer, "1"));
        }
    }

    /// <summary>Once nothing is in it.</summary>
    public void Remove() => Try(() => Directory.Delete(_path));

    private static bool TryMove(string path) =>
        Try(() => File.WriteAllText(Path.Combine(path, "cgroup.procs"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The group that this process is in, as a folder; null where version 2 is not mounted.</summary>
    private static string? Own()
    {
        const string Line = "0::/";
        var own = File.ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        var mount = File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).FirstOrDefault(fields => fields.Length > 2 && fields[2] == "cgroup2");
        return own is null || mount is null ? null : Path.Combine(mount[1], own[Line.Length..]);
    }

    private static bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
