using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TrainingMonitor.Client;

/// <summary>Who started this process; .NET itself does not tell.</summary>
internal static partial class ParentProcess
{
    /// <summary>Null where the platform does not tell either.</summary>
    public static int? Id()
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                return GetParentId();
            }

            using var own = Process.GetCurrentProcess();
            return QueryProcess(own.Handle, 0, out var basics, Marshal.SizeOf<Basics>(), out _) == 0 ? checked((int)basics.ParentId) : null;
        }
        catch (Exception unknown) when (unknown is DllNotFoundException or EntryPointNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();

    [LibraryImport("ntdll.dll", EntryPoint = "NtQueryInformationProcess")]
    private static partial int QueryProcess(IntPtr process, int kind, out Basics basics, int size, out int written);

    /// <summary>PROCESS_BASIC_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Basics
    {
        public IntPtr ExitStatus;
        public IntPtr Block;
        public IntPtr Affinity;
        public IntPtr Priority;
        public IntPtr Id;
        public IntPtr ParentId;
    }
}
