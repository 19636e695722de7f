using System.Collections.Frozen;
using System.Reflection;

namespace TrainingMonitor.Server.Page;

/// <summary>The built page, embedded in this assembly: each file with the encodings the page's build made of it.</summary>
internal sealed class PageFiles
{
    private const string Prefix = "page/";
    private static readonly Assembly Here = typeof(PageFiles).Assembly;

    private readonly FrozenSet<string> _names = Here.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..].Replace('\\', '/'))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The smallest form of the file that the client takes, or null when there is no such file.</summary>
    public (Stream Body, string? Encoding)? Open(string path, string acceptEncoding)
    {
        if (!_names.Contains(path))
        {
            return null;
        }

        foreach (var (encoding, suffix) in new[] { ("br", ".br"), ("gzip", ".gz") })
        {
            if (acceptEncoding.Contains(encoding, StringComparison.OrdinalIgnoreCase) && _names.Contains(path + suffix))
            {
                return (Read(path + suffix), encoding);
            }
        }

        return (Read(path), null);
    }

    private static Stream Read(string path) =>
        Here.GetManifestResourceStream(Prefix + path) ?? throw new InvalidOperationException($"BUG: the page's file {path} was listed but is not embedded");
}
