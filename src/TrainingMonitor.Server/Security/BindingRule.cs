namespace TrainingMonitor.Server.Security;

/// <summary>Without authentication the server listens on loopback only; the one place that says so.</summary>
public static class BindingRule
{
    /// <summary>Why the server must not start on this address, or null when it may.</summary>
    public static string? Refusal(ServerOptions options) => options.IsLoopback
        ? null
        : $"got --host {options.Host}, want a loopback address such as 127.0.0.1: there is no authentication yet, and anyone who reaches the port could read and delete everything. From another machine use an SSH tunnel: ssh -L {options.Port}:127.0.0.1:{options.Port} this-machine";
}
