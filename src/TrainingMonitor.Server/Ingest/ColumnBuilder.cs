using System.Text;
using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Ingest;

/// <summary>The values of one metric while a batch is read; a bad name rejects each of its points, a bad value only itself.</summary>
/// <param name="name">The metric.</param>
/// <param name="nameFault">What is wrong with the name, or null.</param>
/// <param name="table">The batch that it is a column of.</param>
internal sealed class ColumnBuilder(string name, string? nameFault, ColumnTable table)
{
    private double[] _values = new double[1];
    private ulong[]? _present;
    private byte[]? _utf8Name;
    private int _claimedRow = -1;
    private int _count;

    public string Name { get; } = name;

    public byte[] Utf8Name => _utf8Name ??= Encoding.UTF8.GetBytes(Name);

    /// <summary>Rows reached so far, with or without a value.</summary>
    public int Rows { get; private set; }

    public bool HasValues => _count > 0;

    /// <summary>Refuses the same name twice in one object: which of the two was meant nobody can tell.</summary>
    public ColumnBuilder Claim(int row)
    {
        if (_claimedRow == row)
        {
            throw ProblemException.BadRequest($"got metric '{TextRule.Shorten(Name)}' twice in one object, want it once");
        }

        _claimedRow = row;
        return this;
    }

    public void ReadArray(ref Utf8JsonReader json)
    {
        var row = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            ReadValue(ref json, row++);
        }

        Rows = row;
    }

    public void ReadValue(ref Utf8JsonReader json, int row)
    {
        Rows = row + 1;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.Number:
                if (json.TryGetDouble(out var number) && double.IsFinite(number))
                {
                    Keep(row, number);
                }
                else
                {
                    table.Reject(row, Name, $"got {TextRule.Shorten(Encoding.UTF8.GetString(json.ValueSpan))}, which overflows a float64; want a number, \"NaN\" or \"Infinity\"");
                }

                return;
            case JsonTokenType.String when Named(ref json) is { } special:
                Keep(row, special);
                return;
            default:
                table.Reject(row, Name, $"got {Kind(ref json)}, want a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
                json.Skip();
                return;
        }
    }

    public MetricColumn Build(int rows)
    {
        Grow(rows);
        return new MetricColumn(Name, _values, _count == rows ? null : Present(rows));
    }

    private void Keep(int row, double value)
    {
        if (nameFault is not null)
        {
            table.Reject(row, Name, nameFault);
            return;
        }

        Grow(row + 1);
        _values[row] = value;
        if (_present is not null || row != _count)
        {
            Present(row + 1)[row >> 6] |= 1UL << (row & 63);
        }

        _count++;
    }

    private void Grow(int rows)
    {
        if (rows > _values.Length)
        {
            Array.Resize(ref _values, Math.Max(rows, _values.Length * 2));
        }
    }

    /// <summary>Which rows have a value. Most batches lack none, so the bits are made at the first gap: all rows before it have one.</summary>
    private ulong[] Present(int rows)
    {
        if (_present is null)
        {
            _present = new ulong[(rows + 63) >> 6];
            for (var row = 0; row < _count; row++)
            {
                _present[row >> 6] |= 1UL << (row & 63);
            }
        }
        else if ((rows + 63) >> 6 > _present.Length)
        {
            Array.Resize(ref _present, Math.Max((rows + 63) >> 6, _present.Length * 2));
        }

        return _present;
    }

    private static double? Named(ref Utf8JsonReader json) =>
        json.ValueTextEquals("NaN"u8) ? double.NaN
        : json.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
        : json.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
        : null;

    private static string Kind(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => $"'{TextRule.Shorten(JsonText.Of(ref json) ?? "a string that is not Unicode")}'",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        _ => "true or false",
    };
}
