using System.Net.NetworkInformation;

namespace TrainingMonitor.Client;

/// <summary>Bytes over all interfaces but loopback, as .NET counts them on every platform.</summary>
internal static class NetworkCounters
{
    public static (long Received, long Sent)? Read()
    {
        try
        {
            var (received, sent) = (0L, 0L);
            foreach (var one in NetworkInterface.GetAllNetworkInterfaces().Where(one => one.NetworkInterfaceType != NetworkInterfaceType.Loopback))
            {
                var counted = one.GetIPStatistics();
                (received, sent) = (received + counted.BytesReceived, sent + counted.BytesSent);
            }

            return (received, sent);
        }
        catch (Exception unknown) when (unknown is NetworkInformationException or PlatformNotSupportedException or IOException)
        {
            return null;
        }
    }
}
