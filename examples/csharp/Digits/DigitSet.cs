using System.Globalization;
using System.IO.Compression;

namespace Digits;

/// <summary>Images of 8×8 pixels in 0…1, one after the other, and the digit each shows.</summary>
internal sealed record DigitSet(float[] Pixels, int[] Labels)
{
    public const int PixelsPerImage = 64;
    public const int Classes = 10;

    public int Count => Labels.Length;

    public ReadOnlySpan<float> Image(int index) => Pixels.AsSpan(index * PixelsPerImage, PixelsPerImage);

    /// <summary>The 1,797 digits, shuffled by the seed: the first 1,400 to train on, the other 397 to validate.</summary>
    public static (DigitSet Train, DigitSet Validation) Load(string file, int seed)
    {
        const int TrainCount = 1400;
        var rows = ReadRows(file);
        new Random(seed).Shuffle(rows);
        return (From(rows.AsSpan(0, TrainCount)), From(rows.AsSpan(TrainCount)));
    }

    private static string[] ReadRows(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static DigitSet From(ReadOnlySpan<string> rows)
    {
        var set = new DigitSet(new float[rows.Length * PixelsPerImage], new int[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            var cells = rows[i].Split(',');
            if (cells.Length != PixelsPerImage + 1)
            {
                throw new InvalidDataException($"row {i} has {cells.Length} cells, want {PixelsPerImage + 1}");
            }

            for (var p = 0; p < PixelsPerImage; p++)
            {
                set.Pixels[(i * PixelsPerImage) + p] = float.Parse(cells[p], CultureInfo.InvariantCulture) / 16f;
            }

            set.Labels[i] = int.Parse(cells[PixelsPerImage], CultureInfo.InvariantCulture);
        }

        return set;
    }
}
