using System.Runtime.InteropServices;

namespace TrainingMonitor.Runner;

/// <summary>Texts and lists of texts as C takes them, freed together.</summary>
internal sealed unsafe class NativeTexts : IDisposable
{
    private readonly List<IntPtr> _texts = [];

    public byte* Add(string text)
    {
        var copy = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(copy);
        return (byte*)copy;
    }

    public byte** AddList(IReadOnlyList<string> items)
    {
        var list = (byte**)Marshal.AllocCoTaskMem((items.Count + 1) * sizeof(byte*));
        _texts.Add((IntPtr)list);
        for (var i = 0; i < items.Count; i++)
        {
            list[i] = Add(items[i]);
        }

        list[items.Count] = null;
        return list;
    }

    public void Dispose() => _texts.ForEach(Marshal.FreeCoTaskMem);
}
