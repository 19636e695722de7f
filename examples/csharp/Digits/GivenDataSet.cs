using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Digits;

/// <summary>
/// The images of the data set that the job was given: each in a folder that is called by its digit, such as
/// <c>digits/7/0042.png</c>. Their bytes lie under numbers in a folder of this machine; their names are in the dashboard's list.
/// </summary>
internal static class GivenDataSet
{
    /// <summary>Null where the job was given none.</summary>
    public static string? Id => Environment.GetEnvironmentVariable("TRAINING_MONITOR_DATASET_ID");

    /// <summary>Shuffled by the seed: four fifths to train on, the rest to validate.</summary>
    /// <exception cref="InvalidDataException">A file is no image that this network sees, or there are too few.</exception>
    public static async Task<(DigitSet Train, DigitSet Validation)> LoadAsync(string id, int seed)
    {
        var folder = Environment.GetEnvironmentVariable("TRAINING_MONITOR_DATASET") ?? throw new InvalidDataException("got no TRAINING_MONITOR_DATASET");
        var files = await ListAsync(id);
        var images = files.Where(file => file.Type == "image").Select(file => (file.N, file.Name, Label: LabelOf(file.Name))).ToArray();
        if (images.Length < 10)
        {
            throw new InvalidDataException($"got {images.Length} images in data set {id}, want at least 10 in folders 0 to 9");
        }

        new Random(seed).Shuffle(images);
        var cut = images.Length * 4 / 5;
        return (From(folder, images.AsSpan(0, cut)), From(folder, images.AsSpan(cut)));
    }

    private static DigitSet From(string folder, ReadOnlySpan<(long N, string Name, int Label)> images)
    {
        const int Side = 8;
        var set = new DigitSet(new float[images.Length * DigitSet.PixelsPerImage], new int[images.Length]);
        for (var i = 0; i < images.Length; i++)
        {
            var (n, name, label) = images[i];
            var path = Path.Combine(folder, $"{n.ToString("D6", CultureInfo.InvariantCulture)}{Path.GetExtension(name).ToLowerInvariant()}");
            byte[] pixels;
            try
            {
                pixels = GreyPng.Read(File.ReadAllBytes(path), Side, Side);
            }
            catch (InvalidDataException wrong)
            {
                throw new InvalidDataException($"{name}: {wrong.Message}");
            }

            for (var p = 0; p < pixels.Length; p++)
            {
                set.Pixels[(i * DigitSet.PixelsPerImage) + p] = pixels[p] / 255f;
            }

            set.Labels[i] = label;
        }

        return set;
    }

    private static int LabelOf(string name) =>
        name.Split('/') is [.., { Length: 1 } folder, _] && char.IsAsciiDigit(folder[0])
            ? folder[0] - '0'
            : throw new InvalidDataException($"{name}: got an image outside of a folder 0 to 9");

    private static async Task<List<ListedFile>> ListAsync(string id)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("TRAINING_MONITOR_URL") ?? "http://127.0.0.1:8000") };
        var all = new List<ListedFile>();
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<FilePage>($"/api/datasets/{id}/files?limit=1000{(cursor is null ? "" : $"&cursor={cursor}")}", Wire)
                ?? throw new InvalidDataException("got no list of files");
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static readonly JsonSerializerOptions Wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record FilePage(IReadOnlyList<ListedFile> Items, string? NextCursor);

    private sealed record ListedFile(long N, string Name, string Type);
}
