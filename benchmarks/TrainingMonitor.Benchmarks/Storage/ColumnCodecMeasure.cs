using TrainingMonitor.Contract;
using TrainingMonitor.Storage.Chunks;

namespace TrainingMonitor.Benchmarks.Storage;

/// <summary>Speed and size of the column codec on each curve, one thread.</summary>
internal sealed class ColumnCodecMeasure : IMeasure
{
    private const int Rows = 2048;
    private const int Repeats = 40;

    public string Name => "codec";

    public async IAsyncEnumerable<Figure> RunAsync()
    {
        var curves = RealCurves.Load();
        var (encode, decode, all) = (0.0, 0.0, 0L);
        for (var round = 0; round < 2; round++)
        {
            (encode, decode, all) = (0, 0, 0);
            foreach (var metric in curves.Metrics.Where(metric => metric.Present is null))
            {
                var chunks = Chunks(metric, curves.Rows);
                var points = (long)chunks.Count * Rows * Repeats;
                using var sink = new ByteSink();
                var scratch = new Scratch();
                var bytes = chunks.Select(chunk => Encode(chunk, sink, scratch)).ToList();
                var back = new double[Rows];
                var encoding = await Timing.OfAsync(() => Repeat(() => chunks.ForEach(chunk => Encode(chunk, sink, scratch))));
                var decoding = await Timing.OfAsync(() => Repeat(() => bytes.ForEach(chunk => Decode(chunk, back, scratch))));
                (encode, decode, all) = (encode + Percentiles.Of(encoding.Seconds, 50), decode + Percentiles.Of(decoding.Seconds, 50), all + points);
                if (round == 0)
                {
                    // The first round only brings the code to its full speed.
                    continue;
                }

                yield return new Figure($"{metric.Name}", [bytes.Sum(chunk => chunk.Length - HuffmanCodec.Slack) / (points / (double)Repeats)], "B/value");
                yield return encoding.Millions("  encode", points);
                yield return decoding.Millions("  decode", points);
            }
        }

        yield return new Figure("all curves: encode", [all / encode / 1e6], "M/s");
        yield return new Figure("all curves: decode", [all / decode / 1e6], "M/s", "≥ 150", value => value >= 150);
    }

    private static List<double[]> Chunks(MetricColumn metric, int rows) =>
        [.. Enumerable.Range(0, rows / Rows).Select(i => metric.Values.AsSpan(i * Rows, Rows).ToArray())];

    private static void Repeat(Action run)
    {
        for (var i = 0; i < Repeats; i++)
        {
            run();
        }
    }

    private static byte[] Encode(double[] chunk, ByteSink sink, Scratch scratch)
    {
        sink.Clear();
        ColumnCodec.EncodeValues(sink, chunk, scratch);
        return [.. sink.Written, .. new byte[HuffmanCodec.Slack]];
    }

    private static void Decode(byte[] chunk, double[] back, Scratch scratch)
    {
        var source = new ByteSource(chunk.AsSpan(0, chunk.Length - HuffmanCodec.Slack));
        ColumnCodec.DecodeValues(ref source, back, scratch);
    }
}
