namespace TrainingMonitor.Runner;

/// <summary>The end of what a command wrote to its standard error: what a person looks at first when it failed.</summary>
internal sealed class LastLines
{
    private const int Most = 40;
    private const int MostCharacters = 400;

    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            if (_lines.Count == Most)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line.Length <= MostCharacters ? line : line[..MostCharacters] + "…");
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join('\n', _lines);
        }
    }
}
