namespace TrainingMonitor.Contract.Inspection;

/// <summary>Finds the tensors in what a pickle of <c>torch.save</c> describes, and the code that it would import beyond theirs.</summary>
internal sealed class TorchObject
{
    private const int MostVisits = 1_000_000;
    private const int Deepest = 50;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["FloatStorage"] = "float32", ["DoubleStorage"] = "float64", ["HalfStorage"] = "float16", ["BFloat16Storage"] = "bfloat16",
        ["LongStorage"] = "int64", ["IntStorage"] = "int32", ["ShortStorage"] = "int16", ["CharStorage"] = "int8",
        ["ByteStorage"] = "uint8", ["BoolStorage"] = "bool", ["ComplexFloatStorage"] = "complex64", ["ComplexDoubleStorage"] = "complex128",
    };

    private static readonly HashSet<string> SafeNames = new(
        ["collections.OrderedDict", "torch.Size", "torch.device", "torch.dtype", "torch.Tensor", "torch.nn.parameter.Parameter",
            .. Types.Values.Select(type => "torch." + type)],
        StringComparer.Ordinal);

    private static readonly string[] SafePrefixes = ["torch._utils._rebuild_", "torch._tensor._rebuild_", "torch.storage."];

    private readonly TensorList _tensors = new();
    private readonly IReadOnlyDictionary<string, long>? _stored;
    private int _visits;

    private TorchObject(IReadOnlyDictionary<string, long>? stored) => _stored = stored;

    /// <param name="scan">The pickle of the object.</param>
    /// <param name="globals">All that it, and what lies before it, would import.</param>
    /// <param name="stored">The storages that are there with their lengths; null where they were not looked at.</param>
    public static CheckpointStructure Describe(PickleScan scan, IEnumerable<string> globals, IReadOnlyDictionary<string, long>? stored)
    {
        var walk = new TorchObject(stored);
        walk.Visit("", scan.Root, 0);
        var content = scan.Root as PickleDict ?? (scan.Root as PickleCall)?.Items;
        return walk._tensors.ToStructure(
            content?.Pairs.Select(pair => Label(pair.Key)).Distinct() ?? [],
            globals.Where(name => !IsSafe(name)));
    }

    private static bool IsSafe(string name) =>
        SafeNames.Contains(name)
        || SafePrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
        || (name.StartsWith("torch.", StringComparison.Ordinal) && Types.ContainsKey(name["torch.".Length..]));

    private void Visit(string path, object? value, int depth)
    {
        if (depth > Deepest)
        {
            return;
        }

        switch (value)
        {
            case PickleCall call when call.Name.Contains("_rebuild_tensor", StringComparison.Ordinal):
                AddTensor(path, call);
                break;
            case PickleCall { Arguments: [var inner, ..] } call when call.Name.Contains("_rebuild_parameter", StringComparison.Ordinal):
                Visit(path, inner, depth + 1);
                break;
            case PickleCall call:
                VisitAll(path, call.Items.Pairs, depth);
                break;
            case PickleDict dict:
                VisitAll(path, dict.Pairs, depth);
                break;
            case IReadOnlyList<object?> list:
                VisitAll(path, list.Select((item, i) => ((object?)(long)i, item)), depth);
                break;
        }
    }

    private void VisitAll(string path, IEnumerable<(object? Key, object? Value)> pairs, int depth)
    {
        foreach (var (key, value) in pairs)
        {
            // A list that holds itself twice has no end: hostile data is given up on, not followed.
            if (++_visits > MostVisits)
            {
                throw new InvalidDataException("got more than a million values");
            }

            if (value is PickleCall or PickleDict or IReadOnlyList<object?>)
            {
                Visit(path.Length == 0 ? Label(key) : path + "." + Label(key), value, depth + 1);
            }
        }
    }

    private void AddTensor(string name, PickleCall call)
    {
        if (call.Arguments is not [PicklePersistent { Id: object?[] and ["storage", PickleGlobal kind, var key, ..] }, _, var sizes, ..])
        {
            throw new InvalidDataException($"got no storage for tensor {name}");
        }

        if (_stored is not null && !_stored.ContainsKey(Label(key)))
        {
            throw new InvalidDataException($"got no data for tensor {name}");
        }

        var size = sizes as IReadOnlyList<object?> ?? (sizes as PickleCall)?.Arguments.FirstOrDefault() as IReadOnlyList<object?>;
        var type = kind.Name[(kind.Name.LastIndexOf('.') + 1)..];
        _tensors.Add(
            name,
            [.. (size ?? throw new InvalidDataException($"got no shape for tensor {name}")).Select(n => n is long whole ? whole : throw new InvalidDataException($"got no shape for tensor {name}"))],
            Types.GetValueOrDefault(type, kind.Name));
    }

    private static string Label(object? key) => key switch
    {
        string text => text.Length <= 300 ? text : text[..300],
        null => "None",
        long or double or bool => Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture)!,
        _ => key.GetType().Name,
    };
}
