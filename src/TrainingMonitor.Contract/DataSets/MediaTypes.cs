using System.Collections.Frozen;

namespace TrainingMonitor.Contract;

/// <summary>
/// The files that are known by the ending of their name. Only these endings ever become part of a path, and only these
/// types are told to a browser; anything else is bytes. HTML and scripts are text here, so that nothing uploaded can run.
/// </summary>
public static class MediaTypes
{
    private const string Bytes = "application/octet-stream";

    private static readonly FrozenDictionary<string, (DataSetFileType Type, string MediaType)> Known =
        new Dictionary<string, (DataSetFileType, string)>
        {
            ["png"] = (DataSetFileType.Image, "image/png"),
            ["jpg"] = (DataSetFileType.Image, "image/jpeg"),
            ["jpeg"] = (DataSetFileType.Image, "image/jpeg"),
            ["gif"] = (DataSetFileType.Image, "image/gif"),
            ["webp"] = (DataSetFileType.Image, "image/webp"),
            ["bmp"] = (DataSetFileType.Image, "image/bmp"),
            ["avif"] = (DataSetFileType.Image, "image/avif"),
            ["tif"] = (DataSetFileType.Image, "image/tiff"),
            ["tiff"] = (DataSetFileType.Image, "image/tiff"),
            ["wav"] = (DataSetFileType.Audio, "audio/wav"),
            ["mp3"] = (DataSetFileType.Audio, "audio/mpeg"),
            ["flac"] = (DataSetFileType.Audio, "audio/flac"),
            ["ogg"] = (DataSetFileType.Audio, "audio/ogg"),
            ["opus"] = (DataSetFileType.Audio, "audio/ogg"),
            ["m4a"] = (DataSetFileType.Audio, "audio/mp4"),
            ["mp4"] = (DataSetFileType.Video, "video/mp4"),
            ["webm"] = (DataSetFileType.Video, "video/webm"),
            ["mov"] = (DataSetFileType.Video, "video/quicktime"),
            ["mkv"] = (DataSetFileType.Video, "video/x-matroska"),
            ["avi"] = (DataSetFileType.Video, "video/x-msvideo"),
            ["txt"] = (DataSetFileType.Text, "text/plain"),
            ["md"] = (DataSetFileType.Text, "text/plain"),
            ["csv"] = (DataSetFileType.Text, "text/plain"),
            ["tsv"] = (DataSetFileType.Text, "text/plain"),
            ["json"] = (DataSetFileType.Text, "text/plain"),
            ["jsonl"] = (DataSetFileType.Text, "text/plain"),
            ["ndjson"] = (DataSetFileType.Text, "text/plain"),
            ["xml"] = (DataSetFileType.Text, "text/plain"),
            ["html"] = (DataSetFileType.Text, "text/plain"),
            ["svg"] = (DataSetFileType.Text, "text/plain"),
            ["yaml"] = (DataSetFileType.Text, "text/plain"),
            ["yml"] = (DataSetFileType.Text, "text/plain"),
            ["py"] = (DataSetFileType.Text, "text/plain"),
            ["parquet"] = (DataSetFileType.Other, Bytes),
            ["npy"] = (DataSetFileType.Other, Bytes),
            ["npz"] = (DataSetFileType.Other, Bytes),
            ["gz"] = (DataSetFileType.Other, Bytes),
            ["zip"] = (DataSetFileType.Other, Bytes),
            ["tar"] = (DataSetFileType.Other, Bytes),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The type, what to tell a browser, and the ending for a path (<c>bin</c> where the name's own is not known).</summary>
    public static (DataSetFileType Type, string MediaType, string Ending) Of(string name)
    {
        var ending = name[(name.LastIndexOf('.') + 1)..];
        return Known.TryGetValue(ending, out var known) ? (known.Type, known.MediaType, ending.ToLowerInvariant()) : (DataSetFileType.Other, Bytes, "bin");
    }
}
