namespace TrainingMonitor.Storage;

/// <summary>A write given as functions, answered through a task.</summary>
internal sealed class TaskJob<T>(Func<WriteScope, T> execute, Action<T>? publish = null) : WriteJob
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override void Execute(WriteScope scope) => _result = execute(scope);

    public override void Publish() => publish?.Invoke(_result);

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}
