using TrainingMonitor.Contract;

namespace TrainingMonitor.Storage;

public enum ComparisonOperator
{
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Contains,

    /// <summary>Equal to one of several, with commas between them.</summary>
    In,
}

public enum MetricField
{
    Latest,
    Min,
    Max,
    Best,
}

/// <summary>Compares a value of the config, at a path such as <c>optimizer.name</c>: as numbers when both sides are.</summary>
public sealed record FieldComparison(string Path, ComparisonOperator Operator, string Value);

/// <param name="Operator">How to compare.</param>
/// <param name="Value">With which instant.</param>
/// <param name="Given">As it was asked for; what is told relative to now is another instant each time.</param>
public sealed record InstantComparison(ComparisonOperator Operator, Instant Value, string Given);

public sealed record MetricComparison(string Key, MetricField Field, ComparisonOperator Operator, double Value);
