namespace TrainingMonitor.Contract;

/// <summary>What is known of a checkpoint's file.</summary>
public enum CheckpointValidity
{
    /// <summary>Whole, of its format, and with what was required of it.</summary>
    Valid,
    Invalid,

    /// <summary>Nobody could look inside, or what is inside may run code when loaded.</summary>
    Unverified,
    Missing,

    /// <summary>Not the bytes that were hashed when it was saved.</summary>
    Changed,
}
