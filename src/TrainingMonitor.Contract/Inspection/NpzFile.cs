using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TrainingMonitor.Contract.Inspection;

/// <summary>A zip of numpy arrays, each with a small header that says type and shape. An array of objects is a pickle and is named as such.</summary>
internal static partial class NpzFile
{
    private const int LongestHeader = 1 << 20;
    private const int LongestPickle = 64 << 20;
    private const int MostArrays = 100_000;

    public static CheckpointStructure Read(Stream file)
    {
        using var archive = ZipBounds.Open(file);
        var tensors = new TensorList();
        var globals = new SortedSet<string>(StringComparer.Ordinal);
        if (archive.Entries.Count > MostArrays)
        {
            throw new InvalidDataException($"got {archive.Entries.Count} arrays, want at most {MostArrays}");
        }

        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            var header = Header(stream, entry.FullName);
            var type = DType().Match(header) is { Success: true } said ? said.Groups[1].Value.Trim('\'', '"') : throw new InvalidDataException($"got no type of {entry.FullName}");
            var name = entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
            tensors.Add(name, ShapeOf(header, entry.FullName), type);
            if (type.Contains('O', StringComparison.Ordinal))
            {
                globals.UnionWith(PickleScan.Of(Rest(stream)).Globals);
            }
        }

        return tensors.ToStructure(keys: null, globals);
    }

    private static string Header(Stream stream, string name)
    {
        Span<byte> head = stackalloc byte[12];
        if (stream.ReadAtLeast(head[..10], 10, throwOnEndOfStream: false) < 10 || head[0] != 0x93 || !head[1..6].SequenceEqual("NUMPY"u8))
        {
            throw new InvalidDataException($"got no array in {name}");
        }

        var length = (long)BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        if (head[6] > 1)
        {
            stream.ReadExactly(head[10..]);
            length = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
        }

        if (length > LongestHeader)
        {
            throw new InvalidDataException($"got a header of {length} bytes in {name}");
        }

        var text = new byte[(int)length];
        stream.ReadExactly(text);
        return Encoding.Latin1.GetString(text);
    }

    private static long[] ShapeOf(string header, string name) =>
        Shape().Match(header) is { Success: true } said
            ? [.. said.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(size => long.Parse(size.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture))]
            : throw new InvalidDataException($"got no shape of {name}");

    private static byte[] Rest(Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LongestPickle)
            {
                throw new InvalidDataException("got an array of objects over 64 MB");
            }
        }

        return bytes.ToArray();
    }

    [GeneratedRegex("""["']descr["']\s*:\s*("[^"]*"|'[^']*'|\[[^\]]*\])""", RegexOptions.CultureInvariant)]
    private static partial Regex DType();

    [GeneratedRegex("""["']shape["']\s*:\s*\(([0-9L,\s]*)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
