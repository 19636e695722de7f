namespace TrainingMonitor.Contract;

/// <summary>What lies in a checkpoint file, found without executing any of it.</summary>
/// <param name="Keys">The outermost keys.</param>
/// <param name="Parameters">Values of all tensors together.</param>
/// <param name="Tensors">The first 5,000 of them, by dotted name.</param>
/// <param name="UnsafeGlobals">Names of code, beyond that of tensors, which a plain unpickling would import.</param>
public sealed record CheckpointStructure(
    IReadOnlyList<string> Keys,
    long Parameters,
    IReadOnlyList<TensorShape> Tensors,
    IReadOnlyList<string> UnsafeGlobals)
{
    public const int MostTensors = 5000;
}

/// <summary>One tensor; the type is spelled as its format spells it.</summary>
public sealed record TensorShape(string Name, IReadOnlyList<long> Shape, string Dtype);
