namespace TrainingMonitor.Contract.Inspection;

/// <summary>
/// A file of <c>torch.save</c>: since 1.6 a zip with one <c>data.pkl</c> and the storages beside it, before that a row of
/// pickles with the storages behind them.
/// </summary>
internal static class TorchFile
{
    private const int LongestPickle = 64 << 20;
    private const int OldPickles = 4; // magic number, protocol version, about the system, the object

    public static CheckpointStructure Read(Stream file, ref string? reason)
    {
        if (!ZipBounds.IsZip(file))
        {
            reason = "torch.save's old format: its data was not checked";
            return ReadOld(file);
        }

        using var archive = ZipBounds.Open(file);
        var pickles = archive.Entries.Where(entry => entry.Name == "data.pkl").ToArray();
        if (pickles.Length != 1)
        {
            throw new InvalidDataException($"got {pickles.Length} data.pkl, want one");
        }

        var scan = PickleScan.Of(ZipBounds.Read(pickles[0], LongestPickle));
        var folder = pickles[0].FullName[..^"data.pkl".Length] + "data/";
        var stored = archive.Entries
            .Where(entry => entry.FullName.StartsWith(folder, StringComparison.Ordinal))
            .ToDictionary(entry => entry.FullName[folder.Length..], entry => entry.Length, StringComparer.Ordinal);
        return TorchObject.Describe(scan, scan.Globals, stored);
    }

    private static CheckpointStructure ReadOld(Stream file)
    {
        var bytes = new byte[(int)Math.Min(file.Length, LongestPickle)];
        file.Position = 0;
        file.ReadExactly(bytes);
        if (bytes is not [0x80, <= 5, ..])
        {
            throw new InvalidDataException("got neither a zip archive nor a pickle");
        }

        var globals = new SortedSet<string>(StringComparer.Ordinal);
        var rest = bytes.AsSpan();
        PickleScan? scan = null;
        for (var i = 0; i < OldPickles; i++)
        {
            scan = PickleScan.Of(rest);
            globals.UnionWith(scan.Globals);
            rest = rest[scan.Length..];
        }

        return TorchObject.Describe(scan!, globals, stored: null);
    }
}
