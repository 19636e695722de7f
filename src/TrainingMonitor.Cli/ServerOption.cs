using System.CommandLine;
using TrainingMonitor.Client;

namespace TrainingMonitor.Cli;

/// <summary>The option by which commands find a server, and where they look without it.</summary>
internal static class ServerOption
{
    public static Option<string?> Create()
    {
        var url = new Option<string?>("--url") { Description = $"The server's address; else {ServerUrl.Variable}, else {ServerUrl.Default}." };
        url.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && ServerUrl.Parse(token.Value) is null)
            {
                result.AddError($"got --url {token.Value}, want one such as {ServerUrl.Default}");
            }
        });
        return url;
    }

    /// <summary>Null when the environment names none that can be used.</summary>
    public static Uri? Read(ParseResult parsed, Option<string?> url) => ServerUrl.Parse(
        parsed.GetValue(url) ?? (Environment.GetEnvironmentVariable(ServerUrl.Variable) is { Length: > 0 } set ? set : ServerUrl.Default));
}
