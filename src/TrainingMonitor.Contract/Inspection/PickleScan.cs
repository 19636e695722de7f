namespace TrainingMonitor.Contract.Inspection;

/// <summary>
/// Follows a pickle's opcodes on a stack of its own, building plain data and the names of what would be called. Nothing is
/// imported or called. Work is bounded by the data's length, since each opcode does a fixed amount or undoes earlier ones.
/// </summary>
internal sealed class PickleScan
{
    private const int MostOpcodes = 5_000_000;
    private static readonly object Mark = new();

    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];
    private readonly SortedSet<string> _globals = new(StringComparer.Ordinal);

    public object? Root { get; private set; }

    /// <summary>Every global that the pickle names.</summary>
    public IReadOnlyCollection<string> Globals => _globals;

    /// <summary>Bytes up to the end of the pickle; others may follow.</summary>
    public int Length { get; private set; }

    /// <exception cref="InvalidDataException">It is no pickle, or uses what no checkpoint needs.</exception>
    public static PickleScan Of(ReadOnlySpan<byte> data)
    {
        var scan = new PickleScan();
        var reader = new PickleReader(data);
        for (var count = 0; count < MostOpcodes; count++)
        {
            var opcode = reader.Byte();
            if (opcode == (byte)'.')
            {
                scan.Root = scan.Pop();
                scan.Length = reader.Position;
                return scan;
            }

            scan.Step(opcode, ref reader);
        }

        throw new InvalidDataException("got more than five million opcodes");
    }

    private void Step(byte opcode, ref PickleReader reader)
    {
        switch (opcode)
        {
            case 0x80: reader.Byte(); break; // PROTO
            case 0x95: reader.Double(); break; // FRAME
            case (byte)'(': Push(Mark); break;
            case (byte)'0': Pop(); break;
            case (byte)'1': ToMark(); break;
            case (byte)'2': Push(Top); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'I' or (byte)'L' or (byte)'F' or (byte)'S' or (byte)'V': Push(reader.Line()); break;
            case (byte)'J': Push((long)reader.Int32()); break;
            case (byte)'K': Push((long)reader.Byte()); break;
            case (byte)'M': Push((long)reader.UInt16()); break;
            case 0x8a: Push(reader.Long(1)); break;
            case 0x8b: Push(reader.Long(4)); break;
            case (byte)'G': Push(reader.Double()); break;
            case (byte)'T': Push(reader.Latin(4)); break;
            case (byte)'U': Push(reader.Latin(1)); break;
            case (byte)'X': Push(reader.Text(4)); break;
            case 0x8c: Push(reader.Text(1)); break;
            case 0x8d: Push(reader.Text(8)); break;
            case (byte)'B': reader.Blob(4); Push(null); break;
            case (byte)'C': reader.Blob(1); Push(null); break;
            case 0x8e or 0x96: reader.Blob(8); Push(null); break;
            case (byte)'c': Name(reader.Line() + "." + reader.Line()); break;
            case 0x93: NameFromStack(); break;
            case (byte)'i': Name(reader.Line() + "." + reader.Line()); Instance(); break;
            case (byte)'p': Keep(reader.LineNumber()); break;
            case (byte)'q': Keep(reader.Byte()); break;
            case (byte)'r': Keep(reader.Int32()); break;
            case 0x94: Keep(_memo.Count); break;
            case (byte)'g': Push(Kept(reader.LineNumber())); break;
            case (byte)'h': Push(Kept(reader.Byte())); break;
            case (byte)'j': Push(Kept(reader.Int32())); break;
            case (byte)'P': Push(new PicklePersistent(reader.Line())); break;
            case (byte)'Q': Push(new PicklePersistent(Pop())); break;
            default: Build(opcode); break;
        }
    }

    // Opcodes that only move what is on the stack.
    private void Build(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'}': Push(new PickleDict()); break;
            case (byte)']' or 0x8f: Push(new List<object?>()); break;
            case (byte)')': Push(Array.Empty<object?>()); break;
            case 0x85 or 0x86 or 0x87: Push(Tuple(opcode - 0x84)); break;
            case (byte)'t' or 0x91: Push(ToMark()); break;
            case (byte)'l': Push(new List<object?>(ToMark())); break;
            case (byte)'d': Push(Set(new PickleDict(), ToMark())); break;
            case (byte)'s': Set(Below(2), Tuple(2)); break;
            case (byte)'u': var pairs = ToMark(); Set(Top, pairs); break;
            case (byte)'a': var item = Pop(); (Top as List<object?>)?.Add(item); break;
            case (byte)'e' or 0x90: var items = ToMark(); (Top as List<object?>)?.AddRange(items); break;
            case (byte)'R' or 0x81: var arguments = Pop(); Push(new PickleCall(Pop(), arguments)); break;
            case 0x92: Pop(); var given = Pop(); Push(new PickleCall(Pop(), given)); break;
            case (byte)'o': var made = ToMark(); Push(new PickleCall(made.FirstOrDefault(), made.Skip(1).ToArray())); break;
            case (byte)'b': Pop(); _ = Top; break;
            default: throw new InvalidDataException($"got opcode 0x{opcode:x2}, which no checkpoint needs");
        }
    }

    private object? Top => _stack.Count > 0 ? _stack[^1] : throw Empty();

    private object? Below(int count) => _stack.Count > count ? _stack[^(count + 1)] : throw Empty();

    private void Push(object? value) => _stack.Add(value);

    private object? Pop()
    {
        var top = Top;
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] Tuple(int size)
    {
        var items = new object?[size];
        for (var i = size - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        return items;
    }

    private object?[] ToMark()
    {
        var mark = _stack.FindLastIndex(value => ReferenceEquals(value, Mark));
        if (mark < 0)
        {
            throw new InvalidDataException("got a pickle without the mark that it asks for");
        }

        var items = _stack[(mark + 1)..].ToArray();
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private static object? Set(object? target, object?[] items)
    {
        var dict = target as PickleDict ?? (target as PickleCall)?.Items;
        for (var i = 0; dict is not null && i + 1 < items.Length; i += 2)
        {
            dict.Pairs.Add((items[i], items[i + 1]));
        }

        return target;
    }

    private void Name(string name)
    {
        _globals.Add(name.Length <= 500 ? name : name[..500]);
        Push(new PickleGlobal(name));
    }

    private void NameFromStack()
    {
        if (Tuple(2) is not [string module, string attribute])
        {
            throw new InvalidDataException("got a global whose name is no text");
        }

        Name(module + "." + attribute);
    }

    private void Instance()
    {
        var function = Pop();
        Push(new PickleCall(function, ToMark()));
    }

    private void Keep(int slot) => _memo[slot] = Top;

    private object? Kept(int slot) => _memo.TryGetValue(slot, out var value) ? value : throw new InvalidDataException($"got memo {slot}, which was never kept");

    private static InvalidDataException Empty() => new("got a pickle that takes from an empty stack");
}
