namespace TrainingMonitor.Cli;

/// <summary>Columns as wide as their widest cell, two blanks apart.</summary>
internal sealed class TextTable(params string[] heads)
{
    private const int Widest = 48;

    private readonly List<string[]> _rows = [heads];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => Words.Cut(Words.Plain(cell), Widest))]);

    public void Write(TextWriter to)
    {
        var widths = Enumerable.Range(0, heads.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            to.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
