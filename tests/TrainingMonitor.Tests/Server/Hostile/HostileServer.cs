namespace TrainingMonitor.Tests.Server.Hostile;

/// <summary>One server for all rows of the table, so that what one request breaks the next one meets.</summary>
public sealed class HostileServer : IAsyncLifetime
{
    private RunningServer? _server;

    internal RunningServer Server => _server ?? throw new InvalidOperationException("BUG: the server of the table was not started");

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        await _server.PostAsync("/api/runs", """{"name":"known","id":"known"}""", System.Net.HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
