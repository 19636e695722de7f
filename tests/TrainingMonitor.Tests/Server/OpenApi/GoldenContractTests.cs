using System.Text.Json;

namespace TrainingMonitor.Tests.Server.OpenApi;

public class GoldenContractTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Set UPDATE_CONTRACT=1 to write the golden copy anew after a change that is meant.</summary>
    [Fact]
    public async Task The_servers_description_is_the_golden_copy()
    {
        await using var server = await RunningServer.StartAsync();
        var said = JsonSerializer.Serialize(await server.GetAsync("/openapi.json"), Indented).ReplaceLineEndings("\n") + "\n";
        var golden = Repository.PathOf("contract", "openapi.json");
        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACT") == "1")
        {
            await File.WriteAllTextAsync(golden, said, TestContext.Current.CancellationToken);
        }

        Assert.True(said == await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), "contract/openapi.json is not what the server says; if the change is meant, run this test with UPDATE_CONTRACT=1 and then `npm --prefix web run types`");
    }
}
