namespace TrainingMonitor.Contract.Inspection;

/// <summary>Gathers tensors: counts the values of all, keeps the first of them by name.</summary>
internal sealed class TensorList
{
    private const int LongestName = 1000;
    private const int MostDimensions = 64;

    private readonly List<TensorShape> _kept = [];
    private long _parameters;

    public void Add(string name, IReadOnlyList<long> shape, string dtype)
    {
        if (shape.Count > MostDimensions || name.Length > LongestName || dtype.Length > LongestName)
        {
            throw new InvalidDataException($"got a tensor with {shape.Count} dimensions and a name of {name.Length} characters");
        }

        var values = 1L;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                throw new InvalidDataException($"got size {size} in the shape of {name}");
            }

            values = Multiply(values, size, name);
        }

        _parameters = values > long.MaxValue - _parameters ? throw TooMany(name) : _parameters + values;
        if (_kept.Count < CheckpointStructure.MostTensors)
        {
            _kept.Add(new TensorShape(name, shape, dtype));
        }
    }

    /// <param name="keys">The outermost keys; null: the tensors' own names.</param>
    public CheckpointStructure ToStructure(IEnumerable<string>? keys, IEnumerable<string>? unsafeGlobals = null) => new(
        [.. (keys ?? _kept.Select(tensor => tensor.Name)).Take(CheckpointStructure.MostTensors)],
        _parameters,
        _kept,
        [.. (unsafeGlobals ?? []).Take(1000)]);

    private static long Multiply(long a, long b, string name) =>
        Math.BigMul(a, b, out var low) == 0 && low >= 0 ? low : throw TooMany(name);

    private static InvalidDataException TooMany(string name) => new($"got more values with {name} than there can be");
}
