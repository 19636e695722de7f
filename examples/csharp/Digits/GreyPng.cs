using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Digits;

/// <summary>Reads the images that this network sees: PNG, grey, 8 bits a pixel, not interlaced. Anything else is refused in one sentence.</summary>
internal static class GreyPng
{
    private static ReadOnlySpan<byte> Signature => [137, 80, 78, 71, 13, 10, 26, 10];

    /// <summary>The pixels row by row, 0 to 255.</summary>
    /// <exception cref="InvalidDataException">It is another kind of file or image.</exception>
    public static byte[] Read(ReadOnlySpan<byte> file, int width, int height)
    {
        if (!file.StartsWith(Signature))
        {
            throw new InvalidDataException("got a file that is no PNG");
        }

        using var packed = new MemoryStream();
        var isSeen = false;
        for (var at = Signature.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (length < 0 || at + 12 + length > file.Length)
            {
                throw new InvalidDataException("got a PNG that breaks off");
            }

            var type = Encoding.ASCII.GetString(file.Slice(at + 4, 4));
            var body = file.Slice(at + 8, length);
            if (type == "IHDR")
            {
                CheckHead(body, width, height);
                isSeen = true;
            }
            else if (type == "IDAT")
            {
                packed.Write(body);
            }

            at += 12 + length;
        }

        packed.Position = 0;
        return isSeen ? Unfilter(packed, width, height) : throw new InvalidDataException("got a PNG without a head");
    }

    private static void CheckHead(ReadOnlySpan<byte> head, int width, int height)
    {
        var (wide, high) = (BinaryPrimitives.ReadInt32BigEndian(head), BinaryPrimitives.ReadInt32BigEndian(head[4..]));
        if (wide != width || high != height || head[8] != 8 || head[9] != 0 || head[12] != 0)
        {
            throw new InvalidDataException($"got an image of {wide} × {high} pixels, {head[8]} bits, colour type {head[9]}, want {width} × {height} pixels of 8 bits grey");
        }
    }

    /// <summary>Each row begins with how its bytes were told: as they are, or as differences to the left, above, their mean or the nearest of three.</summary>
    private static byte[] Unfilter(Stream packed, int width, int height)
    {
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        var pixels = new byte[width * height];
        var line = new byte[width + 1];
        for (var y = 0; y < height; y++)
        {
            rows.ReadExactly(line);
            for (var x = 0; x < width; x++)
            {
                var left = x > 0 ? pixels[(y * width) + x - 1] : 0;
                var above = y > 0 ? pixels[((y - 1) * width) + x] : 0;
                var corner = x > 0 && y > 0 ? pixels[((y - 1) * width) + x - 1] : 0;
                var told = line[0] switch
                {
                    0 => 0,
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => Nearest(left, above, corner),
                    var other => throw new InvalidDataException($"got filter {other} in a PNG, want 0 to 4"),
                };
                pixels[(y * width) + x] = (byte)(line[x + 1] + told);
            }
        }

        return pixels;
    }

    private static int Nearest(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
