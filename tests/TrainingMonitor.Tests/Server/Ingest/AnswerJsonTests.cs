using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Ingest;

namespace TrainingMonitor.Tests.Server.Ingest;

public sealed class AnswerJsonTests
{
    [Theory]
    [InlineData(0, null, false, 0)]
    [InlineData(1, 1L, false, 17)]
    [InlineData(32_000_000, 9_007_199_254_740_993L, true, 123_456)]
    [InlineData(long.MaxValue, long.MaxValue, true, long.MaxValue)]
    [InlineData(long.MinValue, long.MinValue, false, long.MinValue)]
    public void It_is_what_the_serializer_writes(long accepted, long? seq, bool isDuplicate, long cursor)
    {
        var answer = new BatchAnswer { Accepted = accepted, Rejected = [], Seq = seq, Duplicate = isDuplicate, Cursor = cursor };
        var bytes = new byte[160];
        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Default.BatchAnswer), bytes[..AnswerJson.Write(bytes, answer)]);
    }
}
