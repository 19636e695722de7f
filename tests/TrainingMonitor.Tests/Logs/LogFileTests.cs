using System.Text;
using TrainingMonitor.Contract;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Tests.Logs;

public class LogFileTests
{
    [Fact]
    public void A_batch_that_was_cut_off_anywhere_is_there_once_after_it_was_sent_again()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "run.log");
        var file = new LogFile(path);
        file.Append(Lines("before"), null, long.MaxValue);
        file.Append(Lines("one", "two\nlines", "zwölf"), new LogBatch("gpu 01,a\\", 5), long.MaxValue);
        var before = new FileInfo(path).Length;
        file.Append(Lines("drei", "", "six o e"), new LogBatch("gpu 01,a\\", 9), long.MaxValue);
        var whole = File.ReadAllBytes(path);
        for (var length = before; length <= whole.Length; length++)
        {
            foreach (var filler in new[] { 0, 7 })
            {
                // A length that came to the disk before its bytes reads as zeros.
                File.WriteAllBytes(path, [.. whole[..(int)length], .. new byte[length < whole.Length ? filler : 0]]);
                var again = new LogFile(path);
                Assert.Equal(length == whole.Length ? 7 : 4, again.Lines);
                Assert.Null(again.Append(Lines("one"), new LogBatch("gpu 01,a\\", 5), long.MaxValue));
                var added = again.Append(Lines("drei", "", "six o e"), new LogBatch("gpu 01,a\\", 9), long.MaxValue);
                Assert.Equal(length == whole.Length, added is null);
                Assert.Equal(whole, File.ReadAllBytes(path));
            }
        }

        Assert.Equal(["before", "one", "two\nlines", "zwölf", "drei", "", "six o e"], new LogFile(path).Read(0, 100, long.MaxValue, _ => true).Lines.Select(line => line.Text));
    }

    [Fact]
    public void Numbered_batches_keep_the_places_of_lines_and_what_others_wrote()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "run.log");
        var file = new LogFile(path);
        for (var batch = 1; batch <= 60; batch++)
        {
            var writer = batch % 3 == 0 ? (LogBatch?)null : new LogBatch($"w{batch % 3}", batch);
            Assert.Equal(100, file.Append(Lines([.. Enumerable.Range(0, 100).Select(i => $"{batch}/{i}")]), writer, long.MaxValue)!.Count);
        }

        File.AppendAllText(path, "5 O nonsense of someone\n7 E 1,2\n", Encoding.UTF8);
        var again = new LogFile(path);
        Assert.Equal(6002, again.Lines);
        var (lines, next) = again.Read(4999, 3, long.MaxValue, _ => true);
        Assert.Equal((5002L, "50/99", "51/0", "51/1"), (next, lines[0].Text, lines[1].Text, lines[2].Text));
        Assert.Equal(["5 O nonsense of someone", "7 E 1,2"], again.Read(6000, 3, long.MaxValue, _ => true).Lines.Select(line => line.Text));
        Assert.Null(again.Append(Lines("x"), new LogBatch("w1", 58), long.MaxValue));
        Assert.NotNull(again.Append(Lines("x"), new LogBatch("w1", 59), long.MaxValue));
    }

    private static List<LogLine> Lines(params string[] texts) => [.. texts.Select((text, i) => new LogLine(0, 1_000_000 + i, i % 2 == 0 ? LogSource.Stdout : LogSource.Stderr, text))];
}
