namespace TrainingMonitor.Contract;

/// <summary>A command to launch again and again: <c>{name}</c> in an argument, a variable or the folder stands for a parameter.</summary>
public sealed record JobTemplate
{
    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public required IReadOnlyList<string> Command { get; init; }
    public string? WorkingDir { get; init; }
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<JobParameter> Parameters { get; init; } = [];
    public int Slots { get; init; } = 1;
    public int Gpus { get; init; }

    /// <summary>Comes with the program: can be used, not changed.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>What it logs is made up; every run of it is marked so.</summary>
    public bool IsSimulated { get; init; }
}

/// <summary>The body of <c>POST /api/templates</c> and <c>PUT /api/templates/{name}</c>.</summary>
public sealed record NewJobTemplate
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public required IReadOnlyList<string> Command { get; init; }
    public string? WorkingDir { get; init; }
    public IReadOnlyDictionary<string, string>? Env { get; init; }
    public IReadOnlyList<NewJobParameter>? Parameters { get; init; }
    public int? Slots { get; init; }
    public int? Gpus { get; init; }
}

/// <summary>One thing to choose at launch, as it is saved.</summary>
public sealed record NewJobParameter
{
    public required string Name { get; init; }
    public string? Default { get; init; }
    public string? Description { get; init; }

    /// <summary>text (when absent), integer or number.</summary>
    public string? Type { get; init; }
}

/// <summary>One thing to choose at launch.</summary>
public sealed record JobParameter
{
    public required string Name { get; init; }

    /// <summary>Used when nothing is given; without one a value is required.</summary>
    public string? Default { get; init; }
    public string Description { get; init; } = "";

    /// <summary>text, integer or number; a value of another kind is refused.</summary>
    public string Type { get; init; } = "text";
}
