namespace TrainingMonitor.Server.Jobs;

/// <summary>What is about to happen to a launch, in this order; the server may be killed before any of it.</summary>
internal enum LaunchStep
{
    Lease,
    Folder,
    Process,
    Claim,
    Running,
    Watch,
    End,
    Farewell,
    Removal,
}
