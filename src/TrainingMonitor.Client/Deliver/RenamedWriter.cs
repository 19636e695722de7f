namespace TrainingMonitor.Client;

/// <summary>The name under which a writer goes on when the server has lost earlier batches of it; numbers again from 1.</summary>
internal sealed class RenamedWriter(string name)
{
    private long _seq;

    public string Name { get; } = name;

    public void Apply(Delivery delivery)
    {
        if (delivery.Renamed != Name)
        {
            delivery.Payload = BatchEdit.Rename(delivery.Payload, Name, ++_seq);
            delivery.Renamed = Name;
        }
    }
}
