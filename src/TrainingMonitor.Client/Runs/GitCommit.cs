namespace TrainingMonitor.Client;

/// <summary>The commit that a folder is at, read from git's own files: no process is started.</summary>
internal static class GitCommit
{
    /// <summary>Null outside a repository, and in one whose files say nothing plain.</summary>
    public static string? Find(string folder)
    {
        try
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                var git = Path.Combine(at.FullName, ".git");
                if (Directory.Exists(git))
                {
                    return Read(git, git);
                }

                if (File.Exists(git))
                {
                    // A worktree: the file names its folder, in which commondir names the repository's.
                    var own = Path.GetFullPath(File.ReadAllText(git).Trim()["gitdir: ".Length..], at.FullName);
                    var common = Path.Combine(own, "commondir");
                    return Read(own, File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), own) : own);
                }
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }

        return null;
    }

    private static string? Read(string own, string common)
    {
        var head = File.ReadAllText(Path.Combine(own, "HEAD")).Trim();
        if (!head.StartsWith("ref: ", StringComparison.Ordinal))
        {
            return head;
        }

        var reference = head["ref: ".Length..];
        var loose = Path.Combine(common, reference);
        if (File.Exists(loose))
        {
            return File.ReadAllText(loose).Trim();
        }

        var packed = Path.Combine(common, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed).FirstOrDefault(line => line.EndsWith(' ' + reference, StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }
}
