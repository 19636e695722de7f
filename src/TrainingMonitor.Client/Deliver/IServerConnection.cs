namespace TrainingMonitor.Client;

/// <summary>
/// A way to one run on the server. One delivery is under way at a time. Anything thrown means that the connection is
/// gone and the delivery has to go out again on the next one.
/// </summary>
internal interface IServerConnection : IAsyncDisposable
{
    /// <summary>Completed, never failed, when the connection is known to be gone.</summary>
    Task Closed { get; }

    Task<Answer> SendAsync(Delivery delivery, CancellationToken cancel);

    Task HeartbeatAsync(CancellationToken cancel);
}
