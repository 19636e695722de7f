using System.Runtime.InteropServices;
using System.Text;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Server.Hosts;

/// <summary>The GPUs of this host through NVIDIA's management library, where its driver has brought it; absent is fine.</summary>
internal sealed class NvidiaGpus : IDisposable
{
    private const int Good = 0;
    private const int Core = 0;

    private readonly nint _library;
    private readonly DeviceByIndex _deviceByIndex;
    private readonly NameOf _name;
    private readonly UtilizationOf _utilization;
    private readonly MemoryOf _memory;
    private readonly TemperatureOf _temperature;
    private readonly NumberOf _power;
    private readonly ProcessesOn _processes;
    private readonly Plain _shutdown;
    private readonly uint _count;

    private NvidiaGpus(nint library)
    {
        _library = library;
        _deviceByIndex = Function<DeviceByIndex>("nvmlDeviceGetHandleByIndex_v2");
        _name = Function<NameOf>("nvmlDeviceGetName");
        _utilization = Function<UtilizationOf>("nvmlDeviceGetUtilizationRates");
        _memory = Function<MemoryOf>("nvmlDeviceGetMemoryInfo");
        _temperature = Function<TemperatureOf>("nvmlDeviceGetTemperature");
        _power = Function<NumberOf>("nvmlDeviceGetPowerUsage");
        _processes = Function<ProcessesOn>("nvmlDeviceGetComputeRunningProcesses");
        _shutdown = Function<Plain>("nvmlShutdown");
        if (Function<Plain>("nvmlInit_v2")() != Good || Function<Count>("nvmlDeviceGetCount_v2")(out _count) != Good)
        {
            throw new EntryPointNotFoundException("the driver does not answer");
        }
    }

    private delegate int Plain();

    private delegate int Count(out uint count);

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

    public IReadOnlyList<GpuSample> Read()
    {
        var gpus = new List<GpuSample>();
        for (var i = 0u; i < _count; i++)
        {
            if (_deviceByIndex(i, out var device) != Good)
            {
                continue;
            }

            var name = new byte[96];
            var hasMemory = _memory(device, out var memory) == Good;
            gpus.Add(new GpuSample
            {
                Index = (int)i,
                Name = _name(device, name, (uint)name.Length) == Good ? Encoding.UTF8.GetString(name).TrimEnd('\0') : "",
                Utilization = _utilization(device, out var busy) == Good ? busy.Gpu : null,
                MemoryUsed = hasMemory ? memory.Used : null,
                MemoryTotal = hasMemory ? memory.Total : null,
                Temperature = _temperature(device, Core, out var celsius) == Good ? celsius : null,
                Power = _power(device, out var milliwatts) == Good ? milliwatts / 1000.0 : null,
            });
        }

        return gpus;
    }

    /// <summary>The indexes of GPUs on which nothing computes and of whose memory less than a share is in use.</summary>
    public IReadOnlyList<int> Free(double memoryShare)
    {
        var free = new List<int>();
        for (var i = 0u; i < _count; i++)
        {
            var processes = 0u;
            if (_deviceByIndex(i, out var device) == Good &&
                _processes(device, ref processes, 0) == Good && processes == 0 &&
                _memory(device, out var memory) == Good && memory.Used < memory.Total * memoryShare)
            {
                free.Add((int)i);
            }
        }

        return free;
    }

    public void Dispose()
    {
        _shutdown();
        NativeLibrary.Free(_library);
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
