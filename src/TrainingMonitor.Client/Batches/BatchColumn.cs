using System.Text.Json;

namespace TrainingMonitor.Client;

/// <summary>One metric's values in the batch under way, with the row of each; rows without a value become <c>null</c>.</summary>
internal sealed class BatchColumn
{
    private static readonly JsonEncodedText Nan = JsonEncodedText.Encode("NaN");
    private static readonly JsonEncodedText Infinity = JsonEncodedText.Encode("Infinity");
    private static readonly JsonEncodedText MinusInfinity = JsonEncodedText.Encode("-Infinity");

    private readonly List<int> _rows = [];
    private readonly List<double> _values = [];

    public int Metric { get; set; }

    public int LastRow => _rows.Count == 0 ? -1 : _rows[^1];

    public void Add(int row, double value)
    {
        _rows.Add(row);
        _values.Add(value);
    }

    public void Clear()
    {
        _rows.Clear();
        _values.Clear();
    }

    public void Write(Utf8JsonWriter json, JsonEncodedText name, int rows)
    {
        json.WriteStartArray(name);
        var row = 0;
        for (var i = 0; i < _rows.Count; i++, row++)
        {
            for (; row < _rows[i]; row++)
            {
                json.WriteNullValue();
            }

            WriteValue(json, _values[i]);
        }

        for (; row < rows; row++)
        {
            json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? Nan : value > 0 ? Infinity : MinusInfinity);
        }
    }
}
