using System.Text.Json;

namespace TrainingMonitor.Contract.Inspection;

/// <summary>
/// Looks into a checkpoint file without executing anything of it: no class is imported, nothing is unpickled. A hostile
/// file can at worst be called invalid; work and memory are bounded whatever it claims.
/// </summary>
public static class CheckpointInspection
{
    /// <summary>The format by the name's ending; <c>file</c> where there is none.</summary>
    public static string FormatOf(string name)
    {
        var ending = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        return ending.Length is 0 or > 20 ? "file" : ending;
    }

    /// <param name="file">Readable and seekable; read from its beginning.</param>
    /// <param name="format">As <see cref="FormatOf"/> gives it.</param>
    /// <param name="requiredKeys">Outermost keys, or names of tensors.</param>
    public static Finding Inspect(Stream file, string format, IReadOnlyCollection<string>? requiredKeys = null)
    {
        CheckpointStructure? structure;
        var reason = (string?)null;
        try
        {
            file.Position = 0;
            structure = Read(file, format, ref reason);
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or IOException or NotSupportedException or OverflowException or ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return new Finding(format, null, CheckpointValidity.Invalid, $"not a whole {format} file: {(fault is InvalidDataException ? fault.Message : "its parts contradict each other")}");
        }

        return Judge(format, structure, reason, requiredKeys ?? []);
    }

    /// <summary>The rule of what may be called valid, also for a structure that an SDK has found.</summary>
    public static Finding Judge(string format, CheckpointStructure? structure, string? reason, IReadOnlyCollection<string> requiredKeys)
    {
        if (structure is null)
        {
            var blind = requiredKeys.Count == 0 ? reason : $"cannot look for {string.Join(", ", requiredKeys)} in this format";
            return new Finding(format, null, CheckpointValidity.Unverified, blind);
        }

        var names = structure.Keys.Concat(structure.Tensors.Select(tensor => tensor.Name)).ToHashSet(StringComparer.Ordinal);
        var missing = requiredKeys.Where(key => !names.Contains(key)).ToArray();
        if (missing.Length > 0)
        {
            var got = structure.Keys.Count == 0 ? "no keys" : string.Join(", ", structure.Keys.Take(20));
            return new Finding(format, structure, CheckpointValidity.Invalid, $"missing {string.Join(", ", missing)}; got {got}");
        }

        return UnsafeReason(structure) is { } code
            ? new Finding(format, structure, CheckpointValidity.Unverified, code)
            : new Finding(format, structure, reason is null ? CheckpointValidity.Valid : CheckpointValidity.Unverified, reason);
    }

    /// <summary>Why loading the file is a matter of trust; null when it holds data alone.</summary>
    public static string? UnsafeReason(CheckpointStructure structure) => structure.UnsafeGlobals.Count == 0
        ? null
        : $"loading it imports code: {string.Join(", ", structure.UnsafeGlobals.Take(5))}{(structure.UnsafeGlobals.Count > 5 ? ", …" : "")}; load it only if you trust where it comes from";

    private static CheckpointStructure? Read(Stream file, string format, ref string? reason)
    {
        switch (format)
        {
            case "pt" or "pth":
                return TorchFile.Read(file, ref reason);
            case "safetensors":
                return SafeTensorsFile.Read(file);
            case "npz":
                return NpzFile.Read(file);
            case "onnx":
                return OnnxFile.Read(file);
            default:
                return null;
        }
    }
}
