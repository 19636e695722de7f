namespace TrainingMonitor.Contract.Inspection;

/// <summary>A class or function that the pickle names; it stays a name.</summary>
internal sealed record PickleGlobal(string Name);

/// <summary>What lies outside the pickle, such as the storage of a tensor.</summary>
internal sealed record PicklePersistent(object? Id);

/// <summary>A dict in the order of its pairs. Keys are not hashed, since a hostile one may be anything.</summary>
internal sealed class PickleDict
{
    public List<(object? Key, object? Value)> Pairs { get; } = [];
}

/// <summary>What calling <paramref name="function"/> would have made; nothing is called.</summary>
internal sealed class PickleCall(object? function, object? arguments)
{
    public string Name { get; } = (function as PickleGlobal)?.Name ?? "";

    public object?[] Arguments { get; } = arguments as object?[] ?? [];

    /// <summary>What would be set on the result as on a dict.</summary>
    public PickleDict Items { get; } = new();
}
