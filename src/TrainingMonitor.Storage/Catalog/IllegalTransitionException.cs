using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;

namespace TrainingMonitor.Storage;

public sealed class IllegalTransitionException(RunStatus from, RunStatus to)
    : StoreException($"a {WireWord<RunStatus>.Of(from)} run cannot become {WireWord<RunStatus>.Of(to)}")
{
    public RunStatus From { get; } = from;

    public RunStatus To { get; } = to;
}
