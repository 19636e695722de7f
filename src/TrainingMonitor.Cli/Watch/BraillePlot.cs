using System.Text;

namespace TrainingMonitor.Cli.Watch;

/// <summary>
/// A curve as text: each character is 2 × 4 dots. Every column of dots spans what its steps reached, from the least to the
/// greatest value; where nothing was logged there is nothing, since nothing is interpolated.
/// </summary>
internal static class BraillePlot
{
    private const int AxisWidth = 11;
    private const char Empty = '\u2800';

    // Dots of a character by column and row, as Unicode numbers them.
    private static readonly int[,] Dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    /// <param name="curve">What to draw.</param>
    /// <param name="width">Characters in all, the scale included.</param>
    /// <param name="height">Lines.</param>
    public static IReadOnlyList<string> Draw(Curve curve, int width, int height)
    {
        var columns = Math.Max(2, width - AxisWidth - 1) * 2;
        var rows = height * 4;
        var cells = new int[height, columns / 2];
        var entries = curve.Entries;
        var (low, high) = entries.Count == 0 ? (0, 0) : (entries.Min(entry => entry.Min), entries.Max(entry => entry.Max));
        if (entries.Count > 0)
        {
            var (from, to) = (entries[0].Step, entries[^1].Step);
            foreach (var (step, min, max) in entries)
            {
                var column = to > from ? Place(step - from, (double)to - from, columns) : 0;
                for (var row = Place(min - low, high - low, rows); row <= Place(max - low, high - low, rows); row++)
                {
                    var down = rows - 1 - row;
                    cells[down / 4, column / 2] |= Dots[column % 2, down % 4];
                }
            }
        }

        return [.. Enumerable.Range(0, height).Select(line =>
        {
            var scale = entries.Count == 0 ? "" : line == 0 ? Words.Of((double?)high) : line == height - 1 ? Words.Of((double?)low) : "";
            var text = new StringBuilder(scale.PadLeft(AxisWidth)).Append('┤');
            for (var cell = 0; cell < columns / 2; cell++)
            {
                text.Append((char)(Empty + cells[line, cell]));
            }

            return text.ToString().TrimEnd(Empty);
        })];
    }

    private static int Place(double at, double span, int count) => span > 0 ? Math.Clamp((int)(at / span * count), 0, count - 1) : count / 2;
}
