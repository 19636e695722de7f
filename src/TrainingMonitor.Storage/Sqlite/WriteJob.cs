namespace TrainingMonitor.Storage;

/// <summary>
/// One write on its way through <see cref="StoreWriter"/>, always on the writer's thread: <see cref="Execute"/> inside the
/// transaction, and after the commit first <see cref="Publish"/> of every job of the group, then the changes are told,
/// then <see cref="Complete"/>. When the commit fails, only <see cref="Fail"/>.
/// </summary>
internal abstract class WriteJob
{
    /// <summary>Why the job was not done: it alone was refused while the rest of its group goes on, or none could be committed.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Memory that the job holds while it waits.</summary>
    public virtual long Bytes => 1024;

    /// <summary>Whether a refusal may leave statements behind that must be undone.</summary>
    public virtual bool NeedsSavepoint => true;

    public abstract void Execute(WriteScope scope);

    public virtual void Publish()
    {
    }

    /// <summary>
    /// Whether whoever waits goes on at once on the thread that answers, one job after the other, and so must not block.
    /// Otherwise the answer is as good as nothing, and is given on the writer's thread.
    /// </summary>
    public virtual bool AnswersInline => false;

    public void Answer()
    {
        if (Refusal is { } refusal)
        {
            Fail(refusal);
        }
        else
        {
            Complete();
        }
    }

    public abstract void Complete();

    public abstract void Fail(Exception reason);
}
