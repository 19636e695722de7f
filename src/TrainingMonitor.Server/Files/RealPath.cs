namespace TrainingMonitor.Server.Files;

/// <summary>Where a path leads when every link on the way is followed; what is then opened is this path and no other.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Null for a path that has no end.</summary>
    public static string? Of(string path)
    {
        var rest = Path.GetFullPath(path);
        for (var links = 0; links <= MostLinks; links++)
        {
            var (at, target) = FirstLink(rest);
            if (target is null)
            {
                return rest;
            }

            var link = rest[..at];
            rest = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link)!, target) + rest[at..]);
        }

        return null;
    }

    private static (int End, string? Target) FirstLink(string path)
    {
        var root = Path.GetPathRoot(path)!.Length;
        for (var at = root; at < path.Length;)
        {
            var end = path.IndexOf(Path.DirectorySeparatorChar, at);
            end = end < 0 ? path.Length : end;
            if (new FileInfo(path[..end]).LinkTarget is { } target)
            {
                return (end, target);
            }

            at = end + 1;
        }

        return (0, null);
    }
}
