namespace TrainingMonitor.Tests.Client;

/// <summary>What goes wrong with one request. Without <see cref="Status"/> and <see cref="Raw"/> the connection is cut.</summary>
internal sealed record PeerFault
{
    public static PeerFault Cut { get; } = new();

    /// <summary>Takes the bytes, then says nothing for longer than anybody waits.</summary>
    public static PeerFault Hang { get; } = new() { Delay = TimeSpan.FromMinutes(10) };

    /// <summary>Stores what came, but the answer is lost on the way.</summary>
    public static PeerFault LosesAnswer { get; } = new() { Stores = true };

    public static PeerFault Nonsense { get; } = new() { Raw = "<html>hello, I am a printer</html>\r\n\r\n" };

    public static PeerFault OtherProgram { get; } = new() { Status = 200, Body = "<html>It works!</html>" };

    public bool Stores { get; init; }
    public TimeSpan? Delay { get; init; }
    public string? Raw { get; init; }
    public int Status { get; init; }
    public string Body { get; init; } = "";

    /// <summary>Without a body, what a Training Monitor says: a refusal repeats its status.</summary>
    public static PeerFault Says(int status, string? body = null) => new() { Status = status, Body = body ?? $$"""{"status":{{status}}}""" };
}
