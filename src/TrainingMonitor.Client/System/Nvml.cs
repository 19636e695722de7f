using System.Runtime.InteropServices;
using System.Text;

namespace TrainingMonitor.Client;

/// <summary>
/// NVIDIA's management library, found at run time: part of the driver, so no dependency, and where it is absent there are no
/// GPUs to report. Functions that an older driver lacks, or a GPU does not support, leave their value out.
/// </summary>
internal sealed unsafe class Nvml
{
    private const int Good = 0;
    private const int CoreTemperature = 0;
    private const int NameLength = 96;

    private readonly IntPtr _library;
    private readonly List<(int Index, IntPtr Device, string Name)> _devices = [];

    private Nvml(IntPtr library) => _library = library;

    /// <summary>Null where there is no driver or no GPU.</summary>
    public static Nvml? TryOpen()
    {
        var name = OperatingSystem.IsWindows() ? "nvml.dll" : "libnvidia-ml.so.1";
        if (!NativeLibrary.TryLoad(name, out var library))
        {
            return null;
        }

        var nvml = new Nvml(library);
        return nvml.Start() ? nvml : null;
    }

    public IReadOnlyList<GpuSample> Read() => [.. _devices.Select(gpu => Read(gpu.Index, gpu.Device, gpu.Name))];

    private bool Start()
    {
        var init = (delegate* unmanaged<int>)Function("nvmlInit_v2");
        var count = (delegate* unmanaged<uint*, int>)Function("nvmlDeviceGetCount_v2");
        var handle = (delegate* unmanaged<uint, IntPtr*, int>)Function("nvmlDeviceGetHandleByIndex_v2");
        var devices = 0u;
        if (init == null || count == null || handle == null || init() != Good || count(&devices) != Good)
        {
            return false;
        }

        for (var i = 0u; i < devices; i++)
        {
            IntPtr device;
            if (handle(i, &device) == Good)
            {
                _devices.Add(((int)i, device, NameOf(device)));
            }
        }

        return _devices.Count > 0;
    }

    private GpuSample Read(int index, IntPtr device, string name)
    {
        var (busy, memory) = (default(Utilization), default(Memory));
        uint temperature;
        uint milliwatts;
        var rates = (delegate* unmanaged<IntPtr, Utilization*, int>)Function("nvmlDeviceGetUtilizationRates");
        var sizes = (delegate* unmanaged<IntPtr, Memory*, int>)Function("nvmlDeviceGetMemoryInfo");
        var heat = (delegate* unmanaged<IntPtr, int, uint*, int>)Function("nvmlDeviceGetTemperature");
        var power = (delegate* unmanaged<IntPtr, uint*, int>)Function("nvmlDeviceGetPowerUsage");
        var hasBusy = rates != null && rates(device, &busy) == Good;
        var hasMemory = sizes != null && sizes(device, &memory) == Good;
        return new GpuSample(
            index,
            name,
            hasBusy ? busy.Gpu : null,
            hasMemory ? memory.Used : null,
            hasMemory ? memory.Total : null,
            heat != null && heat(device, CoreTemperature, &temperature) == Good ? temperature : null,
            power != null && power(device, &milliwatts) == Good ? milliwatts / 1000.0 : null);
    }

    private string NameOf(IntPtr device)
    {
        var name = (delegate* unmanaged<IntPtr, byte*, uint, int>)Function("nvmlDeviceGetName");
        var text = stackalloc byte[NameLength];
        return name != null && name(device, text, NameLength) == Good
            ? Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text))
            : "GPU";
    }

    private IntPtr Function(string name) => NativeLibrary.TryGetExport(_library, name, out var address) ? address : IntPtr.Zero;

    private struct Utilization
    {
        public uint Gpu;
        public uint Memory;
    }

    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
