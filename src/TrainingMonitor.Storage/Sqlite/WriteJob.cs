namespace TrainingMonitor.Storage;

/// <summary>
/// One write on its way through <see cref="StoreWriter"/>, always on the writer's thread: <see cref="Execute"/> inside the
/// transaction, and after the commit first <see cref="Publish"/> of every job of the group, then the changes are told,
/// then <see cref="Complete"/>. When the commit fails, only <see cref="Fail"/>.
/// </summary>
internal abstract class WriteJob
{
    /// <summary>Set when this job alone was refused while the rest of its group goes on.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Memory that the job holds while it waits.</summary>
    public virtual long Bytes => 1024;

    /// <summary>Whether a refusal may leave statements behind that must be undone.</summary>
    public virtual bool NeedsSavepoint => true;

    public abstract void Execute(WriteScope scope);

    public virtual void Publish()
    {
    }

    public abstract void Complete();

    public abstract void Fail(Exception reason);
}
