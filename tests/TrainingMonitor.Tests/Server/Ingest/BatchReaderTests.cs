using System.Text;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Server;
using TrainingMonitor.Server.Ingest;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Tests.Server.Ingest;

public class BatchReaderTests
{
    private static readonly Instant Now = new(5_000_000);

    public static IEnumerable<TheoryDataRow<string, string>> Writes()
    {
        using var fixture = Repository.Fixture("writes.json");
        return [.. fixture.RootElement.EnumerateArray().Select(entry => new TheoryDataRow<string, string>(entry.GetProperty("name").GetString()!, entry.GetRawText()))];
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public void Reads_what_the_fixture_says(string name, string entry)
    {
        using var said = JsonDocument.Parse(entry);
        var body = Encoding.UTF8.GetBytes(said.RootElement.GetProperty("body").GetString()!);
        if (said.RootElement.TryGetProperty("error", out var error))
        {
            var problem = Assert.Throws<ProblemException>(() => BatchReader.Read(body, Now, new InputLimits()));
            Assert.Contains(error.GetString()!, problem.Message, StringComparison.Ordinal);
            Assert.Equal(400, problem.Status);
            return;
        }

        var batch = BatchReader.Read(body, Now, new InputLimits());

        Assert.Equal(said.RootElement.GetProperty("points").EnumerateArray().Select(Point).Order(), Points(batch).Order());
        Assert.Equal(said.RootElement.GetProperty("rejected").GetArrayLength(), batch.Rejected.Count);
        foreach (var (want, got) in said.RootElement.GetProperty("rejected").EnumerateArray().Zip(batch.Rejected))
        {
            Assert.Equal((want.GetProperty("index").GetInt32(), want.GetProperty("metric").GetString()), (got.Index, got.Metric));
            Assert.Contains(want.GetProperty("contains").GetString()!, got.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(said.RootElement.TryGetProperty("writer", out var writer) ? writer.GetString() : null, batch.Writer);
        Assert.NotEmpty(name);
    }

    /// <summary>Gaps anywhere: first, last, over the edge of a word of 64 rows, in no row or in all.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Every_row_has_its_value_or_none_in_either_shape(int rows)
    {
        var random = new Random(rows);
        foreach (var share in (double[])[0, 0.01, 0.5, 0.99, 1])
        {
            var values = Enumerable.Range(0, rows).Select(row => random.NextDouble() < share ? "null" : $"{row}").ToArray();
            var columns = $$$"""{"steps":[{{{string.Join(',', Enumerable.Range(0, rows))}}}],"metrics":{"a":[{{{string.Join(',', values)}}}],"b":[{{{string.Join(',', values.Reverse())}}}]}}""";
            var array = $"[{string.Join(',', values.Select((value, row) => $$$"""{"step":{{{row}}},"metrics":{"a":{{{value}}},"b":{{{values[rows - 1 - row]}}}}}"""))}]";
            var want = values.SelectMany((value, row) => new[] { (row, "a", value), (rows - 1 - row, "b", value) }).Where(point => point.value != "null").Order();
            foreach (var body in (string[])[columns, array])
            {
                Assert.Equal(want, Points(BatchReader.Read(Encoding.UTF8.GetBytes(body), Now, new InputLimits())).Select(point => (point.Item1, point.Item4, point.Item5)).Order());
            }
        }
    }

    [Fact]
    public void A_point_without_step_and_time_takes_the_next_step_and_now()
    {
        var batch = BatchReader.Read("""{"metrics":{"loss":1}}"""u8, Now, new InputLimits());

        Assert.Equal([PointBatch.NextStep], batch.Steps);
        Assert.Equal([Now.Microseconds], batch.Times);
    }

    [Fact]
    public void A_wide_array_of_points_keeps_each_value_in_its_row()
    {
        var rows = Enumerable.Range(0, 300).Select(row => $$$"""{"step":{{{row}}},"time":1,"metrics":{"m{{{row % 70}}}":{{{row}}}}}""");

        var batch = BatchReader.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"), Now, new InputLimits());

        Assert.Equal(300, batch.Rows);
        Assert.Equal(70, batch.Metrics.Length);
        Assert.Equal(Enumerable.Range(0, 300).Select(row => (row, (long)row, 1_000_000L, $"m{row % 70}", $"{row}")).Order(), Points(batch).Order());
    }

    [Theory]
    [InlineData("""{"step":1,"metrics":{"a\ud800":1}}""")]
    [InlineData("""{"writer":"\udc00","seq":1,"steps":[1],"metrics":{"a":[1]}}""")]
    public void Text_that_is_no_Unicode_is_refused_and_never_an_error_of_ours(string body)
    {
        try
        {
            var batch = BatchReader.Read(Encoding.UTF8.GetBytes(body), Now, new InputLimits());
            Assert.NotEmpty(batch.Rejected);
            Assert.Empty(batch.Metrics);
        }
        catch (ProblemException problem)
        {
            Assert.Contains("Unicode", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_truncation_of_a_batch_is_a_clear_refusal()
    {
        var body = """{"writer":"w","seq":1,"steps":[1,2],"times":[1.5,2],"metrics":{"a\u00e9":[0.5,NaN],"b":["Infinity",null]}}"""u8.ToArray();
        for (var length = 1; length < body.Length; length++)
        {
            var cut = body[..length];
            Assert.Equal(400, Assert.Throws<ProblemException>(() => BatchReader.Read(cut, Now, new InputLimits())).Status);
        }
    }

    private static (int, long, long, string, string) Point(JsonElement point) => (
        point.GetProperty("row").GetInt32(), point.GetProperty("step").GetInt64(), point.GetProperty("time").GetInt64(),
        point.GetProperty("metric").GetString()!, point.GetProperty("value").ToString());

    private static IEnumerable<(int, long, long, string, string)> Points(PointBatch batch) =>
        from column in batch.Metrics
        from row in Enumerable.Range(0, batch.Rows)
        where column.Has(row)
        select (row, batch.Steps[row], batch.Times[row], column.Name, column.Values[row].ToString("R", System.Globalization.CultureInfo.InvariantCulture));
}
