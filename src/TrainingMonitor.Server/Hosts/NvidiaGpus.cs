using System.Runtime.InteropServices;
using System.Text;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Hosts;

/// <summary>
/// The GPUs of this host through NVIDIA's management library, where its driver has brought it; absent is fine. Once open it
/// stays open as long as the process, so that nobody calls into what was unloaded.
/// </summary>
internal sealed class NvidiaGpus
{
    private const int Good = 0;
    private const int NotSupported = 3;
    private const int Core = 0;
    private const int NameLength = 96;

    // The newest form that the driver has; what they write differs, how many there are does not.
    private static readonly string[] ProcessFunctions =
        ["nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetComputeRunningProcesses_v2", "nvmlDeviceGetComputeRunningProcesses"];

    private readonly nint _library;
    private readonly DeviceByIndex _deviceByIndex;
    private readonly NameOf _name;
    private readonly UtilizationOf _utilization;
    private readonly MemoryOf _memory;
    private readonly TemperatureOf _temperature;
    private readonly NumberOf _power;
    private readonly ProcessesOn _processes;
    private readonly string?[] _names;

    private NvidiaGpus(nint library)
    {
        _library = library;
        _deviceByIndex = Function<DeviceByIndex>("nvmlDeviceGetHandleByIndex_v2");
        _name = Function<NameOf>("nvmlDeviceGetName");
        _utilization = Function<UtilizationOf>("nvmlDeviceGetUtilizationRates");
        _memory = Function<MemoryOf>("nvmlDeviceGetMemoryInfo");
        _temperature = Function<TemperatureOf>("nvmlDeviceGetTemperature");
        _power = Function<NumberOf>("nvmlDeviceGetPowerUsage");
        _processes = Function<ProcessesOn>(ProcessFunctions.First(name => NativeLibrary.TryGetExport(library, name, out _) || name == ProcessFunctions[^1]));
        var count = Function<CountOf>("nvmlDeviceGetCount_v2");
        if (Function<Plain>("nvmlInit_v2")() != Good)
        {
            throw new EntryPointNotFoundException("the driver does not answer");
        }

        if (count(out var gpus) != Good || gpus == 0)
        {
            Function<Plain>("nvmlShutdown")();
            throw new EntryPointNotFoundException("the driver has no GPU");
        }

        _names = new string?[gpus];
    }

    /// <summary>All that the driver told of when it was opened, also those that fell off the bus since.</summary>
    public int Count => _names.Length;

    private delegate int Plain();

    private delegate int CountOf(out uint count);

    private delegate int DeviceByIndex(uint index, out nint device);

    private delegate int NameOf(nint device, [Out] byte[] name, uint length);

    private delegate int UtilizationOf(nint device, out Utilization utilization);

    private delegate int MemoryOf(nint device, out Memory memory);

    private delegate int TemperatureOf(nint device, int sensor, out uint celsius);

    // Asked with room for none, it succeeds only where there is none.
    private delegate int ProcessesOn(nint device, ref uint count, nint infos);

    private delegate int NumberOf(nint device, out uint number);

    /// <summary>Null where there is no such library, or no driver behind it.</summary>
    public static NvidiaGpus? TryOpen()
    {
        foreach (var name in new[] { "libnvidia-ml.so.1", "nvml.dll" })
        {
            if (!NativeLibrary.TryLoad(name, out var library))
            {
                continue;
            }

            try
            {
                return new NvidiaGpus(library);
            }
            catch (EntryPointNotFoundException)
            {
                NativeLibrary.Free(library);
            }
        }

        return null;
    }

    /// <summary>What a GPU does not tell is null. One that fell off the bus stays in the list, by its name alone.</summary>
    public IReadOnlyList<GpuSample> Read()
    {
        var gpus = new List<GpuSample>();
        for (var i = 0; i < _names.Length; i++)
        {
            if (_deviceByIndex((uint)i, out var device) == Good)
            {
                _names[i] = TextOf(device) ?? _names[i] ?? "";
                gpus.Add(Read(i, device));
            }
            else if (_names[i] is { } lost)
            {
                gpus.Add(new GpuSample { Index = i, Name = lost });
            }
        }

        return gpus;
    }

    /// <summary>
    /// The indexes of GPUs on which nothing computes and of whose memory less than a share is in use. Where it is part of
    /// the host's memory, so that the GPU has none to tell of, the processes alone decide.
    /// </summary>
    public IReadOnlyList<int> Free(double memoryShare)
    {
        var free = new List<int>();
        for (var i = 0; i < _names.Length; i++)
        {
            var processes = 0u;
            if (_deviceByIndex((uint)i, out var device) == Good &&
                _processes(device, ref processes, 0) == Good && processes == 0 &&
                (_memory(device, out var memory) is var told && told == Good ? memory.Used < memory.Total * memoryShare : told == NotSupported))
            {
                free.Add(i);
            }
        }

        return free;
    }

    private GpuSample Read(int index, nint device)
    {
        var hasMemory = _memory(device, out var memory) == Good;
        return new GpuSample
        {
            Index = index,
            Name = _names[index],
            Utilization = _utilization(device, out var busy) == Good ? busy.Gpu : null,
            MemoryUsed = hasMemory ? memory.Used : null,
            MemoryTotal = hasMemory ? memory.Total : null,
            Temperature = _temperature(device, Core, out var celsius) == Good ? celsius : null,
            Power = _power(device, out var milliwatts) == Good ? milliwatts / 1000.0 : null,
        };
    }

    private string? TextOf(nint device)
    {
        var name = new byte[NameLength];
        return _name(device, name, NameLength) == Good ? Encoding.UTF8.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0) is >= 0 and var end ? end : NameLength)) : null;
    }

    private T Function<T>(string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(_library, name));

    [StructLayout(LayoutKind.Sequential)]
    private struct Utilization
    {
        public uint Gpu;
        public uint Memory;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
