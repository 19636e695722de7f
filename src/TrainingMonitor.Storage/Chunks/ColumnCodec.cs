namespace TrainingMonitor.Storage.Chunks;

/// <summary>One column of a chunk: steps, times or the values of a metric. At least one row.</summary>
internal static class ColumnCodec
{
    public static void EncodeIntegers(ByteSink sink, ReadOnlySpan<long> integers, Scratch scratch)
    {
        var numbers = ValueForm.AsNumbers(integers);
        var (order, _) = IntegerCodec.Choose(numbers, isBased: true, scratch);
        sink.Byte(ValueForm.Integer);
        IntegerCodec.Encode(sink, numbers, order, isBased: true, scratch);
    }

    public static void DecodeIntegers(ref ByteSource source, Span<long> integers, Scratch scratch)
    {
        if (source.Byte() is var form and not ValueForm.Integer)
        {
            throw new CorruptDataException($"got form {form} in a column of integers, want {ValueForm.Integer}");
        }

        IntegerCodec.Decode(ref source, ValueForm.AsNumbers(integers), isBased: true, scratch);
    }

    public static bool TryDecodeLinear(ref ByteSource source, int rows, out long first, out long stride)
    {
        if (source.Byte() == ValueForm.Integer && IntegerCodec.TryDecodeLinear(ref source, rows, out var start, out var step))
        {
            (first, stride) = ((long)start, (long)step);
            return true;
        }

        (first, stride) = (0, 0);
        return false;
    }

    /// <summary>Tries the forms that fit and writes the one with the smallest estimate.</summary>
    public static void EncodeValues(ByteSink sink, ReadOnlySpan<double> values, Scratch scratch)
    {
        var numbers = scratch.Numbers(values.Length);
        var form = ValueForm.Float32;
        if (!ValueForm.TryToFloat32(values, numbers))
        {
            form = ValueForm.Float64;
            ValueForm.ToFloat64(values, numbers);
        }

        var (order, size) = IntegerCodec.Choose(numbers, isBased: false, scratch);
        var decimals = scratch.Candidate(values.Length);
        if (ValueForm.TryToDecimal(values, decimals) is >= 0 and var digits)
        {
            var (decimalOrder, decimalSize) = IntegerCodec.Choose(decimals, isBased: true, scratch);
            if (decimalSize < size)
            {
                sink.Byte((byte)(ValueForm.Decimal + digits));
                IntegerCodec.Encode(sink, decimals, decimalOrder, isBased: true, scratch);
                return;
            }
        }

        sink.Byte(form);
        IntegerCodec.Encode(sink, numbers, order, isBased: false, scratch);
    }

    public static void DecodeValues(ref ByteSource source, Span<double> values, Scratch scratch)
    {
        var form = source.Byte();
        var isDecimal = form is >= ValueForm.Decimal and <= ValueForm.Decimal + ValueForm.MostDigits;
        if (form > ValueForm.Float32 && !isDecimal)
        {
            throw new CorruptDataException($"got form {form} in a column of values");
        }

        var numbers = scratch.Numbers(values.Length);
        IntegerCodec.Decode(ref source, numbers, isDecimal, scratch);
        if (isDecimal)
        {
            ValueForm.FromDecimal(numbers, form - ValueForm.Decimal, values);
        }
        else if (form == ValueForm.Float32)
        {
            ValueForm.FromFloat32(numbers, values);
        }
        else
        {
            ValueForm.FromFloat64(numbers, values);
        }
    }
}
