using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Query;

public class SeriesTests
{
    [Fact]
    public async Task Metrics_of_many_runs_come_in_one_answer_and_what_is_not_there_is_left_out()
    {
        await using var server = await RunningServer.StartAsync();
        var (a, b) = (await server.NewRunAsync(), await server.NewRunAsync());
        await server.PostAsync($"/api/runs/{a}/metrics", """{"steps":[1,2,3],"times":[1,2,3],"metrics":{"loss":[3,2,1],"acc":[1,2,3]}}""");
        await server.PostAsync($"/api/runs/{b}/metrics", """{"step":7,"metrics":{"loss":NaN}}""");

        var answer = await server.PostAsync("/api/series", $$"""{"runs":["{{b}}","{{a}}","run_none"],"keys":["loss","lr"],"points":2}""");

        var series = answer.GetProperty("series");
        Assert.Equal(2, series.GetArrayLength());
        Assert.Equal((b, "raw"), (series[0].GetProperty("run_id").GetString(), series[0].GetProperty("kind").GetString()));
        Assert.Equal((a, "buckets", 3L), (series[1].GetProperty("run_id").GetString(), series[1].GetProperty("kind").GetString(), series[1].GetProperty("total").GetInt64()));
        Assert.Equal(2, answer.GetProperty("cursors").EnumerateObject().Count());
        var ranged = await server.PostAsync("/api/series", $$"""{"runs":["{{a}}"],"keys":["*"],"x":"time","from":2,"to":2}""");
        Assert.Equal(["loss", "acc"], ranged.GetProperty("series").EnumerateArray().Select(one => one.GetProperty("key").GetString()));
        Assert.Equal("[2]", ranged.GetProperty("series")[0].GetProperty("values").GetRawText());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"runs":["../x"],"keys":["loss"]}""")]
    [InlineData("""{"runs":[null],"keys":["loss"]}""")]
    [InlineData("""{"runs":["a"],"keys":[null]}""")]
    [InlineData("""{"runs":["a"],"keys":["loss"],"points":0}""")]
    [InlineData("""{"runs":["a"],"keys":["loss"],"points":20001}""")]
    [InlineData("""{"runs":["a"],"keys":["loss"],"from":"NaN"}""")]
    [InlineData("""{"runs":["a"],"keys":["loss"],"segment":"old"}""")]
    [InlineData("""{"runs":["a"],"keys":["loss"],"x":"a\u0000"}""")]
    public async Task Bad_requests_are_refused(string body)
    {
        await using var server = await RunningServer.StartAsync();

        await server.PostAsync("/api/series", body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_than_500_series_are_refused_and_500_are_answered()
    {
        await using var server = await RunningServer.StartAsync();
        var runs = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            runs.Add(await server.NewRunAsync());
            await server.PostAsync($"/api/runs/{runs[i]}/metrics", """{"step":1,"metrics":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}}""");
        }

        var answer = await server.PostAsync("/api/series", JsonSerializer.Serialize(new { runs, keys = new[] { "a", "b", "c", "d", "e" } }));
        Assert.Equal(500, answer.GetProperty("series").GetArrayLength());
        await server.PostAsync("/api/series", JsonSerializer.Serialize(new { runs, keys = new[] { "*" } }), HttpStatusCode.BadRequest);
        await server.PostAsync("/api/series", JsonSerializer.Serialize(new { runs, keys = new[] { "a", "b", "c", "d", "e", "f" } }), HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("points=0")]
    [InlineData("points=100")]
    [InlineData("points=7")]
    [InlineData("points=3&x=time")]
    [InlineData("x=acc")]
    [InlineData("points=0&x=acc&from=3&to=40")]
    [InlineData("points=0&x=time&from=3&to=40")]
    public async Task Bytes_say_the_same_as_JSON(string query)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var steps = string.Join(',', Enumerable.Range(0, 50));
        var values = string.Join(',', Enumerable.Range(0, 50).Select(i => i % 7 == 0 ? "NaN" : i % 11 == 0 ? "-Infinity" : (i / 8.0).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{steps}}}],"times":[{{{steps}}}],"metrics":{"loss":[{{{values}}}],"acc":[{{{steps}}}]}}""");

        var json = await server.GetAsync($"/api/runs/{id}/metrics?{query}");
        var (header, columns) = await ReadBytesAsync(server, $"/api/runs/{id}/metrics?{query}");

        Assert.Equal(json.GetProperty("cursor").GetInt64(), header.GetProperty("cursor").GetInt64());
        Assert.Equal(json.GetProperty("x").GetString(), header.GetProperty("x").GetString());
        var at = 0;
        foreach (var (said, told) in json.GetProperty("series").EnumerateArray().Zip(header.GetProperty("series").EnumerateArray()))
        {
            Assert.Equal((said.GetProperty("key").GetString(), said.GetProperty("total").GetInt64()), (told.GetProperty("key").GetString(), told.GetProperty("total").GetInt64()));
            foreach (var name in told.GetProperty("columns").EnumerateArray())
            {
                Assert.Equal(said.GetProperty(name.GetString()!).EnumerateArray().Select(Number), columns[at++]);
            }
        }

        Assert.Equal(columns.Count, at);
        Assert.Equal(2, header.GetProperty("series").GetArrayLength());
    }

    [Fact]
    public async Task A_run_comes_out_as_it_was_logged()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/metrics", """[{"step":2,"time":20,"metrics":{"loss":0.5,"=cmd,\"x\"":1}},{"step":-1,"time":10.000001,"metrics":{"loss":NaN}},{"step":2,"time":21,"metrics":{"acc":3}}]""");

        using var ndjson = await server.Http.GetAsync($"/api/export/runs/{id}.ndjson", TestContext.Current.CancellationToken);
        using var csv = await server.Http.GetAsync($"/api/export/runs/{id}.csv", TestContext.Current.CancellationToken);

        Assert.Equal(
            "{\"step\":-1,\"time\":10.000001,\"metrics\":{\"loss\":\"NaN\"}}\n{\"step\":2,\"time\":20,\"metrics\":{\"loss\":0.5,\"=cmd,\\u0022x\\u0022\":1}}\n{\"step\":2,\"time\":21,\"metrics\":{\"acc\":3}}\n",
            await ndjson.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("step,time,loss,\"'=cmd,\"\"x\"\"\",acc\n-1,10.000001,NaN,,\n2,21,0.5,1,3\n", await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("attachment", csv.Content.Headers.ContentDisposition!.DispositionType);
        using var none = await server.Http.GetAsync($"/api/export/runs/{await server.NewRunAsync()}.csv", TestContext.Current.CancellationToken);
        Assert.Equal("step,time\n", await none.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await RunningServer.ReadAsync(await server.Http.GetAsync("/api/export/runs/run_none.csv", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);
        await RunningServer.ReadAsync(await server.Http.GetAsync($"/api/export/runs/{id}.csv?segment=x", TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_long_run_with_gaps_is_exported_whole_and_in_order()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        var want = new List<long>();
        foreach (var first in new[] { 0L, 1_000_000_000_000, -9_007_199_254_740_000, 400_000 })
        {
            var steps = Enumerable.Range(0, 150_000).Select(i => first + i).ToArray();
            want.AddRange(steps);
            await server.PostAsync($"/api/runs/{id}/metrics", $$$"""{"steps":[{{{string.Join(',', steps)}}}],"metrics":{"loss":[{{{string.Join(',', steps.Select(step => step % 100))}}}],"acc":[{{{string.Join(',', steps.Select(_ => 1))}}}]}}""");
        }

        await using var body = await server.Http.GetStreamAsync($"/api/export/runs/{id}.ndjson", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(body);
        var got = new List<long>();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            using var row = JsonDocument.Parse(line);
            got.Add(row.RootElement.GetProperty("step").GetInt64());
            Assert.Equal(2, row.RootElement.GetProperty("metrics").EnumerateObject().Count());
        }

        Assert.Equal(want.Order(), got);
    }

    private static async Task<(JsonElement Header, List<double[]> Columns)> ReadBytesAsync(RunningServer server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/x-tmon-columns"));
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/x-tmon-columns", answer.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("TMC1"u8.ToArray(), bytes[..4]);
        var at = 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        Assert.Equal(0, at % 8);
        var header = JsonDocument.Parse(bytes.AsMemory(8, at - 8)).RootElement.Clone();
        var columns = new List<double[]>();
        foreach (var series in header.GetProperty("series").EnumerateArray())
        {
            for (var i = 0; i < series.GetProperty("columns").GetArrayLength(); i++)
            {
                var column = new double[series.GetProperty("rows").GetInt32()];
                for (var row = 0; row < column.Length; row++, at += 8)
                {
                    column[row] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at));
                }

                columns.Add(column);
            }
        }

        Assert.Equal(bytes.Length, at);
        return (header, columns);
    }

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Null => double.NaN,
        _ => value.GetString() switch { "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => double.NaN },
    };
}
