using TrainingMonitor.Tests.Server.Live;

namespace TrainingMonitor.Tests.Server.Hostile;

public class HostileRequestTests(HostileServer hostile) : IClassFixture<HostileServer>
{
    private static readonly HostileRequest[] Table = [.. HostileNames.All(), .. HostileBodies.All(), .. HostileHeads.All()];

    public static TheoryData<int, string> Rows() => new(Table.Select((row, index) => (index, Printable(row.Name))));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_hostile_request_is_refused_in_one_sentence(int row, string name)
    {
        var (status, answer) = await RawHttp.SendAsync(hostile.Server.Http.BaseAddress!, Table[row].Bytes);

        Assert.True(Table[row].Want.Contains(status), $"{name}: got {status}, want {string.Join(" or ", Table[row].Want)}: {answer}");
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        if (status is >= 400 and not 431 and not 414 && answer.Contains("application/problem+json", StringComparison.Ordinal))
        {
            Assert.Contains("\"detail\":\"", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_table_again_and_again_takes_no_memory_and_hurts_nobody()
    {
        await using var server = await RunningServer.StartAsync();
        await server.PostAsync("/api/runs", """{"name":"known","id":"known"}""", System.Net.HttpStatusCode.Created);
        await using var viewer = await SocketClient.ConnectAsync(server.Socket);
        await viewer.SendAsync("""{"type":"subscribe","run_id":"known","format":"columns"}""");
        var small = Table.Where(row => row.Bytes.Length < 1 << 20).ToArray();
        await SendAllAsync(server, small);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var round = 0; round < 3; round++)
        {
            await SendAllAsync(server, small);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 320 << 20);
        await server.PostAsync("/api/runs/known/metrics", """{"step":777,"metrics":{"after":1}}""");
        while ((await viewer.ReadAsync("metric_batch")).GetProperty("steps")[0].GetInt64() != 777)
        {
            // What the good parts of the table had sent.
        }
    }

    [Fact]
    public void The_table_is_long_enough_and_has_no_row_twice() =>
        Assert.InRange(Table.Select(row => Convert.ToHexString(row.Bytes)).Distinct().Count(), Math.Max(200, Table.Length), Table.Length);

    private static Task SendAllAsync(RunningServer server, HostileRequest[] rows) =>
        Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (row, _) => await RawHttp.SendAsync(server.Http.BaseAddress!, row.Bytes));

    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c > 0x7e ? '?' : c)) is var text && text.Length > 120 ? text[..120] : text;
}
