using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TrainingMonitor.Tests.Server.Ingest;

public class IngestEndpointsTests
{
    [Fact]
    public async Task The_three_shapes_of_a_write_are_read_back_as_one_series()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        Assert.Equal(1, (await server.PostAsync($"/api/runs/{id}/metrics", """{"step":1,"metrics":{"loss":0.9}}""")).GetProperty("accepted").GetInt64());
        Assert.Equal(2, (await server.PostAsync($"/api/runs/{id}/metrics", """[{"step":2,"metrics":{"loss":0.8}},{"step":3,"metrics":{"loss":NaN}}]""")).GetProperty("accepted").GetInt64());
        var answer = await server.PostAsync($"/api/runs/{id}/metrics", """{"writer":"w","seq":1,"steps":[4,5],"times":[10.25,11.5],"metrics":{"loss":[0.6,"Infinity"],"val/loss":[null,0.7]}}""");

        Assert.Equal(3, answer.GetProperty("accepted").GetInt64());
        Assert.Equal(1, answer.GetProperty("seq").GetInt64());
        Assert.False(answer.GetProperty("duplicate").GetBoolean());
        var read = await server.GetAsync($"/api/runs/{id}/metrics?keys=loss,val/*");
        Assert.Equal("[1,2,3,4,5]", read.GetProperty("series")[0].GetProperty("steps").GetRawText());
        Assert.Equal("""[0.9,0.8,"NaN",0.6,"Infinity"]""", read.GetProperty("series")[0].GetProperty("values").GetRawText());
        Assert.Equal("""[11.5]""", read.GetProperty("series")[1].GetProperty("times").GetRawText());
        Assert.Equal(answer.GetProperty("cursor").GetInt64(), read.GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task A_batch_sent_twice_is_stored_once()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        const string batch = """{"writer":"w","seq":1,"steps":[1,2],"metrics":{"loss":[1,2]}}""";

        var first = await server.PostAsync($"/api/runs/{id}/metrics", batch);
        var second = await server.PostAsync($"/api/runs/{id}/metrics", batch);

        Assert.True(second.GetProperty("duplicate").GetBoolean());
        Assert.Equal(first.GetProperty("accepted").GetInt64(), second.GetProperty("accepted").GetInt64());
        Assert.Equal(2, (await server.GetAsync($"/api/runs/{id}/metrics")).GetProperty("series")[0].GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_gap_in_the_numbers_is_refused_with_the_number_expected()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        var problem = await server.PostAsync($"/api/runs/{id}/metrics", """{"writer":"w","seq":3,"steps":[1],"metrics":{"loss":[1]}}""", HttpStatusCode.Conflict);

        Assert.Equal(1, problem.GetProperty("expected_seq").GetInt64());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_batch_is_taken(string encoding)
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        using var content = new ByteArrayContent(Compress(encoding, """{"step":1,"metrics":{"loss":1}}"""));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        var answer = await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{id}/metrics", content, TestContext.Current.CancellationToken), HttpStatusCode.OK);

        Assert.Equal(1, answer.GetProperty("accepted").GetInt64());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_also_when_it_grows_only_by_decompression()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxBodyBytes = 100_000 });
        var id = await server.NewRunAsync();
        var large = $$"""{"step":1,"metrics":{"loss":1},"padding":"{{new string('x', 200_000)}}"}""";

        await server.PostAsync($"/api/runs/{id}/metrics", large, HttpStatusCode.RequestEntityTooLarge);
        using var content = new ByteArrayContent(Compress("gzip", large));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{id}/metrics", content, TestContext.Current.CancellationToken), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_that_does_not_decompress_is_a_400()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("not gzip at all"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{id}/metrics", content, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_of_another_type_is_a_415_and_another_method_a_405_each_with_a_sentence()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        using var form = new StringContent("step=1", Encoding.UTF8, "application/x-www-form-urlencoded");
        var type = await RunningServer.ReadAsync(await server.Http.PostAsync($"/api/runs/{id}/metrics", form, TestContext.Current.CancellationToken), HttpStatusCode.UnsupportedMediaType);
        var method = await RunningServer.ReadAsync(await server.Http.DeleteAsync($"/api/runs/{id}/metrics", TestContext.Current.CancellationToken), HttpStatusCode.MethodNotAllowed);

        Assert.Contains("application/x-www-form-urlencoded", type.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("POST", method.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_the_greatest_step_what_has_none_shares_it()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.PostAsync($"/api/runs/{id}/metrics", """{"step":9007199254740991,"metrics":{"loss":1}}""");
        await server.PostAsync($"/api/runs/{id}/metrics", """[{"metrics":{"loss":2}},{"metrics":{"loss":3}}]""");

        var series = (await server.GetAsync($"/api/runs/{id}/metrics")).GetProperty("series")[0];

        Assert.Equal("[9007199254740991,9007199254740992,9007199254740992]", series.GetProperty("steps").GetRawText());
        Assert.Equal("[1,2,3]", series.GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task Good_points_are_kept_when_others_of_the_batch_are_bad()
    {
        await using var server = await RunningServer.StartAsync();
        var id = await server.NewRunAsync();

        var answer = await server.PostAsync($"/api/runs/{id}/metrics", """{"steps":[1,2],"metrics":{"loss":[0.5,"bad"],"":[1,2]}}""");

        Assert.Equal(1, answer.GetProperty("accepted").GetInt64());
        Assert.Equal(3, answer.GetProperty("rejected").GetArrayLength());
    }

    [Fact]
    public async Task A_finished_run_takes_points_and_keeps_its_status_and_an_interrupted_one_revives()
    {
        await using var server = await RunningServer.StartAsync();
        var (done, away) = (await server.NewRunAsync(), await server.NewRunAsync());
        await server.PutAsync($"/api/runs/{done}", """{"status":"completed"}""");
        await server.PutAsync($"/api/runs/{away}", """{"status":"interrupted"}""");

        await server.PostAsync($"/api/runs/{done}/metrics", """{"metrics":{"loss":1}}""");
        await server.PostAsync($"/api/runs/{away}/metrics", """{"metrics":{"loss":1}}""");

        Assert.Equal("completed", (await server.GetAsync($"/api/runs/{done}")).GetProperty("status").GetString());
        Assert.Equal("running", (await server.GetAsync($"/api/runs/{away}")).GetProperty("status").GetString());
        var latest = await server.GetAsync($"/api/runs/{done}/metrics/latest");
        Assert.Equal(1, latest.GetProperty("metrics").GetProperty("loss").GetDouble());
        Assert.Equal(JsonValueKind.Number, latest.GetProperty("time").ValueKind);
    }

    private static byte[] Compress(string encoding, string text)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
