namespace TrainingMonitor.Contract;

/// <summary>Whose the file is: one that lies where the script put it, or one that was sent to the server, which deletes it with its record.</summary>
public enum CheckpointOrigin
{
    Registered,
    Uploaded,
}
