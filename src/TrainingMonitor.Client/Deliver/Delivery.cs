namespace TrainingMonitor.Client;

/// <summary>One thing that the server has to acknowledge, in its place in this writer's order: a batch or a request.</summary>
internal sealed class Delivery(long number, JournalKind kind, byte[] payload, int points = 0, int rows = 1)
{
    public long Number { get; } = number;
    public JournalKind Kind { get; } = kind;
    public byte[] Payload { get; set; } = payload;

    /// <summary>Whether its points were given up; its sequence number still goes out.</summary>
    public bool IsEmptied { get; private set; }

    /// <summary>The name of the writer under which it goes out, when that is not the first one.</summary>
    public string? Renamed { get; set; }

    /// <summary>Points of a batch made by this process; 0 for what was read back from a journal.</summary>
    public int Points { get; set; } = points;

    /// <summary>Log calls that it carries, which memory has room for a thousand of; 1 for a request.</summary>
    public int Rows { get; } = rows;

    /// <summary>Whether the journal holds it; set under the outbox's lock.</summary>
    public bool IsJournaled { get; set; }

    public void Empty()
    {
        Payload = BatchEdit.Empty(Payload);
        IsEmptied = true;
    }
}
